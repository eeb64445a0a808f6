"""What the register knows of the reports and pages of a content folder."""

from disclosure.build.record import Record, report_versions
from disclosure.model.portal import Body, Settings
from disclosure.publishing.register import read_register
from tests.unit.publishing.test_register import digest_of, published, written


def test_reports_that_are_gone_are_told_from_pages() -> None:
    """A body's folder may be called anything: what lies in `homepages/` is its report, what lies in `pages/` a page."""
    files = written({}, *(published(path, path) for path in ("2022.md", "homepages/2022.md", "homepages/pages/guide.md")))
    register, _ = read_register(files, "content")
    found = report_versions(
        Record(register, "content", frozenset(map(digest_of, register.current))),
        (),
        (),
        Settings("portal.yml", "样例镇", Body("portal.yml", "", "样例镇人民政府", "township")),
    )
    assert {path: [source.name for source in sources] for path, sources in found.gone.items()} == {
        "2022.html": ["2022.md"],
        "homepages/2022.html": ["homepages/2022.md"],
    }

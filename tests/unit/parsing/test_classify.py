"""Which file of a content folder is what: its name alone decides."""

import pytest

from disclosure.model.finding import Finding
from disclosure.parsing.classify import classify, source_name, year_in
from tests.support.forms import source

NAMES = {
    "bodies": ("office/body.yml", "town/village/body.yml"),
    "reports": ("2020.md", "office/2021.MD", "town/village/2022.md"),
    "pages": ("pages/guide.md", "pages/Apply.MD", "office/pages/guide.md"),
    "attached": ("notes.txt", "office/form.txt", "pages/2020.txt"),
    "strays": (
        *(
            "notes.md",
            "office/portal.yml",
            "body.yml",
            "body.yaml",
            "office/notes.MD",
            "pages/old/guide.md",
            "20200.md",
            "x2020.md",
        ),
    ),
    "register": ("register/2020.md", "register/acts/1.json"),
}
MEANT = "报告的文件名是四位年份（年份.md）；页面放在 pages/；机构的说明是 body.yml，根目录的写在 portal.yml"


def test_files_are_what_their_names_say() -> None:
    """Every file has one use; Markdown and YAML without one is reported and withheld, and of the register nothing is used."""
    names = sorted(("portal.yml", *(name for group in NAMES.values() for name in group)), key=lambda name: name[::-1])
    found = classify([source(name, b"") for name in names], {}, "content")
    assert found.settings == source("portal.yml", b"")
    assert {kind: tuple(file.name for file in getattr(found, kind)) for kind in ("bodies", "reports", "pages", "attached")} == {
        kind: tuple(source_name(name) for name in names if name in NAMES[kind])
        for kind in ("bodies", "reports", "pages", "attached")
    }
    strays = [name for name in names if name in NAMES["strays"]]
    assert found.withheld == frozenset(strays)
    assert found.findings == tuple(
        Finding("file.unused", f"“{name}”没有用处，不会生成网页，也不会公开", name, hint=MEANT) for name in strays
    )


def test_a_text_goes_by_one_name_however_its_ending_is_written() -> None:
    """Its path stays what people see; of two files that would have one name each keeps its own."""
    alone = classify([source("2021.MD", b""), source("2022.MD", b""), source("2022.md", b"")], {}, "content").reports
    assert [(one.name, one.path) for one in alone] == [("2021.md", "2021.MD"), ("2022.MD", "2022.MD"), ("2022.md", "2022.md")]


EMPTY = Finding(
    "content.empty",
    "“folder”里没有 portal.yml，也没有报告",
    "folder",
    hint="用 disclosure init 新建网站，或用 --content 指定文件夹",
)
NO_SETTINGS = Finding("content.no-settings", "“folder”里没有 portal.yml", "folder/portal.yml")


@pytest.mark.parametrize(
    ("names", "findings"),
    [
        pytest.param((), (EMPTY,), id="nothing"),
        pytest.param(("portal.yml",), (), id="no-report"),
        pytest.param(("2020.md",), (NO_SETTINGS,), id="no-settings"),
        pytest.param(("2020.md", "portal.yml"), (), id="both"),
    ],
)
def test_a_folder_without_settings_is_reported(names: tuple[str, ...], findings: tuple[Finding, ...]) -> None:
    """A folder without settings is reported; an empty one as what it is."""
    assert classify([source(name, b"") for name in names], {}, "folder").findings == findings


@pytest.mark.parametrize(
    ("name", "year"),
    [
        pytest.param("2020.md", "2020", id="root"),
        pytest.param("office/2019.MD", "2019", id="body"),
        pytest.param("2020.yml", "", id="other-ending"),
        pytest.param("report.md", "", id="other-name"),
        pytest.param("x2020.md", "", id="more-before"),
    ],
)
def test_the_year_in_a_name(name: str, year: str) -> None:
    """The name of a report states its year."""
    assert year_in(name) == year

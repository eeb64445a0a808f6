"""A report against the version of it that is public."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from disclosure.check.public_versions import check_public_version
from disclosure.model.portal import PublicHistory, RivalVersion
from disclosure.model.report import UNPUBLISHED, Report, Revision, Withdrawal
from tests.unit.check.filings import filed

REPORT = filed("2021").report
REVISION = Revision(date(2022, 3, 1), "更正标题")
WITHDRAWN = Withdrawal(date(2022, 3, 1), "数据有误。")


def version(**fields: Any) -> Report:
    """The report with these fields."""
    return replace(REPORT, digest=str(fields), **fields)


@pytest.mark.parametrize(
    ("public", "now", "found"),
    [
        pytest.param(None, version(), [], id="nothing-is-public"),
        pytest.param(version(), version(), [], id="the-same"),
        pytest.param(
            *(version(), version(title="新题")),
            [("record.changed", ("title",), "这份报告已经公开，现在有 1 处改动，没有写明更正：标题：2021年报告 → 新题")],
            id="changed",
        ),
        pytest.param(version(), version(title="新题", revisions=(REVISION,)), [], id="changed-and-told"),
        pytest.param(version(revisions=(REVISION,)), version(revisions=(REVISION,)), [], id="told-before"),
        pytest.param(version(), version(published=UNPUBLISHED, draft=True), [], id="a-draft-is-told-elsewhere"),
        pytest.param(
            *(version(revisions=(REVISION,)), version()),
            [("record.revision-lost", ("revisions",), "已经公开的一条更正记录被删去或改动：2022-03-01：更正标题")],
            id="what-was-told-is-lost",
        ),
        pytest.param(
            *(version(), version(published=date(2022, 1, 21))),
            [
                (
                    "published.changed",
                    ("published",),
                    "首次发布日期由 2022-01-20 改成了 2022-01-21：这份报告已经公开，首次发布日期不能再改",
                )
            ],
            id="another-date",
        ),
        pytest.param(
            *(version(moved_from=("a.html", "b.html")), version(moved_from=("b.html",))),
            [("record.moved", ("title",), "moved_from 里没有 a.html 了，已经公开的旧地址会打不开")],
            id="an-old-address-lost",
        ),
        pytest.param(version(moved_from=("a.html",)), version(revisions=(REVISION,)), [], id="an-old-address-told"),
    ],
)
def test_what_changed(public: Report | None, now: Report, found: list[tuple[str, tuple[str, ...], str]]) -> None:
    """What a reader of the public version finds otherwise is told, unless `revisions` tell it."""
    filing = replace(filed("2021"), report=now, history=PublicHistory(public))
    assert [(one.code, one.place, one.message) for one in check_public_version(filing)] == found


@pytest.mark.parametrize(
    ("rival", "other", "now", "messages"),
    [
        pytest.param(version(title="新题"), REPORT, version(title="新题"), [], id="kept"),
        pytest.param(
            *(version(title="新题"), REPORT, version()),
            ["两个人同时发布了这份报告，第 2 次改的现在没有了：标题：新题 → 2021年报告"],
            id="lost",
        ),
        pytest.param(
            *(version(title="新题"), version(title="另题"), version(title="另题")),
            ["两个人同时发布了这份报告，第 2 次改的现在没有了：标题：新题 → 另题"],
            id="lost-to-the-other",
        ),
        pytest.param(
            *(version(title="新题"), version(title="另题"), version(title="新题另题")),
            ["这份报告已经公开，现在有 1 处改动，没有写明更正：标题：新题 → 新题另题"],
            id="put-together",
        ),
        pytest.param(version(title="新题"), REPORT, version(revisions=(REVISION,)), [], id="lost-and-told"),
        pytest.param(version(withdrawn=WITHDRAWN), REPORT, version(withdrawn=WITHDRAWN), [], id="withdrawn"),
        pytest.param(
            *(version(withdrawn=WITHDRAWN), REPORT, version()),
            ["两个人同时发布了这份报告，第 2 次撤下了它，现在又公开了"],
            id="public-again",
        ),
    ],
)
def test_what_another_person_published_at_the_same_time(rival: Report, other: Report, now: Report, messages: list[str]) -> None:
    """What the other changed or withdrew is kept, or told, once."""
    rivals = (RivalVersion("第 2 次", rival, REPORT), RivalVersion("第 3 次", other, REPORT))
    filing = replace(filed("2021"), report=now, history=PublicHistory(rival, rivals=rivals))
    assert [one.message for one in check_public_version(filing) if one.code != "record.revision-lost"] == messages

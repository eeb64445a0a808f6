"""Which file of a content folder is what: its name alone decides."""

import pytest

from disclosure.model.finding import Finding
from disclosure.parsing.classify import ContentFiles, classify, year_in
from tests.support.forms import source

NAMES = {
    "settings": ("portal.yml",),
    "bodies": ("office/body.yml", "town/village/body.yml"),
    "reports": ("2020.md", "office/2021.MD", "town/village/2022.md"),
    "pages": ("pages/guide.md", "pages/Apply.MD"),
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
        "office/pages/guide.md",
    ),
}
MEANT = "报告的文件名是四位年份（年份.md）；页面放在 pages/；机构的说明是 body.yml，根目录的写在 portal.yml"


def test_files_are_what_their_names_say() -> None:
    """Every file has one use; Markdown and YAML without one is reported, and is no attachment."""
    texts = {kind: tuple(source(name, b"") for name in names) for kind, names in NAMES.items()}
    everything = tuple(sorted((text for group in texts.values() for text in group), key=lambda text: text.name[::-1]))

    def ordered(kind: str) -> tuple[object, ...]:
        return tuple(text for text in everything if text in texts[kind])

    strays = tuple(
        Finding("file.unused", f"“{text.name}”没有用处，不会生成网页，也不会公开", text.path, hint=MEANT)
        for text in everything
        if text in texts["strays"]
    )
    expected = (texts["settings"][0], *map(ordered, ("bodies", "reports", "pages", "attached")), strays)
    found = classify(everything, "content")
    assert (found.settings, found.bodies, found.reports, found.pages, found.attached, found.findings) == expected


@pytest.mark.parametrize(
    ("names", "finding"),
    [
        pytest.param(
            ("portal.yml",),
            Finding(
                "content.empty", "“folder”里没有报告", "folder", hint="新建以年份为名的报告（年份.md），或用 --content 指定文件夹"
            ),
            id="no-report",
        ),
        pytest.param(
            (),
            Finding(
                "content.empty", "“folder”里没有报告", "folder", hint="新建以年份为名的报告（年份.md），或用 --content 指定文件夹"
            ),
            id="nothing",
        ),
        pytest.param(
            ("2020.md",), Finding("content.no-settings", "“folder”里没有 portal.yml", "folder/portal.yml"), id="no-settings"
        ),
    ],
)
def test_a_folder_without_report_or_settings_is_reported(names: tuple[str, ...], finding: Finding) -> None:
    """A folder without any report is reported, one without settings only where it has reports."""
    texts = tuple(source(name, b"") for name in names)
    settings = next((text for text in texts if text.name == "portal.yml"), None)
    reports = tuple(text for text in texts if text.name == "2020.md")
    assert classify(texts, "folder") == ContentFiles(settings, (), reports, (), (), (finding,))


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

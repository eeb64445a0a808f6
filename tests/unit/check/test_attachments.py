"""Files beside the sources that no published page links to."""

from disclosure.check.attachments import check_unlinked
from disclosure.model.finding import Finding
from disclosure.model.portal import Attachment


def files(*names: str) -> list[Attachment]:
    """Attachments of these names."""
    return [Attachment(f"content/{name}", name, "") for name in names]


def unlinked(what: str, path: str, link: str) -> Finding:
    """The finding about files without a link."""
    hint = f"要公开的，在页面里写上链接，例如 {link}；不公开的，移出内容文件夹"
    return Finding("file.unlinked", f"{what}没有页面链接到，不会公开", f"content/{path}", hint=hint)


def test_each_file_or_the_folder() -> None:
    """Up to five files of a folder are each told, in the order of folders and names; more are told together."""
    found = check_unlinked(files("b/y", "b/x.txt", *(f"a/{number}.pdf" for number in range(6)), *"543210"[:5]), (), ())
    assert list(found) == [
        *(unlinked(f"“{number}”", str(number), f"[{number}]({number})") for number in range(1, 6)),
        unlinked("文件夹“a”里的 “0.pdf”、“1.pdf”、“2.pdf” 等 6 个文件", "a/0.pdf", "[0](0.pdf)"),
        unlinked("“b/x.txt”", "b/x.txt", "[x](x.txt)"),
        unlinked("“b/y”", "b/y", "[y](y)"),
    ]
    root = check_unlinked(files(*(f"{number}.pdf" for number in range(6))), (), ())
    assert [one.message for one in root] == ["文件夹“.”里的 “0.pdf”、“1.pdf”、“2.pdf” 等 6 个文件没有页面链接到，不会公开"]


def test_a_name_as_it_is_typed_in_a_link() -> None:
    """What means something else in an address is written so that the link leads to the file."""
    found = list(check_unlinked(files("100%.txt", "e%20f.txt", "q#1.txt"), (), ()))
    assert found == [
        unlinked("“100%.txt”", "100%.txt", "[100%](100%.txt)"),
        unlinked("“e%20f.txt”", "e%20f.txt", "[e%20f](e%2520f.txt)"),
        unlinked("“q#1.txt”", "q#1.txt", "[q#1](q%231.txt)"),
    ]


def test_files_whose_link_is_at_fault() -> None:
    """Files of a folder or a name that a dead link points to are left to its finding; those of drafts wait for these."""
    given = files("a/x.txt", "b/Z.TXT", "c/y.txt", "d.txt", "e/d.txt")
    assert list(check_unlinked(given, ("d.txt",), ("a/gone.txt", "q/z.txt"))) == [
        Finding(
            "file.draft-only",
            "只有草稿或已撤下的报告链接到“d.txt”，报告公开时才一同公开",
            "content/d.txt",
            hint="报告定稿后，删去其中 draft: true 一行；报告已撤下的，附件也不再公开，不用改",
        ),
        unlinked("“c/y.txt”", "c/y.txt", "[y](y.txt)"),
        unlinked("“e/d.txt”", "e/d.txt", "[d](d.txt)"),
    ]

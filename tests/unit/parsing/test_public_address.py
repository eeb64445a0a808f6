"""Addresses that content files give: what only a machine or an office could open is told, what can be none is left out."""

import pytest

from disclosure.model.finding import Finding
from disclosure.parsing.fields import Fields, read_fields
from disclosure.parsing.public_address import is_public, public_address, read_old_addresses, read_source_address
from tests.support.forms import source


def fields(text: str) -> Fields:
    """The fields of a text."""
    parsed = read_fields(source("x.yml", text.encode()))
    assert parsed.value
    return parsed.value


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.x.gov.cn/a", ""),
        ("http://192.169.1.1/", ""),
        ("http://172.15.0.1/", ""),
        ("http://172.32.0.1/", ""),
        ("http://localhost:80/", "localhost:80"),
        ("http://oa/", "oa"),
        ("http://a.LOCAL/", "a.LOCAL"),
        ("http://x.internal", "x.internal"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://10.1.2.3/", "10.1.2.3"),
        ("http://192.168.1.1:8080/", "192.168.1.1:8080"),
        ("http://172.16.0.1/", "172.16.0.1"),
        ("http://172.29.0.1/", "172.29.0.1"),
        ("http://172.31.0.1/", "172.31.0.1"),
        ("http://169.254.1.1/", "169.254.1.1"),
        ("http://[::1]/", "[::1]"),
    ],
)
def test_hosts(address: str, host: str) -> None:
    """A host that only a machine or an office knows is told."""
    asked = fields(f"a: '{address}'\n")
    assert public_address(asked, "a", address, "写成 x") == address
    message = f"“{host}”是本机或内部网络的地址，公众打不开"
    expected = (Finding("address.private", message, "x.yml", span=asked.span("a"), hint="写成 x"),) if host else ()
    assert asked.findings == expected


@pytest.mark.parametrize(("user", "words"), [("u:p", "登录的用户名和密码"), ("u", "登录的用户名")])
def test_users(user: str, words: str) -> None:
    """A user in an address, and a password, would stand on every page."""
    address = f"https://{user}@x.cn/"
    asked = fields(f"a: {address}\n")
    assert public_address(asked, "a", address, "写成 x") == address
    hint = "写成 x；用过的密码要换掉"
    assert asked.findings == (
        Finding("address.private", f"网址里有{words}，会写进每一页", "x.yml", span=asked.span("a"), hint=hint),
    )


@pytest.mark.parametrize(
    ("written", "read", "refused"),
    [
        ("[office/2020.html, a.htm]", ("office/2020.html", "a.htm"), []),
        ("[https://x.cn/a?b=1#c, /art/1.html?id=5]", ("https://x.cn/a?b=1#c", "/art/1.html?id=5"), []),
        ("[../a.html, b.html, a/../../b.html]", ("b.html",), ["../a.html", "a/../../b.html"]),
        ("['a b', 'c:d', 'e#f', 'g?h', 'a\\b', 'a|b']", ("g?h",), ["a b", "c:d", "e#f", "a\\b", "a|b"]),
        ("a/../b.html", ("a/../b.html",), []),
    ],
)
def test_old_addresses(written: str, read: tuple[str, ...], refused: list[str]) -> None:
    """A path of the portal or an address of an old website is read; what lies outside or is none is told."""
    asked = fields(f"moved_from: {written}\n")
    assert read_old_addresses(asked, "moved_from") == read
    assert [(one.code, one.message) for one in asked.findings] == [
        ("moved.address", f"“{address}”不是网页的地址") for address in refused
    ]


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        ("https://x.cn/1.html", "", ""),
        ("表.pdf", "", ""),
        ("sub/表.pdf", "", ""),
        ("../表.pdf", "", ""),
        ("", "", ""),
        ("http://oa/1.html", "address.private", "“oa”是本机或内部网络的地址，公众打不开"),
        ("../../表.pdf", "source.place", "“../../表.pdf”公众打不开"),
        ("/表.pdf", "source.place", "“/表.pdf”公众打不开"),
        ("C:\\表.pdf", "source.place", "“C:\\表.pdf”公众打不开"),
        ("\\\\srv\\表.pdf", "source.place", "“\\\\srv\\表.pdf”公众打不开"),
        ("~/表.pdf", "source.place", "“~/表.pdf”公众打不开"),
        ("file:///a", "source.place", "“file:///a”公众打不开"),
        ("a\\b.pdf", "source.place", "“a\\b.pdf”公众打不开"),
    ],
)
def test_where_a_report_was_issued(written: str, code: str, message: str) -> None:
    """The source of a report is a public address or a file beside it; a place on a machine is told and left out."""
    asked = fields(f"source: '{written}'\n")
    assert read_source_address(asked, "office/2020.md") == ("" if code == "source.place" else written)
    assert [(one.code, one.message) for one in asked.findings] == ([(code, message)] if code else [])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.x.gov.cn/a@b", True),
        ("https://www.x.gov.cn:8080/a", True),
        ("https://user@www.x.gov.cn/a", False),
        ("https://10.1.2.3:80/a", False),
        ("ftp://www.x.gov.cn/a", False),
        ("https://www.x.gov.cn/a b", False),
    ],
)
def test_what_the_public_can_open(address: str, expected: bool) -> None:
    """An address of the web without a user, whose host is none of a machine or an office."""
    assert is_public(address) is expected

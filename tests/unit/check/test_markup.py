"""Tags, scripts and links in what people wrote."""

import pytest

from disclosure.check.markup import check_markup, check_other_markup, scheme_of
from disclosure.model.portal import Body, Portal, Settings, StandingPage
from tests.unit.check.filings import filed


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("一般的话。", [], id="nothing"),
        pytest.param("<script>", ["markup.unsafe"], id="script-without-attribute"),
        pytest.param("<b onclick=x>", ["markup.unsafe"], id="event"),
        pytest.param('x" onerror=alert(1)', ["markup.unsafe"], id="event-without-a-tag"),
        pytest.param("<b>重点</b>", ["markup.html"], id="tag"),
        pytest.param("a < b", [], id="less-than"),
        pytest.param("[甲](<a b.txt>)、<b>", ["markup.html"], id="address-in-brackets-and-a-tag"),
        pytest.param("[甲](<a b.txt>)", [], id="address-in-brackets"),
        pytest.param("`<script>`", [], id="script-as-code"),
        pytest.param("[甲](javascript:x)", ["link.scheme"], id="scheme"),
        pytest.param("[甲](javascript&colon;x)", ["link.scheme"], id="scheme-behind-an-entity"),
        pytest.param("[甲](https://a.example/) <https://a.example/>", [], id="web-addresses"),
        pytest.param("[a](" * 300, [], id="brackets"),
        pytest.param("[a](" * 301, ["markup.crowd"], id="brackets-that-the-converter-would-not-end-with"),
        pytest.param("[a](a.html)" * 3000, [], id="links"),
        pytest.param("[2020]\n\n" * 20_001, ["markup.crowd"], id="brackets-in-all-paragraphs"),
        pytest.param("\\" * 20_001, ["markup.crowd"], id="slashes"),
        pytest.param("# a\n" * 3002, ["markup.crowd"], id="headings"),
        pytest.param("<!--" * 50_000, ["markup.comment"], id="comments-without-an-end"),
        pytest.param("<script>\n\n[甲](data:x)", ["markup.unsafe", "link.scheme"], id="script-and-scheme"),
    ],
)
def test_what_is_no_text(text: str, codes: list[str]) -> None:
    """Scripts, tags and links of other schemes are reported, code is not."""
    assert [finding.code for finding in check_markup(filed("2021", preamble=text))] == codes


def test_what_is_no_text_in_settings_and_pages() -> None:
    """Every field is looked into, and pointed to as a whole; in the text of a page the words are."""
    link = "javascript:x"
    bodies = (Body("portal.yml", "", "<b>甲镇</b>", "township"), Body("a/body.yml", "a", "<b>甲局</b>", "department"))
    settings = Settings(
        "portal.yml", "<b>甲镇</b>", bodies[0],
        organizer=link, undertaker=link, contact=link, site_code=link, icp=link, police=link,
    )  # fmt: skip
    page = StandingPage("pages/a.md", "pages/a.md", "<script>", "见[甲](data:x)。")
    found = check_other_markup(Portal(settings, bodies, (), (), (), pages=(page,)))
    assert [(one.code, one.path, one.place) for one in found] == [
        ("markup.unsafe", "pages/a.md", ("title",)),
        ("link.scheme", "pages/a.md", ("#", "data:x")),
        ("markup.html", "portal.yml", ("name",)),
        *(("link.scheme", "portal.yml", ("footer", field)) for field in ("organizer", "undertaker", "contact")),
        *(("link.scheme", "portal.yml", ("identifiers", field)) for field in ("site_code", "icp", "police")),
        ("markup.html", "portal.yml", ("body", "name")),
        ("markup.html", "a/body.yml", ("name",)),
    ]


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        pytest.param("HTTPS://a", "https", id="capitals"),
        pytest.param("java\nscript:x", "javascript", id="broken-in-two"),
        pytest.param("&#106;avascript:x", "javascript", id="entity"),
        pytest.param("2020.html#a:b", "", id="relative"),
        pytest.param("页：a", "", id="no-scheme"),
    ],
)
def test_scheme(address: str, scheme: str) -> None:
    """The scheme of an address is seen through whatever hides it."""
    assert scheme_of(address) == scheme

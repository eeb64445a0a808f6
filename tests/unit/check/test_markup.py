"""Tags, scripts and links in what people wrote."""

import pytest

from disclosure.check.markup import check_markup, scheme_of
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

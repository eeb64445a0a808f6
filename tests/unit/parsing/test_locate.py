"""The line and column that a place of a finding has in its file now."""

import pytest

from disclosure.model.finding import Place, Span
from disclosure.parsing.locate import Locator
from tests.support.forms import BY_KEY, source

TEXT = """---
title: 样例镇2022年报告   # 注
year: "2022"
revisions:
  - {date: 2023-02-01, change: 更正}
tables:
  article_20_1:
    government_rules: [0, 1, 2]
  requests:
    processed:
      refused:
        state_secret: [1, 2, 3, 4, 5, 6, 21]
---

前言提到 [附件](old.md)。

## 一、总体情况

正文，旧称。

## 二、主动公开

末段，旧称。
见 old.html#a 和末行
"""
AUTHORED = "---\ntables:\n  statistics:\n    - [0, 甲, 件, 1, 2]\n---\n"


@pytest.mark.parametrize(
    ("place", "span"),
    [
        pytest.param(("title",), Span(2, 8, 10), id="field"),
        pytest.param(("title", ""), Span(2, 1, 5), id="key-of-a-field"),
        pytest.param(("year",), Span(3, 7, 6), id="quoted-field"),
        pytest.param(("draft",), Span(1, 1), id="field-that-is-not-there"),
        pytest.param(("tables", ""), Span(6, 1, 6), id="key-of-all-tables"),
        pytest.param(("revisions", 0, "change"), Span(5, 32, 2), id="field-of-an-item"),
        pytest.param(("revisions", 1, "change"), Span(4, 1, 9), id="item-that-is-not-there"),
        pytest.param(("tables", "article_20_1", "government_rules", "repealed"), Span(8, 27, 1), id="cell"),
        pytest.param(("tables", "article_20_1", "government_rules", "no_column"), Span(8, 24, 1), id="no-such-column"),
        pytest.param(("tables", "requests", "processed", "refused", "state_secret", "total"), Span(12, 42, 2), id="deep-cell"),
        pytest.param(("tables", "requests", "received", "total"), Span(9, 3, 8), id="row-that-is-not-there"),
        pytest.param(("tables", "requests"), Span(9, 3, 8), id="table"),
        pytest.param(("tables", "no_table", "received", "total"), Span(6, 1, 6), id="table-that-is-not-there"),
        pytest.param(("#", -1), Span(14, 1, 3), id="before-the-first-heading"),
        pytest.param(("#", 0), Span(17, 1, 9), id="heading"),
        pytest.param(("#", 1), Span(21, 1, 9), id="last-heading"),
        pytest.param(("#", 2), Span(24, 1), id="heading-that-is-not-there"),
        pytest.param(("#", -1, "附件"), Span(15, 7, 2), id="words-before-the-first-heading"),
        pytest.param(("#", 0, "旧称"), Span(19, 4, 2), id="words-in-their-section"),
        pytest.param(("#", 1, "旧称"), Span(23, 4, 2), id="the-same-words-in-the-next"),
        pytest.param(("#", 0, "末段"), Span(17, 1), id="words-of-the-next-section"),
        pytest.param(("#", 1, "末行"), Span(24, 15, 2), id="words-in-the-last-line"),
        pytest.param(("#", 1, "没有的话"), Span(21, 1), id="words-that-are-not-there"),
        pytest.param(("#", "旧称"), Span(19, 4, 2), id="words-anywhere"),
        pytest.param(("#", "末行"), Span(24, 15, 2), id="words-in-the-last-line-of-all"),
        pytest.param(("#", "old.html"), Span(24, 3, 8), id="link-as-written"),
        pytest.param(("#", "old.html)"), Span(15, 11, 7), id="link-written-with-the-name-of-the-file"),
        pytest.param(("#", "没有的话"), Span(14, 1), id="words-that-are-nowhere"),
    ],
)
def test_a_place_in_a_report(place: Place, span: Span) -> None:
    """A place is found where it is written, else at the nearest thing around it."""
    assert Locator(source("2022.md", TEXT.encode()), BY_KEY["2021"].tables).span(place) == span


@pytest.mark.parametrize(
    ("place", "span"),
    [
        pytest.param(("tables", "statistics", 0, "this_year"), Span(4, 17, 1), id="cell"),
        pytest.param(("tables", "statistics", 0), Span(4, 7, 1), id="row"),
        pytest.param(("tables", "statistics", 0, "no_column"), Span(4, 8, 1), id="no-such-column"),
    ],
)
def test_a_place_in_the_authors_own_rows(place: Place, span: Span) -> None:
    """The cells of a row that the author named stand after its level, label and unit."""
    assert Locator(source("2017.md", AUTHORED.encode()), BY_KEY["legacy"].tables).span(place) == span


@pytest.mark.parametrize(
    ("text", "place", "span"),
    [
        pytest.param("name: 甲\nbody:\n  name: 乙\n", ("body", "name"), Span(3, 9, 1), id="settings"),
        pytest.param("name: [", ("name",), Span(1, 1), id="no-yaml"),
        pytest.param("---\ntitle: 甲\n", ("title",), Span(2, 8, 1), id="no-second-line-of-hyphens"),
        pytest.param("\x00", ("name",), Span(1, 1), id="not-even-text"),
        pytest.param("", ("name",), Span(1, 1), id="empty"),
    ],
)
def test_a_place_in_another_file(text: str, place: Place, span: Span) -> None:
    """A file without two halves is one mapping; what can't be read has its first line."""
    assert Locator(source("portal.yml", text.encode()), {}).span(place) == span

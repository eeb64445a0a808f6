"""Which official form a document was filled in on: its column headings say so first, then the notice it cites, then its rows."""

from collections.abc import Sequence

from ...model.form import Format
from ..document import SourceDocument, TextBlock
from .labels import plain
from .match_rows import FormMatch, match_lines
from .table_lines import TableLine
from .wordings import Wordings, spellings

_HEADS, _NOTICE, _YEAR = 12, 3, 2
"""What all of a form's own column headings, the notice that issued it, and the year it is due for weigh; a row weighs 1."""


def choose_form(
    document: SourceDocument, lines: Sequence[TableLine], forms: Sequence[Format], due: Format, wordings: Wordings
) -> FormMatch:
    """Return the lines as the form has them that explains the document best; `due` is the form of its year."""
    said = plain("".join(_words(document)))
    tabled = [due, *(form for form in forms if form is not due and not form.free_chapters)]

    def weight(matched: FormMatch) -> tuple[float, bool]:
        form = matched.form
        own = _own_columns(form, tabled)
        shown = sum(any(word in said for word in words) for words in own) / max(len(own), 1)
        cited = bool(form.issued_as) and plain(form.issued_as) in said
        return matched.score + _HEADS * shown + _NOTICE * cited + _YEAR * (form is due), form is due

    return max((match_lines(lines, form, wordings) for form in tabled), key=weight)


def _words(document: SourceDocument) -> list[str]:
    return [
        text
        for block in document.blocks
        for text in ((block.text,) if isinstance(block, TextBlock) else (cell or "" for row in block.rows for cell in row))
    ]


def _own_columns(form: Format, forms: Sequence[Format]) -> list[tuple[str, ...]]:
    """The wordings of each column heading that no other of the forms has."""
    others = {word for other in forms if other is not form for words in _columns(other) for word in words}
    return [words for words in _columns(form) if not others.intersection(words)]


def _columns(form: Format) -> list[tuple[str, ...]]:
    lines = dict.fromkeys(line[-1] for table in form.tables.values() for line in table.column_lines)
    return [tuple(plain(word) for word in spellings(heading)) for heading in lines]

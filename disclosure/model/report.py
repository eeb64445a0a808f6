"""A report as it was filed: its figures, its text, and what its author says about them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from .digest import fingerprint

UNPUBLISHED = date.min
"""When a draft was published that names no day yet: before anything else."""


class Source(Struct, frozen=True):
    """One file of the content folder: `path` as people see it, `name` within the folder, its bytes once they are read."""

    path: str
    name: str
    data: bytes
    digest: str


class CellState(Enum):
    """What a cell states. Blank (未填报) is neither 0 nor not applicable (不适用).

    A sum is `PARTLY_BLANK` when some of its figures are blank. An `UNREAD` cell holds a text that is no figure: it has
    its own finding, and is left out of every sum.
    """

    FIGURE = "figure"
    BLANK = "blank"
    PARTLY_BLANK = "partly-blank"
    NOT_APPLICABLE = "not-applicable"
    UNREAD = "unread"


class Cell(Struct, frozen=True, array_like=True, omit_defaults=True, cache_hash=True):
    """One figure, perhaps with a note and a unit, or one of the states without a figure.

    `amount` keeps the digits as written; `empty` is the state of a cell without one.
    """

    amount: Decimal | None = None
    note: str = ""
    unit: str = ""
    empty: CellState = CellState.BLANK

    @property
    def state(self) -> CellState:
        """What the cell states."""
        return CellState.FIGURE if self.amount is not None else self.empty

    @property
    def blank(self) -> bool:
        """Whether something was not filled in."""
        return self.amount is None and self.empty in (CellState.BLANK, CellState.PARTLY_BLANK)

    @property
    def is_zero(self) -> bool:
        """Whether it is the figure 0."""
        return self.amount is not None and not self.amount

    @property
    def not_applicable(self) -> bool:
        """Whether no figure can be given here."""
        return self.empty is CellState.NOT_APPLICABLE

    @property
    def unread(self) -> bool:
        """Whether what was written could not be read."""
        return self.empty is CellState.UNREAD


BLANK = Cell()
PARTLY_BLANK = Cell(empty=CellState.PARTLY_BLANK)
NOT_APPLICABLE = Cell(empty=CellState.NOT_APPLICABLE)
UNREAD = Cell(empty=CellState.UNREAD)


def digits(amount: Decimal) -> str:
    """An amount as it was written, never with an exponent."""
    text = str(amount)
    return format(amount, "f") if "E" in text else text


class AuthoredRow(Struct, frozen=True, array_like=True):
    """The heading of a row that the author named: its indent level, label and unit of count."""

    level: int
    label: str
    unit: str


class Table(Struct, frozen=True):
    """The figures of one table, row by row in the form's order."""

    key: str
    rows: tuple[tuple[Cell, ...], ...]
    authored: tuple[AuthoredRow, ...] = ()


class Section(Struct, frozen=True):
    """A level-2 heading and the Markdown below it; `key` is empty when the form has no such heading."""

    key: str
    heading: str
    text: str


class Revision(Struct, frozen=True):
    """A correction made after the first publication, in a sentence."""

    date: date
    change: str


class Withdrawal(Struct, frozen=True):
    """When a public report was taken off the site, or an earlier version of it erased, and why, in a sentence."""

    date: date
    reason: str


class Signature(Struct, frozen=True):
    """Who signed a report in which role, and when; `digest` is that of the text that was signed.

    It `holds` while that is still the text of the report, all but its signatures.
    """

    role: str
    name: str
    date: date
    digest: str
    holds: bool = False


def missing_roles(roles: Sequence[str], review: Sequence[Signature]) -> tuple[str, ...]:
    """Return the roles that have still to sign, in the order in which they are asked; a signature that is void does not count."""
    signed = {signature.role for signature in review if signature.holds}
    return tuple(role for role in roles if role not in signed)


def folder_of(name: str) -> str:
    """Return the folder that a file lies in, "" for the root of the content folder."""
    return name.rpartition("/")[0]


def folders_to(folder: str) -> tuple[str, ...]:
    """Return the folders that lead to a folder, outermost first: the content folder, "", and so on down to itself."""
    steps = folder.split("/") if folder else []
    return tuple("/".join(steps[:depth]) for depth in range(len(steps) + 1))


def last_change(published: date, revisions: tuple[Revision, ...]) -> date:
    """Return the day a report last changed: its last correction, else its publication."""
    return max(revision.date for revision in revisions) if revisions else published


class Explanation(Struct, frozen=True):
    """The author's reason why a finding may stand: a code, the place it speaks of ("" for any), a sentence."""

    code: str
    target: str
    sentence: str

    @property
    def key(self) -> str:
        """How the file writes what it speaks of."""
        return f"{self.code}@{self.target}" if self.target else self.code


class IssuedFault(Struct, frozen=True):
    """A fault that a report was issued with and keeps: the finding about it, and what its author says of it.

    `target` is its place in the tables as `explain:` writes it, "" where it is in none.
    """

    code: str
    target: str
    finding: str
    sentence: str


class Report(Struct, frozen=True):
    """One year's report of one body; `digest` stands for all its content and for none of its positions.

    `published_at` is the time of day of its first publication, `HH:MM`, "" where it is not known.
    `file_digest` is the SHA-256 of its file, of which the digest of its content is independent.
    `figures_digest` is that of the tables alone: what shows only numbers is made anew only when they change.
    `as_published` says which findings may stand because the report was issued so, at the address or in the attached
    document `source`; `issued_faults` are those findings, once they are known. `moved_from` are the addresses that it had
    before, as they are written. A version that was `erased` says nothing but that.
    """

    path: str
    name: str
    title: str
    year: int
    published: date
    format: str
    tables: tuple[Table, ...]
    preamble: str
    sections: tuple[Section, ...]
    explanations: tuple[Explanation, ...] = ()
    revisions: tuple[Revision, ...] = ()
    document_number: str = ""
    index_number: str = ""
    draft: bool = False
    source: str = ""
    as_published: tuple[Explanation, ...] = ()
    issued_faults: tuple[IssuedFault, ...] = ()
    moved_from: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None
    review: tuple[Signature, ...] = ()
    published_at: str = ""
    erased: Withdrawal | None = None
    file_digest: str = ""
    figures_digest: str = ""
    digest: str = ""

    @property
    def folder(self) -> str:
        """The body's folder within the content folder, "" for the root."""
        return folder_of(self.name)

    @property
    def updated(self) -> date:
        """The day it last changed: its last correction, else its publication."""
        return last_change(self.published, self.revisions)

    @property
    def content_digest(self) -> str:
        """The digest of its content, computed."""
        return fingerprint(replace(self, path="", file_digest="", tables=(), digest=""))

    def without_content(self) -> "Report":
        """Return the report with nothing left in it but what it was and when it was published or withdrawn."""
        parts = {"tables": (), "sections": (), "explanations": (), "as_published": (), "revisions": ()}
        return replace(self, preamble="", source="", figures_digest="", **parts)

    @property
    def remarks(self) -> tuple[Explanation, ...]:
        """What is printed about findings: what its author explains, then the faults it was issued with."""
        issued = (Explanation(one.code, one.target, f"照原文登载：{one.finding}。{one.sentence}") for one in self.issued_faults)
        return (*self.explanations, *issued)

    def table(self, key: str) -> Table | None:
        """The table of this key, if the report has it."""
        return next((table for table in self.tables if table.key == key), None)

"""The whole portal: its bodies, their reports in their places, and what else is published."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from .differences import Amendment, amendments, differ
from .form import Format, GlossaryEntry
from .personal_numbers import find_numbers
from .report import Cell, Explanation, Report, Revision, Withdrawal, folder_of, folders_to, last_change

KINDS: dict[str, str] = {
    "ministry": "国务院部门",
    "province": "省级政府",
    "vertical": "垂直管理系统",
    "city": "地市级政府",
    "county": "县级政府",
    "office": "政府办公厅（室）",
    "department": "部门",
    "township": "乡镇",
    "subdistrict": "街道",
    "other": "其他机构",
}
"""Kinds of body; deadlines and some duties depend on them."""
EXAMPLE_NAME = "某某"
"""What stands in the name of a body that nobody has named yet."""


def peer_group(kind: str) -> str:
    """Return what the bodies are called that figures of a kind of body are compared with."""
    return "乡镇、街道" if kind in ("township", "subdistrict") else KINDS[kind]


class Download(Struct, frozen=True):
    """A kind of file in which figures can be published beside the pages: its ending, what its link says, its media type."""

    kind: str
    label: str
    media_type: str


DOWNLOADS = (
    Download("json", "JSON（程序读取）", "application/json"),
    Download("csv", "CSV（数据表）", "text/csv"),
    Download("xlsx", "XLSX（电子表格）", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Download("docx", "DOCX（公文）", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Download("pdf", "PDF（打印）", "application/pdf"),
)
DATA_KINDS = ("json", "csv", "xlsx")
"""The kinds of file that have figures for programs and spreadsheets: what is published where the settings say nothing else."""
DOWNLOAD_OF = {download.kind: download for download in DOWNLOADS}
"""Each kind of download by its ending."""
EXTRAS = ("trends", "comparisons", "rows", "search", "feeds")
"""What is published besides reports, index pages and standing pages where the settings say nothing else."""
DATASETS = "datasets"
"""The tables of all reports as files for spreadsheets, which are published where the settings name them."""
QR = "qr"
"""The addresses of pages as codes on paper, which are drawn where the settings name them."""
RULES = "rules"
"""The rules of the checks, a page that is published where the settings name it."""


class Rule(Struct, frozen=True):
    """What a check of the program holds reports against: its code and level, what it finds, why, and what is to be done."""

    code: str
    level: str
    title: str
    why: str
    fix: str


class FormerName(Struct, frozen=True):
    """A name that a body had before, and the first and the last year in which it had it; 0 where that is not said."""

    name: str
    since: int = 0
    until: int = 0

    def held_in(self, year: int) -> bool:
        """Whether the body had this name in a year."""
        return self.since <= year <= (self.until or year)


class Contact(Struct, frozen=True, omit_defaults=True):
    """Where a body takes requests for information; empty text where it does not say.

    `form` is the form to fill in: an address, or a file by its path in the content folder. `reconsideration` is the authority
    to which people turn against an answer.
    """

    office: str = ""
    address: str = ""
    hours: str = ""
    telephone: str = ""
    fax: str = ""
    email: str = ""
    form: str = ""
    reconsideration: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The digits of the numbers of persons in it, which may stand anywhere."""
        return tuple(one.digits for one in find_numbers(f"电话{self.telephone}，传真{self.fax}"))

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return self != Contact()

    @property
    def form_is_file(self) -> bool:
        """Whether the form lies in the content folder."""
        return bool(self.form) and "://" not in self.form


class Body(Struct, frozen=True):
    """A public body and its folder ("" for the root); `also` are other names its reports may carry.

    `path` is the file that describes it; a body that no file describes has no name. `moved_from` are the folders or
    addresses where it was before, as they are written. `begins` is the year of the first report that it owes, `closed` that of
    the last one; 0 where that is not said.
    """

    path: str
    folder: str
    name: str
    kind: str
    order: int = 0
    summary: bool = False
    also: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    moved_from: tuple[str, ...] = ()
    contact: Contact = Contact()
    begins: int = 0
    closed: int = 0

    def owes(self, year: int) -> bool:
        """Whether the body is to report on a year."""
        return self.begins <= year <= (self.closed or year)

    def sums_up(self, below: "Body") -> bool:
        """Whether the reports of this body add up those of one right below it: those of a vertical system are no part of it."""
        return self.summary and (below.kind != "vertical" or self.kind == "vertical")

    def names_in(self, year: int) -> tuple[str, ...]:
        """Return the names that its report of a year may carry: its own, others, and those that it had then."""
        return (self.name, *self.also, *(one.name for one in self.former_names if one.held_in(year)))


class Thresholds(Struct, frozen=True, omit_defaults=True):
    """From where on checks that compare a report with last year's say something; `thresholds:` in `portal.yml` sets them.

    A figure jumps when it is more than `jump_factor` times the other and the larger one is at least `jump_minimum`; a
    section is repeated when `repetition_percent` of its text are the same and it has at least `repetition_minimum` characters.
    """

    jump_factor: int = 5
    jump_minimum: int = 30
    repetition_percent: int = 90
    repetition_minimum: int = 100


class SiteLink(Struct, frozen=True):
    """A link to another site that every page shows below."""

    title: str
    address: str


class Badges(Struct, frozen=True, omit_defaults=True):
    """The marks that every page shows below, links to the registries that gave them; empty text where there is none.

    `institution_id` and `errors_id` are the numbers there; the pictures are files, by their paths in the content folder.
    """

    institution_id: str = ""
    institution_picture: str = ""
    errors_id: str = ""
    errors_picture: str = ""


class ReleaseTarget(Struct, frozen=True, omit_defaults=True):
    """Where the site is released to: a name for it, its address like `dir:/srv/www/zfxxgk`, and how that is done.

    `check` is the address at which the site is compared afterwards, `keep` how many releases are kept there, `endpoint_url`
    that of an object store which is not AWS.
    """

    name: str
    to: str
    check: str = ""
    keep: int = 5
    compress: bool = False
    endpoint_url: str = ""

    @property
    def place(self) -> str:
        """What the address says after its kind."""
        return self.to.partition(":")[2]


class Settings(Struct, frozen=True, omit_defaults=True):
    """What `portal.yml` says of the site as a whole; empty text where it says nothing.

    `review` are the roles that sign a report before it is published, whose names are shown with it where `review_names` says so.
    `wrong_keys` are those that are written there, but misspelt or with a wrong value. `contact_numbers` are
    the digits of numbers that the bodies give as their contacts.
    """

    path: str
    name: str
    body: Body
    address: str = ""
    language: str = "zh-CN"
    accent: str = ""
    licence: str = ""
    targets: tuple[ReleaseTarget, ...] = ()
    site_code: str = ""
    icp: str = ""
    police: str = ""
    organizer: str = ""
    undertaker: str = ""
    contact: str = ""
    downloads: tuple[str, ...] = DATA_KINDS
    publish: tuple[str, ...] = EXTRAS
    comparisons: str = "all"
    data_files: str = "full"
    deadlines: tuple[tuple[str, str], ...] = ()
    thresholds: Thresholds = Thresholds()
    logo: str = ""
    favicon: str = ""
    links: tuple[SiteLink, ...] = ()
    badges: Badges = Badges()
    review: tuple[str, ...] = ()
    review_names: bool = False
    wrong_keys: tuple[str, ...] = ()
    contact_numbers: tuple[str, ...] = ()

    @property
    def is_compact(self) -> bool:
        """Whether files of data say nothing that stands in others, and those of all reports are packed."""
        return self.data_files == "compact"

    @property
    def pictures(self) -> dict[str, str]:
        """The names of the pictures that every page shows, by their keys in `portal.yml`; "" for none."""
        badges = self.badges
        return {
            "logo": self.logo,
            "badges.institution_picture": badges.institution_picture if badges.institution_id else "",
            "badges.errors_picture": badges.errors_picture if badges.errors_id else "",
        }

    @property
    def public_numbers(self) -> tuple[str, ...]:
        """The digits of numbers that may stand anywhere, because they are given as a contact."""
        return (*(one.digits for one in find_numbers(self.contact)), *self.contact_numbers)

    def deadline(self, body: Body, form: Format) -> str:
        """The last day for a body's report, `MM-DD` of the year after: the site's own, else the form's; "" for none."""
        return (dict(form.deadlines) | dict(self.deadlines)).get(body.kind, "") if form.deadlines else ""

    def due(self, body: Body, form: Format, year: int) -> date | None:
        """The last day for a body's report of a year, None where there is none."""
        day = self.deadline(body, form)
        return date.fromisoformat(f"{year + 1}-{day}") if day else None


class StandingPage(Struct, frozen=True):
    """A page that stays: the guide, the rules, the catalogue, how to apply."""

    path: str
    name: str
    title: str
    text: str
    order: int = 0
    column: str = ""
    explanations: tuple[Explanation, ...] = ()
    moved_from: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None
    file_digest: str = ""
    digest: str = ""
    updated: date | None = None
    hide_empty: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether none of its sections has been written yet, so that there is nothing to be shown."""
        return self.hide_empty and not self.text

    @property
    def is_guide(self) -> bool:
        """Whether it is its body's guide to public information."""
        return "公开指南" in (self.column or self.title)

    @property
    def folder(self) -> str:
        """The folder of the body whose page it is, "" for the outermost."""
        return folder_of(folder_of(self.name))


class Attachment(Struct, frozen=True):
    """Any other file of the content folder, published as it is."""

    path: str
    name: str
    digest: str


PICTURES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "ico": "image/x-icon"}
"""The media type of each kind of picture that `logo` and `favicon` may name, by its ending."""
ICON_ENDINGS = ("svg", "png", "ico")
"""What browsers show beside a page's title."""
STATUS_FILE = "status.json"
"""How far the bodies are with their reports, as of the last act; it is no part of what a site is registered by."""
MAX_DOCUMENT_SIZE = 60_000_000
"""Bytes of the largest document or attachment that is opened: a scanned report is some 20 MB."""
EXTRA_CSS = "extra.css"
"""The style sheet of the content folder that every page loads after the theme's own."""


class RivalVersion(Struct, frozen=True):
    """A version of a report that was published while somebody else published another: in which act, and what it followed."""

    act: str
    report: Report
    before: Report | None = None


class PublicHistory(Struct, frozen=True):
    """What was published of a report: the version that is `public`, None where that is this one or nothing is.

    `earlier` are the versions that were public before this one, oldest first, each saying something else than the next.
    `rivals` are those that were published at once, until somebody settles which counts, and `forked` the digest of the version
    that such a one followed.
    """

    public: Report | None = None
    earlier: tuple[Report, ...] = ()
    rivals: tuple[RivalVersion, ...] = ()
    forked: dict[str, str] = {}


class FiledReport(Struct, frozen=True, dict=True):
    """A report in its place: whose it is, on which form, and the report of the year before if there is one.

    `deadline` is the last day, `MM-DD` of the year after, on which it was to be published; "" when there was none.
    `thresholds` are those of the portal, `public_numbers` the digits of numbers of persons that may stand in it, `roles` those
    that sign it.
    """

    body: Body
    report: Report
    format: Format
    deadline: str = ""
    previous: "FiledReport | None" = None
    thresholds: Thresholds = Thresholds()
    public_numbers: tuple[str, ...] = ()
    history: PublicHistory = PublicHistory()
    roles: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[Report, ...]:
        """All its versions that are or were public, and this one, oldest first."""
        return (*self.history.earlier, self.report)

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """What each version changed in the one before it."""
        public = self.history.public
        is_public = public is None or not differ(public, self.report)
        return amendments(self.versions, is_public, self.format, self.history.forked)

    @property
    def due(self) -> date | None:
        """The last day on which it was to be published, None where there was none."""
        return date.fromisoformat(f"{self.report.year + 1}-{self.deadline}") if self.deadline else None

    @property
    def days_late(self) -> int:
        """How many days after that it was published; 0 also for one that was published in another year."""
        published, due = self.report.published, self.due
        return max((published - due).days, 0) if due and published.year == due.year else 0

    @cached_property
    def has_notes(self) -> bool:
        """Whether any figure has a note."""
        return any(cell.note for table in self.report.tables for cells in set(table.rows) for cell in cells)

    @cached_property
    def trend_values(self) -> dict[str, Decimal | None]:
        """What each figure that the form follows is here, by its key; None where a cell of it is blank or could not be read."""
        tables = {table.key: table.rows for table in self.report.tables}
        found: dict[str, Decimal | None] = {}
        for key, addresses in self.format.trend_cells.items():
            cells = [tables[table][row][column] for table, row, column in addresses if table in tables]
            known = [cell.amount for cell in cells if cell.amount is not None]
            silent = len(cells) < len(addresses) or any(cell.amount is None and not cell.not_applicable for cell in cells)
            found[key] = None if silent else sum(known, Decimal(0))
        return found


class BodyReports(Struct, frozen=True):
    """Everything of one body: its reports in their places, newest first.

    `below` are those of the bodies right below it, for one whose report sums theirs up (`summary: true`), else none;
    `withdrawn` are public reports that were taken off the site: nothing is counted or compared with them. `unread` are the
    files of all reports that are not among the filings, because they can't be read, are drafts or withdrawn.
    A body that is `held` has the reports that are public in place of those at hand.
    """

    body: Body
    filings: tuple[FiledReport, ...]
    forms: tuple[Format, ...]
    below: tuple["BodyReports", ...] = ()
    unread: tuple[str, ...] = ()
    withdrawn: tuple[FiledReport, ...] = ()
    held: bool = False

    @property
    def comparable(self) -> tuple[FiledReport, ...]:
        """The reports that trends and comparisons show, oldest first; none where there is only one."""
        found = tuple(filing for filing in reversed(self.filings) if filing.format.trends)
        return found if len(found) > 1 else ()


class HighlightedFigure(Struct, frozen=True, array_like=True):
    """A figure of a report that its form calls worth showing: its label, the cell, and what it is counted in."""

    label: str
    cell: Cell
    unit: str


class TextSketch(Struct, frozen=True):
    """What stands for a text beside others: the smallest hashes of its neighboring characters; `section` is its number."""

    section: int
    hashes: tuple[int, ...]


class ReportEntry(Struct, frozen=True, omit_defaults=True):
    """What the portal as a whole knows of a report: enough to list it, and what stands for the rest.

    `source` is the digest of its file, `registered` that of its registered version where that is another file that says the
    same; `figures_digest` is that of its tables. `highlights` are figures to show.
    `attachment_explanations` name the attachments whose numbers of persons it explains, "" for all; `as_published` are the
    faults, as the file names them, that it was issued with; `amendments` are what its versions changed in those before them.
    `signed` says whether anybody has signed it, and `missing_roles` who has still to. `problems` stands for its text on problems.
    `attached` are the files that a withdrawn one led to.
    """

    path: str
    name: str
    title: str
    year: int
    published: date
    format: str
    source: str
    figures_digest: str
    highlights: tuple[HighlightedFigure, ...] = ()
    revisions: tuple[Revision, ...] = ()
    days_late: int = 0
    draft: bool = False
    attachment_explanations: tuple[str, ...] = ()
    index_number: str = ""
    as_published: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None
    amendments: tuple[Amendment, ...] = ()
    signed: bool = False
    missing_roles: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    problems: TextSketch | None = None
    registered: str = ""

    @property
    def folder(self) -> str:
        """The body's folder within the content folder, "" for the root."""
        return folder_of(self.name)

    @property
    def updated(self) -> date:
        """The day it last changed: when it was withdrawn, else its last correction, else its publication."""
        return self.withdrawn.date if self.withdrawn else last_change(self.published, self.revisions)


class Portal(Struct, frozen=True, dict=True):
    """The portal as a whole: its bodies in the order they are shown, an entry for each report, newest first.

    `withdrawn` are the entries of public reports that were taken off the site, `withdrawn_pages` such standing pages.
    Because of errors the bodies in the folders `held` are as they were public, and the new reports named in `waiting` wait.
    `row_texts` are the figures of each body by its folder, as a text for each row of the forms, once the reports are read.
    """

    settings: Settings
    bodies: tuple[Body, ...]
    entries: tuple[ReportEntry, ...]
    forms: tuple[Format, ...]
    glossary: tuple[GlossaryEntry, ...]
    rules: tuple[Rule, ...] = ()
    pages: tuple[StandingPage, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    withdrawn: tuple[ReportEntry, ...] = ()
    withdrawn_pages: tuple[StandingPage, ...] = ()
    held: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    row_texts: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    @cached_property
    def site_files(self) -> dict[str, Attachment]:
        """The files of the content folder that every page uses, by their role: `extra_css`, `icon`, and the keys of pictures."""
        files = {one.name: one for one in self.attachments}
        logo, favicon = self.settings.logo, self.settings.favicon
        icon = favicon or (logo if logo.rpartition(".")[2] in ICON_ENDINGS else "")
        named = {"extra_css": EXTRA_CSS, "icon": icon, **self.settings.pictures}
        return {role: files[name] for role, name in named.items() if name in files}

    @cached_property
    def entries_by_folder(self) -> dict[str, tuple[ReportEntry, ...]]:
        """The entries of each body, newest first; a body without any has an empty tuple."""
        found: dict[str, list[ReportEntry]] = {body.folder: [] for body in self.bodies}
        for entry in self.entries:
            found[entry.folder].append(entry)
        return {folder: tuple(entries) for folder, entries in found.items()}

    @cached_property
    def has_moved(self) -> bool:
        """Whether anything of it says where it was before."""
        reports = any(entry.moved_from for entry in (*self.entries, *self.withdrawn))
        pages = any(page.moved_from for page in (*self.pages, *self.withdrawn_pages))
        return reports or pages or any(body.moved_from for body in self.bodies)

    def withdrawn_in(self, folder: str) -> tuple[ReportEntry, ...]:
        """Return the entries of a body's reports that were taken off the site, newest first."""
        return tuple(entry for entry in self.withdrawn if entry.folder == folder)

    @cached_property
    def comparable(self) -> dict[str, dict[int, ReportEntry]]:
        """The entries of each body whose figures can be compared with others, by their years."""
        return {
            folder: {entry.year: entry for entry in entries if self.form_of[entry.format].trends}
            for folder, entries in self.entries_by_folder.items()
        }

    @cached_property
    def bodies_by_folder(self) -> dict[str, Body]:
        """Each body by its folder."""
        return {body.folder: body for body in self.bodies}

    @cached_property
    def form_of(self) -> dict[str, Format]:
        """Each form by its key."""
        return {form.key: form for form in self.forms}

    @cached_property
    def below(self) -> dict[str, tuple[Body, ...]]:
        """The bodies right below each body that has any, in their official order."""
        found: dict[str, list[Body]] = {}
        for body in self.bodies:
            above = self.above(body)
            if above:
                found.setdefault(above.folder, []).append(body)
        return {folder: tuple(bodies) for folder, bodies in found.items()}

    def below_in(self, folder: str, year: int) -> tuple[Body, ...]:
        """Return the bodies right below that of a folder which are to report on a year, or did so all the same."""
        return tuple(body for body in self.below[folder] if body.owes(year) or year in self.comparable[body.folder])

    def held_among(self, bodies: Iterable[Body], year: int) -> tuple[str, ...]:
        """Return the names of those among bodies whose report of a year is held, or waits."""
        if not self.held and not self.waiting:
            return ()
        waiting = {folder_of(name) for name in self.waiting if name.endswith(f"{year}.md")}
        held = {folder for folder in self.held if any(entry.year == year for entry in self.entries_by_folder.get(folder, ()))}
        return tuple(body.name for body in bodies if body.folder in held | waiting)

    @cached_property
    def years_across(self) -> dict[str, tuple[int, ...]]:
        """The years of which pages set bodies side by side, oldest first, by the folder of the body they lie right below.

        Of such a year at least two of them have a report on a form whose figures can be compared.
        """
        found: dict[str, tuple[int, ...]] = {}
        for folder, bodies in self.below.items() if "comparisons" in self.settings.publish else ():
            filed = Counter(year for body in bodies for year in self.comparable[body.folder])
            found[folder] = tuple(sorted(year for year, reports in filed.items() if reports > 1))
        return found

    def above(self, body: Body) -> Body | None:
        """The body that a body lies right in, None for the outermost."""
        return next((above for above in reversed(tuple(self.ancestors(body))) if above is not body), None)

    def ancestors(self, body: Body) -> Iterator[Body]:
        """The bodies that a body lies in, outermost first, itself last."""
        return (self.bodies_by_folder[folder] for folder in folders_to(body.folder) if folder in self.bodies_by_folder)

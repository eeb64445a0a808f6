"""What was published and corrected, newest first, for programs that watch: Atom (RFC 4287) and JSON Feed 1.1."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from heapq import nlargest
from urllib.parse import quote

from msgspec import Struct

from ..html.template_views import TemplateView
from ..model.planned_file import PlannedFile
from ..model.portal import Portal, ReportEntry, Settings
from ..model.report import Revision, Withdrawal
from ..model.theme import Theme
from .addresses import ATOM, JSON_FEED, absolute, body_path, page_path
from .moved_pages import first_page
from .page_head import has_feeds
from .pages import plan_file
from .report_data import indented_json

_MOST_CHANGES = 20
MAX_ENTRIES = 50
"""How many entries a feed has at most."""


class FeedEntry(Struct, frozen=True):
    """The publication, a correction or the withdrawal of a report: its id, which never changes, its full addresses, its time."""

    id: str
    url: str
    moment: str
    kind: str
    title: str
    summary: str
    body: str
    author: str


class AtomFeed(TemplateView, frozen=True):
    """The Atom feed: its own address, that of the index page, and what was published."""

    TEMPLATE = "feeds/atom.xml"
    settings: Settings
    address: str
    home: str
    entries: tuple[FeedEntry, ...]


def feeds(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan both feeds; their entries need full addresses, so the site's own must be known."""
    if has_feeds(portal):
        settings, home = portal.settings, absolute(portal.settings, body_path(""))
        everything = (event for entry in (*portal.entries, *portal.withdrawn) for event in _events(portal, entry))
        events = nlargest(MAX_ENTRIES, everything, key=lambda event: event[:2])
        entries = tuple(_feed_entry(portal, *event) for event in events)
        address = absolute(settings, ATOM)
        yield plan_file(ATOM, theme, AtomFeed(settings, address, home, entries))
        yield PlannedFile(JSON_FEED, render_json_feed, (settings, entries))


Event = tuple[date, str, ReportEntry, Revision | Withdrawal | None]
"""The day and the name of an event, the report, and what happened to it: None for its publication."""


def _events(portal: Portal, entry: ReportEntry) -> Iterator[Event]:
    """Yield the publication of a report, then each of its corrections, or only that it was withdrawn.

    Names are unique and stay when the report moves. Corrections of one day are numbered as listed.
    """
    path = first_page(portal, entry)
    if entry.withdrawn:
        yield entry.withdrawn.date, f"{path}/withdrawal", entry, entry.withdrawn
        return
    yield entry.published, path, entry, None
    numbers: Counter[date] = Counter()
    for revision in entry.revisions:
        numbers[revision.date] += 1
        yield revision.date, f"{path}/correction/{numbers[revision.date]}", entry, revision


def _feed_entry(portal: Portal, day: date, name: str, entry: ReportEntry, about: Revision | Withdrawal | None) -> FeedEntry:
    body, settings = portal.bodies_by_folder[entry.folder], portal.settings
    kind, summary = "发布", f"{body.name}{entry.year}年政府信息公开工作年度报告，{day}发布。"
    if isinstance(about, Withdrawal):
        kind, summary = "撤下", about.reason
    elif about:
        kind, summary = "更正", _correction(entry, about)
    return FeedEntry(
        id=_tag(settings, day, name),
        url=absolute(settings, page_path(entry.name)) + ("#revisions" if isinstance(about, Revision) else ""),
        moment=f"{day}T00:00:00+08:00",  # midnight by Chinese time; reports carry no hour
        kind=kind,
        title=f"{kind}：{entry.title}" if about else entry.title,
        summary=summary,
        body=body.name,
        author=absolute(settings, body_path(body.folder)),
    )


def _correction(entry: ReportEntry, revision: Revision) -> str:
    """What a correction says and, where the register has it, each figure and text before and after."""
    added = (one for one in entry.amendments if one.revisions[-1:] == (revision,))
    changed = tuple(dict.fromkeys(one.arrow for amendment in added for one in amendment.shown))
    more = f"；共 {len(changed)} 处" if len(changed) > _MOST_CHANGES else ""
    return f"{revision.change}（更正前 → 更正后：{'；'.join(changed[:_MOST_CHANGES])}{more}）" if changed else revision.change


def _tag(settings: Settings, day: date, name: str) -> str:
    """The name of an event for ever (RFC 4151): it survives a move from http to https, which its address does not."""
    site, _, path = settings.address.partition("://")[2].partition("/")
    host = site.rpartition("@")[2].partition(":")[0].lower()
    ascii_host = ".".join(part if part.isascii() else f"xn--{part.encode('punycode').decode()}" for part in host.split("."))
    return f"tag:{ascii_host},{day}:{quote(f'/{path}'.rstrip('/'), safe='/%')}/{quote(name)}"


def render_json_feed(settings: Settings, entries: tuple[FeedEntry, ...]) -> bytes:
    """Return the JSON Feed."""
    home = absolute(settings, body_path(""))
    return indented_json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": settings.name,
            "description": "政府信息公开工作年度报告的发布和更正",
            "home_page_url": home,
            "feed_url": absolute(settings, JSON_FEED),
            "language": settings.language,
            "authors": [{"name": settings.body.name, "url": home}],
            "items": [
                {
                    "id": entry.id,
                    "url": entry.url,
                    "title": entry.title,
                    "content_text": entry.summary,
                    "date_published": entry.moment,
                    "authors": [{"name": entry.body, "url": entry.author}],
                    "tags": [entry.kind],
                }
                for entry in entries
            ],
        }
    )

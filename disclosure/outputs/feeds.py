"""What was published and corrected, newest first, for programs that watch: Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Iterator
from datetime import date
from heapq import nlargest
from urllib.parse import quote

from msgspec import Struct

from ..html.templates import render
from ..model.planned_file import PlannedFile
from ..model.portal import Portal, ReportEntry, Settings
from ..model.theme import Theme
from .addresses import ATOM, JSON_FEED, absolute, body_path, page_path
from .page_head import has_feeds

MAX_ENTRIES = 50
"""How many entries a feed has at most."""


class ReportEvent(Struct, frozen=True):
    """The publication or a correction of a report; `part` is the place on its page, `name` never changes and is unique."""

    day: date
    path: str
    name: str
    kind: str
    title: str
    summary: str
    body: str
    home: str
    part: str = ""


class FeedEntry(Struct, frozen=True):
    """An event as feeds show it: its id, its full addresses, its time."""

    id: str
    url: str
    moment: str
    event: ReportEvent
    author: str


def feeds(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan both feeds; their entries need full addresses, so the site's own must be known."""
    if has_feeds(portal):
        events = nlargest(MAX_ENTRIES, (event for entry in portal.entries for event in _events(portal, entry)), key=_newest)
        yield PlannedFile(ATOM, render_atom, (theme, portal.settings, tuple(events)))
        yield PlannedFile(JSON_FEED, render_json_feed, (portal.settings, tuple(events)))


def _events(portal: Portal, entry: ReportEntry) -> Iterator[ReportEvent]:
    """Yield the publication of a report, then each of its corrections; those of one day are numbered as listed."""
    body = portal.known[entry.folder]
    path, home = page_path(entry.name), body_path(body.folder)
    summary = f"{body.name}{entry.year}年政府信息公开工作年度报告，{entry.published}发布。"
    yield ReportEvent(entry.published, path, path, "发布", entry.title, summary, body.name, home)
    numbers: dict[date, int] = {}
    for revision in entry.revisions:
        number = numbers[revision.date] = numbers.get(revision.date, 0) + 1
        name = f"{path}/correction/{number}"
        title = f"更正：{entry.title}"
        yield ReportEvent(revision.date, path, name, "更正", title, revision.change, body.name, home, "#revisions")


def _newest(event: ReportEvent) -> tuple[date, str]:
    return event.day, event.name


def _entries(settings: Settings, events: tuple[ReportEvent, ...]) -> tuple[FeedEntry, ...]:
    return tuple(
        FeedEntry(
            id=_tag(settings, event),
            url=absolute(settings, event.path) + event.part,
            moment=_moment(event.day),
            event=event,
            author=absolute(settings, event.home),
        )
        for event in events
    )


def _tag(settings: Settings, event: ReportEvent) -> str:
    """The name of an event for ever (RFC 4151): it survives a move from http to https, which its address does not."""
    site, _, path = settings.address.partition("://")[2].partition("/")
    host = site.rpartition("@")[2].partition(":")[0].lower()
    ascii_host = ".".join(part if part.isascii() else f"xn--{part.encode('punycode').decode()}" for part in host.split("."))
    return f"tag:{ascii_host},{event.day}:{quote(f'/{path}'.rstrip('/'), safe='/%')}/{quote(event.name)}"


def _moment(day: date) -> str:
    """Midnight of a day by Chinese time; reports carry no hour."""
    return f"{day}T00:00:00+08:00"


def render_atom(theme: Theme, settings: Settings, events: tuple[ReportEvent, ...]) -> bytes:
    """Return the Atom feed, as new as its newest entry."""
    return render(
        theme,
        "feeds/atom.xml",
        settings=settings,
        address=absolute(settings, ATOM),
        home=absolute(settings, body_path("")),
        entries=_entries(settings, events),
    ).encode()


def render_json_feed(settings: Settings, events: tuple[ReportEvent, ...]) -> bytes:
    """Return the JSON Feed."""
    from msgspec import json

    home = absolute(settings, body_path(""))
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.name,
        "description": "政府信息公开工作年度报告的发布和更正",
        "home_page_url": home,
        "feed_url": absolute(settings, JSON_FEED),
        "language": settings.language,
        "authors": [{"name": settings.body.name, "url": home}],
        "items": [_item(entry) for entry in _entries(settings, events)],
    }
    return json.format(json.encode(whole), indent=1) + b"\n"


def _item(entry: FeedEntry) -> dict[str, object]:
    event = entry.event
    return {
        "id": entry.id,
        "url": entry.url,
        "title": event.title,
        "content_text": event.summary,
        "date_published": entry.moment,
        "authors": [{"name": event.body, "url": entry.author}],
        "tags": [event.kind],
    }

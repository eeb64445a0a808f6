"""The settings of a portal and of its bodies, and its pages, beside the registered ones that they are to replace."""

from collections.abc import Iterator

from msgspec import Struct

from ..check.public_settings import check_public_name, check_public_settings, setting_changes
from ..check.public_versions import check_old_addresses
from ..model.finding import Finding, Place
from ..model.portal import Body, Portal, Settings, StandingPage
from ..model.report import Source, folder_of
from ..parsing.settings import parse_body, parse_page, parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..system.files import load_source
from .load import Content
from .record import origins


class ChangedSettings(Struct, frozen=True):
    """A file of settings or a page that is not as it was registered: what it said and says."""

    name: str
    public: Settings | Body | StandingPage
    now: Settings | Body | StandingPage

    @property
    def lines(self) -> tuple[str, ...]:
        """Each setting that is another now, old → new; none of a page."""
        return () if isinstance(self.now, StandingPage) else tuple(setting_changes(self.public, self.now))


def changed_settings(content: Content, portal: Portal) -> Iterator[ChangedSettings]:
    """Yield what differs between the settings and pages of a portal and those that are public."""
    record = content.record
    files = content.other_sources if record.register.acts else ()
    pages = {page.name: page for page in (*portal.pages, *portal.withdrawn_pages)}
    origin = origins(record.register, (source.name for source in files), portal) if files else {}
    for source in files:
        path = source.name if record.register.ends_at(source.name) else origin.get(source.name, source.name)
        versions = record.versions(source.name, path)
        if versions and versions[-1].digest != source.digest and (public := _parse(versions[-1])):
            body = portal.bodies_by_folder.get(folder_of(source.name))
            if now := content.settings if source.name == "portal.yml" else pages.get(source.name, body):
                yield ChangedSettings(source.name, public, now)


def _parse(version: Source) -> Settings | Body | StandingPage | None:
    loaded = load_source(version, MAX_FILE_SIZE)
    if version.name.endswith(".md"):
        return parse_page(loaded).value
    return parse_settings(loaded).value if version.name == "portal.yml" else parse_body(loaded).value


def check_changed_settings(content: Content, portal: Portal) -> tuple[Finding, ...]:
    """Return a finding for each public address that settings put an end to, and for each body of another name."""
    found: list[Finding] = []
    for one in changed_settings(content, portal):
        if isinstance(one.public, Settings) and isinstance(one.now, Settings):
            found += check_public_settings(one.public, one.now)
        elif isinstance(one.public, Body) and isinstance(one.now, Body):
            found += check_public_name(one.public, one.now)
        found += _old_addresses(one, portal)
    return tuple(found)


def _old_addresses(changed: ChangedSettings, portal: Portal) -> Iterator[Finding]:
    """The findings about old addresses that led on to a body or a page, and lead on to nothing now."""
    above: Place = ("body",) if isinstance(changed.now, Settings) else ()
    public = changed.public.body if isinstance(changed.public, Settings) else changed.public
    now = changed.now.body if isinstance(changed.now, Settings) else changed.now
    claimed = {written for body in portal.bodies for written in body.moved_from}
    claimed |= {written for entry in (*portal.entries, *portal.withdrawn) for written in entry.moved_from}
    claimed |= {written for page in (*portal.pages, *portal.withdrawn_pages) for written in page.moved_from}
    left = tuple(one for one in public.moved_from if one not in claimed or one in now.moved_from)
    place = (*above, "title" if isinstance(now, StandingPage) else "name")
    yield from check_old_addresses(left, now.moved_from, changed.now.path, place)

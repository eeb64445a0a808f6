"""The settings of a portal and of its bodies beside the registered ones that they are to replace."""

from collections.abc import Iterator

from msgspec import Struct

from ..check.public_settings import check_public_name, check_public_settings, setting_changes
from ..model.finding import Finding
from ..model.portal import Body, Portal, Settings
from ..model.report import Source, folder_of
from ..parsing.settings import parse_body, parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..system.files import load_source
from .load import Content
from .record import origins


class ChangedSettings(Struct, frozen=True):
    """A file of settings that is not as it was registered: what it said and says."""

    name: str
    public: Settings | Body
    now: Settings | Body

    @property
    def lines(self) -> tuple[str, ...]:
        """Each setting that is another now, old → new."""
        return tuple(setting_changes(self.public, self.now))


def changed_settings(content: Content, portal: Portal) -> Iterator[ChangedSettings]:
    """Yield what differs between the settings of a portal and its bodies and those that are public."""
    record = content.record
    files = [source for source in content.other_sources if source.name.endswith(".yml")] if record.register.acts else []
    origin = origins(record.register, (source.name for source in files), portal) if files else {}
    for source in files:
        path = source.name if record.register.ends_at(source.name) else origin.get(source.name, source.name)
        versions = record.versions(source.name, path)
        if versions and versions[-1].digest != source.digest and (public := _read(versions[-1])):
            now = content.settings if source.name == "portal.yml" else portal.bodies_by_folder[folder_of(source.name)]
            yield ChangedSettings(source.name, public, now)


def _read(version: Source) -> Settings | Body | None:
    loaded = load_source(version, MAX_FILE_SIZE)
    return parse_settings(loaded).value if version.name == "portal.yml" else parse_body(loaded).value


def check_changed_settings(content: Content, portal: Portal) -> tuple[Finding, ...]:
    """Return a finding for each public address that settings put an end to, and for each body of another name."""
    found: list[Finding] = []
    for one in changed_settings(content, portal):
        if isinstance(one.public, Settings) and isinstance(one.now, Settings):
            found += check_public_settings(one.public, one.now)
        elif isinstance(one.public, Body) and isinstance(one.now, Body):
            found += check_public_name(one.public, one.now)
    return tuple(found)

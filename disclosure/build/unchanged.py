"""A build begins with a look around: where nothing changed since the last one, its outcome is told again.

Only where something did is the rest of the program loaded (`pipeline.py`).
"""

from msgspec import Struct

from ..model.digest import fingerprint
from ..model.finding import Finding
from ..system.atomic import Published, open_stage
from ..system.snapshot import Look, look
from .context import Outcome, Project, Tools, recalled


def build(project: Project, tools: Tools) -> Outcome:
    """Bring the site to what the content says; nothing is published unless everything is right."""
    with open_stage(project.site):
        before = look_around(project)
        if known := recall(before, project, tools):
            return known
        from .pipeline import rebuild

        return rebuild(before, project, tools)


class Around(Struct, frozen=True):
    """Everything that a build depends on, and what it left, as it lies there."""

    content: Look
    templates: Look
    formats: Look
    site: Look

    def digest(self, project: Project) -> str:
        """What changes when any of it does."""
        looks = (self.content, self.templates, self.formats, self.site)
        how = (project.code, project.strict, project.drafts, project.whole)
        return fingerprint(*how, *(list(looked.marks.items()) for looked in looks))

    @property
    def settled(self) -> bool:
        """Whether a later change would surely be seen."""
        looks = (self.content, self.templates, self.formats, self.site)
        return all(looked.settled(mark) for looked in looks for mark in looked.marks.values())


class State(Struct, frozen=True):
    """How the last build ended, and how everything lay then."""

    digest: str
    findings: tuple[Finding, ...]
    pages: int


def look_around(project: Project) -> Around:
    """Look at everything that a build depends on, and at the site."""
    return Around(look(project.content), look(project.templates), look(project.formats), look(project.site))


def recall(around: Around, project: Project, tools: Tools) -> Outcome | None:
    """The outcome of the last build, if nothing has changed since."""
    state = recalled(tools, site_key("结果", project), State)
    if state is None or state.digest != around.digest(project):
        return None
    return Outcome(state.findings, state.pages, Published())


def site_key(what: str, project: Project) -> str:
    """Where the cache has something of a site."""
    return fingerprint(what, project.site.absolute().as_posix())

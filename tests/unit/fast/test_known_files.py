"""Forms and themes as an earlier run found them."""

from pathlib import Path
from unittest.mock import patch

from msgspec import msgpack
from msgspec.structs import replace

from disclosure import fast
from disclosure.html import template_engine
from disclosure.html.template_engine import engine_of
from disclosure.model.finding import Parsed
from disclosure.model.form import GlossaryEntry
from disclosure.model.report import Source
from disclosure.model.theme import Theme
from disclosure.parsing.theme_files import TemplateFolder, parse_theme
from tests.support.forms import FORMS
from tests.support.portal import Change, run_build, spoil, write_base

TEXT = b"<p>{{ words }}</p>"
BUILTIN = TemplateFolder("templates", (Source("templates/page.html", "page.html", TEXT, "1"),))
NO_OVERLAY = TemplateFolder("", ())
GLOSSARY = (GlossaryEntry("open", "主动公开", "不经申请就公开。", ""),)


def test_known_forms() -> None:
    """Forms of the cache are what they were; nothing is known where nothing was stored, or not all of it."""
    cached = msgpack.encode((FORMS, GLOSSARY))
    assert fast.known_forms(cached) == (tuple(FORMS), GLOSSARY)
    assert [fast.known_forms(other) for other in (None, b"", cached[:-1])] == [None, None, None]


def test_unknown() -> None:
    """Without a folder of its compiled templates a theme is not known."""
    assert fast.known_theme(BUILTIN, NO_OVERLAY, None) is None


def test_compiled_once(tmp_path: Path) -> None:
    """A known theme is the parsed one, its templates compiled once and read from its folder from then on, where they can be."""
    parsed, known = parse_theme(BUILTIN, NO_OVERLAY), fast.known_theme(BUILTIN, NO_OVERLAY, tmp_path.as_posix())
    assert parsed.value and known == Parsed(replace(parsed.value, compiled=tmp_path.as_posix()))
    assert known and known.value
    assert printed(known.value) == ("<p>&lt;一&gt;</p>", 1)
    assert printed(known.value) == ("<p>&lt;一&gt;</p>", 0)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:40])
    assert printed(known.value) == ("<p>&lt;一&gt;</p>", 1)


def printed(theme: Theme) -> tuple[str, int]:
    """What the page of a theme prints in a new process, as it were, and how many templates are compiled for it."""
    template_engine._engine.cache_clear()
    engine = engine_of(theme)
    with patch.object(engine, "compile", wraps=engine.compile) as compiling:
        return engine.get_template("page.html").render(words="<一>"), compiling.call_count


def test_faults_are_found_again(tmp_path: Path) -> None:
    """A theme with a fault is never known: what is wrong is told at every build, and no longer once it is mended."""
    content = write_base(tmp_path)
    theme = content.parent / "theme"
    spoil(content, (Change("../theme/parts/footer.html", None, "{{ nonsense }}"),))
    for _ in range(2):
        assert [finding.code for finding in run_build(tmp_path, theme=theme).findings] == ["template.failed"]
    (theme / "parts" / "footer.html").unlink()
    for _ in range(2):
        assert run_build(tmp_path, theme=theme).findings == ()

"""What comes with the program and can be replaced: the official forms, and the templates with a portal's theme over them."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import msgpack

from .. import fast
from ..check.all_checks import check_forms
from ..check.unused_templates import check_theme_files
from ..model.digest import fingerprint
from ..model.digest_key import DigestKey
from ..model.finding import Finding, Parsed
from ..model.form import Format, GlossaryEntry
from ..model.theme import Theme
from ..parsing.forms import parse_format, parse_glossary, with_trend_years
from ..parsing.text import MAX_FILE_SIZE
from ..parsing.theme_files import TemplateFolder, parse_theme
from ..system.program_cache import cache_file, cache_folder, cached_file, cached_folder
from ..system.snapshot import NOT_REGULAR, read_sources, snapshot_folder, unreadable_files
from .context import Project, Runtime
from .incremental import cached_map


def read_formats(folder: Path, code: str, runtime: Runtime) -> Parsed[tuple[tuple[Format, ...], tuple[GlossaryEntry, ...]]]:
    """Return the official forms and the glossary of a folder; there are none unless all are sound.

    `code` is the digest of the program, for the keys of the cache.
    """
    everything = read_sources(folder, (".yml",), MAX_FILE_SIZE)
    unreadable = unreadable_files(folder, snapshot_folder(folder))
    key = fingerprint(code, [(text.name, text.digest) for text in everything])
    known = fast.known_forms(None if unreadable else cached_file("forms", key))
    if known:
        return Parsed((_dated_forms(tuple(map(DigestKey, known[0]))), known[1]))
    texts = tuple(text for text in everything if text.name != "glossary.yml")
    words = [text for text in everything if text.name == "glossary.yml"]
    keys = [fingerprint(code, "glossary", text.path, text.digest) for text in words]
    entries = cached_map(parse_glossary, words, keys, Parsed[tuple[GlossaryEntry, ...]], runtime, "词汇")
    keys = [fingerprint(code, "form", text.path, text.digest) for text in texts]
    parsed = cached_map(parse_format, texts, keys, Parsed[Format], runtime, "格式")
    everyone: list[Parsed[Any]] = [*parsed, *entries]
    found = tuple(finding for one in everyone for finding in one.findings)
    found += unreadable
    forms = tuple(one.value for one in parsed if one.value)
    if not everything and not found:
        message = f"格式文件夹“{folder.as_posix()}”里没有格式文件（.yml）"
        hint = "程序不完整：重新取得整个程序；用了 --formats 的，核对所指的文件夹"
        return Parsed(None, (Finding("format.missing", message, folder.as_posix(), hint=hint),))
    if not found:
        found = check_forms(tuple(zip(texts, forms, strict=True)))
    glossary = tuple(entry for one in entries for entry in one.value or ())
    if found or not forms:
        return Parsed(None, found)
    cache_file("forms", key, msgpack.encode((forms, glossary)))
    return Parsed((_dated_forms(tuple(map(DigestKey, forms))), glossary))


@lru_cache(maxsize=2)
def _dated_forms(forms: tuple[DigestKey[Format], ...]) -> tuple[Format, ...]:
    """The forms with the years of their trends, the same objects in every run: words and templates are put together once."""
    return with_trend_years(tuple(form.value for form in forms))


_TEMPLATE_ENDINGS = (".html", ".css", ".js", ".xml", ".svg", ".txt")


def read_theme(project: Project, runtime: Runtime) -> Parsed[Theme]:
    """Return the built-in templates with the portal's theme over them, and what is wrong with it.

    Where that can't be used, the built-in templates stand in, so that everything else is checked as well.
    """
    folders = [_template_folder(folder) for folder in (project.templates, project.theme) if folder]
    builtin, overlay = folders if project.theme else (*folders, TemplateFolder("", ()))
    key = fingerprint(project.code, [(one.path, [(text.name, text.digest) for text in one.sources]) for one in folders])
    parsed = _known_theme(builtin, overlay, key)
    if parsed is None:
        (parsed,) = cached_map(_parsed_theme, [(builtin, overlay)], [key], Parsed[Theme], runtime, "模板")
        if parsed.value and not parsed.findings:
            cache_folder("templates", key)
            parsed = _known_theme(builtin, overlay, key) or parsed
    theme = parsed.value
    if theme is None or not project.theme:
        return parsed
    folder = snapshot_folder(project.theme)
    there = tuple(name for name, stat in folder.stats.items() if stat != NOT_REGULAR)
    known = set(snapshot_folder(project.templates).stats)
    used = {*theme.replaced, *known} if theme.overlay else there
    unused = check_theme_files(project.theme.as_posix(), there, used, known)
    return Parsed(theme, (*parsed.findings, *unreadable_files(project.theme, folder), *unused))


def _known_theme(builtin: TemplateFolder, overlay: TemplateFolder, key: str) -> Parsed[Theme] | None:
    """The theme if it was found without fault before, by this program."""
    folder = cached_folder("templates", key)
    return fast.known_theme(builtin, overlay, folder.as_posix() if folder else None)


def _template_folder(folder: Path) -> TemplateFolder:
    return TemplateFolder(folder.as_posix(), read_sources(folder, _TEMPLATE_ENDINGS, MAX_FILE_SIZE))


def _parsed_theme(folders: tuple[TemplateFolder, TemplateFolder]) -> Parsed[Theme]:
    from ..fast.slow_templates import slow_templates
    from ..html.template_check import check_theme
    from ..html.template_faults import with_reference
    from ..html.template_policy import check_policy
    from ..outputs.template_contract import MACROS, VIEWS

    parsed, builtin = parse_theme(*folders), parse_theme(folders[0], TemplateFolder("", ()))
    findings = parsed.findings
    if parsed.value and builtin.value:
        findings = check_theme(parsed.value, builtin.value, MACROS, VIEWS)
    if parsed.value and not findings:
        return Parsed(parsed.value, (*check_policy(parsed.value), *slow_templates(parsed.value)))
    unusable = builtin.findings
    if builtin.value:
        unusable = check_theme(builtin.value, builtin.value, MACROS, VIEWS)
    told = tuple(with_reference(finding, folders[0].path) for finding in findings)
    return Parsed(None if unusable else builtin.value, told)

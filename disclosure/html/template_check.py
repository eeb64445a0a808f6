"""Whether the templates of a theme fit together and what Python gives them, found before any page is made.

Faults of what a page happens to hold are found when it is made; here stands what can be told from the templates alone: files,
blocks and macros that are named and not there, and blocks that nothing shows.
"""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..model.digest_key import DigestKey
from ..model.finding import Finding, by_place
from ..model.theme import Theme
from .template_engine import engine_of
from .template_faults import REFERENCE, not_found, template_syntax_finding, with_version, word_span
from .template_views import MacroView, TemplateView

if TYPE_CHECKING:
    from jinja2 import nodes

PROGRAM_FILES = ("assets/search.js",)
"""Files that are published as they are; all others are templates."""


class ParsedTemplate(Struct, frozen=True, dict=True):
    """A template as Jinja reads it."""

    name: str
    tree: Any

    @cached_property
    def extends(self) -> tuple[tuple[str, int], ...]:
        """The layouts that it may extend, each with its line."""
        from jinja2 import nodes

        found = self.tree.find_all(nodes.Extends)
        return tuple((value, node.lineno) for node in found for value in _constants(node.template))

    @cached_property
    def references(self) -> tuple[tuple[str, int], ...]:
        """The templates that it names and can't do without, each with its line."""
        from jinja2 import nodes

        found = self.tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
        needed = [node for node in found if not getattr(node, "ignore_missing", False)]
        return tuple((value, node.lineno) for node in needed for value in _constants(node.template))

    @cached_property
    def shares_context(self) -> tuple[tuple[str, int], ...]:
        """The templates that it extends or includes: they have its variables."""
        from jinja2 import nodes

        found = self.tree.find_all((nodes.Extends, nodes.Include))
        return tuple((value, node.lineno) for node in found for value in _constants(node.template))

    @cached_property
    def blocks(self) -> dict[str, int]:
        """The lines of its blocks by their names, also of those inside others."""
        from jinja2 import nodes

        return {node.name: node.lineno for node in self.tree.find_all(nodes.Block)}

    @cached_property
    def outer_blocks(self) -> dict[str, int]:
        """The lines of its blocks that stand in no other: where it extends a layout, only what this has of them is shown."""
        from jinja2 import nodes

        return {node.name: node.lineno for node in self.tree.body if isinstance(node, nodes.Block)}

    @cached_property
    def macros(self) -> dict[str, "nodes.Macro"]:
        """Its macros by their names."""
        from jinja2 import nodes

        return {node.name: node for node in self.tree.body if isinstance(node, nodes.Macro)}

    @cached_property
    def exports(self) -> frozenset[str]:
        """What others can import from it."""
        from jinja2 import nodes

        names = {node.name for node in self.tree.find_all(nodes.Name) if node.ctx == "store"}
        names |= {node.target for node in self.tree.find_all(nodes.Import)}
        for node in self.tree.find_all(nodes.FromImport):
            names |= {one if isinstance(one, str) else one[1] for one in node.names}
        return frozenset(names | self.macros.keys())

    @cached_property
    def imports(self) -> tuple[tuple[str, str, int], ...]:
        """The macros that it imports by name: the template, the name and the line."""
        from jinja2 import nodes

        return tuple(
            (template, one if isinstance(one, str) else one[0], node.lineno)
            for node in self.tree.find_all(nodes.FromImport)
            for template in _constants(node.template)
            for one in node.names
        )


def _constants(node: Any) -> list[str]:
    """The names in an expression that says which template is meant."""
    from jinja2 import nodes

    if isinstance(node, nodes.CondExpr):
        return [*_constants(node.expr1), *(_constants(node.expr2) if node.expr2 else [])]
    return [node.value] if isinstance(node, nodes.Const) and isinstance(node.value, str) else []


def check_theme(
    theme: Theme, builtin: Theme, macros: Collection[type[MacroView]], views: Collection[type[TemplateView]]
) -> tuple[Finding, ...]:
    """Return what is wrong with a theme over the built-in templates.

    `macros` are those that Python calls, `views` those of each template that is run.
    """
    layouts = _parsed_builtin(DigestKey(builtin))
    parsed, findings = _parse(theme, layouts)
    if findings:
        return findings
    found = (
        *_missing_files(theme, parsed),
        *_circles(theme, parsed),
        *_lost_blocks(theme, parsed, layouts),
        *_missing_macros(theme, parsed, layouts),
        *_unfit_macros(theme, parsed, macros),
    )
    found = found or tuple(_unknown_variables(theme, parsed, views))
    return by_place({(one.path, one.message): one for one in found}.values())


def parsed_templates(theme: Theme) -> dict[str, ParsedTemplate]:
    """Return the templates of a theme by name, as Jinja reads them; what can't be parsed is left out."""
    return _parse(theme, {})[0]


@lru_cache(maxsize=2)
def _parsed_builtin(theme: DigestKey[Theme]) -> dict[str, ParsedTemplate]:
    return parsed_templates(theme.value)


def _parse(theme: Theme, builtin: Mapping[str, ParsedTemplate]) -> tuple[dict[str, ParsedTemplate], tuple[Finding, ...]]:
    """The templates of a theme that can be parsed, and the faults of the others; those of the overlay are compiled as well.

    What the overlay does not replace is taken from the `builtin` ones, as they were parsed.
    """
    engine = engine_of(theme)
    parsed, findings = {}, []
    for name, text in theme.files:
        if name in PROGRAM_FILES:
            continue
        if name in builtin and name not in theme.replaced:
            parsed[name] = builtin[name]
            continue
        try:
            parsed[name] = ParsedTemplate(name, engine.parse(text, name))
            if name in theme.replaced:
                engine.compile(text, name)
        except Exception as error:  # Jinja's own, and Python's where something is nested too deep
            known = [*engine.filters, *engine.tests]
            findings.append(template_syntax_finding(error, text, theme.path_of(name), known))
    return parsed, tuple(findings)


def _finding(theme: Theme, name: str, line: int, message: str, hint: str, word: str = "") -> Finding:
    span = word_span(theme.texts.get(name, ""), line, word)
    return with_version(Finding("template.failed", message, theme.path_of(name), span=span, hint=hint), theme.texts.get(name, ""))


def _missing_files(theme: Theme, parsed: Mapping[str, ParsedTemplate]) -> Iterator[Finding]:
    for one in parsed.values():
        for wanted, line in one.references:
            if wanted not in theme.texts:
                message, hint = not_found(wanted, one.name, theme.texts)
                yield _finding(theme, one.name, line, message, hint, wanted)


def _circles(theme: Theme, parsed: Mapping[str, ParsedTemplate]) -> Iterator[Finding]:
    """Templates that extend themselves, by way of others or at once: one finding for each circle."""
    for name, one in parsed.items():
        seen, left = set[str](), [name]
        while left:
            above = [value for value, _ in parsed[left.pop()].extends if value in parsed]
            left += [value for value in above if value not in seen]
            seen |= set(above)
        if name in seen and name == min(seen & {other for other in parsed if parsed[other].extends}):
            value, line = one.extends[0]
            yield _finding(theme, name, line, f"“{name}”以自己为布局，没完没了", "删去这一行的 {% extends %}", value)


def _lost_blocks(theme: Theme, parsed: Mapping[str, ParsedTemplate], builtin: Mapping[str, ParsedTemplate]) -> Iterator[Finding]:
    """Blocks that no layout has, so that nothing shows them; where the built-in layout has them, the theme's is at fault."""
    for one in parsed.values():
        layouts = [parsed[value] for value, _ in one.extends if value in parsed]
        known = {block for layout in layouts for block in _all_blocks(layout, parsed)}
        for block, line in one.outer_blocks.items() if layouts else ():
            at = next((layout.name for layout in layouts if layout.name in builtin and block in builtin[layout.name].blocks), "")
            if block in known:
                continue
            if at:
                hint = f"在要显示的地方写上 {{% block {block} %}}{{% endblock %}}，见 {REFERENCE}"
                yield _finding(theme, at, 1, f"布局里没有块“{block}”，网页的这一部分不会显示", hint)
            else:
                left = sorted(known - one.outer_blocks.keys(), key=lambda name: (name != "main", name))
                near = get_close_matches(block, sorted(known), n=1) or left or ["main"]
                hint = f"是不是“{near[0]}”？写成 {{% block {near[0]} %}}"
                yield _finding(theme, one.name, line, f"布局里没有块“{block}”，里面的内容不会显示", hint, block)
        if layouts and "main" in known and "main" not in {*one.outer_blocks} and not set(one.outer_blocks) - known:
            hint = "写上 {% block main %} … {% endblock %}，网页的正文放在里面"
            yield _finding(theme, one.name, 1, "没有块“main”，网页没有正文", hint)


def _all_blocks(layout: ParsedTemplate, parsed: Mapping[str, ParsedTemplate]) -> set[str]:
    """The blocks of a layout and of those that it extends."""
    found, seen, left = set[str](), set[str](), [layout]
    while left:
        one = left.pop()
        if one.name not in seen:
            seen.add(one.name)
            found |= one.blocks.keys()
            left += [parsed[value] for value, _ in one.extends if value in parsed]
    return found


def _missing_macros(
    theme: Theme, parsed: Mapping[str, ParsedTemplate], builtin: Mapping[str, ParsedTemplate]
) -> Iterator[Finding]:
    """Macros that are imported and not there; where the built-in file has them, the theme's in its place is at fault."""
    for one in parsed.values():
        for template, macro, line in one.imports:
            if template not in parsed or macro in parsed[template].exports:
                continue
            near = get_close_matches(macro, sorted(parsed[template].exports), n=1)
            if template in builtin and macro in builtin[template].macros:
                yield _lost_macro(theme, parsed[template], macro)
            else:
                hint = f"是不是“{near[0]}”？" if near else f"对照 {REFERENCE} 改正这一行"
                yield _finding(theme, one.name, line, f"“{template}”里没有宏“{macro}”", hint, macro)


def _lost_macro(theme: Theme, template: ParsedTemplate, macro: str) -> Finding:
    """What is said of a file that lacks a macro that others need: at the macro that has nearly its name."""
    near = get_close_matches(macro, sorted(template.macros), n=1)
    line = template.macros[near[0]].lineno if near else 1
    hint = f"是不是“{near[0]}”改了名？改回 {{% macro {macro}(…) %}}" if near else f"补上 {{% macro {macro}(…) %}}，见 {REFERENCE}"
    return _finding(theme, template.name, line, f"没有宏“{macro}”，网页要用到它", hint, near[0] if near else "")


def _unfit_macros(theme: Theme, parsed: Mapping[str, ParsedTemplate], macros: Collection[type[MacroView]]) -> Iterator[Finding]:
    """Macros that Python calls and that are not there, or take other arguments."""
    for view in macros:
        if view.TEMPLATE not in parsed:
            continue
        macro, given = parsed[view.TEMPLATE].macros.get(view.MACRO), view.__struct_fields__
        if macro is None:
            yield _lost_macro(theme, parsed[view.TEMPLATE], view.MACRO)
            continue
        names = [argument.name for argument in macro.args]
        needed = names[: len(names) - len(macro.defaults)]
        wanted = f"{{% macro {view.MACRO}({', '.join(given)}) %}}"
        for name in (one for one in given if one not in names):
            message = f"宏“{view.MACRO}”没有参数“{name}”，调用时会给它"
            yield _finding(theme, view.TEMPLATE, macro.lineno, message, f"写成 {wanted}", view.MACRO)
            break
        else:
            for name in (one for one in needed if one not in given):
                message = f"宏“{view.MACRO}”的参数“{name}”，调用时没有"
                yield _finding(theme, view.TEMPLATE, macro.lineno, message, f'写成 {wanted}，或给它一个默认值：{name}=""', name)


def _unknown_variables(
    theme: Theme, parsed: Mapping[str, ParsedTemplate], views: Collection[type[TemplateView]]
) -> Iterator[Finding]:
    """Variables of a theme's files that no template gives which is run with them; what `is defined` asks for may be missing."""
    from jinja2 import nodes
    from jinja2.meta import find_undeclared_variables

    known = _variables_of(parsed, views)
    everywhere = set(engine_of(theme).globals)
    for name in theme.replaced:
        if name not in known or name not in parsed:
            continue  # a file of macros: what it lacks is found when one is called
        tree = parsed[name].tree
        asked = {node.node.name for node in tree.find_all(nodes.Test) if isinstance(node.node, nodes.Name)}
        defaults = (node for node in tree.find_all(nodes.Filter) if node.name in ("default", "d"))
        asked |= {node.node.name for node in defaults if isinstance(node.node, nodes.Name)}
        for word in sorted(find_undeclared_variables(tree) - known[name] - everywhere - asked):
            line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == word)
            near = get_close_matches(word, sorted(known[name]), n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的变量见 {REFERENCE}，例如 frame.settings.name"
            yield _finding(theme, name, line, f"“{word}”没有定义", hint, word)


def _variables_of(parsed: Mapping[str, ParsedTemplate], views: Collection[type[TemplateView]]) -> dict[str, set[str]]:
    """The variables that each template may have: those of the templates it is run with, and what these set themselves."""
    found: dict[str, set[str]] = {}
    for view in views:
        seen, left = set[str](), [view.TEMPLATE]
        while left:
            name = left.pop()
            if name in parsed and name not in seen:
                seen.add(name)
                left += [value for value, _ in parsed[name].shares_context]
        made = {word for name in seen for word in parsed[name].exports}
        for name in seen:
            found.setdefault(name, set()).update(view.__struct_fields__, made)
    return found

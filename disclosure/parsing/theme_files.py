"""The templates as text → `Theme`; a syntax error is found here, before any page is made."""

from ..model.digest import fingerprint
from ..model.finding import Finding, Parsed, Span
from ..model.report import Source
from ..model.theme import Theme


def parse_theme(folder: str, sources: tuple[Source, ...]) -> Parsed[Theme]:
    """Return the theme that the files of a template folder make up."""
    findings = tuple(finding for source in sources for finding in _faults(source))
    files = tuple((source.name, source.data.decode("utf-8", "replace")) for source in sources)
    return Parsed(Theme(folder, files, fingerprint(files)), findings)


def _faults(source: Source) -> tuple[Finding, ...]:
    from jinja2 import Environment, TemplateSyntaxError

    try:
        Environment(autoescape=True).parse(source.data.decode("utf-8"))
    except UnicodeDecodeError:
        return (Finding("file.encoding", "模板不是 UTF-8 编码", source.path, span=Span(1, 1)),)
    except TemplateSyntaxError as error:
        return (Finding("template.syntax", f"模板语法有误：{error.message}", source.path, span=Span(error.lineno, 1)),)
    return ()

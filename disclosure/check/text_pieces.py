"""A report's text in the pieces that findings point into."""

from collections.abc import Iterator

from ..model.finding import Place
from ..model.portal import FiledReport


def text_pieces(filing: FiledReport) -> Iterator[tuple[Place, str]]:
    """Yield a report's text piece by piece with its place: what stands before the first heading, then each section."""
    yield ("#", -1), filing.report.preamble
    for number, section in enumerate(filing.report.sections):
        yield ("#", number), section.text

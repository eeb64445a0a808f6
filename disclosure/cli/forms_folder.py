"""The official forms for commands that need nothing else: read anew each time, without a cache."""

from ..build.context import Runtime
from ..build.program_files import read_formats
from ..model.finding import Parsed
from ..model.form import Format
from ..system.cache import NoCache
from ..system.executors import SerialExecutor
from ..system.snapshot import program_digest
from .options import CommandOptions


def forms_of(options: CommandOptions) -> Parsed[tuple[Format, ...]]:
    """Return the forms of the folder that the options name; there are none unless all are sound."""
    read = read_formats(options.formats, program_digest(), Runtime(NoCache(), SerialExecutor()))
    return Parsed(read.value[0] if read.value else None, read.findings)

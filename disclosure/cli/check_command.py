"""`check`: do all that a build does, drafts included, and write nothing."""

from ..build import check
from .options import BuildOptions, Command, add_build_options
from .project_options import open_runtime, project_of
from .show import show_outcome


def _run(options: BuildOptions) -> int:
    with open_runtime(options) as runtime:
        outcome = check(project_of(options, drafts=True), runtime)
    return show_outcome(outcome, options.findings)


COMMAND = Command(BuildOptions, add_build_options, _run)

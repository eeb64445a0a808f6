"""`check`: do all that a build does, drafts included, and write nothing."""

from ..build import check
from .exit_codes import DONE, STOPPED
from .options import BuildOptions, Command, add_build_options
from .project_options import missing_folder, open_runtime, project_of
from .refusals import misused
from .show import show_outcome


def _run(options: BuildOptions) -> int:
    if missing := missing_folder(options):
        return misused(missing)
    with open_runtime(options) as runtime:
        outcome = check(project_of(options, drafts=True), runtime)
    show_outcome(outcome, options.findings)
    return STOPPED if outcome.stopped else DONE


COMMAND = Command(BuildOptions, add_build_options, _run)

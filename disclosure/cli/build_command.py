"""`build`: check the content folder and bring the site to what it says."""

from ..build import build
from .exit_codes import DONE, STOPPED
from .options import BuildOptions, Command, add_build_options
from .project_options import missing_folder, open_runtime, project_of
from .refusals import misused
from .show import show_outcome


def _run(options: BuildOptions) -> int:
    if missing := missing_folder(options):
        return misused(missing)
    with open_runtime(options) as runtime:
        outcome = build(project_of(options), runtime)
    show_outcome(outcome, options.findings)
    return STOPPED if outcome.stopped else DONE


COMMAND = Command(BuildOptions, add_build_options, _run)

"""`build`: check the content folder and bring the site to what it says."""

from ..build import build
from .options import BuildOptions, Command, add_build_options
from .project_options import open_runtime, project_of
from .show import show_outcome


def _run(options: BuildOptions) -> int:
    with open_runtime(options) as runtime:
        outcome = build(project_of(options), runtime)
    return show_outcome(outcome, options.findings)


COMMAND = Command(BuildOptions, add_build_options, _run)

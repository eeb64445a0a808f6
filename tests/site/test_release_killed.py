"""A publisher that is killed at any moment: the old or the new site is served, whole, and the next run makes it the new one."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from disclosure.publishing.targets.folder_target import publish_to_folder
from tests.support.effort import tried
from tests.support.portal import ROOT, tree
from tests.support.releases import make_site

pytestmark = pytest.mark.slow
MOMENTS = tried(4, 20)
PUBLISH = """
import sys
from pathlib import Path
from disclosure.cli.release_to_targets import site_to_release
from disclosure.publishing.targets.folder_target import publish_to_folder
print("begin", flush=True)
publish_to_folder(sys.argv[2], site_to_release(Path(sys.argv[1])), 3)
"""


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed(tmp_path: Path, moment: int) -> None:
    """Killed while files are copied, linked, renamed or removed."""
    site, target = tmp_path / "site", tmp_path / "www"
    began = time.monotonic()
    publish_to_folder(str(target), make_site(site, "one", pages=300), 3)
    usual = time.monotonic() - began
    old, new = tree(target / "current"), make_site(site, "two", pages=300)
    process = subprocess.Popen([sys.executable, "-c", PUBLISH, str(site), str(target)], cwd=ROOT, stdout=subprocess.PIPE)
    with process:
        assert process.stdout and process.stdout.readline() == b"begin\n"
        time.sleep(usual * moment / MOMENTS)
        process.kill()
    served, made = tree(target / "current"), tree(site)
    assert served == old or made.items() <= served.items()
    publish_to_folder(str(target), new, 3)
    assert made.items() <= tree(target / "current").items()
    assert sorted(path.name for path in (target / "releases").iterdir() if path.name.startswith(".")) == []

"""Options of the test run, and what several tests look at: the county, the shipped content, a preview, a browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from disclosure.system import program_cache
from tests.support.effort import LONG, tried
from tests.support.portal import ROOT, run_build
from tests.support.preview import previewed
from tests.support.skipping import skip_aloud

settings.register_profile(  # how long a thing takes is measured in bench/, not here; what is not long is the same each time
    "house", deadline=None, max_examples=tried(40, 200), derandomize=not LONG
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--snapshots` record the published files anew."""
    parser.addoption("--snapshots", action="store_true", help="record the snapshots of published files anew")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: some test is always waiting for a browser, a server or a kill."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what stays until the end: thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def program_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept beside the program is of this run alone: what an earlier state of it made is not read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program_cache, "PACKAGE", tmp_path_factory.mktemp("program"))
        yield


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county of examples/, published."""
    return _published(ROOT / "examples" / "county", tmp_path_factory)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content that the project comes with, published."""
    return _published(ROOT / "content", tmp_path_factory)


def _published(content: Path, factory: pytest.TempPathFactory) -> Path:
    """The site of a content folder, made once for all workers of this run."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"published-{content.name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "site" / "manifest.json").exists():
            assert run_build(folder, content=content).published is not None
    return folder / "site"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """The sound portal being served: its content folder and the port."""
    with previewed(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, or a skip that says so aloud."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not find_spec("playwright"):
        skip_aloud("没有 chromium 或 playwright：浏览器测试没有运行（apt install chromium）")
    from playwright.sync_api import sync_playwright

    quiet = ("gpu", "quic", "background-networking", "component-update", "sync")
    arguments = ["--no-first-run", *(f"--disable-{what}" for what in quiet)]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(browser: Any) -> tuple[Any, Any]:
    """A page, and one without JavaScript under a finger; to open one for each test would cost more than to look at it."""
    return browser.new_page(), browser.new_context(java_script_enabled=False, has_touch=True).new_page()


@pytest.fixture
def page(pages: tuple[Any, Any]) -> Any:
    """A page for a test that begins at an address of its own; what the test before left loading is ended."""
    pages[0].goto("about:blank")
    pages[0].set_viewport_size({"width": 1280, "height": 800})
    return pages[0]


@pytest.fixture
def silent_page(pages: tuple[Any, Any]) -> Any:
    """The same without JavaScript."""
    pages[1].goto("about:blank")
    pages[1].set_viewport_size({"width": 1280, "height": 800})
    return pages[1]

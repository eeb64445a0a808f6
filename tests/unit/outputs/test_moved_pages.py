"""Old addresses: which of them are paths of the site, and that none leads out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.model.portal import Body, Settings
from disclosure.outputs.moved_pages import inside_site, old_folder, old_page

SETTINGS = Settings(
    "portal.yml", "某某镇", Body("portal.yml", "", "某某镇人民政府", "township"), address="https://a.example/zwgk/"
)


@pytest.mark.parametrize(
    ("written", "page"),
    [
        pytest.param("office/2020.html", "office/2020.html", id="path"),
        pytest.param("office/2020.md", "office/2020.html", id="file"),
        pytest.param("./office//2020.htm", "office/2020.htm", id="not-tidy"),
        pytest.param("office/", "office/index.html", id="folder"),
        pytest.param("https://a.example/zwgk/office/2020.html", "office/2020.html", id="in-full"),
        pytest.param("http://a.example/zwgk/%E5%8A%9E/2020.html", "办/2020.html", id="escaped"),
        pytest.param("/zwgk/2020.html", "2020.html", id="from-the-host"),
        pytest.param("https://a.example/zwgk/", "index.html", id="the-portal-itself"),
        pytest.param("office/2020.pdf", None, id="no-page"),
        pytest.param("/art/2020.html", None, id="beside-the-portal"),
        pytest.param("2020.html?id=5", None, id="query"),
        pytest.param("https://b.example/zwgk/2020.html", None, id="another-host"),
        pytest.param("https://a.example/zwgk/%2e%2e/2020.html", None, id="out-of-the-portal"),
        pytest.param("https://a.example/zwgk/a%00b.html", None, id="control-character"),
        pytest.param(f"{'长' * 90}.html", None, id="too-long-for-a-file"),
    ],
)
def test_which_page_an_address_was(written: str, page: str | None) -> None:
    """Addresses of this portal are paths of it, whichever way they are written; others are for servers alone."""
    assert old_page(SETTINGS, written) == page


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        pytest.param("office", "office", id="folder"),
        pytest.param("office/", "office", id="slash"),
        pytest.param("office/body.yml", "office", id="file"),
        pytest.param("https://a.example/zwgk/office/index.html", "office", id="in-full"),
        pytest.param("/zwgk/", "", id="the-portal-itself"),
        pytest.param("https://b.example/office/", None, id="another-host"),
    ],
)
def test_which_folder_an_address_was(written: str, folder: str | None) -> None:
    """The same for the folder of a body."""
    assert old_folder(SETTINGS, written) == folder


@given(st.text("a./%2eE5~\\:?#办 \x00", max_size=20), st.sampled_from(["", "/zwgk/", "https://a.example/zwgk/", "http://", "/"]))
def test_no_address_leads_out_of_the_site(text: str, before: str) -> None:
    """Whatever is written, what counts as a path of the site is one."""
    for settings in (SETTINGS, replace(SETTINGS, address="")):
        path = inside_site(settings, before + text)
        if path is not None:
            assert not path.startswith(("/", "../"))
            assert path != ".."
            assert ".." not in path.rstrip("/").split("/")
            assert not set(path) & set('\\:?*"<>|\x00')

"""Texts compressed beside themselves: the same bytes every time, made only for what changed, never out of date."""

import gzip
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from disclosure.publishing.precompression import compressors, gzipped
from disclosure.publishing.targets.folder_target import publish_to_folder
from disclosure.publishing.targets.released import SiteToRelease
from tests.support.releases import make_site


def compressed(site: SiteToRelease) -> SiteToRelease:
    """The site, to be released with compressed copies."""
    return SiteToRelease(site.folder, site.files, site.manifest, compress=True)


@given(st.binary(max_size=5000))
def test_gzip(data: bytes) -> None:
    """Any program unpacks it, and nothing in it tells when or where it was made."""
    assert gzip.decompress(gzipped(data)) == data
    assert gzipped(data)[:10].hex() == "1f8b08000000000002ff"


def test_what_is_compressed() -> None:
    """Texts are; not what is packed already, nor what a release may renew."""
    names = ["a/index.html", "site.css", "reports.CSV", "a.xlsx", "logo.png", "register.jsonl", "manifest.json"]
    assert [".gz" in compressors(name) for name in names] == [True, True, True, False, False, False, False]


def test_a_release_with_compressed_files(tmp_path: Path) -> None:
    """Every text has its copy; that of an unchanged file is the same file, that of a changed one is new."""
    target = tmp_path / "www"
    inodes = []
    for words in ("one", "two"):
        site = make_site(tmp_path / "site", words, style="")
        publish_to_folder(str(target), compressed(site), 5)
        current = target / "current"
        wanted = {path for path in site.files if compressors(path)}
        found = {path.relative_to(current).as_posix().removesuffix(".gz") for path in current.rglob("*.gz")}
        assert found == wanted
        assert all(gzip.decompress((current / f"{path}.gz").read_bytes()) == (current / path).read_bytes() for path in wanted)
        inodes.append((current / "reports.csv.gz").stat().st_ino)
    assert inodes[0] == inodes[1]
    publish_to_folder(str(target), make_site(tmp_path / "site", "three", style=""), 5)
    assert list((target / "current").rglob("*.gz")) == []

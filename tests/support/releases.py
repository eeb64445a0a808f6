"""Small finished sites to release: pages that name their style sheet, and data."""

from pathlib import Path

from disclosure.model.digest import digest_of
from disclosure.publishing.manifest import manifest
from disclosure.publishing.targets.released import SiteToRelease


def make_site(folder: Path, words: str, *, pages: int = 3, style: str | None = None) -> SiteToRelease:
    """A site whose pages say these words and whose style sheet, named by its digest, says them too (or `style`)."""
    css = f"/* {words if style is None else style} */"
    asset = f"assets/site.{digest_of(css.encode())[:8]}.css"
    files = {asset: css, "reports.csv": "一,二\n", "office/2020.json": "{}", "404.html": "没有", "register.jsonl": words}
    for number in range(pages):
        files[f"{number or 'index'}.html"] = f'<link rel="stylesheet" href="{asset}">{words}'
    for old in [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else ():
        old.unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    digests = {path: digest_of(text.encode()) for path, text in files.items()}
    listed = manifest(digests)
    (folder / "manifest.json").write_bytes(listed)
    return SiteToRelease(str(folder), digests, listed)


def shown(folder: Path) -> str:
    """What the first page of a served folder says."""
    return (folder / "index.html").read_text(encoding="utf-8").partition(">")[2]


def has_its_style(folder: Path) -> bool:
    """Whether the first page's style sheet is there."""
    return (folder / (folder / "index.html").read_text(encoding="utf-8").split('"')[3]).is_file()

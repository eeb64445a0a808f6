"""`verify`: a site in a folder or on the web is compared with its manifest and its register."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from ..build.register_folder import read_register_folder
from ..check.codes import stops
from ..model.digest import check_code, digest_of
from ..model.finding import Finding, by_place
from ..outputs.moved_pages import REDIRECTS
from ..publishing.manifest import REGISTER_FILE
from ..publishing.register import ACTS, EMPTY, Register
from ..publishing.served_site import led_on
from ..publishing.served_verification import as_served
from ..publishing.site_verification import (
    check_against_own,
    check_codes,
    check_files,
    check_site_register,
    expected_codes,
    read_site_register,
)
from ..system.console import Progress
from ..system.fetch import SiteReader, folder_reader, web_reader
from ..system.site_manifest import MANIFEST, parse_manifest
from .commands import DONE, STOPPED
from .options import Command, CommandOptions, add_findings_option
from .show import misused, show_findings
from .verify_served import verify_server

_AT_ONCE = 8


class VerifyOptions(CommandOptions):
    """The options of `verify`; `content` is the folder whose register the site's is compared with, if it has one."""

    target: str = ""
    content: Path = Path("content")

    def locate(self, root: Path) -> None:
        """Take the content of the portal in `root`, unless the command line names another."""
        if "content" not in vars(self):
            self.content = root / self.content
        self.target = self.target or str(root / "site")


def _add_options(parser: ArgumentParser) -> None:
    help_target = "网站的文件夹或网址，例如 site 或 https://www.example.gov.cn/zwgk/；默认 site"
    parser.add_argument("target", nargs="?", metavar="网站", help=help_target)
    parser.add_argument("--content", type=Path, metavar="文件夹", help="与这个内容文件夹的登记册对照，默认 content")
    add_findings_option(parser)


class _Seen(Struct, frozen=True):
    """What was seen of a file: its digest, None where it is not there, and whether it shows the code that is looked for."""

    digest: str | None
    shows_code: bool = False


def _run(options: VerifyOptions) -> int:
    on_web = options.target.startswith(("http://", "https://"))
    if not on_web and not Path(options.target).is_dir():
        return misused(
            f"没有网站文件夹“{options.target}”：写明网站的文件夹，例如 site；或网址，例如 https://www.example.gov.cn/zwgk/"
        )
    read = web_reader(options.target) if on_web else folder_reader(Path(options.target))
    manifest = parse_manifest(read(MANIFEST) or b"")
    if manifest is None:
        return misused(f"“{options.target}”没有 {MANIFEST}，或者读不出来：不是本程序生成的网站")
    register, found = _register_of(read, REGISTER_FILE in manifest.files)
    found = (*found, *check_site_register(manifest, register), *_against_own(register, options.content))
    codes = {} if stops(found) else expected_codes(register)
    seen = _look_at_files(read, tuple(manifest.files), codes)
    leads_on = led_on(read(REDIRECTS) if on_web and REDIRECTS in manifest.files else None)
    digests = as_served({path: one.digest for path, one in seen.items()}, manifest.files, leads_on)
    findings = (
        *found,
        *check_files(manifest, digests),
        *check_codes({path: seen[path].shows_code for path in codes if path in seen and seen[path].digest}),
    )
    served, asked = verify_server(options.target, manifest.files, read) if on_web and not stops(findings) else ((), "")
    findings = (*findings, *served)
    show_findings(by_place(findings), options.findings, _summary(len(manifest.files), register) + asked)
    return STOPPED if stops(findings) else DONE


def _register_of(read: SiteReader, is_listed: bool) -> tuple[Register, tuple[Finding, ...]]:
    """The register that the site shows, an empty one where it has none."""
    return read_site_register(read(REGISTER_FILE) or b"") if is_listed else (EMPTY, ())


def _look_at_files(read: SiteReader, paths: tuple[str, ...], codes: Mapping[str, str]) -> dict[str, _Seen]:
    """What each file is now, several being read at a time."""

    def look(path: str) -> _Seen:
        data = read(path)
        return _Seen(None) if data is None else _Seen(digest_of(data), codes.get(path, "").encode() in data)

    progress = Progress()
    try:
        with ThreadPoolExecutor(_AT_ONCE) as workers:
            return dict(_with_progress(zip(paths, workers.map(look, paths), strict=True), len(paths), progress))
    finally:
        progress.close()


def _with_progress(found: Iterator[tuple[str, _Seen]], total: int, progress: Progress) -> Iterator[tuple[str, _Seen]]:
    for number, one in enumerate(found, start=1):
        progress("核对", number, total)
        yield one


def _against_own(register: Register, content: Path) -> Iterator[Finding]:
    """What the site's register says otherwise than that of the content folder, where both have one."""
    if register.acts and (content / ACTS).is_dir():
        yield from check_against_own(register, read_register_folder(content)[0])


def _summary(files: int, register: Register) -> str:
    """What was compared, and the codes of the last acts, to be noted down or compared with others' notes."""
    if not register.acts:
        return f"；核对了 {files} 个文件，网站没有登记册"
    heads = "、".join(check_code(head) for head in register.heads)
    return f"；核对了 {files} 个文件、{len(register.acts)} 次公布，登记册最后一条的校验码 {heads}"


COMMAND = Command(VerifyOptions, _add_options, _run)

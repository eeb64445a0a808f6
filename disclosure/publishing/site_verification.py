"""A site compared with what was published: are its files those of its manifest, is its register whole and of this very site?

What is compared are digests that the caller took, so a folder and a site on the web are judged alike.
"""

from collections.abc import Iterator, Mapping

from ..model.digest import check_code
from ..model.finding import Finding
from ..system.site_manifest import PublishedFiles
from .manifest import METADATA_FILES, REGISTER_FILE, site_digest
from .register import ACTS, EMPTY, UPDATE, Register, act_in_line, read_register


def check_files(manifest: PublishedFiles, found: Mapping[str, str | None]) -> Iterator[Finding]:
    """Yield a finding for each file that is not that of the manifest; `found` are the digests, None for one that is missing."""
    for path, digest in manifest.files.items():
        if found.get(path) is None:
            yield Finding("site.missing", "清单里的文件不见了", path, hint=_AGAIN)
        elif found[path] != digest:
            message = f"文件和清单不一致：应为 {digest[:12]}…，现在是 {str(found[path])[:12]}…"
            yield Finding("site.changed", message, path, hint=_AGAIN)


_AGAIN = "查明是谁改动的；要恢复，重新生成：disclosure build，再放到服务器上"


def read_site_register(data: bytes) -> tuple[Register, tuple[Finding, ...]]:
    """Return the register that a site shows, and what is wrong with its lines."""
    acts: dict[str, bytes] = {}
    for line in data.splitlines():
        act = act_in_line(line)
        if act is None:
            return EMPTY, (_register_finding("登记册有一行读不出来"),)
        acts[act[0]] = act[1]
    register, found = read_register(acts, "")
    hints = {"register.damaged": _COMPARE, "register.newer": UPDATE}
    told = (one for one in found if one.code in hints)
    return register, tuple(Finding("site.register", one.message, REGISTER_FILE, hint=hints[one.code]) for one in told)


def check_site_register(manifest: PublishedFiles, register: Register) -> Iterator[Finding]:
    """Yield what is wrong between a site and its register: another last act, or another site than was made public."""
    if set(register.heads) != set(manifest.head):
        shown = "、".join(head[:12] for head in manifest.head) or "没有"
        last = "、".join(head[:12] for head in register.heads) or "没有"
        yield _register_finding(f"清单里登记册的最后一条是 {shown}，register.jsonl 的是 {last}：登记册被截去或改写过")
        return
    acts = [register.acts[head] for head in register.heads]
    public = {act.site for act in acts}
    if acts and site_digest({path: one for path, one in manifest.files.items() if path not in METADATA_FILES}) not in public:
        message = "网站不是最后一次公布时的样子：有改动还没有用 publish 公布"
        yield Finding("site.unpublished", message, REGISTER_FILE, hint="disclosure publish 列出改动并公布")


def check_against_own(register: Register, own: Register) -> Iterator[Finding]:
    """Yield what the register of a site says otherwise than one's own, which lies with the content."""
    strange = [act for digest, act in register.acts.items() if digest not in own.acts]
    if strange:
        numbers = "、".join(str(act.n) for act in strange[:5])
        message = f"网站的登记册有 {len(strange)} 条这里没有（第 {numbers} 条）：不是从这个内容文件夹公布的，或者被改写过"
        hint = f"取回别人公布时写的 {ACTS} 里的文件，例如 git pull；没有人公布过的，网站的登记册是假的"
        yield Finding("site.register", message, REGISTER_FILE, hint=hint)


def _register_finding(message: str) -> Finding:
    return Finding("site.register", message, REGISTER_FILE, hint=_COMPARE)


_COMPARE = "和别处保存的 register.jsonl、manifest.json 比较，例如上次的备份"


def expected_codes(register: Register) -> dict[str, str]:
    """Return the code that the page of each public report shows, by the path of the page."""
    sources = register.public_sources.items()
    return {f"{path.removesuffix('.md')}.html": check_code(one.source) for path, one in sources if one.figures}


def check_codes(codes: Mapping[str, bool]) -> Iterator[Finding]:
    """Yield a finding for each page that does not show the code of its registered source; `codes` says which pages do."""
    for path, is_shown in codes.items():
        if not is_shown:
            message = "网页上的校验码不是登记册里这份报告的"
            yield Finding("site.code", message, path, hint="有改动还没有公布：disclosure publish；自己的主题要写出 report.code")

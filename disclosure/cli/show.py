"""What people read of a run: its findings in the chosen form, a last line that sums up, or why it could not be."""

import errno
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from msgspec.structs import replace

from ..build.context import Outcome
from ..check.codes import BY_CODE
from ..model.finding import TODAY, Finding
from ..system.clock import now
from ..system.console import DOCUMENT_FACES, FACES, LEVEL_WORDS, FindingView, ask, complain, say
from ..system.files import line_of
from .commands import DONE, MACHINE, MISUSED, STOPPED
from .invocation import speaker, worded

REMADE = (
    "要公开的内容没有改动，网页有变（换了程序或模板，另印了 PDF，暂缓了有错误的，删去了以前的一版，或几个人的发布合到了一起）"
)
"""What is said of a site that is remade."""
_SHOWN = 100
"""How many findings of one kind are shown of one file."""
_SEVERAL = 3
"""How many further files with the very same finding are named instead of shown."""
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件系统只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘的配额用完了",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EINVAL: "系统不支持这样的文件或操作",
    errno.EFBIG: "文件太大，超过了限额",
    errno.EADDRINUSE: "端口已被占用",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "不是文件夹",
    errno.EEXIST: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
}


def show_outcome(outcome: Outcome, face: str, site: object = None) -> int:
    """Print the findings of a run, and for people what it published in `site`; return its exit code."""
    kept = "；网站没有改动" if outcome.stopped and site else ""
    where = f"；网站在 {site}" if outcome.published and site else ""
    show_findings(outcome.findings, face, f"{made(outcome)}{where}{kept}{_unpublished(outcome)}{held_back(outcome)}")
    return STOPPED if outcome.stopped or outcome.held else DONE


def made(outcome: Outcome) -> str:
    """Return what a run made, as the end of a line."""
    if outcome.published is None:
        return ""
    written, removed = len(outcome.published.written), len(outcome.published.removed)
    changes = f"写入 {written} 个文件，删除 {removed} 个" if written or removed else "与已发布的相同，未改动文件"
    drafts = f"；另有 {outcome.drafts} 份草稿没有公开" if outcome.drafts else ""
    return f"；共 {outcome.pages} 个网页，{changes}{drafts}"


def held_back(outcome: Outcome) -> str:
    """Return what a run left as it was published because of errors, as the end of a line."""
    return f"；暂缓 {len(outcome.held)} 项：{'、'.join(outcome.held)}" if outcome.held else ""


def _unpublished(outcome: Outcome) -> str:
    """What is said of changes, or of pages, that the register does not know, as the end of a line."""
    if outcome.remade:
        return worded(f"；{REMADE}，用 disclosure publish 登记")
    return worded(f"；尚未发布 {outcome.unregistered} 项，用 disclosure publish 发布") if outcome.unregistered else ""


def show_findings(findings: Sequence[Finding], face: str, result: str = "") -> None:
    """Print findings, and for people a last line with how many there are and the result of the run."""
    shown = _limit_repeats(findings)
    say(FACES[face](finding_views(merge_repeated(shown) if face == "frame" else shown)))
    if face in DOCUMENT_FACES:
        return
    levels: Counter[str] = Counter(BY_CODE[finding.code].level for finding in findings)
    counts = {word: levels[level] for level, word in LEVEL_WORDS.items()}
    tally = "，".join(f"{number} 个{word}" for word, number in counts.items() if number) or "没有问题"
    say(f"{tally}{result}")


def _limit_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those past a hundred of one kind in one file, which are counted at the last that is shown."""
    shown: list[Finding] = []
    counts = Counter((finding.path, finding.code) for finding in findings)
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = (finding.path, finding.code)
        seen[kind] += 1
        if seen[kind] == _SHOWN and (more := counts[kind] - _SHOWN):
            shown.append(replace(finding, message=f"{finding.message}；这个文件里同样的问题还有 {more} 处"))
        elif seen[kind] <= _SHOWN:
            shown.append(finding)
    return shown


def merge_repeated(findings: Sequence[Finding], alike: Collection[str] = ()) -> list[Finding]:
    """Return the findings, those that several other files have as well only once: the first that has one counts the others.

    Those of codes that are `alike` count as the same whatever their words.
    """

    def same(finding: Finding) -> tuple[str, str]:
        return finding.code, "" if finding.code in alike else finding.message

    paths: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        paths.setdefault(same(finding), []).append(finding.path)
    shown = []
    for finding in findings:
        first, *others = dict.fromkeys(paths[same(finding)])
        if len(others) < _SEVERAL:
            shown.append(finding)
        elif finding.path == first:
            named = f"{'、'.join(others[:_SEVERAL])}{' 等' if len(others) > _SEVERAL else ''}"
            shown.append(replace(finding, message=f"{finding.message}；另有 {len(others)} 个文件也是这样：{named}"))
    return shown


def _line_in_file(finding: Finding) -> str:
    return line_of(finding.path, finding.span.line) if finding.span else ""


def finding_views(findings: Sequence[Finding], line: Callable[[Finding], str] = _line_in_file) -> list[FindingView]:
    """Return findings with their levels, the lines they stand on, and how their kinds are fixed."""
    codes = [(finding, BY_CODE[finding.code]) for finding in findings]
    return [FindingView(_worded(finding), code.level, line(finding), worded(code.fix)) for finding, code in codes]


def _worded(finding: Finding) -> Finding:
    """The finding with its commands as they are typed here."""
    return replace(finding, message=worded(finding.message), hint=worded(finding.hint).replace(TODAY, now()[:10]))


def agreed(question: str, *, is_sure: bool) -> bool | None:
    """Return whether the person at the terminal says yes, which one who `is_sure` need not; None where nobody answers."""
    answer = "y" if is_sure else ask(question)
    return None if answer is None else answer.strip().lower() in ("y", "yes", "是")


def misused(message: str) -> int:
    """Say what is wrong with the command line, and return its exit code."""
    complain(f"{speaker()}: {worded(message)}")
    return MISUSED


def failed(message: str) -> int:
    """Say what the machine refused, and return its exit code."""
    complain(f"{speaker()}: {worded(message)}")
    return MACHINE


def reason_of(error: OSError) -> str:
    """Return the machine's refusal in words, with the file it is about."""
    refused = error.filename2 or error.filename  # of a move, where to: that is what a person can put right
    if error.errno == errno.ENOENT and not refused:
        return "所在的文件夹已经删去或移走：先用 cd 换到别的文件夹"
    where = f"{refused}：" if refused else ""
    return f"{where}{_REASONS.get(error.errno or 0, error.strerror or str(error))}"

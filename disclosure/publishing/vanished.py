"""What was public and is not where it was: deleted, moved or renamed without saying so. No address that was public may die."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..model.finding import TODAY, Finding
from ..model.portal import Body, Portal
from ..model.report import folder_of
from .register import Register, SourceChange, version_path

_FEW = 3


def vanished(
    register: Register,
    present: Mapping[str, str],
    led_on: Iterable[str],
    replaced: Mapping[str, str],
    base: str,
    portal: Portal,
) -> Iterator[Finding]:
    """Yield a finding for each report, page or folder of a body that was public and whose address would die.

    `present` are the digests of the files that are there, by name; `led_on` the names whose old address leads on, `replaced`
    those where it leads to something else that was public beside it. `base` is the content folder.
    """
    known = frozenset(led_on)
    absent = sorted(name for name in register.current.keys() - present.keys() if name.endswith(".md") and name not in known)
    if not absent:
        return
    lost = {name: register.current[name].change for name in absent}
    new = {name: digest for name, digest in present.items() if name not in register.current and name.endswith(".md")}
    public_folders = {folder_of(name) for name in register.current}
    fresh = [name for name in new if folder_of(name) not in public_folders]
    by_digest = {digest: name for name, digest in new.items()}
    for folder in dict.fromkeys(map(folder_of, lost)):
        inside = {name: change for name, change in lost.items() if folder_of(name) == folder}
        if target := _new_folder(folder, [name for name in inside if name not in replaced], fresh):
            yield _moved_folder_finding(folder, target, list(inside), base, portal.bodies_by_folder.get(target))
            continue
        gone = {}
        for name, change in inside.items():
            registered = register.current[name].change
            target = registered.path if registered.path != name else by_digest.get(change.source, "")
            if target in present and name not in replaced:
                yield _moved_finding(name, target, base, portal)
            else:
                gone[name] = change
        yield from _gone_findings(folder, gone, replaced, base, portal)


def _new_folder(folder: str, lost: list[str], fresh: list[str]) -> str:
    """The folder to which most of these files have gone, by their own names; "" where there is none."""
    own = [name.rpartition("/")[2] for name in lost]
    places = Counter(folder_of(name) for name in fresh if name.rpartition("/")[2] in own)
    found, number = max(places.items(), key=lambda place: (place[1], place[0]), default=("", 0))
    return found if folder and number * 2 > len(own) else ""


def _moved_folder_finding(folder: str, target: str, names: list[str], base: str, body: Body | None) -> Finding:
    message = f"文件夹“{folder}”改成了“{target}”：已经公开的 {_list_names(names)}，原来的地址会打不开"
    add = _add_move(f"{target}/body.yml", body.moved_from if body else (), folder)
    path = body.path if body and body.path else f"{base}/{target}"
    return Finding("record.moved", message, path, hint=f"{add}，原来的地址就转到新的；或把文件夹改回 {folder}")


def _moved_finding(name: str, target: str, base: str, portal: Portal) -> Finding:
    message = f"已经公开的“{name}”移到了“{target}”，原来的地址会打不开"
    moved_from = {one.name: one.moved_from for one in (*portal.entries, *portal.withdrawn)}
    moved_from |= {one.name: one.moved_from for one in (*portal.pages, *portal.withdrawn_pages)}
    add = _add_move(target, moved_from.get(target, ()), name)
    hint = f"{add}，原来的地址就转到新的；或把文件移回 {name}"
    return Finding("record.moved", message, f"{base}/{target}", ("title",), hint=hint)


def _add_move(file: str, moved_from: tuple[str, ...], old: str) -> str:
    """What to write into a file so that the old address leads on, beside those that it names already."""
    line = f"moved_from: [{', '.join((*moved_from, old))}]"
    return f"把 {file} 里的 moved_from 改成：{line}" if moved_from else f"在 {file} 里加一行：{line}"


def _gone_findings(
    folder: str, gone: Mapping[str, SourceChange], replaced: Mapping[str, str], base: str, portal: Portal
) -> Iterator[Finding]:
    """The findings about what is gone from a folder: all reports of a body in one."""
    reports = [name for name in gone if _year(name)]
    body = portal.bodies_by_folder.get(folder)
    of_whom = (body.name if body else "") or f"“{folder}”"
    if len(reports) > 1:
        years = "、".join(_year(name) for name in reports[:_FEW]) + (f" 等 {len(reports)} 年" if len(reports) > _FEW else " 年")
        files = " ".join(f"{base}/{name}" for name in reports)
        hint = f"取回文件，例如 git checkout -- {files}；没有 git 的逐份取回：{_copy(reports[0], gone, base)}；"
        yield _gone_finding(f"{of_whom} {years}报告", reports[0], f"{hint}{_WITHDRAW}", replaced, base)
    for name in gone if len(reports) < 2 else gone.keys() - set(reports):
        what = f"{of_whom} {_year(name)} 年报告" if _year(name) else f"页面“{name}”"
        hint = f"取回文件：{_copy(name, gone, base)}；{'' if gone[name].act == 'withdrawn' else _WITHDRAW}"
        yield _gone_finding(what, name, hint, replaced, base)


_WITHDRAW = f"要撤下的，取回后加一行 withdrawn: {{date: {TODAY}, reason: 撤下的原因}}，文件留着；"


def _copy(name: str, gone: Mapping[str, SourceChange], base: str) -> str:
    return f"cp {base}/{version_path(gone[name].source)} {base}/{name}"


def _gone_finding(what: str, name: str, hint: str, replaced: Mapping[str, str], base: str) -> Finding:
    if instead := replaced.get(name, ""):
        fate = f"它的地址转到了另一份公开的报告“{instead}”"
        hint += f"机构并入别处的，原来的文件夹和报告留着，从 moved_from 里删去 {folder_of(name) or name}"
    else:
        fate = "它的地址会打不开"
        hint += f"改了名或由别的代替的，在那个文件里加一行 moved_from: [{name}]"
    return Finding("record.gone", f"已经公开的{what}不见了，{fate}", f"{base}/{name}", hint=hint)


def _year(name: str) -> str:
    """The year of a report by its name, "" for another file."""
    stem = name.rpartition("/")[2].removesuffix(".md")
    return stem if stem.isdecimal() else ""


def _list_names(names: list[str]) -> str:
    own = [name.rpartition("/")[2] for name in names]
    return "、".join(own[:_FEW]) + (f" 等 {len(own)} 份" if len(own) > _FEW else "")

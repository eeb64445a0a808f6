"""What was public and is not where it was: deleted, moved or renamed without saying so. No address that was public may die."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..model.finding import TODAY, Finding
from ..model.portal import Body, Portal
from ..model.report import folder_of
from .register import Register, SourceChange, version_path

_FEW = 3


def vanished(
    register: Register, present: Mapping[str, str], led_on: Iterable[str], base: str, portal: Portal
) -> Iterator[Finding]:
    """Yield a finding for each report, page or folder of a body that was public and whose address would die.

    `present` are the digests of the files that are there, by name; `led_on` the names whose old address leads on. `base` is
    the content folder.
    """
    known = frozenset(led_on)
    lost = {
        name: entry.change
        for name, entry in sorted(register.current.items())
        if name.endswith(".md") and name not in present and name not in known
    }
    new = {name: digest for name, digest in present.items() if name not in register.current and name.endswith(".md")}
    public_folders = {folder_of(name) for name in register.current}
    fresh = [name for name in new if folder_of(name) not in public_folders]
    for folder in dict.fromkeys(map(folder_of, lost)):
        inside = [name for name in lost if folder_of(name) == folder]
        if target := _new_folder(folder, inside, fresh):
            yield _folder_moved(folder, target, inside, base, portal.bodies_by_folder.get(target))
            for name in inside:
                del lost[name]
    by_digest = {digest: name for name, digest in new.items()}
    for name, change in lost.items():
        registered = register.current[name].change
        target = registered.path if registered.path != name else by_digest.get(change.source, "")
        yield _moved(name, target, base, portal) if target in present else _lost(name, change, base, portal)


def _new_folder(folder: str, lost: list[str], fresh: list[str]) -> str:
    """The folder to which most of these files have gone, by their own names; "" where there is none."""
    own = [name.rpartition("/")[2] for name in lost]
    places = Counter(folder_of(name) for name in fresh if name.rpartition("/")[2] in own)
    found, number = max(places.items(), key=lambda place: (place[1], place[0]), default=("", 0))
    return found if folder and number * 2 > len(own) else ""


def _folder_moved(folder: str, target: str, names: list[str], base: str, body: Body | None) -> Finding:
    message = f"文件夹“{folder}”改成了“{target}”：已经公开的 {_listed(names)}，原来的地址会打不开"
    add = _add_move(f"{target}/body.yml", body.moved_from if body else (), folder)
    path = body.path if body and body.path else f"{base}/{target}"
    return Finding("record.moved", message, path, hint=f"{add}，原来的地址就转到新的；或把文件夹改回 {folder}")


def _moved(name: str, target: str, base: str, portal: Portal) -> Finding:
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


def _lost(name: str, change: SourceChange, base: str, portal: Portal) -> Finding:
    year = name.rpartition("/")[2].removesuffix(".md")
    body = portal.bodies_by_folder.get(folder_of(name))
    what = f"{(body.name if body else '') or folder_of(name)} {year} 年报告" if year.isdecimal() else f"页面“{name}”"
    hint = f"取回文件：cp {base}/{version_path(change.source)} {base}/{name}；"
    if change.act != "withdrawn":
        hint += f"要撤下的，取回后加一行 withdrawn: {{date: {TODAY}, reason: 撤下的原因}}，文件留着；"
    hint += f"改了名或由别的代替的，在那个文件里加一行 moved_from: [{name}]"
    return Finding("record.gone", f"已经公开的{what}不见了，它的地址会打不开", f"{base}/{name}", hint=hint)


def _listed(names: list[str]) -> str:
    own = [name.rpartition("/")[2] for name in names]
    return "、".join(own[:_FEW]) + (f" 等 {len(own)} 份" if len(own) > _FEW else "")

"""The register: every act of publication in a file of its own, from which follows what is public.

`content/register/acts/00007-233abfcce69f.json` is one act: canonical JSON, named by its number and the first digits of
its SHA-256. It names the acts before it (`parents`) by their digests. Two people who publish at once write two files
that do not conflict in git; the next act names both as its parents. `content/register/versions/ab/<sha256>` holds the
bytes of every source that was ever published. So the register alone says what is public, on any machine.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import MsgspecError, Struct, json
from msgspec.structs import replace

from ..model.digest import digest_of
from ..model.finding import Finding

ACTS, VERSIONS = "register/acts", "register/versions"
"""Where acts and versions lie within the content folder."""

ActKind = Literal["published", "edited", "corrected", "withdrawn", "moved", "rolled_back", "erased"]
"""What an act did to a source: made it public; changed what nobody cites; corrected a public report in the open; took it
off the site; moved it to another path; went back to an earlier version; deleted the content of a version that is public no
longer, as the law demands of personal data."""

_NAME = re.compile(r"(?P<number>[0-9]{5,})-(?P<digest>[0-9a-f]{12})\.json")


class SourceChange(Struct, frozen=True, omit_defaults=True, rename={"origin": "from"}):
    """What an act did to one source of the content folder. All digests are SHA-256, 64 hexadecimal digits.

    `was` is the digest of the version before, `origin` the path that a moved source had before. `figures` stands for the
    tables of a report and `published` is its date of first publication; other sources have neither. `page` is the address of an
    erased version, where it had one.
    """

    act: ActKind
    path: str
    source: str
    figures: str = ""
    published: str = ""
    was: str = ""
    origin: str = ""
    reason: str = ""
    page: str = ""


class Act(Struct, frozen=True, omit_defaults=True):
    """One act of publication: when, by whom where that is said, with which program, and the digest of the site it made."""

    n: int
    parents: tuple[str, ...]
    when: str
    program: str
    site: str
    changes: tuple[SourceChange, ...]
    who: str = ""


class Registered(Struct, frozen=True):
    """A change with the number and the time of its act, and who did it where that is said."""

    n: int
    when: str
    change: SourceChange
    who: str = ""

    @property
    def said(self) -> str:
        """Which act that was, for people."""
        return f"第 {self.n} 次（{'，'.join(filter(None, (self.when, self.who)))}）"


class Fork(Struct, frozen=True):
    """What acts that do not know of each other say differently of one path, the newest last.

    `before` is the digest of the version that all of them followed, "" where nothing was public.
    """

    sides: tuple[Registered, ...]
    before: str = ""


class Register(Struct, frozen=True, dict=True):
    """What the acts say: `heads` are the digests of those that no other names as a parent.

    `history` has all changes of a path, oldest first, that of a moved source under both paths. `forks` are the paths of which
    acts that do not know of each other say different things; the newest counts: that of the higher number, else the later one.
    `erased` are the versions whose content was deleted, by their digests.
    """

    acts: dict[str, Act]
    heads: tuple[str, ...]
    history: dict[str, tuple[Registered, ...]]
    forks: dict[str, Fork]
    erased: dict[str, Registered] = {}

    @cached_property
    def current(self) -> dict[str, Registered]:
        """The last change of each path: the source is public there unless it was withdrawn or has moved on."""
        return {path: entries[-1] for path, entries in self.history.items()}

    @cached_property
    def public_sources(self) -> dict[str, SourceChange]:
        """What is public, by path."""
        last = ((path, registered.change) for path, registered in self.current.items())
        return {path: change for path, change in last if change.path == path and change.act != "withdrawn"}

    def ends_at(self, path: str) -> bool:
        """Whether a source is public at a path, or was withdrawn there: it was there once and has not moved on."""
        return path in self.current and self.current[path].change.path == path

    def knows(self, path: str, digest: str, withdrawn: bool) -> bool:
        """Whether a source with this digest is public at a path, or `withdrawn` there, by the last act and undisputed."""
        last = self.current.get(path)
        if last is None or path in self.forks:
            return False
        change = last.change
        return change.path == path and change.source == digest and (change.act == "withdrawn") == withdrawn

    def is_as_published(self, path: str, digest: str) -> bool:
        """Whether what is public at a path has this digest, and nothing else ever was there."""
        entries = self.history.get(path, ())
        if len(entries) != 1:
            return False
        change = entries[0].change
        return change.source == digest and change.path == path and not change.origin

    def are_moved_apart(self, path: str, other: str) -> bool:
        """Whether two people moved one source at once, to these two paths."""
        known = [self.current[one].change for one in (path, other) if one in self.current]
        origins = {change.origin for change in known if change.origin in self.forks}
        return path != other and len(known) == 2 and len(origins) == 1 and all(change.origin in origins for change in known)

    def versions(self, path: str, before: int | None = None) -> tuple[str, ...]:
        """Return the digests of what was public at a path, oldest first, at the paths it moved from as well.

        Only what was published before the act of that number counts, if one is given.
        """
        found: list[str] = []
        for entry in self.history.get(path, ()):
            if entry.change.path == path and (before is None or entry.n < before):
                before_move = self.versions(entry.change.origin, entry.n) if entry.change.origin else ()
                found += [one for one in before_move if one not in found]
                found.append(entry.change.source)
        return tuple(one for number, one in enumerate(found) if number == 0 or found[number - 1] != one)

    def forked(self, path: str) -> dict[str, str]:
        """Return the versions of a path that followed another one than that before them, by their digests, and which."""
        was = {entry.change.source: entry.change.was for entry in self.history.get(path, ())}
        found = pairwise(self.versions(path))
        return {one: was[one] for before, one in found if was.get(one, "") not in ("", one, before)}


EMPTY = Register({}, (), {}, {})


def encode_act(act: Act) -> bytes:
    """Return the bytes of an act: JSON with sorted keys, one value to a line, for people to read."""
    return _canonical_json(act)


def decode_act(data: bytes) -> Act | None:
    """Return the act that these bytes are, None when they are none."""
    with suppress(MsgspecError):
        act = json.decode(data, type=Act)
        return act if encode_act(act) == data else None
    return None


class _AnyAct(Struct, frozen=True):
    """What every program writes of an act, also one that this program does not know."""

    n: int
    program: str


def newer_program(data: bytes) -> str:
    """Return which program wrote an act that this one cannot decode, "" where none did: it is not spelled as acts are."""
    with suppress(MsgspecError):
        return json.decode(data, type=_AnyAct).program if _canonical_json(json.decode(data)) == data else ""
    return ""


def act_in_line(line: bytes) -> tuple[str, bytes] | None:
    """Return the path and the bytes of an act that stands in a line of `register_lines`, None when none does."""
    with suppress(MsgspecError):
        data = _canonical_json(json.decode(line))
        return act_path(json.decode(line, type=_AnyAct), digest_of(data)), data
    return None


def _canonical_json(value: object) -> bytes:
    """A value as acts are spelled."""
    return json.format(json.encode(value, order="sorted"), indent=1) + b"\n"


def act_path(act: Act | _AnyAct, digest: str) -> str:
    """Return the path of an act within the content folder."""
    return f"{ACTS}/{act.n:05}-{digest[:12]}.json"


def version_path(digest: str) -> str:
    """Return the path of a published version within the content folder."""
    return f"{VERSIONS}/{digest[:2]}/{digest}"


def next_act(register: Register, when: str, program: str, site: str, changes: Iterable[SourceChange], who: str = "") -> Act:
    """Return the act that follows all heads of a register."""
    number = 1 + max((register.acts[head].n for head in register.heads), default=0)
    ordered = tuple(sorted(changes, key=lambda change: (change.path, change.act)))
    return Act(number, register.heads, when, program, site, ordered, who)


def with_act(register: Register, act: Act) -> tuple[dict[str, Act], str]:
    """Return the acts of a register with one that follows them all, and the digest of that one."""
    digest = digest_of(encode_act(act))
    return register.acts | {digest: act}, digest


def register_at(register: Register, heads: Iterable[str]) -> Register:
    """Return the register as it was after these acts; those that it does not have count for nothing."""
    wanted, left = set(), [head for head in heads if head in register.acts]
    while left:
        digest = left.pop()
        if digest not in wanted:
            wanted.add(digest)
            left += register.acts[digest].parents
    return _replay({digest: act for digest, act in register.acts.items() if digest in wanted})


def register_lines(acts: Iterable[Act]) -> bytes:
    """Return acts for programs, each in a line of JSON with sorted keys; `encode_act` of one has the digest that names it."""
    return b"".join(json.encode(act, order="sorted") + b"\n" for act in acts)


def read_register(files: Mapping[str, bytes], base: str) -> tuple[Register, tuple[Finding, ...]]:
    """Return what these act files say, by their paths within the content folder `base`, and what is wrong with them.

    An act that cannot be read, does not have the digest that its name says, or has lost a parent does not count.
    """
    read = [(path, _read_act(path, data, base)) for path, data in sorted(files.items())]
    findings = [found for _, found in read if isinstance(found, Finding)]
    sound = {digest_of(files[path]): found for path, found in read if isinstance(found, Act)}
    unread = {path[-17:-5] for path, found in read if isinstance(found, Finding)}
    acts: dict[str, Act] = {}
    for digest, act in sorted(sound.items(), key=lambda item: (item[1].n, _moment(item[1].when), item[0])):
        lost = [parent for parent in act.parents if parent not in acts]
        if lost and all(parent in sound or parent[:12] in unread for parent in lost):
            continue  # what went before it has its finding
        if lost:
            findings.append(_damage_finding(act_path(act, digest), f"登记册缺少它前面的一条（{lost[0][:12]}）", base))
        else:
            acts[digest] = act
    register = _replay(acts)
    findings += _fork_findings(register, base)
    return register, tuple(findings)


def check_versions(register: Register, versions: Mapping[str, str], base: str) -> Iterator[Finding]:
    """Yield a finding for each published version that is lost or changed; `versions` are the digests of the files by path."""
    wanted = {entry.change.source: path for path, entries in register.history.items() for entry in entries}
    for digest, path in sorted(wanted.items()):
        found = versions.get(version_path(digest))
        if found and digest in register.erased:
            message = f"登记册里“{path}”已依法删除的一个版本又在了"
            hint = f"删去 {base}/{version_path(digest)}；git 的历史和备份里的也要删去"
            yield Finding("register.damaged", message, f"{base}/{version_path(digest)}", hint=hint)
        elif found != digest and digest not in register.erased:
            what = "被改动过" if found else "不见了"
            yield _damage_finding(version_path(digest), f"登记册里“{path}”已发布的一个版本{what}", base)


def check_head(register: Register, head: Iterable[str], base: str) -> Iterator[Finding]:
    """Yield a finding where the register lacks an act that the site was published with: it was cut, or written anew."""
    lost = [digest for digest in head if digest not in register.acts]
    if lost:
        message = f"网站是按登记册的一条（{lost[0][:12]}）公开的，登记册里却没有这一条：登记册少了最后几条，或被换成了另一份"
        hint = f"从备份或 git 取回，例如 git pull 或 git checkout -- {base}/register；登记册只由程序续写，不要手工改动"
        yield Finding("register.damaged", message, f"{base}/{ACTS}", hint=hint)


def _damage_finding(name: str, message: str, base: str) -> Finding:
    hint = f"从备份或 git 取回原来的文件，例如 git checkout -- {base}/register；登记册只由程序续写，不要手工改动"
    return Finding("register.damaged", message, f"{base}/{name}", hint=hint)


def _read_act(path: str, data: bytes, base: str) -> Act | Finding:
    """The act in a file, or what is wrong with it."""
    name = _NAME.fullmatch(path.rpartition("/")[2])
    if not name:
        return _damage_finding(path, "登记册里有不认识的文件", base)
    if not digest_of(data).startswith(name["digest"]):
        return _damage_finding(path, "登记册的这一条被改动过：内容与文件名不符", base)
    act = decode_act(data)
    if act and act.n == int(name["number"]):
        return act
    if program := newer_program(data) if act is None else "":
        message = f"登记册的这一条是另一版程序（{program}）写的，这里的程序不认识其中的内容"
        return Finding("register.newer", message, f"{base}/{path}", hint=UPDATE)
    return _damage_finding(path, "登记册的这一条不是程序写的", base)


UPDATE = "这里的程序较旧，先更新：用仓库副本的 git pull，装好的见 docs/upgrade.md；登记册没有坏，不要改动"
"""What to do where a newer program has published."""


def _moment(when: str) -> float:
    """The time of an act as seconds, on any machine the same."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(when)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return 0.0


def _replay(acts: dict[str, Act]) -> Register:
    """What follows from acts, each after its parents."""
    known: dict[str, int] = {}  # the acts that each act follows, itself included, as bits
    history: dict[str, list[tuple[int, Registered]]] = {}
    erased: dict[str, Registered] = {}
    for number, (digest, act) in enumerate(acts.items()):
        known[digest] = 1 << number
        for parent in act.parents:
            known[digest] |= known[parent]
        for change in act.changes:
            if change.act == "erased":
                erased[change.source] = Registered(act.n, act.when, change, act.who)
            for path in {change.path, change.origin} - {""} if change.act != "erased" else ():
                history.setdefault(path, []).append((number, Registered(act.n, act.when, change, act.who)))
    follows = list(known.values())
    _follow_concurrent_moves(history, follows)
    forks: dict[str, Fork] = {}
    for path, changes in history.items():
        last = {
            number: entry
            for number, entry in changes
            if not any(follows[later] >> number & 1 for later, _ in changes if later > number)
        }
        sides = tuple(last.values())
        if len({_end(history, entry.change.path) for entry in sides}) == 1 < len({entry.change.path for entry in sides}):
            continue  # it was moved to two paths at once, and from one of them to the other since
        if len({(entry.change.path, entry.change.act == "withdrawn", entry.change.source) for entry in sides}) > 1:
            shared = [entry.change.source for at, entry in changes if all(follows[side] >> at & 1 for side in last)]
            forks[path] = Fork(sides, (shared or [sides[0].change.was])[-1])
    parents = {parent for act in acts.values() for parent in act.parents}
    whole = {path: tuple(entry for _, entry in changes) for path, changes in history.items()}
    return Register(acts, tuple(sorted(acts.keys() - parents)), whole, forks, erased)


def _end(history: Mapping[str, list[tuple[int, Registered]]], path: str) -> str:
    """Where a source that was at a path is now."""
    seen = set()
    while path not in seen and path in history:
        seen.add(path)
        path = history[path][-1][1].change.path
    return path


def _follow_concurrent_moves(history: dict[str, list[tuple[int, Registered]]], follows: list[int]) -> None:
    """Let what one person changed at a path count where another person, who did not know of it, moved that source at once."""
    moves = [(at, entry.change) for entries in history.values() for at, entry in entries if entry.change.origin]
    for at, move in dict.fromkeys(moves):
        beside = [
            (number, entry)
            for number, entry in history[move.origin]
            if entry.change.path == move.origin and not (follows[number] >> at & 1 or follows[at] >> number & 1)
        ]
        for one in beside:
            history[move.origin].remove(one)
            history[move.path].append((one[0], replace(one[1], change=replace(one[1].change, path=move.path))))
        history[move.path].sort(key=lambda one: one[0])


def _fork_findings(register: Register, base: str) -> Iterator[Finding]:
    apart: dict[tuple[str, ...], Fork] = {}
    for path, fork in sorted(register.forks.items()):
        if len({side.change.path for side in fork.sides}) > 1:
            apart.setdefault(_places(path, fork), fork)
            continue
        acts = "、".join(entry.said for entry in fork.sides)
        message = f"“{path}”同时被两个人发布成不同的样子：{acts}；现在以最后一次为准"
        hint = f"商定以哪个为准，改好 {base}/{path}，两边的更正都写进去，再由一个人执行 disclosure publish，以他公开的为准"
        yield Finding("register.fork", message, f"{base}/{path}", hint=hint)
    for (before, *after), fork in apart.items():
        acts = "、".join(f"“{place}”是{side.said}" for place, side in zip(after, fork.sides, strict=True))
        message = f"“{before}”同时被两个人移到了不同的地方：{acts}"
        hint = f"商定留哪一处，例如留 {after[0]}：两边的改动都合到那里，删去 {'、'.join(after[1:])}，在留下的里面写 "
        hint += (
            f"moved_from: [{', '.join((before, *after[1:]))}]（机构文件夹写在 body.yml 里），再由一个人执行 disclosure publish"
        )
        yield Finding("register.fork", message, f"{base}/{after[0]}", hint=hint)


def _places(path: str, fork: Fork) -> tuple[str, ...]:
    """Where a source was and where each side moved it: the folders, where its own name stayed."""
    paths = (path, *(side.change.path for side in fork.sides))
    folders = tuple(one.rpartition("/")[0] for one in paths)
    return folders if all(folders) and len({one.rpartition("/")[2] for one in paths}) == 1 else paths

"""The register: what acts say together, and that no damage goes unseen."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from disclosure.publishing.register import (
    EMPTY,
    Act,
    Register,
    SourceChange,
    act_path,
    check_versions,
    encode_act,
    next_act,
    read_register,
    version_path,
)
from disclosure.publishing.site_verification import read_site_register

PATHS = ("2022.md", "2023.md", "office/2023.md")


def digest_of(text: str) -> str:
    """The digest of a source."""
    return sha256(text.encode()).hexdigest()


def written(files: dict[str, bytes], *changes: SourceChange, when: str = "2024-01-20T09:00:00+08:00") -> dict[str, bytes]:
    """These act files and one more, which follows from them."""
    register, findings = read_register(files, "content")
    assert findings == ()
    return files | file_of(next_act(register, when, "0.2.0", digest_of(when), changes))


def file_of(act: Act) -> dict[str, bytes]:
    """The file of an act."""
    data = encode_act(act)
    return {act_path(act, sha256(data).hexdigest()): data}


def published(path: str, text: str, **more: str) -> SourceChange:
    """A source made public."""
    return SourceChange("published", path, digest_of(text), **more)


def test_a_register_says_what_is_public() -> None:
    """The last act about a path counts; withdrawn and moved sources are public no longer."""
    files = written({}, published("2022.md", "a"), published("2023.md", "b"), published("office/2023.md", "c"))
    files = written(files, SourceChange("corrected", "2022.md", digest_of("a2"), was=digest_of("a"), reason="更正总计"))
    files = written(
        files,
        SourceChange("withdrawn", "2023.md", digest_of("b"), reason="含有个人信息"),
        SourceChange("moved", "town/2023.md", digest_of("c"), origin="office/2023.md"),
    )
    register, findings = read_register(files, "content")
    assert findings == ()
    assert {path: change.source for path, change in register.public_sources.items()} == {
        "2022.md": digest_of("a2"),
        "town/2023.md": digest_of("c"),
    }
    assert [entry.change.act for entry in register.history["2022.md"]] == ["published", "corrected"]
    assert register.current["office/2023.md"].change.path == "town/2023.md"
    assert [act.n for act in register.acts.values()] == [1, 2, 3]


def test_the_first_act_of_an_empty_register() -> None:
    """An empty register has no heads and nothing public; its first act has number 1 and no parents."""
    register, findings = read_register({}, "content")
    assert (register, findings) == (EMPTY, ())
    act = next_act(register, "2024-01-20T09:00:00+08:00", "0.2.0", "", (published("2022.md", "a"),), "张三")
    assert (act.n, act.parents, act.who) == (1, (), "张三")


def test_two_people_publish_at_once() -> None:
    """Acts that do not know of each other stand beside each other; the next one follows both."""
    first = written({}, published("2022.md", "a"))
    one = written(first, published("2023.md", "b"))
    other = written(first, published("office/2023.md", "c"), when="2024-01-20T09:00:01+08:00")
    register, findings = read_register(one | other, "content")
    assert findings == ()
    assert len(register.heads) == 2
    assert sorted(register.public_sources) == ["2022.md", "2023.md", "office/2023.md"]
    after = written(one | other, published("2021.md", "d"))
    joined, findings = read_register(after, "content")
    assert findings == ()
    assert len(joined.heads) == 1
    assert joined.acts[joined.heads[0]].n == 3


def test_two_people_publish_one_report_differently() -> None:
    """That is a finding until a person has chosen and published again."""
    first = written({}, published("2022.md", "a"))
    one = written(first, SourceChange("corrected", "2022.md", digest_of("b"), was=digest_of("a")))
    other = written(
        first, SourceChange("corrected", "2022.md", digest_of("c"), was=digest_of("a")), when="2024-02-01T09:00:00+08:00"
    )
    register, findings = read_register(one | other, "content")
    assert [(finding.code, finding.path) for finding in findings] == [("register.fork", "content/2022.md")]
    chosen = next_act(register, "2024-03-01T09:00:00+08:00", "0.2.0", "", (published("2022.md", "c"),))
    assert read_register(one | other | file_of(chosen), "content")[1] == ()


def test_the_same_change_twice_is_no_fork() -> None:
    """Two people who publish the same bytes agree."""
    first = written({}, published("2022.md", "a"))
    one = written(first, published("2023.md", "b"))
    other = written(first, published("2023.md", "b"), when="2024-02-01T09:00:00+08:00")
    assert read_register(one | other, "content")[1] == ()


acts = st.lists(
    st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from("abc")), min_size=1, max_size=3), min_size=1, max_size=5
)


def history_of(texts: list[list[tuple[str, str]]]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The act files of a history, and what is public at its end."""
    files: dict[str, bytes] = {}
    public: dict[str, str] = {}
    for changes in texts:
        last = dict(changes)
        files = written(files, *(published(path, text) for path, text in last.items()))
        public |= {path: digest_of(text) for path, text in last.items()}
    return files, public


@given(acts)
def test_a_history_ends_in_what_was_published_last(texts: list[list[tuple[str, str]]]) -> None:
    """Whatever the order in which files are read, the last act about each path counts."""
    files, public = history_of(texts)
    register, findings = read_register(dict(reversed(files.items())), "content")
    assert findings == ()
    assert {path: change.source for path, change in register.public_sources.items()} == public


@given(acts, st.data())
def test_a_changed_byte_is_seen(texts: list[list[tuple[str, str]]], data: st.DataObject) -> None:
    """No byte of an act can be another."""
    files, _ = history_of(texts)
    path = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, len(files[path]) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != files[path][place]))
    spoilt = files[path][:place] + bytes((byte,)) + files[path][place + 1 :]
    _, findings = read_register(files | {path: spoilt}, "content")
    assert f"content/{path}" in [finding.path for finding in findings]


@given(acts.filter(lambda texts: len(texts) > 1), st.data())
def test_a_cut_within_is_seen(texts: list[list[tuple[str, str]]], data: st.DataObject) -> None:
    """An act that others follow cannot be taken away; the last one can, which the head in the site's manifest shows."""
    files, _ = history_of(texts)
    lost = data.draw(st.sampled_from(sorted(files)[:-1]))
    whole = read_register(files, "content")[0]
    cut, findings = read_register({path: text for path, text in files.items() if path != lost}, "content")
    assert {finding.code for finding in findings} == {"register.damaged"}
    assert cut.heads != whole.heads


def test_what_the_program_did_not_write_is_seen() -> None:
    """Foreign files, other spellings of the same act, and acts under another number do not count."""
    files = written({}, published("2022.md", "a"))
    (path, data), *_ = files.items()
    other = data.replace(b"\n", b"\r\n")
    spelt = {f"register/acts/00001-{sha256(other).hexdigest()[:12]}.json": other}
    moved = {path.replace("00001", "00002"): data}
    for found in ({"register/acts/note.txt": b"x"}, spelt, moved):
        register, findings = read_register(found, "content")
        assert (register.acts, [finding.code for finding in findings]) == ({}, ["register.damaged"])


def named(spelling: dict[str, object]) -> dict[str, bytes]:
    """The file of an act that says this, spelled and named as programs do."""
    data = json.format(json.encode(spelling, order="sorted"), indent=1) + b"\n"
    return {f"register/acts/{spelling['n']:05}-{sha256(data).hexdigest()[:12]}.json": data}


OLDEST = {"n": 1, "parents": [], "when": "2024-01-20T09:00:00+08:00", "program": "0.1.0", "site": "", "changes": []}
"""An act with no more than every program writes."""


@pytest.mark.parametrize(
    "more",
    [
        {"program": "0.3.0", "place": "镇政府"},
        {"program": "9.1.0", "changes": [{"act": "archived", "path": "2022.md", "source": digest_of("a")}]},
        {"program": "10.0.0", "changes": {"2022.md": digest_of("a")}},
    ],
    ids=["field", "act", "form"],
)
def test_an_act_of_a_newer_program_is_no_damage(more: dict[str, object]) -> None:
    """It does not count, and it is said to update; acts that follow it are not said to lack anything."""
    first = named(OLDEST | more)
    register, found = read_register(first, "content")
    assert (register.acts, [(one.code, one.path) for one in found]) == ({}, [("register.newer", f"content/{next(iter(first))}")])
    assert f"另一版程序（{more['program']}）写的" in found[0].message
    after = named(OLDEST | {"n": 2, "parents": [sha256(*first.values()).hexdigest()]})
    assert read_register(first | after, "content")[1] == found
    line = json.encode(OLDEST | more)
    assert [(one.code, one.message) for one in read_site_register(line)[1]] == [("site.register", found[0].message)]
    spoilt = {path: data.replace(b"2024", b"2023") for path, data in first.items()}
    assert [one.code for one in read_register(spoilt, "content")[1]] == ["register.damaged"]


def test_an_act_of_an_older_program_is_read() -> None:
    """What later programs write besides may be missing."""
    published_once = {"act": "published", "path": "2022.md", "source": digest_of("a")}
    register, found = read_register(named(OLDEST | {"changes": [published_once]}), "content")
    assert (found, list(register.public_sources)) == ((), ["2022.md"])


def test_lost_and_changed_versions_are_named() -> None:
    """Each version that was ever published must be there as it was."""
    files = written({}, published("2022.md", "a"))
    files = written(files, SourceChange("corrected", "2022.md", digest_of("b"), was=digest_of("a")))
    register: Register = read_register(files, "content")[0]
    earlier, later = version_path(digest_of("a")), version_path(digest_of("b"))
    whole = {earlier: digest_of("a"), later: digest_of("b")}
    assert list(check_versions(register, whole, "content")) == []
    lost = check_versions(register, {later: digest_of("b")}, "content")
    assert [(finding.path, finding.message) for finding in lost] == [
        (f"content/{earlier}", "登记册里“2022.md”已发布的一个版本不见了")
    ]
    changed = check_versions(register, whole | {later: digest_of("c")}, "content")
    assert [(finding.path, finding.message) for finding in changed] == [
        (f"content/{later}", "登记册里“2022.md”已发布的一个版本被改动过")
    ]

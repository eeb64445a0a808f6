"""A county's public record of ten years, replayed: what each step says, and that nothing goes unsaid or is said wrongly."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure.build import build, check
from disclosure.build.context import ActStatement, Outcome, Runtime
from disclosure.build.publication import Proposal
from disclosure.cli.publish_list import publish_list
from disclosure.cli.show import finding_views
from disclosure.model.digest import digest_of
from disclosure.model.finding import Finding
from disclosure.publishing.register import read_register
from disclosure.system.cache import DiskCache
from disclosure.system.executors import SerialExecutor
from tests.support.effort import LONG
from tests.support.portal import ROOT, SNAPSHOTS, project_in, tree

COUNTY = ROOT / "examples" / "county"
RECORD = ("record.", "register.", "published.changed", "revision.")


class County:
    """A county that publishes year by year; `said` is all that its webmaster read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content = folder, folder / "content"
        self.said: list[str] = []
        self.moved: dict[str, str] = {}
        self.ended: dict[str, int] = {}

    def runtime(self) -> Runtime:
        """What a run works with."""
        return Runtime(DiskCache(self.folder / ".cache" / "disclosure.sqlite"), SerialExecutor())

    def bring(self, year: int) -> None:
        """Add what every body of the county has of a year, in the folders that they have by then."""
        for source in sorted(COUNTY.rglob("*")):
            name = source.relative_to(COUNTY).as_posix()
            if name.partition("/")[0] in self.ended and self.ended[name.partition("/")[0]] < year:
                continue
            if source.is_file() and (not source.stem.isdecimal() or int(source.stem) == year):
                target = self.content / self.now(name)
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(source.read_bytes())
        portal = self.content / "portal.yml"
        portal.write_text(portal.read_text("utf-8").split("downloads:")[0] + "downloads: [json]\npublish: []\n", "utf-8")

    def now(self, name: str) -> str:
        """Where a file of the example lies by now."""
        folder, _, rest = name.partition("/")
        return f"{self.moved.get(folder, folder)}/{rest}" if rest else name

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Replace texts of a file, each of which stands there once."""
        path = self.content / name
        text = path.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def note(self, text: str) -> None:
        """Write down what happens next."""
        self.said.append(f"\n# {text}")

    def check(self) -> list[Finding]:
        """Check, and write down what is said of the record."""
        found = [one for one in check(project_in(self.folder), self.runtime()).findings if one.code.startswith(RECORD)]
        self.said += [self.shown(one) for one in found]
        return found

    def shown(self, finding: Finding) -> str:
        """A finding as it is read, without the folder of the test."""
        view = finding_views([finding])[0]
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}" if finding.span else finding.path
        text = f"{place}: {finding.message} [{finding.code}]\n      = {finding.hint or view.hint}"
        text = text.replace(f"{self.folder.as_posix()}/", "")
        return re.sub("[0-9a-f]{12,}", "…", re.sub("/[0-9a-f]{2}/", "/…/", text))  # digests of sites change with every template

    def publish(self, when: str, who: str = "") -> Outcome:
        """Publish, write down what was asked; the next build has nothing to say, and nothing is left to publish."""

        def approve(proposal: Proposal) -> ActStatement:
            self.said.append(publish_list(proposal))
            return ActStatement(f"{when}T09:00:00+08:00", who)

        outcome = build(project_in(self.folder), self.runtime(), approve)
        assert [self.shown(one) for one in outcome.findings if one.code.startswith(RECORD)] == []
        assert [self.shown(one) for one in outcome.findings if outcome.stopped] == []
        assert outcome.unregistered == 0
        if LONG:
            assert self.check() == []
        again = build(project_in(self.folder), self.runtime())
        assert [self.shown(one) for one in again.findings if one.code.startswith(RECORD)] == []
        assert (again.unregistered, again.published and again.published.written) == (0, ())
        return outcome

    def acts(self) -> dict[str, bytes]:
        """The act files of its register."""
        return {f"register/acts/{name}": data for name, data in tree(self.content / "register" / "acts").items()}


def replay(folder: Path) -> Iterator[County]:
    """Ten years of a county; what a reader of its pages must find at the end is asked in the test."""
    county = County(folder)
    county.bring(2016)
    county.note("第一次发布")
    county.publish("2017-04-01", "张三")
    for year in (2017, 2018):
        county.bring(year)
        county.note(f"{year} 年的报告")
        county.publish(f"{year + 1}-04-01")

    county.note("改了一段已公开的文字，没有说明；照提示写上更正")
    county.edit("education/2018.md", ("按季通报公开情况", "按月通报公开情况"))
    assert [one.code for one in county.check()] == ["record.changed"]
    county.edit(
        "education/2018.md",
        ("published: 2019-01-17", 'published: 2019-01-17\nrevisions: [{date: 2019-05-06, change: "更正“一、概述”的文字"}]'),
    )
    county.publish("2019-05-06")

    county.bring(2019)
    county.note("2019 年的报告；有人顺手改了去年的首次发布日期，改回")
    county.edit("office/2018.md", ("published: 2019", "published: 2018"))
    assert [one.code for one in county.check()] == ["published.changed"]
    county.edit("office/2018.md", ("published: 2018", "published: 2019"))
    county.publish("2020-04-01")

    county.bring(2020)
    county.note("一份旧报告被删去；取回，写明撤下")
    old = county.content / "baishui" / "2016.md"
    text = old.read_text("utf-8")
    old.unlink()
    assert [one.code for one in county.check()] == ["record.gone"]
    old.write_text(text.replace("\ntables:", "\nwithdrawn: {date: 2021-03-01, reason: 含有个人信息}\ntables:"), "utf-8")
    county.publish("2021-04-01")

    county.bring(2021)
    county.note("自然资源局的文件夹改名")
    (county.content / "natural-resources").rename(county.content / "zrzyj")
    county.moved = {"natural-resources": "zrzyj"}
    assert [one.code for one in county.check()] == ["record.moved"]
    county.edit("zrzyj/body.yml", ("kind:", "moved_from: [natural-resources]\nkind:"))
    county.publish("2022-04-01")

    county.bring(2022)
    county.note("2022 年的报告；白水乡撤乡设街道")
    (county.content / "baishui").rename(county.content / "baishui-jiedao")
    county.moved |= {"baishui": "baishui-jiedao"}
    assert [one.code for one in county.check()] == ["record.moved"]
    changed = "name: 白水街道办事处\nalso: [白水乡人民政府, 白水乡]\nmoved_from: [baishui]"
    county.edit("baishui-jiedao/body.yml", ("name: 白水乡人民政府", changed))
    county.publish("2023-04-01")

    county.bring(2023)
    county.note("2023 年的报告；更正上一年的一个数，汇总的一并更正")
    county.edit("education/2022.md", ("[117]", "[118]"), ("决定117件", "决定118件"))
    county.edit("2022.md", ("[11271]", "[11272]"), ("11271件", "11272件"))
    assert [one.code for one in county.check()] == ["record.changed", "record.changed"]
    for name in ("education/2022.md", "2022.md"):
        entry = 'revisions: [{date: 2024-03-01, change: "更正行政许可的件数"}]'
        county.edit(name, ("\ntables:", f"\n{entry}\ntables:"))
    county.publish("2024-04-01")
    yield county

    county.note("新城街道并入城关镇；有人把新城的文件夹删了，让它的地址转到城关；取回，两个曾用名都写上")
    shutil.move(county.content / "xincheng", folder / "xincheng")
    county.edit("chengguan/body.yml", ("kind:", "moved_from: [xincheng]\nkind:"))
    assert [one.code for one in county.check()] == ["record.gone"]
    shutil.move(folder / "xincheng", county.content / "xincheng")
    former = "[{name: 城关镇人民政府, until: 2023}, {name: 新城街道办事处, until: 2023}]"
    county.edit("chengguan/body.yml", ("moved_from: [xincheng]\n", ""), ("name: 城关镇人民政府", "name: 城关街道办事处"))
    assert [one.code for one in county.check()] == ["record.renamed"]
    county.edit("chengguan/body.yml", ("kind:", f"former_names: {former}\nkind:"))
    county.publish("2024-12-20")
    county.ended["xincheng"] = 2023

    county.bring(2024)
    county.edit("chengguan/2024.md", ("title: 城关镇", "title: 城关街道"))
    county.note("两个人同时发布不同的报告，合到一起")
    yield county


@pytest.mark.slow
def test_ten_years(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Each step says what the snapshot has; at the end a fresh clone makes the same bytes, and every damage is found."""
    steps = replay(tmp_path / "county")
    county = next(steps)
    next(steps)
    two_at_once(county, tmp_path)
    by_hand(county)
    clone = tmp_path / "clone"
    shutil.copytree(county.content, clone / "content")
    build(project_in(clone), County(clone).runtime())
    assert tree(clone / "site") == tree(county.folder / "site")
    read = "\n".join(county.said).lstrip("\n") + "\n"
    if request.config.getoption("--snapshots"):
        (SNAPSHOTS / "history.txt").write_text(read, "utf-8")
    assert read == (SNAPSHOTS / "history.txt").read_text("utf-8")


def two_at_once(county: County, tmp_path: Path) -> None:
    """Two people publish at once from clones of their own; no file of theirs is in the way of the other's."""
    others = [County(tmp_path / name) for name in ("zhang", "li")]
    for other, kept in zip(others, ("health", "education"), strict=True):
        shutil.copytree(county.folder, other.folder, dirs_exist_ok=True)
        for path in other.content.rglob("2024.md"):
            if path.parent.name != kept:
                path.unlink()
        other.publish("2025-04-01" if kept == "health" else "2025-04-02", kept)
        county.said += other.said
    found = [tree(other.content / "register") for other in others]
    assert all(found[0][name] == found[1][name] for name in found[0].keys() & found[1].keys())
    for files in found:
        for name, data in files.items():
            target = county.content / "register" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    register, findings = read_register(county.acts(), "content")
    assert (findings, len(register.heads)) == ((), 2)
    county.publish("2025-04-03")
    assert len(read_register(county.acts(), "content")[0].heads) == 1
    county.bring(2025)
    county.note("2025 年的报告")
    county.publish("2026-04-01")


def by_hand(county: County) -> None:
    """Somebody edits the register by hand, or loses some of it: each time the check says so, and what helps."""
    acts = sorted((county.content / "register" / "acts").iterdir())
    version = next((county.content / "register" / "versions").rglob(digest_of(tree(county.content)["education/2016.md"])))
    county.note("有人手工改登记册")
    for path, spoilt in ((acts[3], acts[3].read_bytes().replace(b"T09", b"T08")), (version, version.read_bytes() + b"\n")):
        sound = path.read_bytes()
        path.write_bytes(spoilt)
        assert {one.code for one in county.check()} == {"register.damaged"}
        path.write_bytes(sound)
    for path in (acts[-1], acts[0], version):
        sound = path.read_bytes()
        path.unlink()
        assert {one.code for one in county.check()} >= {"register.damaged"}
        path.write_bytes(sound)
    assert county.check() == []

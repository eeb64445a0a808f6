"""`new`: a draft in the right form, with what last year's report says of this one."""

from pathlib import Path

import pytest

from disclosure.authoring.new_year import new_report, report_before
from disclosure.build.body import open_body_reports
from disclosure.build.context import Runtime
from disclosure.build.load import load_content
from disclosure.cli.commands import DONE, MISUSED, STOPPED
from disclosure.cli.main import main
from disclosure.model.report import UNPUBLISHED
from disclosure.parsing.reports import parse_report
from disclosure.system.atomic import NullWriter
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from disclosure.system.snapshot import snapshot_folder
from tests.support.forms import BY_KEY, FORMS, report_of, source
from tests.support.portal import BASE, Change, places, project_in, run_build, spoil, tree, write_base


def new(folder: Path, year: int, body: str = "") -> str:
    """The file with which a body of the portal in `folder` begins a year."""
    project = project_in(folder, drafts=True)
    content = load_content(project, Runtime(NoCache(), SerialExecutor()), snapshot_folder(project.content)).value
    assert content
    form = next(form for form in FORMS if form.covers(year))
    sources = next((sources for sources in content.bodies_with_reports if sources.body.folder == body), None)
    before = report_before(open_body_reports(content.context(project, NullWriter()), sources)[0], year) if sources else None
    owner = next(known for known in content.bodies if known.folder == body)
    return new_report(content.settings, owner, form, year, before, f"schemas/{form.key}.json")


def amounts(text: str, table: str, column: str) -> dict[str, str]:
    """What one column of a table says, by row."""
    report = report_of(text.encode())
    form, filed = BY_KEY[report.format].tables[table], report.table(table)
    assert filed
    cells = (row[form.column_index[column]] for row in filed.rows)
    return {key: str(cell.amount) for key, cell in zip(form.row_keys, cells, strict=True) if not cell.blank}


HEAD = """---
# yaml-language-server: $schema=schemas/2021.json
title: 样例镇2023年政府信息公开工作年度报告
year: 2023
draft: true                      # 草稿不会公开；写好后删去这一行
published: ~                     # 首次发布日期，以后不再改动；截止 2024-01-31（乡镇）
# 单元格：数字；~ 未填报；/ 不适用；"22（其中修订16件）" 带说明的数。总计可以留空，由 disclosure fill 计算。
# 已按 2022 年的报告填入：上年结转，等于上一年度报告的结转下年度继续办理。
tables:
  article_20_1:                  # 本年制发件数, 本年废止件数, 现行有效件数
    government_rules:            [~, ~, ~]       # 规章
"""

TAIL = """# 正文写在下面各个标题之下，标题不要改动：
#   一、总体情况：写明主动公开、依申请公开、政府信息管理、平台建设、监督保障、工作考核、社会评议或责任追究；原则上不超过 1000 字
#   二、主动公开政府信息情况：表格自动排在这里，可以另写文字
#   三、收到和处理政府信息公开申请情况：表格自动排在这里，可以另写文字
#   四、政府信息公开行政复议、行政诉讼情况：表格自动排在这里，可以另写文字
#   五、存在的主要问题及改进情况：写明存在的主要问题、改进情况
#   六、其他需要报告的事项：写明信息处理费
---

## 一、总体情况

## 二、主动公开政府信息情况

## 三、收到和处理政府信息公开申请情况

## 四、政府信息公开行政复议、行政诉讼情况

## 五、存在的主要问题及改进情况

## 六、其他需要报告的事项
"""


def test_what_stands_around_the_tables(tmp_path: Path) -> None:
    """Title, deadline and what each part must cover are there to be read; the text has the six headings and nothing else."""
    write_base(tmp_path)
    text = new(tmp_path, 2023)
    assert (text[: len(HEAD)], text[-len(TAIL) :]) == (HEAD, TAIL)


def test_a_draft_without_a_date_is_a_report(tmp_path: Path) -> None:
    """What is written is read without a finding; its date is none yet."""
    write_base(tmp_path)
    report = report_of(new(tmp_path, 2023).encode())
    assert (report.title, report.year, report.draft, report.published, report.format) == (
        "样例镇2023年政府信息公开工作年度报告",
        2023,
        True,
        UNPUBLISHED,
        "2021",
    )


def test_last_year_s_figures_are_carried(tmp_path: Path) -> None:
    """上年结转 is last year's 结转下年度, 上一年项目数量 last year's with its 本年增/减: what the township wrote itself."""
    (write_base(tmp_path) / "2020.md").unlink()
    text, written = new(tmp_path, 2020), (BASE / "2020.md").read_text(encoding="utf-8")
    for column in BY_KEY["2019"].tables["requests"].column_keys:
        row = amounts(written, "requests", column)["brought_forward"]
        assert amounts(text, "requests", column) == {"brought_forward": row}
    for table in ("article_20_5", "article_20_6", "article_20_8"):
        assert amounts(text, table, "items_last_year") == amounts(written, table, "items_last_year")
        assert amounts(text, table, "net_change") == {}
    assert "# 已按 2019 年的报告填入：上一年项目数量，等于上一年度报告的上一年项目数量加其本年增/减。\n" in text


def test_what_last_year_left_blank_stays_blank(tmp_path: Path) -> None:
    """A figure is carried only when all it comes from is filled in, and only when it can stand where it goes."""
    (write_base(tmp_path) / "2020.md").unlink()
    change = Change("2019.md", "[12, 1, 35]", "[12, ~, 35]"), Change("2019.md", "[3, 0, 6]", "[3, -5, 6]")
    spoil(tmp_path / "content", change)
    assert amounts(new(tmp_path, 2020), "article_20_5", "items_last_year") == {}


@pytest.mark.parametrize("year", [2012, 2018, 2019, 2020, 2021, 2023, 2030])
@pytest.mark.parametrize("body", ["", "office"])
def test_nothing_is_wrong_with_a_new_file(tmp_path: Path, year: int, body: str) -> None:
    """Whatever the form and the report before, what is written is read without a finding."""
    write_base(tmp_path)
    name = f"{year}.md"
    assert parse_report(source(name, new(tmp_path, year, body).encode()), FORMS).findings == ()


@pytest.mark.parametrize(
    ("year", "body", "title"),
    [
        pytest.param(2023, "", "样例镇2023年政府信息公开工作年度报告", id="last-year-s-words"),
        pytest.param(2030, "", "样例镇人民政府2030年政府信息公开工作年度报告", id="no-report-of-last-year"),
        pytest.param(2023, "office", "样例镇综合办公室2023年政府信息公开工作年度报告", id="a-body-below"),
        pytest.param(2012, "", "样例镇人民政府2012年政府信息公开工作年度报告", id="before-the-forms"),
    ],
)
def test_title(tmp_path: Path, year: int, body: str, title: str) -> None:
    """The title is last year's with the year changed; without a report of last year it names the body."""
    write_base(tmp_path)
    assert report_of(new(tmp_path, year, body).encode()).title == title


def test_a_stricter_local_deadline(tmp_path: Path) -> None:
    """The deadline named is the one that will be checked."""
    content = write_base(tmp_path)
    portal = content / "portal.yml"
    portal.write_text(portal.read_text(encoding="utf-8") + "deadlines: {township: 01-15}\n", encoding="utf-8")
    assert "；截止 2024-01-15（乡镇）\n" in new(tmp_path, 2023)


def test_a_new_draft_builds_and_is_seen_only_in_preview(tmp_path: Path) -> None:
    """A build leaves a new draft out without a finding; a preview shows it undated, and notes only what blanks leave open."""
    content = write_base(tmp_path)
    assert main(["new", "2023", "--content", str(content), "--cache", str(tmp_path / "cache")]) == DONE
    outcome = run_build(tmp_path)
    assert (places(outcome, tmp_path), (tmp_path / "site" / "2023.html").exists()) == ([], False)
    outcome = run_build(tmp_path, drafts=True)
    assert {code for _, code in places(outcome, tmp_path)} == {"figures.uncertain"}
    page = (tmp_path / "site" / "2023.html").read_text(encoding="utf-8")
    assert ("尚未发布" in page, "0001" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")) == (True, False)


def test_a_report_that_is_no_draft_needs_its_date(tmp_path: Path) -> None:
    """Once the line that makes it a draft is gone, the date of publication is asked for first; that hides nothing else."""
    content = write_base(tmp_path)
    text = new(tmp_path, 2023)
    finished = "".join(line for line in text.splitlines(True) if not line.startswith("draft"))
    (content / "2023.md").write_text(finished, encoding="utf-8")
    first, *others = places(run_build(tmp_path), tmp_path)
    assert (first, ("2023.md:11:41", "figures.uncertain") in others) == (("2023.md:5:12", "field.missing"), True)


def test_an_existing_file_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`new` for a year that has a report is a wrong command line and changes nothing."""
    content = write_base(tmp_path)
    before = tree(content)
    assert main(["new", "2022", "--content", str(content), "--cache", str(tmp_path / "cache")]) == MISUSED
    assert tree(content) == before
    assert capsys.readouterr().err == f"disclosure: “{content / '2022.md'}”已经存在，不会覆盖\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["2023", "--body", "office"], DONE, id="a-body"),
        pytest.param(["2023", "--body", "content/office/"], DONE, id="a-body-by-its-path"),
        pytest.param(["2023", "--body", "offise"], MISUSED, id="no-such-body"),
        pytest.param(["2001"], MISUSED, id="no-form-for-that-year"),
        pytest.param(["2023", "--content", "contents"], MISUSED, id="no-such-content"),
    ],
)
def test_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int) -> None:
    """A body is named by its folder; what does not exist is a wrong command line."""
    content = write_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = set(tree(content))
    assert main(["new", *arguments]) == code
    assert set(tree(content)) - before == ({"office/2023.md"} if code == DONE else set())


def test_for_all_bodies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`--all` begins what is missing of every body, also of one without any report, and leaves what is there; so do several."""
    content = write_base(tmp_path)
    (content / "finance").mkdir()
    (content / "finance" / "body.yml").write_text("name: 样例镇财政所\nkind: department\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = tree(content)
    assert main(["new", "2023", "--body", "office", "--body", "finance", "--zeros"]) == DONE
    title = BY_KEY["2021"].title
    assert capsys.readouterr().out.splitlines() == [
        f"已新建 content/office/2023.md（{title}），上年的数取自 content/office/2022.md",
        f"已新建 content/finance/2023.md（{title}）",
        "共新建 2 份",
        "接着：各机构填表格、写正文；disclosure check 核对；写好后删去 draft 一行",
    ]
    assert "received:                    [0, 0, 0, 0, 0, 0, 0]" in (content / "finance" / "2023.md").read_text(encoding="utf-8")
    assert main(["new", "2023", "--all"]) == DONE
    assert "共新建 1 份，2 份已经存在，没有改动\n" in capsys.readouterr().out
    assert set(tree(content)) - set(before) == {"2023.md", "office/2023.md", "finance/2023.md"}
    after = tree(content)
    assert main(["new", "2023", "--all"]) == DONE
    assert (tree(content), "共新建 0 份，3 份已经存在" in capsys.readouterr().out) == (after, True)
    assert (main(["new", "2024", "--body", "office"]), main(["new", "2025", "--body", "office"])) == (DONE, DONE)
    said = capsys.readouterr().out
    assert "上年的数取自 content/office/2023.md，请核对" in said and "2024 年没有可取的数，取自上年的都留空" in said
    after = tree(content)
    assert main(["new", "2023", "--body", "office", "--body", "offise"]) == MISUSED


def test_a_folder_that_nothing_describes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without `body.yml` gets one; folders of something else, hidden, elsewhere or not there do not."""
    content = write_base(tmp_path)
    (content / "finance").mkdir()
    monkeypatch.chdir(tmp_path)
    (content / ".old").mkdir()
    (tmp_path / "elsewhere").mkdir()
    refused = ("pages", "register", "other", ".old", "../elsewhere", str(tmp_path / "elsewhere"))
    assert [main(["new", "2023", "--body", name]) for name in refused] == [MISUSED] * len(refused)
    assert (list((tmp_path / "elsewhere").iterdir()), list((content / ".old").iterdir())) == ([], [])
    assert main(["new", "2023", "--body", "finance"]) == DONE
    assert capsys.readouterr().out.startswith(
        "已新建 content/finance/body.yml：打开它，写上机构的名称和类别\n已新建 content/finance/2023.md"
    )
    (content / "water").mkdir()
    (content / "water" / "body.yml").write_text("name: [", encoding="utf-8")
    assert main(["new", "2023", "--body", "water"]) == STOPPED


def test_without_settings_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose report it is stands in portal.yml: without it, findings stop the command."""
    (write_base(tmp_path) / "portal.yml").unlink()
    monkeypatch.chdir(tmp_path)
    assert main(["new", "2023"]) == STOPPED


def test_a_check_reads_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` speaks of what is wrong in a draft, which `build` leaves out."""
    content = write_base(tmp_path)
    wrong = new(tmp_path, 2023).replace("[~, ~, ~, ~, ~]         # 行政复议", "[1, 0, 0, 0, 9]")
    (content / "2023.md").write_text(wrong, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert (main(["build"]), main(["check"])) == (DONE, STOPPED)

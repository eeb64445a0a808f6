"""The data of a site that is public beside those that the content makes: what is to be registered must be what is public."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import DecodeError, json

from ..model.finding import Finding
from ..model.form import Format
from ..model.report import Report
from ..outputs.addresses import download_path, page_path
from ..outputs.report_data import data_body, labelled_cells, render_json
from ..present.masking import masked_body_reports
from ..system.files import read_if_there
from ..system.snapshot import digest_of_file
from .body import BodyJob, open_body_reports
from .locate_findings import with_spans
from .site_pages import RenderedSite

_FEW = 3
_DECODE = json.Decoder(float_hook=Decimal).decode


def check_online(rendered: RenderedSite, site: Path) -> tuple[Finding, ...]:
    """Return a finding for each report whose figures, title or first date are others in a site folder than in the content.

    Only reports of which both have a JSON file are compared.
    """
    found: list[Finding] = []
    for job, built in zip(rendered.jobs, rendered.built, strict=True):
        if isinstance(job, BodyJob):
            files = [file for file in built.files if file.path.endswith(".json")]
            there = [file for file in files if (site / file.path).is_file()]
            others = {file.path for file in there if digest_of_file(site / file.path) != file.digest}
            found += _compare_body(rendered, job, site, others) if others else ()
    return with_spans(tuple(found), rendered.portal)


def _compare_body(rendered: RenderedSite, job: BodyJob, site: Path, others: set[str]) -> Iterator[Finding]:
    body_reports = masked_body_reports(open_body_reports(rendered.context, job.sources)[0])
    for filing in body_reports.filings:
        report, form = filing.report, filing.format
        path = download_path(page_path(report.name), "json")
        online = _decoded(read_if_there(site / path) or b"") if path in others else None
        if isinstance(online, dict):
            here = _decoded(render_json(data_body(body_reports, job.page_context, report.year), report, form))
            if lines := list(_differences(online, here, report, form)):
                yield _other(path, report, lines)


def _other(path: str, report: Report, lines: list[str]) -> Finding:
    more = f"；还有 {len(lines) - _FEW} 处" if len(lines) > _FEW else ""
    message = f"网站上公开的（{path}）和内容里的不同（网站 → 内容）：{'；'.join(lines[:_FEW])}{more}"
    hint = f"先把 {report.name} 改回网站上的，登记以后再照提示写 revisions: 更正"
    hint += "；那个文件夹不是公开的网站的，写成 --begin 公开的网站"
    return Finding("record.not-online", message, report.path, ("title",), hint=hint)


def _decoded(data: bytes) -> Any:
    try:
        return _DECODE(data)
    except DecodeError:
        return None


def _differences(online: dict[str, Any], here: Any, report: Report, form: Format) -> Iterator[str]:
    for key, name in (("title", "标题"), ("published", "首次发布日期")):
        if key in online and online[key] != here[key]:
            yield f"{name}：{online[key]} → {here[key]}"
    told: set[str] = set()
    for labels, _ in labelled_cells(report, form):
        steps = ("tables", labels.table, *(() if labels.authored else (*labels.row.split("."), labels.column)))
        before, after = _value_at(online, steps), _value_at(here, steps)
        if before == after or labels.table in told:
            continue
        if labels.authored:
            told.add(labels.table)
            yield f"“{labels.table_label or labels.table}”的数"
        else:
            yield f"“{labels.row_label}”的“{labels.column_label}”：{_written(before)} → {_written(after)}"


def _value_at(data: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _written(value: Any) -> str:
    return "空白" if value is None else "不适用" if value == "/" else str(value)

"""What a page's head says to programs: the META tags of 国办发〔2017〕47号 by their exact names, and JSON-LD."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..model.form import Format
from ..model.portal import DOWNLOAD_OF, Settings
from ..model.report import Report

Metas = tuple[tuple[str, str], ...]
JsonLd = dict[str, Any]
"""A thing of schema.org, as plain values."""


def site_metas(settings: Settings) -> Metas:
    """The tags of the site: SiteName, SiteDomain, SiteIDCode."""
    domain = settings.address.partition("://")[2].partition("/")[0]
    return _without_empty(("SiteName", settings.name), ("SiteDomain", domain), ("SiteIDCode", settings.site_code))


def column_metas(name: str, description: str, keywords: str, kind: str) -> Metas:
    """The tags of a column, an index or standing page; `kind` is a word of the notice's list, such as 信息公开年报."""
    return _without_empty(
        ("ColumnName", name), ("ColumnDescription", description), ("ColumnKeywords", keywords), ("ColumnType", kind)
    )


def article_metas(title: str, published: str, source: str, keywords: str, address: str) -> Metas:
    """The tags of an article; `published` is `YYYY-MM-DD HH:MM`, without the time where it is not known."""
    return _without_empty(
        ("ArticleTitle", title), ("PubDate", published), ("ContentSource", source), ("Keywords", keywords), ("Url", address)
    )


def _without_empty(*pairs: tuple[str, str]) -> Metas:
    """An empty tag is left out, as the notice says."""
    return tuple(pair for pair in pairs if pair[1])


def json_ld(nodes: Iterable[JsonLd]) -> str:
    """Return JSON-LD that can stand inside a `<script>` as it is: no character of it means anything to HTML.

    Nothing when there is nothing to tell.
    """
    from msgspec import json

    graph = list(nodes)
    text = json.encode({"@context": "https://schema.org", "@graph": graph}).decode() if graph else ""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def organization(name: str, address: str, above: JsonLd | None = None) -> JsonLd:
    """A public body, known by the address of its index page, and the body it lies in."""
    found = {"@type": "GovernmentOrganization", "@id": f"{address}#organization", "name": name, "url": address}
    return found | ({"parentOrganization": above} if above else {})


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> JsonLd:
    """The way to a page as its words and addresses, outermost first, the page itself last."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def report_node(report: Report, body: JsonLd, address: str, language: str) -> JsonLd:
    """A report: what it is called, whose it is, when it was published and corrected."""
    corrections = [f"{revision.date}：{revision.change}" for revision in report.revisions]
    found = {
        "@type": "Report",
        "@id": f"{address}#report",
        "name": report.title,
        "url": address,
        "inLanguage": language,
        "datePublished": report.published,
        "dateModified": report.updated,
        "temporalCoverage": str(report.year),
        "publisher": body,
        "reportNumber": report.document_number,
        "identifier": report.index_number,
        "correction": corrections,
    }
    return {key: value for key, value in found.items() if value}


def report_data_node(report: Report, form: Format, body: JsonLd, address: str, files: Iterable[tuple[str, str]]) -> JsonLd:
    """A report's figures as a dataset; `files` are the kinds and addresses of its downloads."""
    tables = "、".join(form.tables[table.key].title for table in report.tables)
    return dataset_node(
        name=f"{report.title}：统计数据",
        description=f"{body['name']}{report.year}年政府信息公开工作年度报告的全部统计数字，一格一条，未填报、不适用与0分别标明：{tables}。",
        body={"@id": body["@id"]},
        address=address,
        files=files,
        years=(report.year, report.year),
        published=report.published,
    ) | {"isPartOf": {"@id": f"{address}#report"}}


def whole_data_title(site: str) -> str:
    """The figures of all reports of a site as a name."""
    return f"{site}年度报告数据"


def whole_data_words(site: str, years: tuple[int, int]) -> tuple[str, str]:
    """The figures of all reports of a site as a name and a sentence; `years` are the first and the last."""
    first, last = years
    span = f"{first}年" if first == last else f"{first}年至{last}年"
    contents = "主动公开、依申请公开、行政复议和行政诉讼，一格一条，各年的键不变，未填报、不适用与0分别标明。"
    return whole_data_title(site), f"{site}所载{span}政府信息公开工作年度报告的全部统计数字：{contents}"


def dataset_node(
    name: str,
    description: str,
    body: JsonLd,
    address: str,
    files: Iterable[tuple[str, str]],
    years: tuple[int, int],
    published: date | None = None,
) -> JsonLd:
    """Figures that can be downloaded in several kinds of file."""
    first, last = years
    found = {
        "@type": "Dataset",
        "@id": f"{address}#data",
        "name": name,
        "description": description,
        "url": address,
        "isAccessibleForFree": True,
        "creator": body,
        "temporalCoverage": str(first) if first == last else f"{first}/{last}",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": _media_type(kind, file), "contentUrl": file} for kind, file in files
        ],
    }
    return found | ({"datePublished": published} if published else {})


def _media_type(kind: str, file: str) -> str:
    return "application/zip" if file.endswith(".zip") else DOWNLOAD_OF[kind].media_type

"""What is published for programs: each file by its schema, every address in it real, every figure the report's."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from disclosure.outputs.feeds import MAX_ENTRIES
from tests.support.portal import ROOT, Change, run_build, spoil, tree, write_base
from tests.support.remembering import Remembering

SCHEMAS = ROOT / "tests" / "schemas"
NOWHERE = "file:///site/"
"""Where a site without an address is read in these tests."""
DESCRIPTIONS = {
    "feed.json": "json-feed.json",
    "data.json": "dcat.json",
    "datapackage.json": "datapackage.json",
    "reports.csv-metadata.json": "csvw.json",
    "reports.json": "reports.json",
}
ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTION = "revisions:\n  - {date: 2023-05-06, change: 更正表三一处 <笔误> & 说明。}\ntables:\n"
SECOND = CORRECTION.replace("tables:\n", "  - {date: 2023-05-06, change: 再更正一处。}\ntables:\n")

Site = tuple[str, dict[str, bytes]]
"""The address of a site and its files."""


def build_base(folder: Path, *changes: Change) -> dict[str, bytes]:
    """Build the base portal with every download and a correction."""
    content = write_base(folder)
    downloads = Change("portal.yml", "downloads: [json]", "downloads: [json, csv, xlsx]")
    spoil(content, (downloads, Change("2022.md", "tables:\n", CORRECTION), *changes))
    assert run_build(folder).published is not None
    return tree(folder / "site")


@pytest.fixture(scope="module", params=["base", "county", "without-address"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three portals: below a path, a whole county, and one that does not know its address."""
    if request.param == "base":
        return "https://www.sample.example/zwgk/", build_base(tmp_path_factory.mktemp("portal"))
    published, address = {"county": ("county", "https://www.shili.example/"), "without-address": ("shipped", NOWHERE)}[
        request.param
    ]
    return address, tree(request.getfixturevalue(published))


@cache
def validator(name: str) -> Draft202012Validator:
    """The schema of this name, dates checked as dates."""
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def grammar(path: str) -> Any:
    """The schema of an XML file."""
    if path == "feed.xml":
        return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    return etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))


def faults(schema: str, value: object) -> list[str]:
    """What a schema has against a value."""
    return [f"{fault.json_path}: {fault.message}" for fault in validator(schema).iter_errors(value)]


def has_feeds(site: Site) -> bool:
    """Whether feeds and sitemap are due: only full addresses can stand in them."""
    return site[0] != NOWHERE


def exact(body: bytes) -> Any:
    """A JSON file, its numbers as they are written."""
    return json.loads(body, parse_float=Decimal, parse_int=Decimal)


def linked_data(body: bytes) -> Any:
    """The JSON-LD of a page."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body.decode())
    return json.loads(text)


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """The pages for people."""
    return {path: body for path, body in files.items() if path.endswith(".html") and path != "404.html"}


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every mapping in a value, itself included."""
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(below)


# By their schemas


@pytest.mark.parametrize(("path", "schema"), DESCRIPTIONS.items())
def test_json_files_keep_their_schemas(site: Site, path: str, schema: str) -> None:
    """Feed, catalogue, package, CSVW and the figures of all reports are what their specifications say."""
    if path == "feed.json" and not has_feeds(site):
        assert path not in site[1]
        return
    assert faults(schema, json.loads(site[1][path])) == []


def test_xml_files_keep_their_schemas(site: Site) -> None:
    """The Atom feed and the sitemap are valid; without an address there are none."""
    if not has_feeds(site):
        assert {"feed.xml", "sitemap.xml"} & set(site[1]) == set()
        return
    for path in ("feed.xml", "sitemap.xml"):
        grammar(path).assertValid(etree.fromstring(site[1][path]))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param("feed.xml", "<id>tag:", "<id>", id="atom-id-that-is-no-address"),
        pytest.param("feed.xml", "T00:00:00+08:00</updated>", "</updated>", id="atom-moment-without-time"),
        pytest.param("feed.xml", "<title>", "<title/><title>", id="atom-two-titles"),
        pytest.param("sitemap.xml", "</url>", "<priority>9</priority></url>", id="sitemap-foreign-element"),
        pytest.param("sitemap.xml", "<lastmod>20", "<lastmod>20x", id="sitemap-date"),
        pytest.param("feed.json", '"content_text"', '"content"', id="feed-item-without-text"),
        pytest.param("data.json", '"dct:modified"', '"dct:changed"', id="dcat-unknown-word"),
        pytest.param("datapackage.json", '"path": "reports.csv"', '"path": "../reports.csv"', id="package-path-outside"),
        pytest.param("reports.csv-metadata.json", '"gYear"', '"year"', id="csvw-unknown-type"),
        pytest.param("reports.json", '"value":0', '"value":"0"', id="figure-as-text"),
    ],
)
def test_schemas_refuse_what_is_wrong(site: Site, path: str, old: str, new: str) -> None:
    """The schemas have teeth: one change for the worse is refused."""
    if path not in site[1]:
        return
    text = site[1][path].decode()
    assert old in text
    spoilt = text.replace(old, new, 1)
    if path.endswith(".json"):
        assert faults(DESCRIPTIONS[path], json.loads(spoilt)) != []
    else:
        assert not grammar(path).validate(etree.fromstring(spoilt.encode()))


def test_linked_data_keeps_its_schema_and_words(site: Site) -> None:
    """Every page says in schema.org's words what it is and where it lies; a type has only properties of its own."""
    words = json.loads((SCHEMAS / "schema-org.json").read_text(encoding="utf-8"))

    def properties(kind: str) -> set[str]:
        return set(words[kind]["properties"]).union(*map(properties, words[kind]["above"]))

    for path, body in pages(site[1]).items():
        data = linked_data(body)
        assert (path, faults("json-ld.json", data)) == (path, [])
        for node in nodes(data["@graph"]):
            if "@type" in node:
                assert set(node) - {"@type", "@id"} - properties(node["@type"]) == set()
        assert [node["@type"] for node in data["@graph"]][-1] == "BreadcrumbList"
        assert [step["position"] for step in data["@graph"][-1]["itemListElement"]] == list(
            range(1, 1 + len(data["@graph"][-1]["itemListElement"]))
        )


def test_linked_data_of_each_kind_of_page(tmp_path: Path) -> None:
    """A report with figures is a Report and a Dataset, an index a body, the portal's also the data of all."""
    files = build_base(tmp_path)
    kinds = {path: [node["@type"] for node in linked_data(body)["@graph"]] for path, body in pages(files).items()}
    way = "BreadcrumbList"
    assert kinds["2022.html"] == kinds["office/2022.html"] == kinds["2018.html"] == ["Report", "Dataset", way]
    assert kinds["2017.html"] == ["Report", *(["Dataset"] if exact(files["2017.json"])["tables"] else []), way]
    assert kinds["index.html"] == ["GovernmentOrganization", "Dataset", way]
    assert kinds["office/index.html"] == ["GovernmentOrganization", way]
    assert kinds["pages/guide.html"] == [way]
    report, dataset, _ = linked_data(files["2022.html"])["@graph"]
    assert (report["datePublished"], report["dateModified"]) == ("2023-01-20", "2023-05-06")
    assert report["correction"] == ["2023-05-06：更正表三一处 <笔误> & 说明。"]
    assert [file["contentUrl"].rpartition(".")[2] for file in dataset["distribution"]] == ["json", "csv", "xlsx"]


# Every address is real


def addresses(path: str, body: bytes) -> Iterator[str]:
    """Yield the addresses of the site that a file for programs names, as it names them."""
    if path.endswith(".html"):
        yield from (node[key] for node in nodes(linked_data(body)) for key in ("@id", "url", "item", "contentUrl") if key in node)
        yield from re.findall(r'<link rel="alternate"[^>]* href="([^"]*)"', body.decode())
    elif path.endswith(".xml"):
        document = etree.fromstring(body)
        yield from (text for text in document.xpath("//@href | //*[local-name() = 'loc' or local-name() = 'uri']/text()"))
        yield from document.xpath("/*[local-name() = 'feed']/*[local-name() = 'id']/text()")
    elif path == "robots.txt":
        yield from re.findall(r"^Sitemap: (.*)$", body.decode(), re.MULTILINE)
    elif path.endswith(".csv"):
        yield from {line["网页"] for line in csv.DictReader(StringIO(body.decode("utf-8-sig"))) if "网页" in line}
    else:
        names = ("url", "home_page_url", "feed_url", "path", "homepage", "page", "@id")
        yield from (node[key] for node in nodes(json.loads(body)) for key in names if key in node)


FOREIGN = ("https://www.iana.org/assignments/media-types/", "http://purl.org/cld/freq/annual")


def test_every_address_exists(site: Site) -> None:
    """Every address that any of these files names is a published file, and a place in a page is there."""
    address, files = site
    named = [path for path in files if path in DESCRIPTIONS or path.endswith((".html", ".xml", ".csv")) or path == "robots.txt"]
    counted = 0
    for path in named:
        if path == "404.html":
            continue
        for found in addresses(path, files[path]):
            if found.startswith(FOREIGN):
                continue
            base = urljoin(address, path if path.endswith(".html") else "")
            target, _, part = urljoin(base, found).partition("#")
            assert target.startswith(address), (path, found)
            reached = unquote(target.removeprefix(address))
            reached += "index.html" if reached == "" or reached.endswith("/") else ""
            assert reached in files, (path, found)
            if part not in ("", "organization", "report", "data", "catalog"):
                assert f'id="{part}"' in files[reached].decode(), (path, found)
            counted += 1
    assert counted > len(pages(files))


def test_pages_lead_to_the_feeds(site: Site) -> None:
    """Every page names both feeds by relative addresses; without an address there are none to name."""
    for path, body in pages(site[1]).items():
        up = "../" * path.count("/")
        found = re.findall(r'<link rel="alternate" type="([^"]*)" href="([^"]*)"', body.decode())
        due = [("application/atom+xml", f"{up}feed.xml"), ("application/feed+json", f"{up}feed.json")]
        assert found == (due if has_feeds(site) else [])


# Feeds


def entries(files: dict[str, bytes]) -> list[tuple[str, str, str, str]]:
    """The entries of the Atom feed: id, moment, title, summary."""
    feed = etree.fromstring(files["feed.xml"])
    parts = ("id", "updated", "title", "summary")
    return [tuple(entry.findtext(ATOM + part) for part in parts) for entry in feed.iter(f"{ATOM}entry")]


def test_feeds_hold_the_newest_publications_and_corrections(site: Site) -> None:
    """Both feeds say the same, newest first, at most so many, and what is left out is older; no clock is read."""
    if not has_feeds(site):
        return
    found = entries(site[1])
    items = json.loads(site[1]["feed.json"])["items"]
    assert [(item["id"], item["date_published"], item["title"], item["content_text"]) for item in items] == found
    reports = json.loads(site[1]["reports.json"])["reports"]
    days = [report["published"] for report in reports]
    days += [revision["date"] for report in reports for revision in report.get("revisions", [])]
    newest = sorted(days, reverse=True)[:MAX_ENTRIES]
    assert [moment for _, moment, _, _ in found] == [f"{day}T00:00:00+08:00" for day in newest]
    assert len({name for name, *_ in found}) == len(found)
    assert etree.fromstring(site[1]["feed.xml"]).findtext(f"{ATOM}updated") == found[0][1]
    assert all(datetime.fromisoformat(moment).utcoffset() for _, moment, _, _ in found)


def test_feed_ids_are_for_ever(tmp_path: Path) -> None:
    """A new title, a further correction or a move to another scheme adds an entry at most; no id changes."""
    before = [name for name, *_ in entries(build_base(tmp_path / "one"))]
    further = Change("2022.md", CORRECTION, SECOND)
    secure = Change("portal.yml", "https://www.sample.example/zwgk/", "http://www.sample.example:8080/zwgk")
    after = entries(build_base(tmp_path / "two", further, secure))
    name = "tag:www.sample.example,2023-05-06:/zwgk/2022.html/correction/2"
    assert [name, *before] == [entry[0] for entry in after]
    assert after[0] == (name, "2023-05-06T00:00:00+08:00", "更正：样例镇2022年政府信息公开工作年度报告", "再更正一处。")
    assert "tag:www.sample.example,2023-01-20:/zwgk/2022.html" in before


# Figures

Cell = tuple[str, str, str, Decimal | str | None, str, str]
"""Table, row, column, value as JSON says it, unit, note."""


def cells_of(report: dict[str, Any]) -> Iterator[Cell]:
    """Yield the cells of a report's own JSON."""

    def leaves(node: dict[str, Any], steps: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
        for key, value in node.items():
            if isinstance(value, dict):
                yield from leaves(value, (*steps, key))
            else:
                yield ".".join(steps), key, value

    for table, content in report["tables"].items():
        rows = content
        units: dict[str, str] = {}
        if isinstance(content, list):
            units = {str(number): row["unit"] for number, row in enumerate(content, start=1)}
            kept = [{key: value for key, value in row.items() if key not in ("level", "label", "unit")} for row in content]
            rows = {str(number): row for number, row in enumerate(kept, start=1)}
        for row, column, value in leaves(rows, ()):
            place = f"{table}.{row}.{column}"
            unit = report.get("units", {}).get(place) or units.get(row, "")
            yield table, row, column, value, unit, report.get("notes", {}).get(place, "")


def test_all_reports_are_the_union_of_each(site: Site) -> None:
    """reports.csv and reports.json hold every cell of every report's own JSON and CSV, and nothing else."""
    address, files = site
    own = {path.removesuffix(".json"): exact(body) for path, body in files.items() if re.search(r"(^|/)\d{4}\.json$", path)}
    due = [
        (report["body"], report["year"], report["format"], report["published"], stem, *cell)
        for stem, report in own.items()
        for cell in cells_of(report)
    ]

    def stem(page: str) -> str:
        return unquote(page.removeprefix(address)).removesuffix(".html")

    whole_json = exact(files["reports.json"])

    def own_unit(line: dict[str, str]) -> str:
        """The unit that a report gives itself: what the form says stands at the head of the JSON."""
        units = whole_json["forms"][line["格式"]]["tables"][line["表"]]["units"]
        return line["计量单位"] if line["计量单位"] != units[line["列"]] else ""

    in_json = [
        (
            *(report[key] for key in ("body", "year", "format", "published")),
            stem(report["page"]),
            *(cell[key] for key in ("table", "row", "column", "value")),
            cell.get("unit", ""),
            cell.get("note", ""),
        )
        for report in whole_json["reports"]
        for cell in report["cells"]
    ]
    in_csv = [
        (
            line["机构"],
            Decimal(line["年度"]),
            *(line[key] for key in ("格式", "发布日期")),
            stem(line["网页"]),
            *(line[key] for key in ("表", "行", "列")),
            {"未填报": None, "不适用": "/"}[line["状态"]] if line["状态"] != "数值" else Decimal(line["数值"]),
            own_unit(line),
            line["注"],
        )
        for line in csv.DictReader(StringIO(files["reports.csv"].decode("utf-8-sig"), newline=""))
    ]
    assert sorted(in_json, key=repr) == sorted(due, key=repr)
    assert in_csv == in_json
    assert {report["title"] for report in own.values()} == {r["title"] for r in exact(files["reports.json"])["reports"]}
    heading, _, whole = files["reports.csv"].partition(b"\r\n")
    parts = [files[f"{name}.csv"].partition(b"\r\n") for name in dict.fromkeys(line[4] for line in in_csv)]
    assert ({part[0] for part in parts}, b"".join(part[2] for part in parts)) == ({heading}, whole)


def in_years(text: str) -> int:
    """A year of four digits."""
    assert re.fullmatch(r"\d{4}", text)
    return int(text)


def in_decimals(text: str) -> Decimal:
    """A number without exponent, group signs or spaces."""
    assert re.fullmatch(r"-?\d+(\.\d+)?", text)
    return Decimal(text)


def in_addresses(text: str) -> str:
    """An address in ASCII."""
    assert urlsplit(text).path.isascii()
    return text


READERS: dict[str, Callable[[str], object]] = {
    "string": str,
    "date": date.fromisoformat,
    "gYear": in_years,
    "year": in_years,
    "decimal": in_decimals,
    "number": in_decimals,
    "integer": int,
    "anyURI": in_addresses,
}


def test_csv_is_as_described(site: Site) -> None:
    """The CSV file has the columns, types, required cells and key that CSVW and Data Package promise."""
    text = site[1]["reports.csv"].decode("utf-8")
    assert text.startswith("\ufeff")
    heading, *lines = csv.reader(StringIO(text[1:], newline=""), strict=True)
    csvw = json.loads(site[1]["reports.csv-metadata.json"])
    package = next(r["schema"] for r in json.loads(site[1]["datapackage.json"])["resources"] if r["format"] == "csv")
    columns = csvw["tableSchema"]["columns"]
    assert csvw["url"] == "reports.csv"
    assert [column["titles"] for column in columns] == [field["name"] for field in package["fields"]] == heading
    given = [field.get("constraints", {}) for field in package["fields"]]
    assert [column["required"] for column in columns] == [constraint.get("required", False) for constraint in given]
    assert package["missingValues"] == [""]
    for line in lines:
        for text, column, field, constraint in zip(line, columns, package["fields"], given, strict=True):
            assert text or not column["required"]
            if text:
                assert READERS[column["datatype"]](text) == READERS[field["type"]](text)
                assert text in constraint.get("enum", [text])
    names = {column["name"]: number for number, column in enumerate(columns)}
    places = [names[name] for name in csvw["tableSchema"]["primaryKey"]]
    assert places == [heading.index(name) for name in package["primaryKey"]]
    keys = {tuple(line[place] for place in places) for line in lines}
    assert len(keys) == len(lines)


# How they are made


def test_more_pages_than_a_sitemap_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several sitemaps list every page once, and sitemap.xml lists them."""
    monkeypatch.setattr("disclosure.outputs.site_files.MOST_IN_SITEMAP", 4)
    files = build_base(tmp_path)
    names = sorted((path for path in files if path.startswith("sitemap-")), key=lambda name: int(name[8:-4]))
    for path in ("sitemap.xml", *names):
        grammar(path).assertValid(etree.fromstring(files[path]))
    site = "https://www.sample.example/zwgk/"
    assert list(addresses("sitemap.xml", files["sitemap.xml"])) == [site + name for name in names]
    listed = [address.removeprefix(site) for name in names for address in addresses(name, files[name])]
    assert sorted(listed) == sorted(re.sub(r"(^|/)index\.html$", r"\1", path) for path in pages(files))


def test_downloads_decide_what_there_is(tmp_path: Path) -> None:
    """A portal publishes all reports together in the kinds it publishes each in, and describes what it publishes."""
    found = {}
    for kinds in ("[json]", "[csv]", "[xlsx]"):
        folder = tmp_path / kinds.strip("[]")
        spoil(write_base(folder), (Change("portal.yml", "downloads: [json]", f"downloads: {kinds}"),))
        assert run_build(folder).published is not None
        files = tree(folder / "site")
        found[kinds] = sorted(path for path in files if path.startswith("reports.") or path in ("data.json", "datapackage.json"))
        if "data.json" in files:
            assert faults("dcat.json", json.loads(files["data.json"])) == []
            assert faults("datapackage.json", json.loads(files["datapackage.json"])) == []
    assert found == {
        "[json]": ["data.json", "datapackage.json", "reports.json"],
        "[csv]": ["data.json", "datapackage.json", "reports.csv", "reports.csv-metadata.json"],
        "[xlsx]": [],
    }


def test_one_figure_makes_one_stretch_of_the_whole(tmp_path: Path) -> None:
    """The files of all reports are put together from those published, and no figure of them is remembered elsewhere."""
    content = write_base(tmp_path)
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [json, csv, xlsx]"),))
    store = Remembering()
    run_build(tmp_path, store)
    before = tree(tmp_path / "site")
    spoil(content, (Change("2021.md", "[22]", "[23]"),))
    run_build(tmp_path, store)
    after = tree(tmp_path / "site")
    changed = {path for path, body in after.items() if before[path] != body and not path.startswith("search/")}
    assert changed == {f"2021.{kind}" for kind in ("html", "json", "csv", "xlsx")} | {
        "trends.csv",
        "trends.html",
        "compare-2020-2021.html",
        "compare-2021-2022.html",
        "rows/article_20_5.licenses.csv",
        "rows/article_20_5.licenses.html",
        "reports.csv",
        "reports.json",
        "manifest.json",
    }
    assert [value for value in store.values.values() if b'"cells":' in value or b",2021,article_20_1," in value] == []
    run_build(tmp_path, site=tmp_path / "fresh")
    assert tree(tmp_path / "fresh") == after

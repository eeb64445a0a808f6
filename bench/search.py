"""Measure search at 20, 1,000 and 10,000 reports: making the index, its size, and what a query costs in a browser.

The reports are invented: the headings and cells of the fictional county's own pages, and prose of which half are
stock sentences with changing figures and half are new sentences of a vocabulary as skewed as a language's. Every
answer is compared with a search through all texts; a wrong one ends the run. Bytes are those a server sends that
compresses what it can, as nginx with `gzip_static` does, headers left out; the time is from the start of the
program to the first hits on the page. With `--slow` so many of the queries are asked again as over slow 3G (400 kbit/s,
400 ms for a round trip, nothing in a cache): seconds from the click to the first hit with its link, until it is told where
its page holds the query, and how far the page shifted (CLS). The page that searches is the county's, with all it loads.
"""

import argparse
import gzip
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby
from mimetypes import guess_type
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from disclosure.build import build  # noqa: E402
from disclosure.build.context import Project, Runtime  # noqa: E402
from disclosure.build.search_index import entries_of_stripe, index_layout  # noqa: E402
from disclosure.model.digest import digest_of  # noqa: E402
from disclosure.search.documents import SearchBody, comparable_text, report_path, sample_of, stripes_of  # noqa: E402
from disclosure.search.index_files import DOCUMENTS, INDEX, bucket_file, index_files, joined_entries, stripe_head  # noqa: E402
from disclosure.search.page_text import fold, page_texts  # noqa: E402
from disclosure.search.stripe_text import stripe_text  # noqa: E402
from disclosure.system.cache import NoCache  # noqa: E402
from disclosure.system.executors import SerialExecutor  # noqa: E402

SECTIONS = ("overview", "proactive_disclosure", "requests", "disputes", "problems_and_improvements", "other_matters")
REAL = [
    "政府", "信息", "公开", "政府信息公开", "工作", "申请", "依申请公开", "主动公开", "行政", "复议", "诉讼", "年度",
    "报告", "全年", "平台", "建设", "监督", "保障", "答复", "办理", "网站", "公众", "群众", "政策", "解读", "回应", "关切",
    "条例", "规范", "制度", "机制", "培训", "考核", "部门", "乡镇", "街道", "县", "数据", "更新", "栏目", "及时", "加强",
    "完善", "推进", "落实", "提高", "水平", "问题", "改进",
]  # fmt: skip
PROSE = 1800
"""Characters of prose in a report, as a usual one has."""
BROWSER = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
WATCH = """
new MutationObserver(() => {
  const count = document.getElementById("count");
  const hits = document.getElementById("hits");
  if (!count) return;
  const none = count.textContent.startsWith("没有");
  if (window.done === undefined && (none || hits.children.length)) window.done = performance.now();
  if (window.told === undefined && (none || hits.querySelector("p"))) window.told = performance.now();
}).observe(document, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", () => { window.begun = performance.now(); });
window.shift = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; }).observe({ type: "layout-shift", buffered: true });
"""
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Slow 3G, in milliseconds and bytes a second."""


Texts = tuple[tuple[str, str], ...]
"""The texts of a page, each with its section."""


@cache
def county() -> tuple[tuple[Texts, ...], dict[str, bytes]]:
    """The texts of the fictional county's reports since 2019, which have the official tables; the page that searches, and what it loads."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        project = Project(ROOT / "examples" / "county", ROOT / "templates", ROOT / "formats", site, "bench")
        build(project, Runtime(NoCache(), SerialExecutor()))
        pages = (path for path in sorted(site.glob("*/20[12][0-9].html")) if path.stem >= "2019")
        texts = tuple(tuple(page_texts(path.read_bytes())) for path in pages)
        files = [site / "search.html", *(site / "assets").iterdir()]
        return texts, {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


class Report(NamedTuple):
    """A made-up report: whose it is, of which year, and its texts."""

    body: str
    folder: str
    year: int
    texts: Texts

    @property
    def page(self) -> bytes:
        """Its page, as hits are shown from it."""
        pieces = [
            f'<!DOCTYPE html><meta charset="utf-8"><title>{self.body}</title><main><h1>{self.body}{self.year}年政府信息公开工作年度报告</h1>'
        ]
        for section, texts in groupby(self.texts, lambda text: text[0]):
            pieces += [f'<h2 id="{section}"></h2>', *(f"<p>{escape(text)}</p>" for _, text in texts)]
        return "".join((*pieces, "</main>")).encode()


def invented(number: int, draw: random.Random) -> Iterator[Report]:
    """Yield so many reports, each with the tables of a real page and prose of its own."""
    models, _ = county()
    characters = [chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(2600)]
    words = REAL + ["".join(draw.choices(characters, k=draw.choice((2, 2, 2, 3, 4)))) for _ in range(12000)]
    draw.shuffle(words)
    words.sort(key=lambda word: word not in REAL)
    weights = [1 / (rank + 8) for rank in range(len(words))]
    stock = ["，".join("".join(draw.choices(words, weights, k=draw.randint(3, 7))) for _ in range(3)) for _ in range(400)]
    bodies = -(-number // 17)
    for place in range(number):
        year, body = 2008 + place // bodies, f"{words[60 + place % bodies]}镇人民政府"
        prose: list[str] = []
        while sum(map(len, prose)) < PROSE:
            sentences = []
            for _ in range(draw.randint(2, 6)):
                old, new = draw.choice(stock), "".join(draw.choices(words, weights, k=draw.randint(6, 16)))
                sentences.append(draw.choice((f"{old}{draw.randint(1, 999)}件。", f"{new}。")))
            prose.append("".join(sentences))
        tables = (text for text in models[place % len(models)] if text[0] in ("proactive_disclosure", "requests", "disputes"))
        yield Report(body, f"b{place % bodies}", year, (*(("overview", text) for text in prose), *tables))


def queries(texts: list[list[str]], draw: random.Random, number: int) -> list[str]:
    """Thirty real words, and substrings of 2 to 12 characters of any text."""
    found = [*REAL[:26], "信息公开工作", "第三方合法权益", "年度报告", "无法提供"]
    while len(found) < number + 30:
        text = draw.choice(draw.choice(texts))
        size = min(draw.randint(2, 12), len(text))
        start = draw.randrange(len(text) - size + 1)
        found.append(text[start : start + size])
    return [query for query in found if len(query.strip()) > 1]


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[str]:
    """Serve files on this machine, compressed where that makes them smaller."""
    small = {path: gzip.compress(body, 9, mtime=0) for path, body in files.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].lstrip("/")
            body = files.get(path)
            self.send_response(200 if body is not None else 404)
            if body is not None and len(small[path]) < len(body):
                body = small[path]
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def ask(browser: Any, address: str, query: str, slow: bool = False) -> dict[str, Any]:
    """Open the page with a query, nothing in any cache, and return what was answered and what it cost."""
    page = browser.new_page()
    if slow:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(WATCH)
    page.goto(f"{address}/search.html?q={quote(query)}")
    page.wait_for_function("() => window.told !== undefined")
    answer: dict[str, Any] = page.evaluate("""() => {
      const loaded = performance.getEntriesByType("resource");
      const files = loaded.filter((file) => file.name.includes("/search/"));
      const sum = (size) => files.reduce((total, file) => total + file[size], 0);
      return {
        count: parseInt(document.getElementById("count").textContent) || 0,
        time: window.done - window.begun,
        first: window.done,
        told: window.told,
        shift: window.shift,
        sent: sum("encodedBodySize"),
        plain: sum("decodedBodySize"),
        files: files.length,
        shown: loaded.filter((file) => file.name.endsWith(".html")).reduce((total, file) => total + file.encodedBodySize, 0),
      };
    }""")
    page.close()
    return answer


def make(reports: Sequence[Report]) -> tuple[dict[str, bytes], list[bytes]]:
    """Make the index of these reports, print what it took, and return its files and the texts of each."""
    texts = {report_path(report.folder, report.year): comparable_text(report.page, SECTIONS) for report in reports}
    bodies = bodies_of(reports)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, worked = time.perf_counter(), time.process_time()
    tree = index_of(bodies, texts)
    taken, work = time.perf_counter() - begun, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sizes = [len(body) for body in tree.values()]
    print(f"{len(reports)} 份报告，文字 {sum(len(text.decode()) for text in texts.values()):,} 字")
    print(
        f"  建索引  {taken:.1f} s，其中计算 {work:.1f} s，每份 {work / len(reports) * 1e3:.2f} ms；内存 {before >> 10} → {memory >> 10} MB"
    )
    print(
        f"  索引    {sum(sizes) / 1e6:.2f} MB，{len(sizes)} 个文件，最大 {max(sizes):,} B，目录 {len(tree[INDEX]) + len(tree[DOCUMENTS]):,} B"
    )
    path = sorted(texts)[len(texts) // 2]
    changed = index_of(bodies, texts | {path: _reworded(texts[path])})
    rewritten = sum(1 for path, body in changed.items() if tree.get(path) != body)
    print(f"  一句新话  {len(changed)} 个文件中 {rewritten} 个有变化", flush=True)
    return tree, list(texts.values())


def bodies_of(reports: Sequence[Report]) -> list[SearchBody]:
    """The bodies of these reports, with the years that they have."""
    years: dict[str, list[int]] = {}
    for report in reports:
        years.setdefault(report.folder, []).append(report.year)
    names = {report.folder: report.body for report in reports}
    return [SearchBody(names[folder], folder, tuple(found)) for folder, found in years.items()]


def index_of(bodies: Sequence[SearchBody], texts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that follow from the texts, which stand under the paths of their pages."""
    members = stripes_of(bodies)
    paths = [[path for number in numbers for path in bodies[number].paths] for numbers in members]
    documents = [path for stripe in paths for path in stripe]
    sample, step = sample_of(documents)
    layout = index_layout(stripe_text([texts[documents[number]] for number in sample]), step)
    heads, entries = [], []
    for numbers, stripe in zip(members, paths, strict=True):
        text = stripe_text([texts[path] for path in stripe])
        heads.append((numbers, stripe_head(text)))
        entries.append(entries_of_stripe(text, layout))
    files = {bucket_file(bucket): joined_entries(own) for bucket, own in enumerate(zip(*entries, strict=True))}
    digests = {path: digest_of(body) for path, body in files.items()}
    return files | index_files(bodies, heads, SECTIONS, layout, digests)


def _reworded(text: bytes) -> bytes:
    """A text with one sentence more in its middle."""
    lines = text.split(b"\n")
    lines[len(lines) // 4] += "这里补充一句说明。".encode()
    return b"\n".join(lines)


def measure(number: int, asked: int, slowly: int, chromium: str) -> None:
    """Make the index of so many reports, ask it, and print one block of figures; `slowly` queries are asked over slow 3G too."""
    from playwright.sync_api import sync_playwright

    draw = random.Random(number)
    reports = list(invented(number, draw))
    files, joined = make(reports)
    texts = [[text for text in found.decode().replace("\0", "\n").split("\n") if len(text) > 1] for found in joined]
    files |= {report_path(report.folder, report.year): report.page for report in reports}
    answers = []
    with served(files | county()[1]) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=list(BROWSER))
        for query in queries(texts, draw, asked):
            answer = ask(browser, address, query)
            expected = sum(1 for text in joined if fold(query).encode() in text)
            if answer["count"] != expected:
                sys.exit(f"“{query}”：{answer['count']} 个，应为 {expected} 个")
            answers.append(answer | {"query": query})
        slow = (
            [ask(browser, address, one["query"], slow=True) | {"query": one["query"]} for one in answers[-slowly:]]
            if slowly
            else []
        )
        browser.close()
    for name, key, unit, scale, asked_so in (
        ("传输", "sent", "KB", 1e3, answers),
        ("未压缩", "plain", "KB", 1e3, answers),
        ("文件", "files", "个", 1, answers),
        ("命中页", "shown", "KB", 1e3, answers),
        ("时间", "time", "ms", 1, answers),
        ("慢3G", "first", "s", 1e3, slow),
        ("读到", "told", "s", 1e3, slow),
        ("移动", "shift", "", 1, slow),
    ):
        if not asked_so:
            continue
        values = sorted(answer[key] / scale for answer in asked_so)
        most = max(asked_so, key=lambda answer: answer[key])
        spread = f"中位 {median(values):.1f}，95% {values[len(values) * 95 // 100]:.1f}，最大 {values[-1]:.1f} {unit}"
        print(f"  {name:<6}{spread}（“{most['query']}”，{most['count']} 个，{most['files']} 个文件）")
    print(f"  {len(answers)} 次查询，全部准确\n", flush=True)


def main() -> None:
    """Print the figures for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="*", default=[20, 1000, 10000])
    parser.add_argument("--queries", type=int, default=200, help="random substrings besides the thirty words")
    parser.add_argument("--slow", type=int, default=0, help="how many of the queries are asked over slow 3G too")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    for number in options.reports:
        measure(number, options.queries, options.slow, options.chromium)


if __name__ == "__main__":
    main()

"""Measure search at 20, 1,000 and 10,000 reports: making the index, its size, and what a query costs in a browser.

The reports are invented: the headings and cells of the fictional county's own pages, and prose of which half are
stock sentences with changing figures and half are new sentences of a vocabulary as skewed as a language's. Every
answer is compared with a search through all texts; a wrong one ends the run. Bytes are those a server sends that
compresses what it can, as nginx with `gzip_static` does, headers left out; the time is from the start of the
program to the first hits on the page.
"""

import argparse
import gzip
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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
from disclosure.build.search_index import index_layout, part_files  # noqa: E402
from disclosure.search.common_texts import CommonTexts  # noqa: E402
from disclosure.search.document_files import SearchDocument, comparable_texts, encode_document, text_path  # noqa: E402
from disclosure.search.index_files import about_file, head_files  # noqa: E402
from disclosure.search.page_text import PageChapter, Passage, fold, read_chapters  # noqa: E402
from disclosure.system.cache import NoCache  # noqa: E402
from disclosure.system.executors import SerialExecutor  # noqa: E402

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
  if (window.done === undefined && count && (count.textContent.startsWith("没有") || hits.children.length)) {
    window.done = performance.now();
  }
}).observe(document, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", () => { window.begun = performance.now(); });
"""


def county() -> tuple[tuple[PageChapter, ...], ...]:
    """The texts of the fictional county's reports since 2019, which have the official tables."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        project = Project(ROOT / "examples" / "county", ROOT / "templates", ROOT / "formats", site, "bench")
        build(project, Runtime(NoCache(), SerialExecutor()))
        return tuple(read_chapters(path.read_bytes()) for path in sorted(site.glob("*/20[12][0-9].html")) if path.stem >= "2019")


class Report(NamedTuple):
    """A made-up report: what a hit says of it, and its text."""

    document: SearchDocument
    chapters: tuple[PageChapter, ...]

    @property
    def shown(self) -> bytes:
        """Its file."""
        return encode_document(self.document, self.chapters)


def invented(number: int, draw: random.Random) -> Iterator[Report]:
    """Yield so many reports, each with the chapters of a real page and prose of its own."""
    models = county()
    characters = [chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(2600)]
    words = REAL + ["".join(draw.choices(characters, k=draw.choice((2, 2, 2, 3, 4)))) for _ in range(12000)]
    draw.shuffle(words)
    words.sort(key=lambda word: word not in REAL)
    weights = [1 / (rank + 8) for rank in range(len(words))]
    stock = ["，".join("".join(draw.choices(words, weights, k=draw.randint(3, 7))) for _ in range(3)) for _ in range(400)]
    for place in range(number):
        year, body = 2008 + place * 17 // number, f"{words[60 + place % max(1, number // 17)]}镇人民政府"
        title = f"{body}{year}年政府信息公开工作年度报告"
        prose: list[str] = []
        while sum(map(len, prose)) < PROSE:
            sentences = []
            for _ in range(draw.randint(2, 6)):
                old, new = draw.choice(stock), "".join(draw.choices(words, weights, k=draw.randint(6, 16)))
                sentences.append(draw.choice((f"{old}{draw.randint(1, 999)}件。", f"{new}。")))
            prose.append("".join(sentences))
        model = models[place % len(models)]
        own = PageChapter("overview", "一、总体情况", tuple(Passage((text,)) for text in prose))
        others = tuple(chapter for chapter in model if chapter.name in ("proactive_disclosure", "requests", "disputes"))
        found = (PageChapter("", "", (Passage((title,)), Passage((body,)))), own, *others)
        yield Report(SearchDocument(title, body, year, f"{place}/{year}.html"), found)


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


def ask(browser: Any, address: str, query: str) -> dict[str, Any]:
    """Open the page with a query, nothing in any cache, and return what was answered and what it cost."""
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}/search.html?q={quote(query)}")
    page.wait_for_function("window.done !== undefined")
    answer: dict[str, Any] = page.evaluate("""() => {
      const files = performance.getEntriesByType("resource").filter((file) => file.name.includes("/search/"));
      const sum = (size) => files.reduce((total, file) => total + file[size], 0);
      return {
        count: parseInt(document.getElementById("count").textContent) || 0,
        time: window.done - window.begun,
        sent: sum("encodedBodySize"),
        plain: sum("decodedBodySize"),
        files: files.length,
      };
    }""")
    page.close()
    return answer


def make(reports: Sequence[Report]) -> tuple[dict[str, bytes], list[bytes]]:
    """Make the index of these reports, print what it took, and return its files and the texts of each."""
    files = {text_path(number): report.shown for number, report in enumerate(reports)}
    texts = [comparable_texts(shown) for shown in files.values()]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, worked = time.perf_counter(), time.process_time()
    tree = index_of(texts)
    taken, work = time.perf_counter() - begun, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sizes = [len(body) for body in tree.values()]
    shown = sum(map(len, files.values()))
    print(f"{len(reports)} 份报告，文字 {sum(len(text.decode()) for text in texts):,} 字")
    print(
        f"  建索引  {taken:.1f} s，其中计算 {work:.1f} s，每份 {work / len(reports) * 1e3:.2f} ms；内存 {before >> 10} → {memory >> 10} MB"
    )
    print(f"  索引    {sum(sizes) / 1e6:.2f} MB，{len(sizes)} 个文件，最大 {max(sizes):,} B；文字 {shown / 1e6:.2f} MB")
    changed = index_of(_reworded(texts))
    rewritten = sum(1 for path, body in changed.items() if tree.get(path) != body)
    print(f"  一句新话  {len(changed)} 个文件中 {rewritten} 个有变化", flush=True)
    return {**files, **tree}, texts


def index_of(texts: Sequence[bytes]) -> dict[str, bytes]:
    """Return the files that follow from the texts alone."""
    common = CommonTexts(texts)
    chunks = tuple(common.chunks())
    layout = index_layout(chunks, common.blocks)
    path, about = about_file(len(texts), 0, layout, {})
    shards = {path: body for part in layout.parts for path, body in part_files(chunks, layout, part).items()}
    return {**shards, **head_files(common, layout), path: about}


def _reworded(texts: Sequence[bytes]) -> list[bytes]:
    """The texts with one sentence more in the middle of the document in the middle."""
    middle = len(texts) // 2
    lines = texts[middle].split(b"\n")
    lines[len(lines) // 2] += "这里补充一句说明。".encode()
    return [*texts[:middle], b"\n".join(lines), *texts[middle + 1 :]]


def site(files: dict[str, bytes]) -> dict[str, bytes]:
    """The least site that can be searched: the index, the program, and a page with the places it writes to."""
    program = (ROOT / "templates" / "assets" / "search.js").read_bytes()
    page = '<!DOCTYPE html><title>x</title><input id="q"><main id="found" data-index="search/"><h2 id="count"></h2>'
    page += '<ol id="hits"></ol><button id="more" hidden></button></main><script src="search.js" defer></script>'
    return {**files, "search.js": program, "search.html": page.encode()}


def measure(number: int, asked: int, chromium: str) -> None:
    """Make the index of so many reports, ask it, and print one block of figures."""
    from playwright.sync_api import sync_playwright

    draw = random.Random(number)
    files, joined = make(list(invented(number, draw)))
    texts = [[text for text in found.decode().split("\n") if len(text) > 1] for found in joined]
    answers = []
    with served(site(files)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=list(BROWSER))
        for query in queries(texts, draw, asked):
            answer = ask(browser, address, query)
            expected = sum(1 for text in joined if fold(query).encode() in text)
            if answer["count"] != expected:
                sys.exit(f"“{query}”：{answer['count']} 个，应为 {expected} 个")
            answers.append(answer | {"query": query})
        browser.close()
    for name, key, unit, scale in (("传输", "sent", "KB", 1e3), ("未压缩", "plain", "KB", 1e3), ("时间", "time", "ms", 1)):
        values = sorted(answer[key] / scale for answer in answers)
        most = max(answers, key=lambda answer: answer[key])
        spread = f"中位 {median(values):.1f}，95% {values[len(values) * 95 // 100]:.1f}，最大 {values[-1]:.1f} {unit}"
        print(f"  {name:<6}{spread}（“{most['query']}”，{most['count']} 个，{most['files']} 个文件）")
    print(f"  {len(answers)} 次查询，全部准确\n", flush=True)


def main() -> None:
    """Print the figures for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="*", default=[20, 1000, 10000])
    parser.add_argument("--queries", type=int, default=200, help="random substrings besides the thirty words")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    for number in options.reports:
        measure(number, options.queries, options.chromium)


if __name__ == "__main__":
    main()

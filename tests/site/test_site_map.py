"""The pages at the foot of every page: the map leads to every report, and what is registered elsewhere is linked."""

import re
from pathlib import Path


def test_map_leads_to_every_report_and_every_body(county: Path) -> None:
    """Each page of a report, of a body and of a column is one click away."""
    html = (county / "sitemap.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="([^"#]+)"', html))
    pages = {path.relative_to(county).as_posix() for path in county.rglob("*.html")}
    wanted = {page for page in pages if re.search(r"(^|/)(\d{4}|index|trends|compare)\.html$|^pages/", page)}
    assert wanted - linked == set()


def test_every_page_leads_to_the_services(county: Path) -> None:
    """The foot of a page two folders down leads to the map, the data, the feed, the glossary, the check of files and privacy."""
    html = (county / "qingshi" / "2022.html").read_text(encoding="utf-8")
    foot = html[html.index('<footer class="colophon">') :]
    assert re.findall(r'<a href="(\.\./[a-z]+\.(?:html|xml))">', foot) == [
        *("../sitemap.html", "../data.html", "../feed.xml", "../glossary.html", "../verify.html", "../privacy.html"),
    ]
    assert '<a href="https://beian.miit.gov.cn/">示例ICP备00000000号</a>' in foot
    assert '<a href="https://beian.mps.gov.cn/">示例公网安备00000000000000号</a>' in foot

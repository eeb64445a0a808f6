"""The code on paper says the address of its page, whatever reads it."""

import re
from pathlib import Path

import segno

from disclosure.html.qr_code import MASK, qr_code
from tests.support.portal import Change, run_build, spoil, tree, write_base

ADDRESS = "https://www.shili.example/qingshi/2024.html"


def modules(svg: str) -> list[list[int]]:
    """The modules that an SVG draws, row by row, 1 for dark."""
    size = int(re.findall(r'viewBox="-4 -4 (\d+) \1"', svg)[0]) - 8
    found = [[0] * size for _ in range(size)]
    for x, y, line in re.findall(r"M(\d+) (\d+)\.5(h[^M\"]*)", svg):
        at = int(x)
        for length, gap in re.findall(r"h(\d+)(?:m(\d+) 0)?", line):
            found[int(y)][at : at + int(length)] = [1] * int(length)
            at += int(length) + int(gap or 0)
    return found


def test_drawn_modules_are_those_of_the_address() -> None:
    """Every dark module is drawn where the standard has it, and none else; a quiet zone of four surrounds them."""
    code = segno.make_qr(ADDRESS, error="m", boost_error=False, mask=MASK)
    assert modules(qr_code(ADDRESS)) == [list(row) for row in code.matrix]
    assert modules(qr_code(ADDRESS)) != modules(qr_code(ADDRESS + "x"))


def test_reports_bear_it_where_it_is_asked_for(tmp_path: Path) -> None:
    """With `qr` under `publish` each report has its own address as a code and in words; not without."""
    found = {}
    for name, settings in {
        "asked": "publish: [qr]\ndownloads: [json]",
        "not": "publish: [feeds]\ndownloads: [json]",
    }.items():
        content = write_base(tmp_path / name)
        spoil(content, (Change("portal.yml", "downloads: [json]", settings),))
        run_build(tmp_path / name)
        found[name] = tree(tmp_path / name / "site")["office/2022.html"].decode()
    address = "https://www.sample.example/zwgk/office/2022.html"
    assert str(qr_code(address)) in found["asked"]
    assert f"<br>{address}</p>" in found["asked"]
    assert "on-paper" not in found["not"]

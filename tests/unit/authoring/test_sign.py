"""A signature in a content file: bound to its text, void after any change of it, and no other byte changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.authoring.sign import signed_file
from disclosure.model.report import Signature, Source
from disclosure.parsing.reports import parse_report
from disclosure.parsing.signed_text import signed_digest
from disclosure.parsing.text import decode
from tests.support.forms import FORMS
from tests.support.portal import BASE

TEXT = (BASE / "2022.md").read_bytes()
DAY = date(2023, 1, 10)


def source(data: bytes) -> Source:
    """A report file with these bytes."""
    return Source("2022.md", "2022.md", data, "")


def sign(data: bytes, role: str, name: str = "张三") -> bytes:
    """The file, signed."""
    given_file = source(data)
    text = decode(given_file).value or ""
    return signed_file(given_file, text, review_of(data), Signature(role, name, DAY, signed_digest(text)))


def review_of(data: bytes) -> tuple[Signature, ...]:
    """The signatures that a file has."""
    report = parse_report(source(data), FORMS)
    assert report.value is not None
    assert report.findings == ()
    return report.value.review


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT, id="lf"),
        pytest.param(TEXT.replace(b"\n", b"\r\n"), id="crlf"),
        pytest.param(b"\xef\xbb\xbf" + TEXT, id="bom"),
    ],
)
def test_only_the_signatures_are_added(data: bytes) -> None:
    """Two roles sign one text; without their lines the file is what it was."""
    signed = sign(sign(data, "部门负责人"), "主管领导", "李 四")
    assert [(one.role, one.name, one.date, one.holds) for one in review_of(signed)] == [
        ("部门负责人", "张三", DAY, True),
        ("主管领导", "李 四", DAY, True),
    ]
    lines = signed.split(b"\n")
    added = next(number for number, line in enumerate(lines) if line.startswith(b"review:"))
    assert b"\n".join([*lines[:added], *lines[added + 9 :]]) == data


def test_who_signs_again_replaces_his_signature() -> None:
    """After a change his first signature is void; the second holds, that of the other role stays void."""
    signed = sign(sign(TEXT, "部门负责人"), "主管领导")
    changed = signed.replace("规范性文件3件".encode(), "规范性文件 3 件".encode())
    assert changed != signed
    assert [one.holds for one in review_of(changed)] == [False, False]
    assert [(one.role, one.holds) for one in review_of(sign(changed, "部门负责人"))] == [
        ("主管领导", False),
        ("部门负责人", True),
    ]


@given(st.integers(0, len(TEXT.decode()) - 1), st.sampled_from("3,# 字"))
def test_any_change_makes_signatures_void(at: int, new: str) -> None:
    """Whichever character is another, the digest that a signature is bound to is another."""
    text = TEXT.decode()
    changed = text[:at] + new + text[at + 1 :]
    assert (signed_digest(changed) == signed_digest(text)) == (changed == text)

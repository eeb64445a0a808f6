"""The typing error that a wrong figure looks like."""

from decimal import Decimal

import pytest

from disclosure.check.typos import Summand, Suspect, likely_typo, only_typo


def parts(*adds: int, groups: str = "") -> tuple[Summand, ...]:
    """Summands A, B, C …, each in the group of its letter, if any."""
    return tuple(Summand("ABCDE"[n], groups[n : n + 1].strip(), Decimal(add)) for n, add in enumerate(adds))


def suspect(given: str, right: str, summands: tuple[Summand, ...] = (), before: int | None = None) -> Suspect:
    """A figure that stands where another should, with last year's in its cell."""
    return Suspect(Decimal(given), Decimal(right), summands, None if before is None else (2020, Decimal(before)))


@pytest.mark.parametrize(
    ("figure", "clause"),
    [
        pytest.param(suspect("21", "12"), "像是把 12 的两个数字写颠倒了", id="swapped"),
        pytest.param(suspect("1324", "1234"), "像是把 1234 的两个数字写颠倒了", id="swapped-in-the-middle"),
        pytest.param(suspect("312", "123"), "", id="three-digits-moved"),
        pytest.param(suspect("22", "12"), "", id="one-digit-changed"),
        pytest.param(suspect("7", "10", parts(4, 3, 3)), "", id="left-out-one-of-two-alike"),
        pytest.param(suspect("7", "10", parts(7, 3)), "像是没有算上“B”的 3", id="left-out"),
        pytest.param(suspect("8", "10", parts(8, 2)), "", id="left-out-too-small-to-tell"),
        pytest.param(suspect("7", "10", parts(3)), "", id="left-out-of-one"),
        pytest.param(suspect("4", "10", parts(4, 3, 3, groups=" XX")), "像是没有算上“X”各项的 6", id="left-out-a-group"),
        pytest.param(suspect("4", "10", parts(4, 6, 3, 3, groups="  XX")), "像是没有算上“B”的 6", id="one-before-a-group"),
        pytest.param(suspect("4", "10", parts(4, 6, 0, groups=" XX")), "像是没有算上“B”的 6", id="group-of-one"),
        pytest.param(suspect("4", "10", parts(3, 3, 3, 3, groups="XXYY")), "", id="one-of-two-groups"),
        pytest.param(suspect("0", "10", parts(7, 3)), "", id="left-out-everything-without-a-group"),
        pytest.param(suspect("13", "10", parts(7, 3)), "像是把“B”的 3 算了两次", id="counted-twice"),
        pytest.param(suspect("12", "10", parts(8, 2)), "", id="counted-twice-too-small-to-tell"),
        pytest.param(suspect("7", "9", before=7), "与 2020 年报告的同一格相同，像是沿用了上一年的数", id="last-years"),
        pytest.param(
            suspect("3", "9", before=3), "与 2020 年报告的同一格相同，像是沿用了上一年的数", id="last-years-just-large-enough"
        ),
        pytest.param(suspect("2", "9", before=2), "", id="last-years-too-small-to-tell"),
        pytest.param(suspect("7", "9", before=8), "", id="not-last-years"),
        pytest.param(suspect("122", "12"), "像是把 12 多写了一个 2", id="digit-more"),
        pytest.param(suspect("132", "12"), "像是把 12 多写了一个 3", id="digit-more-in-the-middle"),
        pytest.param(suspect("12", "132"), "像是把 132 漏写了一个 3", id="digit-less"),
        pytest.param(suspect("12", "123"), "像是把 123 漏写了一个 3", id="last-digit-less"),
        pytest.param(suspect("1", "123"), "", id="two-digits-less"),
        pytest.param(suspect("10", "0"), "", id="digit-before-a-lone-zero"),
        pytest.param(suspect("1.2", "12"), "", id="a-point-is-no-digit"),
        pytest.param(suspect("12", "15"), "", id="nothing-to-see"),
    ],
)
def test_likely_typo(figure: Suspect, clause: str) -> None:
    """What a wrong figure looks like is said where its digits, its summands or last year's figure show it."""
    assert likely_typo(figure) == clause


@pytest.mark.parametrize(
    ("figures", "clause"),
    [
        pytest.param([("甲", suspect("21", "12")), ("乙", suspect("5", "8"))], "“甲”像是把 12 的两个数字写颠倒了", id="one"),
        pytest.param([("甲", suspect("21", "12")), ("乙", suspect("31", "13"))], "", id="two"),
        pytest.param([("甲", suspect("5", "8"))], "", id="none"),
        pytest.param([("甲", suspect("12", "123"))], "", id="none-that-is-strong-enough"),
    ],
)
def test_the_only_typo(figures: list[tuple[str, Suspect]], clause: str) -> None:
    """Where any of several figures may be wrong, only one that alone looks like a typo is named."""
    assert only_typo(iter(figures)) == clause

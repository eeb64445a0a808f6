"""What is checked, in which order: of the forms, of each report, of the reports of a body, of the portal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..model.finding import Finding
from ..model.form import Format
from ..model.portal import BodyReports, FiledReport, Portal
from ..model.report import IssuedFault, Source
from .as_published import check_as_published, drop_issued_faults, issued_faults
from .bound_figures import check_bound_figures
from .cell_values import check_blank, check_cells
from .contradictions import check_contradictions, check_heading_levels, check_shared
from .copied_texts import check_copies
from .dates import check_basis, check_published
from .explanations import apply_explanations
from .form_overlap import check_form_years
from .guides import check_guides
from .identities import check_authored_rows, check_identities
from .leftovers import check_leftovers, check_page_leftovers
from .listed_items import check_listed_items
from .lost_text import check_lost_page_text, check_lost_text
from .markup import check_markup, check_other_markup
from .notations import check_notations, check_page_notations
from .other_bodies import check_other_bodies
from .personal_data import check_personal_data
from .pictures import check_page_pictures, check_pictures
from .portal_settings import check_appearance, check_body_years, check_names, check_settings
from .public_versions import check_public_version
from .review import check_review, check_unsigned
from .rollup import check_rollup
from .sections import check_headings, check_texts
from .stale_years import check_stale_years
from .statements import check_statements
from .text_dates import check_text_dates
from .text_faults import check_text_faults
from .unusual_characters import check_other_characters, check_unusual_characters
from .withdrawals import check_withdrawn
from .year_and_body import check_body, check_years
from .year_on_year import check_gaps, check_jumps, check_pending, check_repetition, check_same_figures

FORM_CHECKS: tuple[Callable[[Sequence[tuple[Source, Format]]], Iterator[Finding]], ...] = (check_form_years,)

REPORT_CHECKS: tuple[Callable[[FiledReport], Iterator[Finding]], ...] = (
    check_years,
    check_stale_years,
    check_body,
    check_published,
    check_headings,
    check_texts,
    check_cells,
    check_blank,
    check_markup,
    check_lost_text,
    check_notations,
    check_pictures,
    check_personal_data,
    check_jumps,
    check_repetition,
    check_same_figures,
    check_bound_figures,
    check_statements,
    check_text_faults,
    check_leftovers,
    check_listed_items,
    check_other_bodies,
    check_text_dates,
    check_pending,
    check_unusual_characters,
    check_contradictions,
    check_heading_levels,
    check_authored_rows,
    check_public_version,
    check_review,
)

BODY_CHECKS: tuple[Callable[[BodyReports], Iterator[Finding]], ...] = (
    check_basis,
    check_identities,
    check_rollup,
    check_gaps,
    check_withdrawn,
)

PORTAL_CHECKS: tuple[Callable[[Portal], Iterator[Finding]], ...] = (
    check_settings,
    check_names,
    check_body_years,
    check_other_markup,
    check_lost_page_text,
    check_page_notations,
    check_page_pictures,
    check_page_leftovers,
    check_other_characters,
    check_guides,
    check_shared,
    check_appearance,
    check_as_published,
    check_unsigned,
    check_copies,
)


def check_forms(forms: Sequence[tuple[Source, Format]]) -> tuple[Finding, ...]:
    """Return every finding about the official forms beside each other, each given with its file."""
    return tuple(finding for check in FORM_CHECKS for finding in check(forms))


class Judgement(NamedTuple):
    """What is wrong with the reports of a body, and the faults that each was issued with and keeps, by its path."""

    findings: tuple[Finding, ...]
    issued_faults: Mapping[str, tuple[IssuedFault, ...]]


def judge_body_reports(body_reports: BodyReports) -> Judgement:
    """Return every finding about the reports of a body that their authors have not explained, and what they keep as issued."""
    found = [finding for check in REPORT_CHECKS for filing in body_reports.filings for finding in check(filing)]
    found += [finding for check in BODY_CHECKS for finding in check(body_reports)]
    left = drop_issued_faults(tuple(found), body_reports.filings)
    return Judgement(apply_explanations(left, body_reports.filings), issued_faults(found, body_reports.filings))


def check_portal(portal: Portal) -> tuple[Finding, ...]:
    """Return every finding about the portal as a whole."""
    return tuple(finding for check in PORTAL_CHECKS for finding in check(portal))

"""What templates and Python have agreed on: the view of every template that is run, and of every macro that Python calls."""

from ..html.comparison_html import (
    ComparisonBlockMacro,
    ComparisonChapterMacro,
    ComparisonGroupMacro,
    ComparisonRowMacro,
    DifferenceMacro,
    EmptyComparisonMacro,
    ValueMacro,
)
from ..html.table import RowMacro, TableMacro
from ..html.template_views import MacroView, TemplateView
from .bodies_pages import BodiesPage
from .compare_pages import CompareAnyPage, ComparePage
from .data_page import DataPage
from .feeds import AtomFeed
from .index_pages import IndexPage
from .moved_pages import MovedPage
from .overview_pages import OverviewPage
from .pages import CompareScript, IconView, LookScript, MovedScript, StyleSheetView
from .proof_page import ProofPage
from .report_pages import ReportPage
from .row_pages import RowPage, RowsPage
from .rules_page import RulesPage
from .search_page import SearchPage
from .site_files import Sitemap, SitemapIndex
from .site_map_page import PrivacyPage, SiteMapPage
from .standing_pages import GlossaryPage, NotFoundPage, StandingPageView
from .trend_pages import TrendsPage
from .verify_page import VerifyPage, VerifyScript
from .withdrawn_pages import WithdrawnPage

VIEWS: tuple[type[TemplateView], ...] = (
    IndexPage,
    ReportPage,
    WithdrawnPage,
    TrendsPage,
    ComparePage,
    CompareAnyPage,
    BodiesPage,
    OverviewPage,
    RowPage,
    RowsPage,
    StandingPageView,
    GlossaryPage,
    RulesPage,
    SearchPage,
    DataPage,
    VerifyPage,
    SiteMapPage,
    PrivacyPage,
    NotFoundPage,
    MovedPage,
    ProofPage,
    AtomFeed,
    Sitemap,
    SitemapIndex,
    StyleSheetView,
    IconView,
    LookScript,
    CompareScript,
    MovedScript,
    VerifyScript,
)
"""The templates that are run."""

MACROS: tuple[type[MacroView], ...] = (
    RowMacro,
    TableMacro,
    ValueMacro,
    DifferenceMacro,
    ComparisonRowMacro,
    ComparisonGroupMacro,
    ComparisonBlockMacro,
    ComparisonChapterMacro,
    EmptyComparisonMacro,
)
"""The macros that Python calls."""

"""Other documents ⇄ content files: bytes or text in, text and findings out. Nothing here writes; `cli` does."""

from .import_report import Imported, Summary, import_report
from .readers import READERS, needs_office

__all__ = ["READERS", "Imported", "Summary", "import_report", "needs_office"]

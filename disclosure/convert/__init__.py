"""Other documents ⇄ content files: bytes or text in, text and findings out. Nothing here writes; `cli` does."""

from .import_report import Imported, Summary, import_report
from .readers import OFFICE, READERS

__all__ = ["OFFICE", "READERS", "Imported", "Summary", "import_report"]

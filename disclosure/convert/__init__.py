"""Other documents → content files. Bytes in, text and findings out; nothing here touches a disk."""

from .import_report import Imported, Summary, import_report
from .readers import OFFICE, READERS

__all__ = ["OFFICE", "READERS", "Imported", "Summary", "import_report"]

"""A workbook that holds a list → its rows, for lists that are no reports."""

from io import BytesIO
from itertools import islice

from ...model.finding import Parsed
from ..document import UnreadableError
from .limits import ROWS, WIDEST, check_package

Rows = tuple[tuple[str, ...], ...]


def read_rows(data: bytes, path: str) -> Parsed[Rows]:
    """Return the rows of the first sheet of a workbook as texts, empty ones too, so that they count as on the screen."""
    from openpyxl import load_workbook

    try:
        check_package(data)
        sheet = load_workbook(BytesIO(data), data_only=True, keep_links=False).worksheets[0]
        rows = islice(sheet.iter_rows(max_col=min(sheet.max_column, WIDEST), values_only=True), ROWS)
        return Parsed(tuple(tuple("" if value is None else str(value).strip() for value in row) for row in rows))
    except UnreadableError as error:
        return Parsed(None, (error.finding(path),))
    except Exception as error:  # the library raises whatever a damaged part makes it stumble over
        unread = UnreadableError(f"读不懂这个表格文件（{type(error).__name__}）", "用 Excel 或 WPS 打开后另存一次")
        return Parsed(None, (unread.finding(path),))

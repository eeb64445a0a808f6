"""Values → values that templates and workbooks show: tables, series, comparisons, charts. Nothing here knows HTML."""

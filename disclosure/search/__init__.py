"""The text of pages → an exact substring index and its files."""

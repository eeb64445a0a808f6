"""Tests of pages in a real browser, and of their HTML by the checker of its standard."""

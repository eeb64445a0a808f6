"""A generator of disclosure portals: annual reports in, a checked static site out."""

__version__ = "0.2.0"

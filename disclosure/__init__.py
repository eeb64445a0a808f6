"""A generator of disclosure portals: annual reports in, a checked static site out."""

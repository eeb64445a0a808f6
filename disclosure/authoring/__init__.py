"""Content files written: next year's report, blank totals filled in, schemas. Nothing here writes to disk."""

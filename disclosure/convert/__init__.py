"""Other documents ⇄ content files: text in, text and findings out. Nothing here writes; `cli` does."""

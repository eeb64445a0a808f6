"""A file's bytes → a `SourceDocument`: what a person sees in it, as paragraphs and grids. One module for each kind of file."""

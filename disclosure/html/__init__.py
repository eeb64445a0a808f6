"""Values in, HTML out: the template engine, Markdown, tables, metadata. Nothing here chooses an address."""

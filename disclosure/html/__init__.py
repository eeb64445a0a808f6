"""Values in, HTML out. Nothing here chooses an address. In reading order:

    templates.py        a template or one of its macros and its view → text
    template_views.py   what views are
    template_engine.py  Jinja's sandbox, with limits
    template_faults.py  what a template does wrong, in words
    template_check.py   whether the templates of a theme fit together
    template_policy.py  what in a theme browsers will not load
    table.py            the tables of a report → HTML: laid out by `present/form_table.py`, row by row
    markdown.py         Markdown → HTML, safe by construction; lists indented by two blanks too (`list_indents.py`)
    comparison_html.py  the figures of two reports side by side → HTML, line by line
    metadata.py         a page's tags and JSON-LD
    outline.py          a finished page → its ids and links

This is the plain way. What `fast/` has beside it gives the same, and nothing here knows of that.
"""

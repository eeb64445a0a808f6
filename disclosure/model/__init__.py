"""The nouns: frozen values that every other room speaks in. Nothing here knows files, YAML or HTML.

In reading order: `report` (what was filed: figures, text, explanations), `form` (what must be filed: sections, tables,
headings, identities), `portal` (the settings, the bodies and their reports, and an entry for each report), `finding` (what
is wrong, and where), `planned_file` (a file that will be published: its path, and what makes it), `theme` (the templates).

On these stand small helpers: `digest` (values → digests) and `digest_key` (values that stand in a cache by these),
`folding` (characters that look alike), `fences` (code in Markdown), `personal_numbers` (numbers of persons in a text).
"""

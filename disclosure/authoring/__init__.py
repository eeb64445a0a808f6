"""Content files written: texts in, texts out. Nothing here touches a disk.

In reading order: `new_portal` (the settings with which a portal begins), `yaml_text` (tables as a content file writes
them), `new_year` (next year's draft, with what last year's report determines), `fill` (blank totals that the figures
determine; every other byte stays), `derive` (what an identity says that a figure is), `write_report` (a whole content file
of its parts, as import needs it), `schema` and `settings_schema` (the JSON Schemas of the front matter and of the settings,
for editors). Whose a report is: `body_list` (bodies as an office lists them), `named_body` (the body that a title names),
`propose_body` (one that nobody listed yet), and `place_documents`, which finds the bodies of several documents by their titles.
"""

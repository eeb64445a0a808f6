"""Content files written: texts in, texts out. Nothing here touches a disk.

In reading order: `new_portal` (the settings with which a portal begins), `yaml_text` (tables as a content file writes
them), `new_year` (next year's draft, with what last year's report determines), `fill` (blank totals that the figures
determine; every other byte stays), `derive` (what an identity says that a figure is), `write_report` (a whole content file
of its parts, as import needs it), `schema` (the JSON Schema of the front matter, for editors), `settings_schema` and
`settings_reference` (the schemas of the settings, and the chapter of the manual on them). Whose a report is: `body_list`
(bodies as an office lists them), `named_body` (the body that a title names), `propose_body` (one that nobody listed yet),
and `place_documents`, which finds the bodies of several documents by their titles.
"""

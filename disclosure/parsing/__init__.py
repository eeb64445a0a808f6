"""Text in, `Parsed[value]` out: typed by the form, never guessed; every problem is a finding, none an exception.

`text` decodes a file and cuts a content file in its two halves; `yaml` reads YAML as `nodes`, texts with their positions;
`fields` asks a mapping for its keys one by one, each typed; `cells` reads the cells of a table. On these stand the readers
of each kind of file: `reports` with their `report_tables`, `settings` (`portal.yml`, `body.yml`, standing pages;
`setting_keys` describes every key of these), `forms` with its `equation`s, and `theme_files`. What is wrong goes to a
`collector`; what to type instead of a text that can't be read, `check` knows. `classify` says which file is what by its
name, `locate` finds the line of a place afterwards, for the files that have findings.
"""

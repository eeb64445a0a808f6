"""The command line: arguments in, an exit code and what people read out.

`main.py` begins, and finds the command in the list of `commands.py`. Each has a module, `<name>_command.py`, with
its options and what it does; only that of the command at hand is loaded, by `run_command.py`, which also says what went
wrong with the machine. `invocation.py` knows how the program was called, and alone decides how people are told to call
it. `options.py` has the options that several commands share, `project_options.py` makes of them what a build is given,
`show.py` prints findings, outcomes and refusals. An import goes through `inbox.py` (what was named → documents),
`import_files.py` (documents read), `import_plan.py` (where each is written), `write_imports.py` and `import_summary.py`; a
publication through `publish_list.py` (what would become public), `release_to_targets.py` and `verify_served.py`.
"""

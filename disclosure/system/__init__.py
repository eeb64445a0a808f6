"""The only room that touches disk, clock, network, terminal and processes; it knows nothing of reports.

`locations.py` knows where things are. `snapshot.py` reads folders and `files.py` single files; `atomic.py` stages and
publishes a site; `cache.py` stores results, `program_cache.py` what is made of the program's own files;
`executors.py` runs jobs in worker processes, `remote_workers.py` on other machines, `sandbox.py` calls in subprocesses
with limits; `packed_files.py` finds files in folders and archives; `office.py` runs LibreOffice. `console.py` prints,
and `preview.py` serves, with `findings_page.py` in place of pages that could not be built.
"""

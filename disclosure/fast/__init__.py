"""Every accelerator of the program: each returns what the plain function beside it returns, or None.

None means that this input is not for it, or that accelerators are switched off; the caller then calls the plain
function. Nothing here is needed for a right result. `DISCLOSURE_PLAIN=1` (`--plain`) switches all of them off,
`DISCLOSURE_PLAIN=markdown,table` some by their names.
"""

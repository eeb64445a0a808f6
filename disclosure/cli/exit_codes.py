"""How a command ends."""

DONE, STOPPED, MISUSED, MACHINE = 0, 1, 2, 3
"""Done; findings stopped it; wrong command line; the machine (disk, port, permission)."""

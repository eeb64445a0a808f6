"""The only room that touches disk, clock, network, terminal and processes; it knows nothing of reports."""

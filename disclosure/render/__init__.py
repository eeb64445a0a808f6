"""Values in, fragments out: grids, HTML, metadata. Nothing here chooses a path or an address."""

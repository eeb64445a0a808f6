"""Grids of cells → the cells of an official form, with a finding for everything that is not plain."""

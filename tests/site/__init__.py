"""Tests of whole portals: built for real, and read as citizens and programs read them."""

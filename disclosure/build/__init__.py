"""The build: content folder → checked site."""

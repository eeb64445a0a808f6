"""What is published besides the files themselves: digests → the manifest, by which the next build knows its own files."""

"""What a document says besides its figures → title, date and sections in Markdown."""

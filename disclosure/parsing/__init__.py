"""Text in, `Parsed[value]` out: typed by the form, never guessed; every problem is a finding, none an exception."""

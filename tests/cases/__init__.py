"""Case documents: each spoils the sound portal `base/` in one way and names the findings that follow."""

"""How answers are counted, which numbers may be shown, and how files are read."""

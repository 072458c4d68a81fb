"""The consultation’s own words in other languages: one record, each text with its state."""

"""Looking at how a consultation was run: its history. Reads only."""

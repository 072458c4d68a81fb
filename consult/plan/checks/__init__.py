"""Hands our content to the checkers: files, how easy words are to read, editions."""

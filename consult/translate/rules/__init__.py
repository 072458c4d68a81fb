"""Translating, thought without a database."""

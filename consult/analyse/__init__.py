"""Answers become counts and themes, and numbers that protect the people behind them."""

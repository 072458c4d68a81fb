"""What we measure, each with the command that repeats it."""

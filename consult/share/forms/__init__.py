"""What people fill in to ask for a format, and what officers fill in to meet it."""

"""What can be asked for, by when, and what comes next, thought without a database."""

"""What an edition is, thought without a database."""

"""What a translator can do: write, check, take a check back, offer a language."""

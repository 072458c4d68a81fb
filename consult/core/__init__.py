"""What every stage stands on. Nothing here knows what a consultation is."""

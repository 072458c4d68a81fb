"""What happens to accounts. Read in this order: accounts, signing_in."""

"""What officers fill in, and the words for what is wrong with it."""

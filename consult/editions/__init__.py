"""One document in, many formats out; what was made from which version."""

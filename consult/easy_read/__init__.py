"""Easy Read: written by a person, checked with people who read it, pictures beside the words."""

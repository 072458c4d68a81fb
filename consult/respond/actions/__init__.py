"""What people can do: begin, save a page, send, and change their mind.

Read in this order: drafts, sending, afterwards; then intake, taking_in and
double_entry, for what officers type in; then bringing_in, for replies from a file.
"""

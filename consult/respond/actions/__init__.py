"""What people can do: begin, save a page, send, and change their mind.

Read in this order: drafts, sending, afterwards; then bringing_in, for replies from a file.
"""

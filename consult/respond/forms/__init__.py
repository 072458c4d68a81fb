"""Question pages as forms: native inputs, filled from the draft, read back as typed.

The forms only carry. What is right or wrong is decided in respond.rules, for a page, for
sending and for imports alike; the words for it are in ``words``.
"""

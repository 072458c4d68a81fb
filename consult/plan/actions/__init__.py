"""The only writers of the plan stage: what a person can do to a consultation."""

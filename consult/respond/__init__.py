"""People answer: online page by page, or on paper, by e-mail and in workshops."""

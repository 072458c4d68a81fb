"""Hands what people sent to the makers of documents. Their words are never graded."""

"""A consultation is written, checked, dated and opened."""

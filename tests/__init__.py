"""Everything that shows Consult does what it says."""

"""What people choose on the front doors."""

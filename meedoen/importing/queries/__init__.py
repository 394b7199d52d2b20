"""What stands on the map already, and where a place lies."""

"""Writing: proposing, deciding, and what a municipality sets."""

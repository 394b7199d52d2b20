"""Reading what somebody may edit, what waits, what was decided, and what looks double."""

"""Meedoen: social activation in Dutch municipalities. See CONCEPTS.md for how it sees the world."""

"""Nightly work of editing."""

from meedoen.editing.actions.doubles import find_doubles


def look_for_doubles() -> None:
    """Look through the whole map for records that may be one."""
    find_doubles()

"""Writing the social map: word lists, initiatives, capacity, and what a search did not find."""

from meedoen.directory.actions.capacity import set_capacity
from meedoen.directory.actions.initiatives import LoadedInitiative, load_initiatives
from meedoen.directory.actions.searches import count_not_found
from meedoen.directory.actions.taxonomies import load_taxonomies

__all__ = [
    "LoadedInitiative",
    "count_not_found",
    "load_initiatives",
    "load_taxonomies",
    "set_capacity",
]

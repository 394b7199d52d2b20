"""One word for one thing: each stored value has a Dutch label, each table stands in the glossary."""

import re
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db.models import Choices

ROOT = Path(__file__).parent.parent
OURS = [config for config in apps.get_app_configs() if config.name.startswith("meedoen.")]


def _choices() -> list[type[Choices]]:
    found = []
    for config in OURS:
        if (Path(config.path) / "vocabulary.py").exists():
            module = import_module(f"{config.name}.vocabulary")
            found += [
                thing
                for thing in vars(module).values()
                if isinstance(thing, type)
                and issubclass(thing, Choices)
                and thing.__module__ == module.__name__
            ]
    return found


def test_every_stored_value_has_a_dutch_label() -> None:
    """Django makes a label of the English name where none is given: that one is not accepted."""
    lists = _choices()
    assert len(lists) > 20
    unlabelled = [
        f"{choices.__name__}.{member.name}"
        for choices in lists
        for member in choices
        if not str(member.label) or str(member.label) == member.name.replace("_", " ").title()
    ]
    assert unlabelled == []


def test_every_table_is_named_as_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text().lower()
    unknown = [
        words
        for config in OURS
        for model in config.get_models()
        if (words := re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()) not in glossary
        and words.replace(" ", "_") not in glossary
    ]
    assert unknown == []

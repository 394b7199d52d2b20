"""The walls of the house stand, and each of them stops what it is there to stop."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
LINT = Path(sys.executable).parent / "lint-imports"

# Contract, file to add a line to (made where it is not there), and the line that breaks that contract alone.
PLANTED = [
    ("floors", "areas/planted.py", "import meedoen.site.ports"),
    ("floors", "areas/planted.py", "import meedoen.trail.vocabulary"),
    ("floors", "casework/planted.py", "import meedoen.activities.vocabulary"),
    ("floors", "unplanned/__init__.py", ""),
    ("rooms", "areas/queries.py", "import meedoen.areas.actions"),
    ("rooms", "people/vocabulary.py", "import meedoen.people.policy"),
    ("rooms", "trail/actions.py", "import meedoen.trail.management"),
    ("pure-policy", "people/policy.py", "from django.utils import timezone"),
    ("pure-policy", "people/policy.py", "import sqlite3"),
    ("pure-policy", "people/policy.py", "import meedoen.areas.queries"),
    ("plain-shared", "shared/planted.py", "import django"),
    ("public-half", "directory/planted.py", "import meedoen.people.vocabulary"),
    ("public-half", "guide/planted.py", "import meedoen.privacy.vocabulary"),
    ("closed-people", "outreach/planted.py", "import meedoen.people.models"),
    ("closed-privacy", "outreach/planted.py", "from meedoen.privacy import models"),
    ("closed-casework", "outreach/planted.py", "from meedoen.casework.models import Case"),
    ("monitor", "monitor/planted.py", "import meedoen.people.vocabulary"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The application without its migrations, where a line may be planted."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    only_python = shutil.ignore_patterns("__pycache__", "templates", "data", "assets", "css")
    shutil.copytree(ROOT / "meedoen", folder / "meedoen", ignore=only_python)
    for app in ("trail", "people"):
        (folder / "meedoen" / app / "management").mkdir(exist_ok=True)
        (folder / "meedoen" / app / "management" / "__init__.py").touch()
    return folder


def broken_contracts(folder: Path) -> set[str]:
    """The ids of the contracts that import-linter calls broken for the application in `folder`."""
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    env.pop("PYTHONPATH", None)
    done = subprocess.run(
        [LINT, "--no-cache"], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    by_name = {contract["name"]: name for name, contract in CONTRACTS.items()}
    assert verdicts.keys() == by_name.keys(), done.stdout + done.stderr
    return {by_name[name] for name, verdict in verdicts.items() if verdict == "BROKEN"}


def test_the_application_breaks_no_contract(copy: Path) -> None:
    assert broken_contracts(copy) == set()


def test_every_contract_has_a_planted_violation() -> None:
    assert {name for name, _, _ in PLANTED} == CONTRACTS.keys()


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED, ids=[f"{c}: {f}: {n}" for c, f, n in PLANTED])
def test_a_planted_line_breaks_that_contract_alone(copy: Path, contract: str, file: str, line: str) -> None:
    path = copy / "meedoen" / file
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        assert broken_contracts(copy) == {contract}
    finally:
        path.unlink() if before is None else path.write_text(before)
        if file.startswith("unplanned"):
            shutil.rmtree(path.parent)


def test_policy_may_not_reach_django_by_a_detour(copy: Path) -> None:
    policy, detour = (copy / "meedoen" / "people" / name for name in ("policy.py", "detour.py"))
    before = policy.read_text()
    detour.write_text("import django.db\n")
    policy.write_text(before + "\nimport meedoen.people.detour\n")
    try:
        assert broken_contracts(copy) == {"pure-policy"}
    finally:
        detour.unlink()
        policy.write_text(before)


def floors() -> dict[str, int]:
    """App to floor, the highest number at the top, from the contract that the linter holds."""
    layers = reversed(CONTRACTS["floors"]["layers"])
    return {name: floor for floor, layer in enumerate(layers) for name in re.findall(r"\w+", layer)}


def foreign_key_troubles(links: Iterable[tuple[str, str, str]]) -> list[str]:
    """What is wrong with links between tables, each (from app, to app, related name); empty when nothing is.

    A link points down, and one that leaves its app leaves no trace on the other side (`related_name="+"`):
    import-linter sees neither, since a link names its target in a string.
    """
    floor = floors()
    found = []
    for here, there, related_name in links:
        if here == there:
            continue
        if floor[here] < floor[there]:
            found.append(f"{here} points up at {there}")
        elif floor[here] == floor[there]:
            found.append(f"{here} points at its neighbour {there}")
        elif not related_name.endswith("+"):
            found.append(f"{there} can see {here} through {related_name or 'a default name'}")
    return found


def links_of_the_models() -> list[tuple[str, str, str]]:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("meedoen.")}
    return [
        (model._meta.app_label, field.related_model._meta.app_label, field.remote_field.related_name or "")
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if {model._meta.app_label, field.related_model._meta.app_label} <= ours
    ]


def test_no_foreign_key_points_up() -> None:
    links = links_of_the_models()
    assert any(here != there for here, there, _ in links)
    assert foreign_key_troubles(links) == []


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (("directory", "casework", "+"), "directory points up at casework"),
        (("casework", "activities", "+"), "casework points at its neighbour activities"),
        (("casework", "people", "cases"), "people can see casework through cases"),
        (("casework", "people", ""), "people can see casework through a default name"),
    ],
)
def test_a_planted_foreign_key_is_caught(planted: tuple[str, str, str], said: str) -> None:
    assert foreign_key_troubles([*links_of_the_models(), planted]) == [said]


def test_every_app_has_its_floor() -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("meedoen.")}
    assert labels <= floors().keys()

"""`docs/access.md`: who may do what, made from the roles and the table that the tests try cell by cell."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from meedoen.accounts.roles import ROLES
from meedoen.accounts.vocabulary import RoleCode
from tests.access_table import WHO, Row, read_table
from tools.console import ROOT, run_tool

PAGE = ROOT / "docs" / "access.md"
COLUMNS = {
    "nobody": "niet ingelogd",
    "fatima": RoleCode.CLIENT_MANAGER.label,
    "bram": RoleCode.TEAM_WORKER.label,
    "tessa": RoleCode.TEAM_LEAD.label,
    "carla": RoleCode.COORDINATOR.label,
    "dirk": RoleCode.POLICY_LEAD.label,
    "esra": RoleCode.PRIVACY_OFFICER.label,
    "hanna": RoleCode.FUNCTIONAL_MANAGER.label,
    "ravi": RoleCode.RESEARCHER.label,
    "mila": RoleCode.MAP_EDITOR.label,
    "joke": "inwoner met dossier",
    "noor": "inwoner zonder dossier",
}
ABOUT = {
    "-": "",
    "own": "eigen",
    "opened": "eigen, doel genoemd",
    "strange": "van een ander",
    "crossed": "eigen dossier, onderdeel van een ander",
    "unknown": "bestaat niet",
}
ANSWERS = {
    "ok": "ja",
    "in": "inloggen",
    "to": "door",
    "403": "mag niet",
    "404": "bestaat niet",
    "400": "fout",
}


def page() -> str:
    """The whole page as Markdown, in Dutch: functional managers and privacy officers read it."""
    return "\n".join([*_roles(), "", *_table(), ""])


def _roles() -> list[str]:
    lines = [
        "# Wie mag wat",
        "",
        "Gemaakt met `make access` uit `meedoen/accounts/roles.py` en `tests/access_table.txt`; een test",
        "kijkt of deze bladzijde klopt, en `tests/test_access.py` probeert elke cel.",
        "",
        "## De rollen",
    ]
    for role in ROLES.values():
        verbs = "; ".join(sorted(str(verb.label) for verb in role.verbs))
        lines += ["", f"**{role.code.label}**. {role.serves}", "", f"Mag: {verbs}.", f"Nooit: {role.never}"]
    return lines


def _table() -> list[str]:
    lines = [
        "## De pagina's",
        "",
        "*ja*: de pagina. *inloggen*: naar het inlogscherm. *door*: gedaan, naar een volgende pagina.",
        "*mag niet*: 403. *bestaat niet*: 404, ook voor wat van een ander is: niemand leert wat er bestaat.",
        "Elke andere methode: 405.",
        "",
        "| adres | methode | van wie | " + " | ".join(COLUMNS[who] for who in WHO) + " |",
        "|---" * (len(WHO) + 3) + "|",
    ]
    return lines + [_line(row) for row in read_table()]


def _line(row: Row) -> str:
    answers = " | ".join(ANSWERS.get(answer, answer) for answer in row.answers)
    return f"| `{row.route}` | {row.method} | {ABOUT[row.about]} | {answers} |"


def main() -> int:
    Path(PAGE).write_text(page())
    return 0


if __name__ == "__main__":
    run_tool(main)

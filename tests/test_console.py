"""What a command says: to people, to programs, and when it refuses."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from meedoen.look.commands import ConsoleCommand, missing_migrations
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Count(ConsoleCommand):
    needs_tables = False

    def run(self, console: Console, **options: Any) -> None:
        rows = [("De Wilg [open]", 3), ("Wijkbedrijf", None)]
        console.table("Aanbod", {"name": "Naam", "places": "Plekken"}, console.progress(rows, "Tellen"))
        console.done("2 keer aanbod geteld.", count=2)


class Refuse(ConsoleCommand):
    needs_tables = False

    def run(self, console: Console, **options: Any) -> None:
        console.say("Ik begin.")
        raise Refused("Het bedrag is geen getal. Schrijf bijvoorbeeld 4.00.", "de-wilg.yaml:12")


def test_people_get_a_table_and_a_sentence() -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command(Count(), stdout=out, stderr=err)
    assert "De Wilg [open]" in out.getvalue()
    assert out.getvalue().endswith("2 keer aanbod geteld.\n")
    assert err.getvalue() == ""


def test_a_program_gets_one_document_and_nothing_else() -> None:
    out = io.StringIO()
    call_command(Count(), json=True, stdout=out)
    assert json.loads(out.getvalue()) == {
        "count": 2,
        "messages": ["2 keer aanbod geteld."],
        "tables": [
            {
                "title": "Aanbod",
                "rows": [{"name": "De Wilg [open]", "places": 3}, {"name": "Wijkbedrijf", "places": None}],
            }
        ],
    }


def test_a_refusal_is_one_sentence_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        Refuse().run_from_argv(["meedoen", "refuse"])
    said = capsys.readouterr()
    assert end.value.code == 1
    assert said.err == "de-wilg.yaml:12: Het bedrag is geen getal. Schrijf bijvoorbeeld 4.00.\n"
    assert said.out == "Ik begin.\n"


def test_a_refusal_stands_in_the_document_for_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Refuse().run_from_argv(["meedoen", "refuse", "--json"])
    assert json.loads(capsys.readouterr().out) == {
        "error": {
            "message": "Het bedrag is geen getal. Schrijf bijvoorbeeld 4.00.",
            "where": "de-wilg.yaml:12",
        },
        "messages": ["Ik begin."],
        "tables": [],
    }


def test_a_row_that_does_not_fit_its_columns_fails() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        Console(as_json=True, out=io.StringIO()).table("Aanbod", ["Naam", "Plekken"], [("De Wilg",)])


def test_the_bar_stands_on_standard_error_of_a_terminal_only() -> None:
    out, terminal, pipe = io.StringIO(), Terminal(), io.StringIO()
    assert list(Console(out=out, err=terminal).progress([1, 2], "Laden")) == [1, 2]
    assert list(Console(out=out, err=pipe).progress([1, 2], "Laden")) == [1, 2]
    assert "Laden" in terminal.getvalue()
    assert pipe.getvalue() == ""
    assert out.getvalue() == ""


def test_a_command_refuses_a_database_without_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meedoen.look.commands.missing_migrations", lambda: ["people.0002_more"])
    command = Count()
    command.needs_tables = True
    with pytest.raises(Refused, match="meedoen migrate"):
        call_command(command, stdout=io.StringIO())


@pytest.mark.django_db
def test_a_migrated_database_misses_nothing() -> None:
    assert missing_migrations() == []

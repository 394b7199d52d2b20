"""The base of every command: `--json`, and a refusal as one sentence instead of a traceback."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from meedoen.shared.console import Console
from meedoen.shared.errors import Refused


class ConsoleCommand(BaseCommand):
    """A command that writes its work in `run` and speaks through a `Console`.

    Raise `Refused` for whatever the user can put right: the command line then shows that one sentence on
    standard error and ends with exit code 1. `call_command` lets the `Refused` through, for tests.
    """

    needs_tables = True
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand.replace("_", "-"), **kwargs)
        parser.add_argument("--json", action="store_true", help="één JSON-document op standard output")
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(as_json=options.pop("json"), out=self.stdout._out, err=self.stderr._out)
        try:
            if self.needs_tables and missing_migrations():
                raise Refused(
                    "De tabellen van de database zijn niet bijgewerkt. Draai eerst: meedoen migrate"
                )
            self.run(console, **options)
        except Refused as refusal:
            console.refuse(refusal)
            console.close()
            raise
        console.close()

    def run(self, console: Console, **options: Any) -> None:
        """Do the work; `options` are the command's own arguments besides Django's."""
        raise NotImplementedError(f"{type(self).__module__} writes its work in run()")

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except Refused as refusal:
            print(refusal, file=sys.stderr)
            sys.exit(1)
        except KeyboardInterrupt:
            print("Gestopt.", file=sys.stderr)
            sys.exit(130)


def missing_migrations(database: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of the migrations that this code has and the database has not, as `app.0001_name`."""
    executor = MigrationExecutor(connections[database])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]

"""`meedoen load-areas FILE`: outlines of municipalities, districts and neighbourhoods, from any GeoJSON."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from meedoen.areas.actions import Loaded, load_area_file
from meedoen.areas.geojson_file import AreaFile, Known, read_geojson
from meedoen.areas.policy import area_code
from meedoen.areas.queries import names_of_areas
from meedoen.areas.vocabulary import AreaKind
from meedoen.look.commands import ConsoleCommand
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused

KINDS = {str(kind.label): kind for kind in AreaKind}
MOST_NAMED = 20


class Command(ConsoleCommand):
    help = "Laad gebieden met hun omtrek uit een GeoJSON-bestand. Nog een keer laden verandert niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="GeoJSON in WGS84 of RD, met codes van het CBS")
        parser.add_argument(
            "--kind", choices=list(KINDS), help="wat de gebieden zijn, als het bestand dat niet zegt"
        )
        parser.add_argument(
            "--municipality", default="", help="code van de gemeente, bij een bestand met alleen namen"
        )
        parser.add_argument("--dry-run", action="store_true", help="alleen kijken wat er zou veranderen")

    def run(self, console: Console, **options: Any) -> None:
        kind = KINDS.get(options["kind"])

        def progress(features: Sequence[Any]) -> Iterable[Any]:
            return console.progress(features, "Gebieden lezen", total=len(features))

        known = _known(kind, options["municipality"])
        found = read_geojson(options["file"], kind=kind, known=known, progress=progress)
        loaded = load_area_file(
            areas=found.areas, municipality_names=found.municipality_names, dry_run=options["dry_run"]
        )
        _report(console, found, loaded, dry_run=options["dry_run"])


def _known(kind: AreaKind | None, municipality: str) -> Known | None:
    """The areas whose names may stand for their codes, where the command says which those are."""
    if kind is None:
        if municipality:
            raise Refused("Zet bij --municipality ook --kind: zijn het wijken of buurten?")
        return None
    code = area_code(municipality, AreaKind.MUNICIPALITY) if municipality else ""
    if municipality and not code.startswith("GM"):
        raise Refused("Schrijf bij --municipality de code van een gemeente, bijvoorbeeld GM0344.")
    if kind != AreaKind.MUNICIPALITY and not code:
        return None
    return Known.of(names_of_areas(kind, code))


def _report(console: Console, found: AreaFile, loaded: Loaded, *, dry_run: bool) -> None:
    if found.water:
        console.say(f"Overgeslagen, want het is water: {found.water}.")
    if found.unknown_names:
        named = ", ".join(found.unknown_names[:MOST_NAMED])
        console.say(f"Overgeslagen, want niet bekend in deze gemeente: {named}.")
    if loaded.loose:
        console.say(
            f"Nog zonder wijk of gemeente eromheen: {len(loaded.loose)}. Laad ook een bestand met die."
        )
    start = "Zou worden" if dry_run else "Gedaan"
    console.done(
        f"{start}: {loaded.new} nieuw, {loaded.changed} gewijzigd, {loaded.same} gelijk.",
        new=loaded.new,
        changed=loaded.changed,
        same=loaded.same,
        water=found.water,
        unknown=found.unknown_names,
        loose=list(loaded.loose),
        dry_run=dry_run,
    )

"""`meedoen coverage`: whether everybody who is followed has an owner and a date."""

from typing import Any

from meedoen.areas.queries import names_of_areas
from meedoen.areas.vocabulary import AreaKind
from meedoen.look.commands import ConsoleCommand
from meedoen.people.queries import coverage_of
from meedoen.people.vocabulary import CoverageState, NextAction, SinceContact
from meedoen.shared.clock import now
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused

SPLITS = {
    "states": ("Hoe het ervoor staat", dict(CoverageState.choices)),
    "since_contact": ("Laatste contact", dict(SinceContact.choices)),
    "next_actions": ("Wat er nu moet gebeuren", dict(NextAction.choices)),
    "legal_domains": ("Wettelijk kader", {}),
    "areas": ("Wijk", {}),
    "past_date_by_area": ("Datum voorbij, per wijk", {}),
}
BY_AREA = ("areas", "past_date_by_area")


class Command(ConsoleCommand):
    help = "Laat zien of iedereen die gevolgd wordt een eigenaar, een volgende actie en een dag heeft."

    def run(self, console: Console, **options: Any) -> None:
        """Raises Refused, and so ends with 1, where somebody has no owner or date."""
        found = coverage_of(now().date())
        splits = {name: dict(getattr(found, name)) for name in SPLITS}
        districts = dict(names_of_areas(AreaKind.DISTRICT))
        for name, (title, fixed) in SPLITS.items():
            labels = districts if name in BY_AREA else fixed
            rows = [[labels.get(code, code or "niet bekend"), count] for code, count in splits[name].items()]
            console.table(title, {"what": title, "count": "Aantal"}, rows)
        loose = found.without_owner_or_date
        console.done(
            f"{found.known} bekend buiten open aanbod, waarvan {loose} zonder eigenaar of datum.",
            known=found.known,
            without_owner_or_date=loose,
            **splits,
        )
        if loose:
            raise Refused(
                "Niet iedereen heeft een eigenaar en een datum. Geef een collega een rol in het team van "
                "deze inwoners; binnen vijf minuten krijgen zij een eigenaar."
            )

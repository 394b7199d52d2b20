"""The start of who looks after the social map: what waits, in the order in which it waits for somebody."""

from django.http import HttpResponse
from django.shortcuts import render

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.assurance.queries import broken_addresses, counts_of
from meedoen.assurance.vocabulary import Stage
from meedoen.editing.queries.proposals import proposals_for
from meedoen.editing.vocabulary import ProposalState
from meedoen.look.parts import Link, TaskRow
from meedoen.site.public_queries import MapCounts, map_counts

UPKEEP = "/werk/actueel/?toestand="
CALL = "zonder mailadres, dus niet per mail te vragen"
HIDDEN = "niemand bevestigde dat het nog klopt"
ROOMS = (
    TaskRow("Al het aanbod", "/werk/aanbod/", "aanpassen, plekken bijwerken, nieuw aanbod maken"),
    TaskRow("Lijsten inlezen", "/werk/inlezen/", "CSV, XLSX of HSDS, altijd eerst op proef"),
    TaskRow("Dubbelen", "/werk/dubbel/", "wat op elkaar lijkt, samenvoegen of uit elkaar houden"),
    TaskRow("Actueel houden", "/werk/actueel/", "wat bevestigd is en wat niet meer, met wie je belt"),
    TaskRow("Voorstellen", "/werk/voorstellen/", "wat bezoekers en organisaties willen veranderen"),
    TaskRow("Kwaliteit", "/werk/kwaliteit/", "wat er beter kan, per aanbod"),
    TaskRow("Besluiten", "/werk/besluiten/", "wat is toegelaten of niet, en waarom"),
    TaskRow("Open data", "/api/hsds/profile", "wat anderen van de kaart kunnen gebruiken, en hoe"),
    TaskRow("Op een andere website", "/inbedden/", "een lijst of aanbod op een eigen site zetten"),
)


@door("GET", verb=Verb.KEEP_MAP)
def map_desk(request: SignedInRequest) -> HttpResponse:
    context = {
        "waiting": _waiting(request.actor),
        "rooms": ROOMS,
        "facts": _facts(map_counts()),
        "crumbs": [Link("Werk", "/werk/")],
    }
    return render(request, "site/desk/map.html", context)


def _waiting(actor: Actor) -> list[TaskRow]:
    """What somebody has to do something about; a line with nothing in it is left out."""
    stages = counts_of(actor)
    proposals = proposals_for(actor).filter(state=ProposalState.PENDING).count()
    broken = broken_addresses(actor).count()
    lines = (
        (proposals, "voorstel wacht", "voorstellen wachten", "/werk/voorstellen/", "op jouw oordeel"),
        (stages["call"], "aanbod om te bellen", "keer aanbod om te bellen", UPKEEP + "call", CALL),
        (stages[Stage.HIDDEN], "aanbod verborgen", "keer aanbod verborgen", UPKEEP + "hidden", HIDDEN),
        (broken, "dood adres", "dode adressen", "/werk/dode-links/", "websites en mailadressen"),
    )
    return [
        TaskRow(f"{count} {one if count == 1 else more}", url, about)
        for count, one, more, url, about in lines
        if count
    ]


def _facts(counts: MapCounts) -> list[tuple[str, str]]:
    return [
        ("Te zien op de kaart", f"{counts.services} keer aanbod van {counts.organizations} organisaties"),
        ("Bevestigd", f"{counts.confirmed} keer"),
        ("Verzonnen voorbeelden", f"{counts.invented} keer"),
    ]

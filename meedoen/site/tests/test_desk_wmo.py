"""Wmo terms on the start page of the desk: for the lead first, for the team lead too, for nobody else."""

from datetime import timedelta
from typing import Any

import pytest

from meedoen.casework.models import Case, WmoRoute
from meedoen.people.models import Involvement
from meedoen.site.desk_wmo import MOST
from meedoen.site.tests.desk_makers import looks, make_known, queries_of, signed_in, text
from tests.cast import TODAY, make_cast

pytestmark = pytest.mark.django_db


def route(case: Case, reported: int, **more: Any) -> WmoRoute:
    return WmoRoute.objects.create(
        case=case,
        question="Hulp in huis",
        reported_on=TODAY - timedelta(days=reported),
        by_id=case.involvement.lead_id,
        **more,
    )


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one; empty where there is none."""
    _, found, rest = page.partition(f"<h2>{heading}")
    return rest.partition("<h2>")[0] if found else ""


def test_the_lead_sees_what_ends_first_with_its_days_in_words() -> None:
    cast = make_cast()
    for name, reported in (("Bijna", 39), ("Voorbij", 50), ("Ruim", 10)):
        route(make_known(cast, "bram", name), reported)
    page = text(signed_in(cast.bram).get("/werk/"))
    part = section(page, "Wmo-termijnen die aflopen")
    assert part.index("Voorbij") < part.index("Bijna") and "Ruim" not in part
    assert part.count("te laat") == 1 and "loopt af over 3 dagen" in part
    assert "uiterlijk vr 18 sep" in part and "het onderzoek afronden" in part
    assert page.index("Wmo-termijnen die aflopen") < page.index("Jouw mensen")
    assert len(looks()) == 3


def test_the_team_lead_sees_the_terms_of_colleagues_with_their_name() -> None:
    cast = make_cast()
    case = make_known(cast, "bram", "Voorbij")
    Involvement.objects.filter(id=case.involvement_id).update(next_action_on=TODAY + timedelta(days=9))
    route(case, 50)
    route(make_known(cast, "tessa", "Eigen"), 50)
    page = text(signed_in(cast.tessa).get("/werk/"))
    team, own = section(page, "Wmo-termijnen bij een collega"), section(page, "Wmo-termijnen die aflopen")
    assert "Voorbij" in team and "contactpersoon Bram" in team and "Eigen" not in team
    assert "Eigen" in own and "Voorbij" not in own
    assert "Wmo-termijnen bij een collega" not in text(signed_in(cast.bram).get("/werk/"))


def test_nobody_in_another_legal_domain_reads_of_the_wmo() -> None:
    cast = make_cast()
    route(make_known(cast, "bram", "Voorbij"), 50)
    for who in ("fatima", "carla", "dirk", "esra"):
        page = text(signed_in(getattr(cast, who)).get("/werk/"))
        assert "Wmo" not in page and "Voorbij" not in page


def test_a_long_list_says_how_many_there_are_and_takes_as_many_queries_as_a_short_one() -> None:
    cast = make_cast()
    client = signed_in(cast.tessa)
    route(make_known(cast, "tessa", "Eigen"), 50)
    route(make_known(cast, "bram", "Eerste"), 50)
    first = queries_of(client, "/werk/")
    for number in range(MOST):
        case = make_known(cast, "tessa", f"Nummer{number}")
        route(case, 60)
    assert queries_of(client, "/werk/") == first
    assert f"Dit zijn de eerste {MOST} van {MOST + 1}." in text(client.get("/werk/"))

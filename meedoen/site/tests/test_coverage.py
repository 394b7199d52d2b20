"""Nobody forgotten: exact for the own team, shielded for who sees no persons, and the lists behind it."""

from datetime import timedelta

import pytest

from meedoen.areas.models import Area
from meedoen.areas.vocabulary import AreaKind
from meedoen.people.models import Involvement
from meedoen.shared.suppression import THRESHOLD
from meedoen.site.coverage_counts import Tally, shielded
from meedoen.site.tests.desk_makers import looks, make_known, queries_of, signed_in, text
from tests.cast import TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db
PAGE = "/werk/niemand-vergeten/"


def _districts() -> None:
    whole = Area.objects.create(code="GM0344", kind=AreaKind.MUNICIPALITY, name="Utrecht")
    for code, name in (("WK034402", "Noordwest"), ("WK034403", "Overvecht")):
        Area.objects.create(code=code, kind=AreaKind.DISTRICT, name=name, parent=whole)


def _people(cast: Cast, number: int, worker: str = "bram", **fields: object) -> None:
    for each in range(number):
        row = make_case(involve(make_person(cast.utrecht, f"{worker}{each}"), getattr(cast, worker)))
        Involvement.objects.filter(id=row.involvement_id).update(**fields)


def _row(page: str, label: str) -> str:
    """The text of the row of a table that begins with this label."""
    after = page.split(f"{label}</", 1)[1].split("</tr>", 1)[0]
    return " ".join(after.split('<td class="md-number">')[1:]).replace("</td>", " ")


def test_a_team_lead_sees_the_own_team_exact_and_no_other_agency() -> None:
    cast = make_cast()
    _districts()
    _people(cast, 2)
    _people(cast, 1, next_action_on=TODAY - timedelta(days=2))
    _people(cast, 30, "fatima")
    page = text(signed_in(cast.tessa).get(PAGE))
    assert "Niemand is zonder eigenaar of datum" in page
    assert "Dat geldt voor alle 3 inwoners." in page
    assert _row(page, "De datum is voorbij").strip() == "1"
    assert _row(page, "Gesprek voeren").strip() == "3"
    assert "Noordwest" not in page
    assert _row(page, "Overvecht").split() == ["3", "1"]
    assert "Participatiewet" not in page
    assert "afgeschermd" not in page
    assert looks() == []


def test_who_reads_figures_sees_the_municipality_rounded_and_without_small_numbers() -> None:
    cast = make_cast()
    _districts()
    _people(cast, 31, "fatima")
    _people(cast, 22)
    _people(cast, 3, next_action_on=TODAY - timedelta(days=2))
    _people(cast, 40, "olga")
    for reader in (cast.dirk, cast.ravi):
        page = text(signed_in(reader).get(PAGE))
        assert "Dat geldt voor alle inwoners, ongeveer 55." in page
        assert _row(page, "De datum is voorbij").strip() == "afgeschermd"
        assert _row(page, "Er staat een volgende actie").strip() == "afgeschermd"
        assert "te-laat" not in page
        assert "Waarom staat er" in page
    assert looks() == []


def test_where_somebody_has_no_owner_the_page_says_what_to_do() -> None:
    cast = make_cast()
    _people(cast, 1)
    cast.bram.memberships.update(ends_on=TODAY - timedelta(days=1))
    page = text(signed_in(cast.tessa).get(PAGE))
    assert "Niet iedereen heeft een eigenaar en een datum" in page
    assert "Vraag de functioneel beheerder om een collega een rol te geven" in page


def test_who_is_on_several_lists_is_counted_without_a_name() -> None:
    cast = make_cast()
    for number in range(12):
        person = make_person(cast.utrecht, f"Twee keer {number}")
        involve(person, cast.bram)
        involve(person, cast.fatima)
    _people(cast, 20, "fatima")
    page = text(signed_in(cast.dirk).get(PAGE))
    assert _row(page, "Twee lijsten").strip() == "10"
    assert _row(page, "Is bekend bij meer dan één instantie").strip() == "10"
    assert "Twee keer" not in page


def test_behind_a_number_stand_the_cases_with_a_line_for_each_name() -> None:
    cast = make_cast()
    _people(cast, 1)
    late = make_known(cast, "bram", "Samir", "Amrani")
    Involvement.objects.filter(id=late.involvement_id).update(next_action_on=TODAY - timedelta(days=2))
    stranger = make_known(cast, "fatima", "Aya", "Ander")
    Involvement.objects.filter(id=stranger.involvement_id).update(next_action_on=TODAY - timedelta(days=2))
    client = signed_in(cast.tessa)
    page = text(client.get(PAGE + "te-laat/"))
    assert "Samir Amrani" in page
    assert "bram0" not in page
    assert "Aya" not in page
    assert looks() == [("nobody_forgotten", "zorgen dat niemand vergeten wordt")]
    for slug in ("zonder-contactpersoon", "met-rust", "lang-geen-contact"):
        assert client.get(f"{PAGE}{slug}/").status_code == 200
    assert client.get(f"{PAGE}onzin/").status_code == 404


def test_a_long_list_comes_in_pages() -> None:
    cast = make_cast()
    _people(cast, 27, next_action_on=TODAY - timedelta(days=2))
    client = signed_in(cast.tessa)
    assert "Pagina 1 van 2" in text(client.get(PAGE + "te-laat/"))
    assert len(looks()) == 25
    assert client.get(PAGE + "te-laat/?pagina=2").status_code == 200
    assert len(looks()) == 27


def test_the_page_takes_as_many_queries_for_many_as_for_few() -> None:
    cast = make_cast()
    _people(cast, 1)
    for reader in (cast.tessa, cast.dirk):
        client = signed_in(reader)
        few = queries_of(client, PAGE)
        _people(cast, 4)
        assert queries_of(client, PAGE) == few


def test_no_small_count_can_be_worked_out_from_another() -> None:
    """With districts: what is late and what is not late are both at least ten, or neither is shown."""
    split = {"a": 40, "b": 12, "c": 30}
    past = {"a": 20, "b": 11, "c": 15}
    tally = Tally(
        known=82,
        nobody_loose=True,
        states={},
        since={},
        next_actions={},
        legal_domains={},
        areas=split,
        past_by_area=past,
        group_name="",
        groups={},
        lists={},
        also={"few": THRESHOLD - 1, "nearly all": 80},
    )
    shown = shielded(tally)
    assert shown.past_by_area["b"] is None
    assert list(shown.past_by_area.values()).count(None) >= 2
    assert shown.also == {"few": None, "nearly all": None}
    assert shown.known == 80

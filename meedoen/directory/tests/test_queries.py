from datetime import date, time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Area
from meedoen.areas.vocabulary import AreaKind
from meedoen.directory.actions import load_taxonomies, set_capacity
from meedoen.directory.jobs import keep_index_fresh
from meedoen.directory.models import Location, Service, TaxonomyTerm
from meedoen.directory.policy import Sought
from meedoen.directory.queries import (
    area_choices,
    cards,
    count_placed,
    detail,
    find_services,
    fitting,
    map_of,
    recognised_terms,
    services_with_terms,
)
from meedoen.directory.tests.makers import (
    NOW,
    TODAY,
    give_area,
    give_cost,
    give_everything,
    give_place,
    give_rhythm,
    give_term,
    make_service,
)
from meedoen.directory.vocabulary import TaxonomyCode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


# Cards


def test_a_card_says_what_where_when_for_whom_price_places_and_how_sure() -> None:
    service = make_service(
        summary="Eet mee.",
        eligibility_description="buren\nouderen",
        minimum_age=18,
        assured_date=date(2026, 3, 3),
    )
    give_everything(service)
    service.schedules.update(opens_at=time(10), closes_at=time(12))
    set_capacity(service_id=service.id, unit="plekken", available=3, maximum=10, by=None, at=NOW)

    card = cards([service.id], on=TODAY)[0]

    assert (card.name, card.organization, card.summary) == ("Samen koken", "De Linde", "Eet mee.")
    assert card.where == "Het Praathuis, Overvecht (Utrecht)"
    assert (card.when, card.next_on) == ("elke dinsdag, 10.00 tot 12.00 uur", TODAY)
    assert card.for_whom == "buren en anderen, vanaf 18 jaar"
    assert (card.price, card.free_places) == ("€ 3,00 per keer", "nog 3 plekken")
    assert (card.sure, card.is_sure) == ("nagevraagd op 3 maart 2026", True)
    assert (card.url, card.rd) == (f"/aanbod/{service.id}/", (136000, 458000))


def test_a_card_of_which_nothing_is_known_says_so_and_guesses_nothing() -> None:
    card = cards([make_service(described_year=2002).id], on=TODAY)[0]

    assert (card.where, card.when, card.next_on) == ("plek niet bekend", "dagen en tijden niet bekend", None)
    assert (card.for_whom, card.price) == ("doelgroep niet bekend", "prijs niet bekend")
    assert (card.free_places, card.has_free_places) == ("vrije plekken niet bekend", None)
    assert (card.sure, card.rd) == ("beschreven in 2002, niet bevestigd", None)


def test_cards_keep_the_order_asked_and_leave_out_what_is_not_there() -> None:
    first, second = make_service("Z"), make_service("A")

    assert [card.name for card in cards([first.id, uuid4(), second.id], on=TODAY)] == ["Z", "A"]


def test_three_cards_take_as_many_queries_as_one() -> None:
    made = [give_everything(make_service(str(number), organization=str(number))).id for number in range(3)]
    with CaptureQueriesContext(connection) as one:
        cards(made[:1], on=TODAY)
    with CaptureQueriesContext(connection) as three:
        assert len(cards(made, on=TODAY)) == 3

    assert len(one) == len(three) == 7


def test_a_detail_knows_who_says_what_and_is_none_where_there_is_no_service() -> None:
    service = give_everything(make_service(status="inactive", source_documents=["003"]))
    give_term(service, "ladder_step", "3", label="document 003", value="de Doenerij")

    found = detail(service.id, on=TODAY)

    assert found is not None
    assert found.card.is_active is False
    step = found.terms[TaxonomyCode.LADDER_STEP][0]
    assert (step.name, step.value, step.label) == (
        "Deelname aan georganiseerde activiteiten",
        "de Doenerij",
        "document 003",
    )
    assert found.terms[TaxonomyCode.VARIANT] == ()
    assert detail(uuid4(), on=TODAY) is None


# Finding


def names(text: str = "", **sought: object) -> list[str]:
    """Names of what is found, in alphabetical order."""
    found = find_services(text, Sought(**sought), limit=50)  # type: ignore[arg-type]
    assert found.total == len(found.ids)
    return sorted(Service.objects.filter(id__in=found.ids).values_list("name", flat=True))


@pytest.fixture
def offer(terms: None) -> None:
    """Services in two municipalities, one of them without a place, one that ended."""
    for name, codes, terms, cost in (
        ("samen Overvecht", ["WK034403"], [("interest", "cooking"), ("access", "open")], "0.00"),
        ("samen Zuilen", ["WK034402"], [("interest", "cooking"), ("access", "indication")], "3.00"),
        ("samen Utrecht", ["GM0344"], [("interest", "garden"), ("access", "open")], None),
        ("samen Deventer", ["GM0150"], [("interest", "cooking")], "0.00"),
        ("samen nergens", [], [], None),
    ):
        service = make_service(name)
        for taxonomy, code in terms:
            give_term(service, taxonomy, code)
        for code in codes:
            give_place(service, code)
        if cost:
            give_cost(service, cost)
    give_area(Service.objects.get(name="samen Utrecht"), "Utrecht", "GM0344")
    ended = make_service("samen gestopt", status="inactive")
    give_term(ended, "interest", "cooking")
    give_place(ended, "WK034403")


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({}, ["samen Deventer", "samen Overvecht", "samen Utrecht", "samen Zuilen", "samen nergens"]),
        ({"interest": "cooking"}, ["samen Deventer", "samen Overvecht", "samen Zuilen"]),
        ({"access": "open"}, ["samen Overvecht", "samen Utrecht"]),
        ({"free": True}, ["samen Deventer", "samen Overvecht"]),
        ({"area": "WK034403"}, ["samen Overvecht", "samen Utrecht"]),
        ({"area": "GM0344"}, ["samen Overvecht", "samen Utrecht", "samen Zuilen"]),
        ({"area": "GM0344", "interest": "cooking", "free": True}, ["samen Overvecht"]),
        ({"area": "WK999999"}, []),
    ],
)
@pytest.mark.usefixtures("offer")
def test_filters_find_the_same_with_and_without_the_index(
    sought: dict[str, object], expected: list[str]
) -> None:
    assert names(**sought) == expected
    assert find_services("samen", Sought(), limit=1).by_index is False
    assert names("samen", **sought) == expected
    keep_index_fresh()
    assert find_services("samen", Sought(), limit=1).by_index is True
    assert names("samen", **sought) == expected


@pytest.mark.usefixtures("offer")
def test_a_service_that_is_free_in_one_way_only_is_not_free() -> None:
    give_cost(Service.objects.get(name="samen Overvecht"), "2.00")
    keep_index_fresh()

    assert names(free=True) == names("samen", free=True) == ["samen Deventer"]


def test_a_word_of_a_term_finds_its_services() -> None:
    give_term(make_service("Het Praathuis"), "interest", "cooking")
    make_service("De Werkplaats")
    keep_index_fresh()

    assert names("stamppot") == []
    assert names("recepten") == ["Het Praathuis"]


def test_without_an_index_names_and_activities_are_looked_up() -> None:
    make_service("Buurthuis", activities=["kookles", "schaken"])
    make_service("100%_koken")

    assert names("kookles") == ["Buurthuis"]
    assert names("schaken kookles") == ["Buurthuis"]
    assert names("schaken dammen") == []
    assert names("%_") == ["100%_koken", "Buurthuis"]


def test_a_question_without_a_telling_word_lists_everything() -> None:
    make_service("Koken")
    finding = find_services("wat kan ik doen?!", Sought(), limit=10)

    assert (finding.total, finding.match, finding.by_index) == (1, None, True)


def test_services_with_terms_come_with_their_terms_and_the_best_first() -> None:
    one, both, other = make_service("A"), make_service("B"), make_service("C")
    give_term(one, "life_domain", "income")
    give_term(both, "life_domain", "income")
    give_term(both, "life_domain", "health")
    give_term(other, "life_domain", "housing")
    give_term(make_service("D", status="defunct"), "life_domain", "health")

    found = services_with_terms(TaxonomyCode.LIFE_DOMAIN, ["income", "health"])

    assert [(match.service_id, match.codes) for match in found] == [
        (both.id, ("income", "health")),
        (one.id, ("income",)),
    ]


def test_terms_are_recognised_in_a_question_whatever_the_ending() -> None:
    def found(text: str) -> set[str]:
        return set(TaxonomyTerm.objects.filter(id__in=recognised_terms(text)).values_list("code", flat=True))

    assert "cooking" in found("Ik wil KOKEN")
    assert "creative" in found("gitaren")
    assert found("kanariewoord") == set()
    assert found("") == set()


# The index


def test_the_index_is_made_anew_only_when_something_changed() -> None:
    service = make_service("Schaken")

    assert [keep_index_fresh(), keep_index_fresh()] == [True, False]
    Service.objects.filter(id=service.id).update(name="Dammen", last_modified=NOW.replace(year=2027))
    assert [keep_index_fresh(), keep_index_fresh()] == [True, False]
    assert (names("schaken"), names("dammen")) == ([], ["Dammen"])
    make_service("Bridge")
    assert keep_index_fresh() is True
    term = TaxonomyTerm.objects.get(code="cooking")
    term.synonyms = [*term.synonyms, "stamppot"]
    term.save()
    assert keep_index_fresh() is True
    load_taxonomies()
    assert keep_index_fresh() is False


def test_the_index_is_read_in_as_many_queries_for_three_services_as_for_one() -> None:
    keep_index_fresh()
    give_everything(make_service("0"))
    with CaptureQueriesContext(connection) as one:
        keep_index_fresh()
    for number in range(1, 3):
        give_everything(make_service(str(number), last_modified=NOW.replace(year=2027)))
    with CaptureQueriesContext(connection) as three:
        assert keep_index_fresh() is True

    assert len(one) == len(three)


# Choices and the map


def area(code: str, kind: AreaKind, name: str, parent: Area | None = None) -> Area:
    outline = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}
    return Area.objects.create(code=code, kind=kind, name=name, parent=parent, outline=outline)


def test_areas_to_choose_from_are_those_where_there_is_something_to_do() -> None:
    utrecht = area("GM0344", AreaKind.MUNICIPALITY, "Utrecht")
    area("WK034403", AreaKind.DISTRICT, "Overvecht", utrecht)
    area("WK034402", AreaKind.DISTRICT, "Zuilen", utrecht)
    give_place(make_service(), "WK034403")
    give_area(make_service(), "Deventer", "GM0150")
    give_area(make_service(status="inactive"), "Zeist", "GM0355")

    assert area_choices() == [
        ("Gemeenten", [("GM0150", "Deventer"), ("GM0344", "Utrecht")]),
        ("Wijken in Utrecht", [("WK034403", "Overvecht")]),
    ]


def test_a_map_has_a_point_for_each_known_place_and_the_districts_around() -> None:
    utrecht = area("GM0344", AreaKind.MUNICIPALITY, "Utrecht")
    area("WK034403", AreaKind.DISTRICT, "Overvecht", utrecht)
    area("WK015001", AreaKind.DISTRICT, "Elders", area("GM0150", AreaKind.MUNICIPALITY, "Deventer"))
    placed, unplaced = give_everything(make_service()), make_service()
    # The tower of Amersfoort, from which the grid is measured.
    Location.objects.update(rd_x=155000, rd_y=463000)

    found = map_of([placed.id, unplaced.id], on=TODAY)

    point = found["points"]["features"][0]
    assert len(found["points"]["features"]) == count_placed([placed.id, unplaced.id]) == 1
    assert point["geometry"]["coordinates"] == pytest.approx([5.387206, 52.155174], abs=1e-5)
    assert point["properties"]["title"] == "Samen koken"
    assert point["properties"]["url"] == f"/aanbod/{placed.id}/"
    assert "elke dinsdag" in point["properties"]["text"]
    assert [shape["properties"]["title"] for shape in found["outlines"]["features"]] == ["Overvecht"]


def test_fitting_services_of_a_neighbourhood_are_those_of_the_areas_around_it() -> None:
    service = make_service()
    give_place(service, "WK034403")
    give_rhythm(service, "TU")

    assert list(fitting(Sought(area="BU03440312"))) == [service]
    assert list(fitting(Sought(area="BU03440212"))) == []

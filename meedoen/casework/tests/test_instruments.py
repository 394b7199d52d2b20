"""Measuring with a person: what is kept in both views, what is refused, and how it reads over time."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.casework import charts
from meedoen.casework.actions import measure, state_purpose
from meedoen.casework.actions.instruments import fill_in, load_instruments
from meedoen.casework.models import (
    Case,
    Instrument,
    InstrumentMeasurement,
    InstrumentScore,
    ScaleStep,
)
from meedoen.casework.policy.instruments import Answer
from meedoen.casework.queries.instruments import (
    asked_last,
    filled_in,
    instrument_measured,
    instrument_to_fill_in,
    ladder_trends_of,
    own_trends,
    summaries_of,
    trend_of,
)
from meedoen.casework.vocabulary import Aspect, MeasureMoment, Purpose, ScaleCode, View
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.trail.models import AccessLine, AuditLine
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db

GOALS, MATRIX = "life_goals_domains", "self_sufficiency_matrix"
BASELINE, INTERIM, END = MeasureMoment.BASELINE, MeasureMoment.INTERIM, MeasureMoment.END
FIRST = TODAY - timedelta(days=200)


def _case(cast: Cast, worker: str = "bram", name: str = "Samir") -> Case:
    return make_case(involve(make_person(cast.utrecht, name), getattr(cast, worker)))


def _fill(
    case: Case,
    cast: Cast,
    person: dict[int, Answer],
    worker: dict[int, Answer],
    *,
    moment: MeasureMoment = BASELINE,
    on: date = FIRST,
    code: str = GOALS,
    who: str = "bram",
    minutes: int = 0,
) -> list[InstrumentMeasurement]:
    return fill_in(
        case=case,
        instrument_code=code,
        moment=moment,
        measured_on=on,
        answers={View.PERSON: person, View.WORKER: worker},
        note="",
        by=cast.actor(who),
        at=NOW + timedelta(minutes=minutes),
    )


def test_both_views_are_kept_and_what_was_not_asked_has_no_row() -> None:
    cast = make_cast()
    case = _case(cast)
    _fill(case, cast, {1: Answer(4, "Klein huis"), 3: Answer(6)}, {1: Answer(3)})
    kept = InstrumentScore.objects.values_list("measurement__view", "item__position", "value", "words")
    assert sorted(kept) == [("person", 1, 4, "Klein huis"), ("person", 3, 6, ""), ("worker", 1, 3, "")]


def test_one_view_alone_can_be_filled_in() -> None:
    cast = make_cast()
    case = _case(cast)
    made = _fill(case, cast, {1: Answer(4)}, {1: Answer()})
    assert [row.view for row in made] == [View.PERSON]


@pytest.mark.parametrize(
    ("person", "code", "moment", "on", "words"),
    [
        ({}, GOALS, BASELINE, FIRST, "nog niets ingevuld"),
        ({1: Answer(11)}, GOALS, BASELINE, FIRST, "Woonsituatie: Kies een getal van 1 tot en met 10"),
        ({9: Answer(4)}, GOALS, BASELINE, FIRST, "niet meer"),
        ({1: Answer(4)}, GOALS, INTERIM, FIRST, "Kies daarom beginmeting"),
        ({1: Answer(4)}, GOALS, BASELINE, TODAY + timedelta(days=1), "Deze datum komt nog"),
        ({1: Answer(4)}, MATRIX, BASELINE, FIRST, "uitgezet"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    person: dict[int, Answer], code: str, moment: MeasureMoment, on: date, words: str
) -> None:
    cast = make_cast()
    with pytest.raises(Refused, match=words):
        _fill(_case(cast), cast, person, {2: Answer(5)} if person else {}, code=code, moment=moment, on=on)
    assert (InstrumentMeasurement.objects.count(), InstrumentScore.objects.count()) == (0, 0)


def test_the_matrix_is_never_filled_in_whole() -> None:
    cast = make_cast()
    Instrument.objects.filter(code=MATRIX).update(in_use=True)
    case = _case(cast)
    with pytest.raises(Refused, match="ten hoogste 7 onderdelen"):
        _fill(case, cast, {place: Answer(3) for place in range(1, 14)}, {}, code=MATRIX)
    _fill(case, cast, {1: Answer(2), 11: Answer(3)}, {}, code=MATRIX)
    shown = trend_of(case, MATRIX)
    assert [(one.name, one.said(one.points[0].value)) for one in shown] == [
        ("Financiën", "2. niet zelfredzaam"),
        ("Sociaal netwerk", "3. beperkt zelfredzaam"),
    ]


def test_an_instrument_of_another_legal_domain_cannot_be_used() -> None:
    cast = make_cast()
    Instrument.objects.filter(code=GOALS).update(legal_domains=["participatiewet"])
    assert instrument_to_fill_in(GOALS, "wmo") is None
    with pytest.raises(Refused, match="ander wettelijk kader"):
        _fill(_case(cast), cast, {1: Answer(4)}, {})
    _fill(_case(cast, "fatima"), cast, {1: Answer(4)}, {}, who="fatima")


def test_the_trend_has_both_views_over_time_and_a_later_one_of_a_day_takes_the_place() -> None:
    cast = make_cast()
    case = _case(cast)
    _fill(case, cast, {1: Answer(4)}, {1: Answer(3)})
    _fill(case, cast, {}, {1: Answer(2)}, minutes=5)
    _fill(case, cast, {1: Answer(7)}, {1: Answer(6)}, moment=INTERIM, on=TODAY)
    (item,) = trend_of(case, GOALS)
    assert [(point.on, point.view, point.value) for point in item.points] == [
        (FIRST, View.PERSON, 4),
        (FIRST, View.WORKER, 2),
        (TODAY, View.PERSON, 7),
        (TODAY, View.WORKER, 6),
    ]
    listed = filled_in(case, GOALS)
    assert len(listed) == 5
    assert [(row.on, row.view) for row in listed if row.replaced] == [(FIRST, View.WORKER)]


def test_the_case_tells_in_a_line_what_was_measured_and_the_next_time_asks_the_same() -> None:
    cast = make_cast()
    case = _case(cast)
    assert (summaries_of(case), asked_last(case, GOALS)) == ([], [])
    _fill(case, cast, {1: Answer(4), 5: Answer(4)}, {6: Answer(3)})
    _fill(case, cast, {5: Answer(5)}, {6: Answer(5)}, moment=INTERIM, on=TODAY)
    (line,) = summaries_of(case)
    assert (line.code, line.times, line.last_on, line.last_moment) == (GOALS, 2, TODAY, INTERIM)
    assert asked_last(case, GOALS) == [5, 6]


def test_what_was_measured_stays_readable_when_the_instrument_is_off() -> None:
    cast = make_cast()
    case, other = _case(cast), _case(cast, name="Vreemde")
    _fill(case, cast, {1: Answer(4)}, {})
    Instrument.objects.filter(code=GOALS).update(in_use=False)
    assert instrument_measured(case, GOALS, "wmo") is not None
    assert instrument_measured(other, GOALS, "wmo") is None


def test_loading_again_leaves_alone_what_a_municipality_changed() -> None:
    make_cast()
    Instrument.objects.filter(code=GOALS).update(name="Onze doelen", in_use=False)
    Instrument.objects.get(code=GOALS).items.filter(position=7).delete()
    load_instruments()
    row = Instrument.objects.get(code=GOALS)
    assert (row.name, row.in_use, row.items.count()) == ("Onze doelen", False, 6)
    assert not Instrument.objects.get(code=MATRIX).in_use


def test_each_measurement_leaves_a_line_in_the_trail() -> None:
    cast = make_cast()
    _fill(_case(cast), cast, {1: Answer(4)}, {1: Answer(3)})
    assert list(AuditLine.objects.values_list("act", flat=True)) == ["fill_in", "fill_in"]


def test_the_person_reads_all_and_nothing_of_others() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Joke", user=cast.joke)
    _fill(make_case(involve(person, cast.bram)), cast, {1: Answer(4)}, {})
    _fill(_case(cast, name="Vreemde"), cast, {1: Answer(9)}, {})
    ((name, trends),) = own_trends(person)
    assert (name, [one.points[0].value for one in trends]) == ("Life Goals: sociale domeinen", [4])


# What the pages do


def _open(client: Client, cast: Cast, case: Case, worker: str = "bram") -> str:
    client.force_login(getattr(cast, worker))
    state_purpose(case=case, purpose=Purpose.FOLLOW, by=cast.actor(worker), at=now())
    return f"/werk/dossiers/{case.id}/metingen/"


def _text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_first_is_chosen_what_to_ask_and_only_that_is_asked(client: Client) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast)) + f"{GOALS}/invullen/"
    assert "Waar willen jullie het over hebben?" in _text(client.get(address))
    assert "Kies minstens één onderdeel" in _text(client.get(address + "?kies=1"))
    form = _text(client.get(address + "?vraag=1&vraag=3"))
    assert "Woonsituatie" in form
    assert "Gezondheid" in form
    assert "Zelfredzaamheid" not in form
    for strange in ("?vraag=99", "?vraag=x", "?vraag=" + "9" * 5000, "?vraag=%F0%9F%92%A9"):
        assert "Waar willen jullie het over hebben?" in _text(client.get(address + strange))


def test_more_than_seven_domains_are_refused_on_the_page(client: Client) -> None:
    cast = make_cast()
    Instrument.objects.filter(code=MATRIX).update(in_use=True)
    address = _open(client, cast, _case(cast)) + f"{MATRIX}/invullen/?"
    shown = _text(client.get(address + "&".join(f"vraag={place}" for place in range(1, 14))))
    assert "Kies ten hoogste 7 onderdelen." in shown
    assert "GGD Amsterdam" in shown


def test_filling_in_goes_to_the_trend(client: Client) -> None:
    cast = make_cast()
    case = _case(cast)
    address = _open(client, cast, case)
    posted = {
        "vraag": ["1"],
        "moment": "baseline",
        "measured_on": "2026-03-01",
        "person_1": "4",
        "worker_1": "3",
    }
    answer = client.post(address + f"{GOALS}/invullen/", {**posted, "person_words_1": "Klein huis"})
    assert answer.headers["Location"] == address + f"{GOALS}/"
    shown = _text(client.get(address + f"{GOALS}/"))
    assert "4. Klein huis" in shown
    assert "beginmeting" in shown
    assert "marks" not in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"person_1": "44"},
        {"person_1": "x"},
        {"person_1": ""},
        {"moment": "end"},
        {"moment": "later"},
        {"measured_on": "2090-01-01"},
        {"measured_on": "gisteren"},
        {"person_words_1": "a" * 301},
        {"note": "a" * 301},
    ],
)
def test_a_wrong_answer_is_said_and_the_others_are_not_lost(client: Client, wrong: dict[str, str]) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast)) + f"{GOALS}/invullen/"
    posted = {"vraag": ["1"], "moment": "baseline", "measured_on": "2026-03-01", "person_1": "4"}
    answer = client.post(address, {**posted, **wrong})
    assert answer.status_code == 200
    assert "nog niet" in _text(answer)
    assert "Woonsituatie" in _text(answer)
    assert InstrumentMeasurement.objects.count() == 0


def test_two_moments_are_drawn_and_told_in_words_and_a_table(client: Client) -> None:
    cast = make_cast()
    case = _case(cast)
    _fill(case, cast, {1: Answer(4)}, {1: Answer(3)})
    _fill(case, cast, {1: Answer(7)}, {1: Answer(6)}, moment=INTERIM, on=TODAY)
    address = _open(client, cast, case) + f"{GOALS}/"
    shown = _text(client.get(address))
    assert shown.count('class="marks"') == 1
    assert (
        'aria-label="Woonsituatie. Volgens de inwoner zelf van 4 naar 7. Volgens de medewerker van 3' in shown
    )
    assert "tussenmeting" in shown


def test_without_the_extra_only_the_table_is_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    cast = make_cast()
    case = _case(cast)
    _fill(case, cast, {1: Answer(4)}, {1: Answer(3)})
    _fill(case, cast, {1: Answer(7)}, {1: Answer(6)}, moment=INTERIM, on=TODAY)
    shown = _text(client.get(_open(client, cast, case) + f"{GOALS}/"))
    assert 'class="marks"' not in shown
    assert "tussenmeting" in shown


def test_the_picture_holds_no_words_of_users_and_no_script() -> None:
    cast = make_cast()
    Instrument.objects.get(code=GOALS).items.filter(position=1).update(name="<b onload=x>'\"{{")
    case = _case(cast)
    _fill(case, cast, {1: Answer(4, "<script>")}, {1: Answer(3)})
    _fill(case, cast, {1: Answer(7)}, {1: Answer(6)}, moment=INTERIM, on=TODAY)
    (item,) = trend_of(case, GOALS)
    svg = charts.trend_svg(item, 'Van <b> naar "c"')
    assert not re.search(r"onload|<script|style=|<b>", svg)
    assert 'aria-label="Van &lt;b&gt; naar &quot;c&quot;"' in svg
    assert svg.count("De inwoner zelf") >= 1


def test_the_ladder_is_told_over_time_as_well(client: Client) -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Joke", user=cast.joke)
    case, other = make_case(involve(person, cast.bram)), _case(cast, name="Vreemde")
    for one, place, view, on in (
        (case, 1, View.WORKER, FIRST),
        (case, 2, View.PERSON, FIRST),
        (case, 3, View.WORKER, TODAY),
        (other, 6, View.WORKER, TODAY),
    ):
        step = ScaleStep.objects.get(scale_id=ScaleCode.PARTICIPATION_LADDER, position=place)
        told = {"step": step, "view": view, "aspect": Aspect.DOES, "measured_on": on, "note": ""}
        measure(case=one, by=cast.actor("bram"), at=NOW, **told)
    (item,) = ladder_trends_of(case)
    assert item.name == "Participatieladder: wat iemand nu doet"
    assert [(point.on, point.view, point.value) for point in item.points] == [
        (FIRST, View.PERSON, 2),
        (FIRST, View.WORKER, 1),
        (TODAY, View.WORKER, 3),
    ]
    shown = _text(client.get(_open(client, cast, case)))
    assert "3. Georganiseerde activiteiten" in shown
    client.force_login(cast.joke)
    own = _text(client.get("/mijn/metingen/"))
    assert "3. Georganiseerde activiteiten" in own
    assert "6. Betaald werk" not in own


def test_the_paper_has_boxes_and_no_name(client: Client) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast, name="Zeldzaam")) + f"{GOALS}/papier/?vraag=2"
    shown = _text(client.get(address))
    assert shown.count("☐&nbsp;") == 3 + 20
    assert "Zeldzaam" not in shown
    assert "Woonsituatie" not in shown


def test_the_list_takes_as_many_queries_for_three_instruments_as_for_one(client: Client) -> None:
    cast = make_cast()
    counts = []
    for codes in ((GOALS,), (GOALS, "satisfaction", "life_goals_behaviours")):
        case = _case(cast)
        for code in codes:
            _fill(case, cast, {1: Answer(4)}, {1: Answer(3)}, code=code)
            _fill(case, cast, {1: Answer(5)}, {1: Answer(3)}, code=code, moment=INTERIM, on=TODAY)
        address = _open(client, cast, case)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_trend_takes_as_many_queries_for_seven_items_as_for_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    cast = make_cast()
    counts = []
    for items in (1, 7):
        case = _case(cast)
        for moment, on in ((BASELINE, FIRST), (INTERIM, TODAY)):
            given = {place: Answer(4) for place in range(1, items + 1)}
            _fill(case, cast, given, given, moment=moment, on=on)
        address = _open(client, cast, case) + f"{GOALS}/"
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_own_page_shows_it_after_a_line_in_the_access_log(client: Client) -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Joke", user=cast.joke)
    _fill(make_case(involve(person, cast.bram)), cast, {1: Answer(4, "Klein huis")}, {})
    client.force_login(cast.joke)
    shown = _text(client.get("/mijn/metingen/"))
    assert "4. Klein huis" in shown
    assert AccessLine.objects.filter(name="own_pages").count() == 1
    client.force_login(cast.noor)
    assert client.get("/mijn/metingen/").status_code == 302

"""Choosing a step with the ladder chooser: what is kept, what is refused, and who reads it."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from meedoen.casework.actions import state_purpose
from meedoen.casework.actions.ladder import Choice, choose_on_ladder
from meedoen.casework.models import Case, LadderChoice, Measurement, ScaleStep
from meedoen.casework.queries.ladder import ladder_choices_of, latest_of_each_scale, own_ladder_choices
from meedoen.casework.vocabulary import Purpose, ScaleCode
from meedoen.people.models import PersonDetails
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine, Change
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db

APPS = Path(__file__).parents[2]
ANSWERS = {"paid_work": "no", "unpaid_work": "no", "activity": "yes", "contacts": "yes", "keeps": "yes"}
WORK = ANSWERS | {"work_prospect": "no_chance"}
LADDER, ARRANGEMENT = ScaleCode.PARTICIPATION_LADDER, ScaleCode.UTRECHT_ARRANGEMENTS


def _case(cast: Cast, worker: str = "bram", name: str = "Samir") -> Case:
    return make_case(involve(make_person(cast.utrecht, name), getattr(cast, worker)))


def _choose(case: Case, cast: Cast, *choices: Choice, worker: str = "bram", on: date = TODAY) -> None:
    answers = WORK if worker == "fatima" else ANSWERS
    choose_on_ladder(case=case, answers=answers, choices=choices, chosen_on=on, by=cast.actor(worker), at=NOW)


def test_a_choice_keeps_the_suggestion_its_reasons_and_both_views() -> None:
    cast = make_cast()
    case = _case(cast)
    _choose(case, cast, Choice(LADDER, 2, 4, "Ik help mijn buurvrouw.", "Het is nog niet elke week."))
    card = ladder_choices_of(case)[0]
    assert card.suggested == "3. Georganiseerde activiteiten"
    assert card.because == ("Je gaat elke week naar iets dat een ander organiseert.",)
    assert (card.person_sees, card.person_says) == ("4. Onbetaald werk", "Ik help mijn buurvrouw.")
    assert (card.chosen, card.why_different) == (
        "2. Sociale contacten buitenshuis",
        "Het is nog niet elke week.",
    )
    assert LadderChoice.objects.get().answers == ANSWERS


def test_a_choice_is_also_measured_in_both_views_so_that_the_case_and_the_figures_go_on() -> None:
    cast = make_cast()
    case = _case(cast, "fatima")
    _choose(case, cast, Choice(LADDER, 3, 4), Choice(ARRANGEMENT, 4), worker="fatima")
    measured = Measurement.objects.values_list("step__scale_id", "step__position", "view", "aspect")
    assert set(measured) == {
        (LADDER, 3, "worker", "does"),
        (LADDER, 4, "person", "does"),
        (ARRANGEMENT, 4, "worker", "can"),
    }


def test_choosing_otherwise_without_a_reason_is_refused_and_nothing_is_written() -> None:
    cast = make_cast()
    with pytest.raises(Refused, match="Schrijf op waarom"):
        _choose(_case(cast), cast, Choice(LADDER, 2, 4))
    assert (LadderChoice.objects.count(), Measurement.objects.count()) == (0, 0)


def test_one_choice_that_is_refused_takes_the_other_with_it() -> None:
    cast = make_cast()
    with pytest.raises(Refused, match="Schrijf op waarom"):
        _choose(_case(cast, "fatima"), cast, Choice(LADDER, 3), Choice(ARRANGEMENT, 3), worker="fatima")
    assert (LadderChoice.objects.count(), Measurement.objects.count()) == (0, 0)


def test_the_database_itself_wants_the_reason() -> None:
    cast = make_cast()
    case = _case(cast)
    steps = {step.position: step for step in ScaleStep.objects.filter(scale_id=LADDER)}
    kept = {"case": case, "chosen_on": TODAY, "chosen": steps[2], "by": cast.bram, "recorded_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        LadderChoice.objects.create(suggested=steps[3], **kept)
    LadderChoice.objects.create(suggested=steps[3], why_different="Al actief.", **kept)
    LadderChoice.objects.create(suggested=steps[2], **kept)
    LadderChoice.objects.create(suggested=None, **kept)
    assert LadderChoice.objects.count() == 3


def test_where_nothing_is_suggested_the_worker_chooses_without_a_reason() -> None:
    cast = make_cast()
    case = _case(cast, "fatima")
    answers = {**WORK, "work_prospect": "closer"}
    choose_on_ladder(
        case=case,
        answers=answers,
        choices=[Choice(ARRANGEMENT, 2)],
        chosen_on=TODAY,
        by=cast.actor("fatima"),
        at=NOW,
    )
    card = ladder_choices_of(case)[0]
    assert (card.suggested, card.chosen, card.why_different) == ("", "A2", "")
    assert "A1 of A2" in card.because[0]


def test_an_arrangement_stays_inside_the_participatiewet() -> None:
    cast = make_cast()
    with pytest.raises(Refused, match="Participatiewet"):
        _choose(_case(cast), cast, Choice(ARRANGEMENT, 4))
    assert LadderChoice.objects.count() == 0


@pytest.mark.parametrize("days", [1, 400])
def test_a_choice_is_not_of_a_day_to_come(days: int) -> None:
    cast = make_cast()
    with pytest.raises(Refused, match="Deze datum komt nog"):
        _choose(_case(cast), cast, Choice(LADDER, 3), on=TODAY + timedelta(days=days))


def test_earlier_choices_stay_and_the_newest_comes_first() -> None:
    cast = make_cast()
    case = _case(cast)
    _choose(case, cast, Choice(LADDER, 3), on=TODAY - timedelta(days=300))
    _choose(case, cast, Choice(LADDER, 2, why_different="Na de griep."))
    cards = ladder_choices_of(case)
    assert [card.chosen[0] for card in cards] == ["2", "3"]
    assert [card.chosen[0] for card in latest_of_each_scale(cards)] == ["2"]


def test_a_choice_leaves_a_line_without_its_value() -> None:
    cast = make_cast()
    _choose(_case(cast), cast, Choice(LADDER, 3, 4))
    acts = list(AuditLine.objects.values_list("act", flat=True))
    assert sorted(acts) == ["choose_on_ladder", "measure", "measure"]
    assert Change.objects.count() == 0


def test_the_choices_of_two_domains_stay_apart_and_the_person_reads_all() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Joke", user=cast.joke)
    at_work, in_team = make_case(involve(person, cast.fatima)), make_case(involve(person, cast.bram))
    _choose(at_work, cast, Choice(LADDER, 3), Choice(ARRANGEMENT, 4), worker="fatima")
    _choose(in_team, cast, Choice(LADDER, 3))
    stranger = _case(cast, name="Vreemde")
    _choose(stranger, cast, Choice(LADDER, 3))
    assert [card.scale for card in ladder_choices_of(in_team)] == ["Participatieladder"]
    assert len(own_ladder_choices(person)) == 3


# What the pages do


def _open(client: Client, cast: Cast, case: Case, worker: str = "bram") -> str:
    client.force_login(getattr(cast, worker))
    state_purpose(case=case, purpose=Purpose.CONVERSATION, by=cast.actor(worker), at=now())
    return f"/werk/dossiers/{case.id}/tredekiezer/"


def _text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_the_suggestion_is_shown_with_its_reasons_before_anything_is_kept(client: Client) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast))
    shown = _text(client.post(address, ANSWERS | {"wants": "Weer koken"}))
    assert "3. Georganiseerde activiteiten" in shown
    assert "Je gaat elke week naar iets dat een ander organiseert." in shown
    assert "Dat kan een reden zijn om iets anders te kiezen." in shown
    assert "nooit een middel om druk te zetten" in shown
    assert "arrangement" not in shown.lower()
    assert LadderChoice.objects.count() == 0


def test_a_question_that_is_skipped_is_asked_again_and_nothing_typed_is_lost(client: Client) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast))
    shown = _text(client.post(address, {"paid_work": "no", "wants": "Weer koken"}))
    assert "Kies een antwoord." in shown
    assert "Weer koken" in shown


def test_a_differing_choice_without_a_reason_is_said_beside_its_field(client: Client) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast))
    posted = ANSWERS | {"wants": "Weer koken", "chosen": "2", "chosen_on": "2026-09-01"}
    shown = _text(client.post(address, posted))
    assert "Schrijf op waarom jullie iets anders kiezen dan het voorstel." in shown
    assert "Weer koken" in shown
    assert LadderChoice.objects.count() == 0
    answer = client.post(address, posted | {"why_different": "De leeftijd."})
    assert answer.status_code == 302
    row = LadderChoice.objects.get()
    assert (row.why_different, row.person_says) == ("De leeftijd.", "Weer koken")


def test_the_answers_can_be_changed_after_the_suggestion(client: Client) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast))
    shown = _text(client.post(address, ANSWERS | {"chosen": "2", "chosen_on": "2026-09-01", "terug": "1"}))
    assert "Bekijk het voorstel" in shown
    assert LadderChoice.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("paid_work", "misschien"),
        ("chosen", "9"),
        ("chosen", "x"),
        ("person_sees", "-1"),
        ("chosen_on", "31-02-2026"),
        ("chosen_on", "2090-01-01"),
        ("why_different", "a" * 301),
        ("wants", "a" * 301),
    ],
)
def test_what_cannot_be_is_said_in_dutch_and_not_kept(client: Client, field: str, wrong: str) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast))
    posted = ANSWERS | {"chosen": "3", "chosen_on": "2026-09-01"}
    answer = client.post(address, posted | {field: wrong})
    assert answer.status_code == 200
    assert re.search(r"nog niet</h2>|kloppen nog niet", _text(answer))
    assert LadderChoice.objects.count() == 0


def test_at_work_and_income_the_arrangement_is_there_and_says_what_it_cannot_suggest(client: Client) -> None:
    cast = make_cast()
    address = _open(client, cast, _case(cast, "fatima"), "fatima")
    shown = _text(client.post(address, WORK))
    assert "Jullie verwachten nu geen kans op een baan. Dat is A4." in shown
    assert "A1 en A2 kan Meedoen daarom niet voorstellen." in shown
    posted = {"chosen": "3", "chosen_on": "2026-09-01", "arrangement": "4"}
    assert client.post(address, WORK | posted).status_code == 302
    assert LadderChoice.objects.count() == 2


def test_who_somebody_is_changes_nothing_on_the_page(client: Client) -> None:
    """The same answers for people who differ in gender, age, languages and where they live."""
    cast = make_cast()
    shown = set()
    for gender, birth, languages, area in (
        ("woman", date(1950, 1, 1), ["nl"], "WK034403"),
        ("man", date(2003, 1, 1), ["ti", "ar"], "WK034402"),
        ("other", date(1980, 6, 1), ["pl"], "WK034403"),
    ):
        case = _case(cast, "fatima", name="Samir")
        PersonDetails.objects.filter(person_id=case.involvement.person_id).update(
            gender=gender, birth_date=birth, languages=languages, area_code=area
        )
        page = _text(client.post(_open(client, cast, case, "fatima"), WORK))
        shown.add(re.sub(r"[0-9a-f-]{36}|csrfmiddlewaretoken\" value=\"[^\"]+", "", page))
    assert len(shown) == 1


def test_the_person_reads_the_choice_in_plain_words(client: Client) -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Joke", user=cast.joke)
    case = make_case(involve(person, cast.bram))
    _choose(case, cast, Choice(LADDER, 2, 4, "Ik help al.", "Het is nog niet elke week."))
    client.force_login(cast.joke)
    shown = _text(client.get("/mijn/metingen/"))
    for told in (
        "2. Sociale contacten",
        "Jij zei zelf: 4. Onbetaald werk",
        "Ik help al.",
        "nog niet elke week",
    ):
        assert told in shown
    assert "nooit een middel om druk te zetten" in shown


def test_no_other_app_reads_a_choice() -> None:
    """Never an input for pressure: only casework holds it, the pages of a case and of the person show it, and
    the demo writes invented ones. The reports of casework do not read it either."""
    reads = re.compile(r"LadderChoice|ladder_choice|queries\.ladder|queries import ladder|policy\.ladder")
    found = {
        str(path.relative_to(APPS))
        for path in APPS.rglob("*.py")
        if "migrations" not in path.parts and reads.search(path.read_text())
    }
    elsewhere = {path for path in found if not path.startswith(("casework/", "demo/"))}
    assert elsewhere <= {"site/desk_case.py", "site/own.py"}
    assert "casework/figures.py" not in found

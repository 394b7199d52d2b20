"""Writing in a Wmo route: what is kept, what is refused, which line stays behind."""

from datetime import date, timedelta
from typing import Any

import pytest

from meedoen.casework.actions.endings import end_cases
from meedoen.casework.actions.wmo import (
    CHANGED_MEANWHILE,
    Suspension,
    change_suspension,
    close_route,
    decide_route,
    end_routes,
    extend_term,
    note_day,
    remove_suspension,
    start_route,
    suspend_term,
)
from meedoen.casework.models import WmoRoute, WmoSuspension
from meedoen.casework.queries.wmo import pressing_terms, routes_of, term_of_case
from meedoen.casework.tests.wmo_makers import QUESTION, ago, applied, known, make_route, told
from meedoen.casework.vocabulary import WmoDecision, WmoEnd, WmoStep, WmoTerm
from meedoen.people.models import Involvement
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine, Change
from tests.cast import NOW, TODAY, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def acts() -> list[str]:
    """What was done, by name: all of it at one moment here, so without an order."""
    return sorted(AuditLine.objects.filter(object_type="wmo_route").values_list("act", flat=True))


def changes() -> list[tuple[str, str, str]]:
    return sorted(Change.objects.filter(object_type="wmo_route").values_list("field", "old", "new"))


def note(cast: Cast, route: WmoRoute, step: WmoStep, on: date | None, was: date | None = None) -> None:
    note_day(route_id=route.id, step=step, on=on, was=was, by=cast.actor("bram"), at=NOW)


def test_a_route_begins_with_the_words_of_the_person_and_the_same_question_twice_is_one(cast: Cast) -> None:
    case = known(cast)
    made = [
        start_route(case=case, question=QUESTION, reported_on=ago(2), by=cast.actor("bram"), at=NOW)
        for _ in range(2)
    ]
    assert made[0] == made[1] and WmoRoute.objects.get().question == QUESTION
    assert acts() == ["start_wmo_route"]
    other = start_route(case=case, question="En een lift.", reported_on=ago(1), by=cast.actor("bram"), at=NOW)
    assert other != made[0]


def test_no_route_begins_in_another_legal_domain_or_in_the_future(cast: Cast) -> None:
    with pytest.raises(Refused, match="dossier van de Wmo"):
        start_route(
            case=known(cast, "fatima"), question=QUESTION, reported_on=TODAY, by=cast.actor("fatima"), at=NOW
        )
    with pytest.raises(Refused, match="niet in de toekomst"):
        start_route(case=known(cast), question=QUESTION, reported_on=ago(-1), by=cast.actor("bram"), at=NOW)
    assert WmoRoute.objects.count() == 0


def test_a_mistaken_day_is_corrected_and_both_days_stay_in_the_trail(cast: Cast) -> None:
    route = make_route(known(cast))
    note(cast, route, WmoStep.CONFIRMED, ago(8))
    note(cast, route, WmoStep.CONFIRMED, ago(8), was=ago(8))
    note(cast, route, WmoStep.CONFIRMED, ago(9), was=ago(8))
    note(cast, route, WmoStep.CONFIRMED, None, was=ago(9))
    route.refresh_from_db()
    assert route.confirmed_on is None
    assert acts() == ["correct_wmo_day", "correct_wmo_day", "note_wmo_day"]
    assert set(changes()) == {
        ("confirmed_on", "", str(ago(8))),
        ("confirmed_on", str(ago(8)), str(ago(9))),
        ("confirmed_on", str(ago(9)), ""),
    }


def test_nobody_writes_over_a_day_that_a_colleague_just_changed(cast: Cast) -> None:
    route = make_route(known(cast))
    note(cast, route, WmoStep.CONFIRMED, ago(8))
    with pytest.raises(Refused) as refused:
        note(cast, route, WmoStep.CONFIRMED, ago(7), was=None)
    assert refused.value.message == CHANGED_MEANWHILE
    route.refresh_from_db()
    assert route.confirmed_on == ago(8)


def test_what_does_not_fit_is_not_written(cast: Cast) -> None:
    route = make_route(known(cast))
    with pytest.raises(Refused, match="Bevestig eerst"):
        note(cast, route, WmoStep.INVESTIGATED, TODAY)
    route.refresh_from_db()
    assert route.investigated_on is None and acts() == []


def test_a_decision_ends_the_route_and_closes_what_stood_still(cast: Cast) -> None:
    route = make_route(known(cast), **applied(5))
    suspend_term(
        route_id=route.id,
        suspension=Suspension(ago(3), None, "Offerte ontbreekt"),
        by=cast.actor("bram"),
        at=NOW,
    )
    decide_route(
        route_id=route.id,
        on=ago(1),
        decision=WmoDecision.PARTLY,
        words="Twee ochtenden begeleiding.",
        by=cast.actor("bram"),
        at=NOW,
    )
    route.refresh_from_db()
    assert (route.decision, route.decided_on, route.ended_on, route.end) == (
        "partly",
        ago(1),
        ago(1),
        WmoEnd.DECIDED,
    )
    assert WmoSuspension.objects.get().ends_on == ago(1)
    with pytest.raises(Refused, match="niet terugdraaien"):
        decide_route(
            route_id=route.id,
            on=TODAY,
            decision=WmoDecision.REFUSED,
            words="Toch niet.",
            by=cast.actor("bram"),
            at=NOW,
        )
    note(cast, route, WmoStep.DECIDED, TODAY, was=ago(1))
    route.refresh_from_db()
    assert (route.decided_on, route.ended_on, route.decision) == (TODAY, TODAY, "partly")


def test_the_term_moves_with_a_suspension_and_back_when_it_was_a_mistake(cast: Cast) -> None:
    case = known(cast)
    route = make_route(case, **applied(5))
    due = term_of_case(case, TODAY)
    assert due is not None and due.due_on == date(2026, 9, 24)
    by: dict[str, Any] = {"by": cast.actor("bram"), "at": NOW}
    row = suspend_term(route_id=route.id, suspension=Suspension(ago(3), ago(2), "Uitstel gevraagd"), **by)
    again = suspend_term(route_id=route.id, suspension=Suspension(ago(3), ago(2), "Uitstel gevraagd"), **by)
    assert row == again and WmoSuspension.objects.count() == 1
    moved = term_of_case(case, TODAY)
    assert moved is not None and moved.due_on == date(2026, 9, 28)  # the 26th is a Saturday
    change_suspension(suspension_id=row.id, to=Suspension(ago(3), ago(-1), "Uitstel gevraagd"), **by)
    longer = term_of_case(case, TODAY)
    assert longer is not None and longer.due_on == date(2026, 9, 29)
    with pytest.raises(Refused, match="voor de eerste dag"):
        change_suspension(suspension_id=row.id, to=Suspension(ago(3), ago(4), "Uitstel gevraagd"), **by)
    remove_suspension(suspension_id=row.id, **by)
    back = term_of_case(case, TODAY)
    assert back is not None and back.due_on == date(2026, 9, 24)
    with pytest.raises(Refused, match="haalde dit intussen weg"):
        remove_suspension(suspension_id=row.id, **by)
    assert acts() == ["change_wmo_suspension", "remove_wmo_suspension", "suspend_wmo_term"]


def test_a_longer_term_keeps_both_days_and_the_reason(cast: Cast) -> None:
    case = known(cast)
    route = make_route(case, **applied(5))
    extend_term(
        route_id=route.id,
        told_on=TODAY,
        to=date(2026, 10, 8),
        because="De arts antwoordt later.",
        by=cast.actor("bram"),
        at=NOW,
    )
    term = term_of_case(case, TODAY)
    assert term is not None and (term.kind, term.due_on) == (WmoTerm.DECISION, date(2026, 10, 8))
    assert changes() == [("extended_on", "", str(TODAY)), ("extended_to", "", "2026-10-08")]
    with pytest.raises(Refused, match="Kies een latere dag"):
        extend_term(
            route_id=route.id, told_on=TODAY, to=date(2026, 10, 1), because="x", by=cast.actor("bram"), at=NOW
        )


def test_routes_end_with_their_involvement_and_others_go_on(cast: Cast) -> None:
    case, other = known(cast), known(cast, name="Els")
    running = make_route(case, **applied(5))
    WmoSuspension.objects.create(route=running, starts_on=ago(2), ground="Uitstel", by=cast.bram)
    WmoSuspension.objects.create(route=running, starts_on=ago(-2), ground="Later", by=cast.bram)
    done = make_route(case, ended_on=ago(3), end=WmoEnd.WITHDRAWN, question="Eerder")
    elsewhere = make_route(other)
    assert end_routes(involvement_id=case.involvement_id, end=WmoEnd.MOVED, at=NOW) == 1
    assert end_routes(involvement_id=case.involvement_id, end=WmoEnd.MOVED, at=NOW) == 0
    ends = {row.id: (row.end, row.ended_on) for row in WmoRoute.objects.all()}
    assert ends == {
        running.id: (WmoEnd.MOVED, TODAY),
        done.id: (WmoEnd.WITHDRAWN, ago(3)),
        elsewhere.id: ("", None),
    }
    assert WmoSuspension.objects.get().ends_on == TODAY
    assert AuditLine.objects.get(act="end_wmo_route").role == "system"


def test_a_case_that_ends_leaves_no_term_standing_still(cast: Cast) -> None:
    case = known(cast)
    route = make_route(case, **applied(5))
    WmoSuspension.objects.create(route=route, starts_on=ago(2), ground="Uitstel", by=cast.bram)
    end_cases(involvement_ids=[case.involvement_id], end=WmoEnd.WITHDRAWN, by=cast.actor("bram"), at=NOW)
    assert WmoRoute.objects.get().end == WmoEnd.WITHDRAWN
    assert WmoSuspension.objects.get().ends_on == TODAY


def test_a_route_is_closed_by_hand_once(cast: Cast) -> None:
    route = make_route(known(cast), **told(20))
    by: dict[str, Any] = {"on": TODAY, "by": cast.actor("bram"), "at": NOW}
    with pytest.raises(Refused, match="Rond eerst het onderzoek af"):
        close_route(route_id=route.id, end=WmoEnd.NO_APPLICATION, **by)
    close_route(route_id=route.id, end=WmoEnd.WITHDRAWN, **by)
    with pytest.raises(Refused, match="al afgesloten"):
        close_route(route_id=route.id, end=WmoEnd.MOVED, **by)
    assert acts() == ["end_wmo_route"]


def test_what_presses_is_told_to_the_lead_and_to_the_team_lead_and_to_nobody_else(cast: Cast) -> None:
    late = make_route(known(cast, name="Laat"), **told(60))
    soon = make_route(known(cast, name="Bijna"), **applied(9))
    make_route(known(cast, name="Ruim"), **told(20))
    make_route(known(cast, name="Klaar"), **told(60), ended_on=ago(1), end=WmoEnd.WITHDRAWN)
    still = make_route(known(cast, name="Stil"), **applied(12))
    WmoSuspension.objects.create(route=still, starts_on=ago(5), ground="Uitstel", by=cast.bram)
    of_tessa = make_route(known(cast, "tessa", name="Van Tessa"), **told(60))
    make_route(known(cast, "olga", name="Elders"), **told(60))

    def pressing(who: str, *, own: bool) -> list[object]:
        return [one.route_id for one in pressing_terms(cast.actor(who), TODAY, own=own)]

    assert pressing("bram", own=True) == [late.id, soon.id]
    assert pressing("tessa", own=False) == [late.id, soon.id]
    assert pressing("tessa", own=True) == [of_tessa.id]
    for who in ("fatima", "dirk", "joke", "carla"):
        assert pressing(who, own=True) == [] and pressing(who, own=False) == []


@pytest.mark.parametrize("warn", [1, 7, 42])
def test_the_database_passes_over_no_term_that_presses(cast: Cast, settings: Any, warn: int) -> None:
    """What the query leaves out before it counts days is never a term that should be shown."""
    settings.WMO_WARN_DAYS = warn
    cases = [known(cast, name=f"N{number}") for number in range(2)]
    for days in range(0, 70, 3):
        make_route(cases[0], **told(days + 1), question=f"onderzoek {days}")
        make_route(cases[1], **applied(days), question=f"beslissing {days}")
    wanted = {
        card.id for case in cases for card in routes_of(case, TODAY) if any(t.presses for t in card.terms)
    }
    found = [one.route_id for one in pressing_terms(cast.actor("bram"), TODAY, own=True)]
    assert len(wanted) > 10 and set(found) == wanted


def test_what_presses_takes_two_queries_however_many_there_are(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    actor = cast.actor("bram")
    for number in (1, 4):
        for count in range(number):
            route = make_route(known(cast, name=f"P{number}{count}"), **applied(12))
            WmoSuspension.objects.create(
                route=route, starts_on=ago(9), ends_on=ago(8), ground="Uitstel", by=cast.bram
            )
        with django_assert_num_queries(2):
            rows = pressing_terms(actor, TODAY, own=True)
            assert all(one.case.involvement.lead for one in rows)
    fatima = cast.actor("fatima")
    with django_assert_num_queries(0):
        assert pressing_terms(fatima, TODAY, own=True) == []


def test_a_route_of_a_case_that_is_not_of_the_wmo_is_not_read(cast: Cast) -> None:
    case = known(cast)
    make_route(case)
    assert [card.question for card in routes_of(case, TODAY)] == [QUESTION]
    Involvement.objects.filter(id=case.involvement_id).update(legal_domain="participatiewet")
    case.involvement.refresh_from_db()
    assert routes_of(case, TODAY) == [] and term_of_case(case, TODAY + timedelta(days=99)) is None

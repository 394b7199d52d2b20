"""A hand-over from one agency to the next: with three yeses, in the person's order, and never lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from meedoen.casework.actions.referrals import (
    TAKEN_BACK,
    accept_referral,
    decline_referral,
    keep_referrals,
    take_consent_back,
    withdraw_referral,
)
from meedoen.casework.models import Case, Referral
from meedoen.casework.policy.referrals import consent_needed, first_contact_on, term_of
from meedoen.casework.queries.referrals import accepted_here, to_answer
from meedoen.casework.tests.referral_makers import (
    ALL_YES,
    TELLING,
    Handing,
    make_handing,
    on_day,
    telling_all,
    turns_of,
)
from meedoen.people.actions import end_involvement, leave_alone, note_death, plan_next_action
from meedoen.people.models import Involvement
from meedoen.people.vocabulary import EndReason, NextAction
from meedoen.privacy.models import Consent
from meedoen.privacy.vocabulary import CONSENT_TEXT_VERSION, ConsentHow, ConsentKind
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, involve

pytestmark = pytest.mark.django_db

DUE = date(2026, 9, 22)
"""Five working days after Tuesday the 15th."""


def _next(handing: Handing) -> tuple[str, date | None]:
    own = handing.own()
    return own.next_action, own.next_action_on


@pytest.mark.parametrize(
    ("sent", "days", "due"),
    [
        (date(2026, 9, 15), 5, date(2026, 9, 22)),
        (date(2026, 9, 18), 1, date(2026, 9, 21)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 10, 23), 2, date(2026, 10, 27)),
    ],
)
def test_the_term_counts_working_days_over_weekends_holidays_leap_days_and_summer_time(
    sent: date, days: int, due: date
) -> None:
    assert term_of(sent, days) == due


def test_the_ground_is_asked_only_where_the_law_is_another() -> None:
    assert consent_needed("wmo", "wmo") == (ConsentKind.SECRECY, ConsentKind.HELP)
    assert consent_needed("wmo", "jeugdwet") == tuple(ConsentKind)


def test_who_accepts_talks_on_the_day_of_the_talk_or_the_next_working_day() -> None:
    assert first_contact_on(TODAY, date(2026, 9, 18)) == date(2026, 9, 18)
    assert first_contact_on(date(2026, 9, 18), None) == date(2026, 9, 21)
    assert first_contact_on(TODAY, date(2026, 9, 1)) == date(2026, 9, 16)


def test_sent_it_waits_with_the_first_and_the_sender_answers_until_the_term() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp")
    assert turns_of(referral) == [("Buurtteam Utrecht", "?"), ("Stichting Wijkhulp", "-")]
    assert _next(handing) == (NextAction.HAND_OVER, DUE)
    assert handing.own().lead == handing.cast.fatima
    waiting = {name: to_answer(handing.actor(name), TODAY).count() for name in ("bram", "tessa", "sanne")}
    assert waiting == {"bram": 1, "tessa": 1, "sanne": 0}


def test_a_term_of_another_length_can_be_set(settings) -> None:  # type: ignore[no-untyped-def]
    settings.REFERRAL_WORKING_DAYS = 2
    handing = make_handing()
    handing.send("overvecht")
    assert _next(handing) == (NextAction.HAND_OVER, date(2026, 9, 17))


def test_each_yes_is_kept_apart_for_each_recipient_with_how_it_was_asked() -> None:
    handing = make_handing()
    yeses = {
        ConsentKind.GROUND: ConsentHow.PAPER,
        ConsentKind.SECRECY: ConsentHow.SPOKEN,
        ConsentKind.HELP: ConsentHow.INTERPRETER,
    }
    referral = handing.send("overvecht", "wijkhulp", yeses=yeses)
    rows = Consent.objects.filter(about=referral.id)
    assert rows.count() == 6
    kept = {row.kind: row.how for row in rows.filter(to_agency__name="Stichting Wijkhulp")}
    assert kept == {"ground": "paper", "secrecy": "spoken", "help": "interpreter"}
    assert {(row.from_domain_id, row.to_domain_id) for row in rows} == {("participatiewet", "wmo")}
    assert {row.what for row in rows} == {"hulp bij de post"}
    assert {row.text_version for row in rows} == {CONSENT_TEXT_VERSION}


@pytest.mark.parametrize("missing", list(ConsentKind))
def test_without_one_of_the_yeses_it_does_not_go_and_it_says_which(missing: ConsentKind) -> None:
    handing = make_handing()
    yeses = {kind: how for kind, how in ALL_YES.items() if kind != missing}
    with pytest.raises(Refused, match=str(missing.label)):
        handing.send("overvecht", yeses=yeses)
    assert (Referral.objects.count(), Consent.objects.count()) == (0, 0)
    assert _next(handing) == (NextAction.CONVERSATION, TODAY)


def test_a_second_one_waits_until_the_first_has_ended() -> None:
    handing = make_handing()
    handing.send("overvecht")
    with pytest.raises(Refused, match="loopt al een overdracht"):
        handing.send("wijkhulp")


def test_accepted_there_is_a_case_with_what_was_told_and_who_accepted_leads() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp", telling=telling_all())
    case = accept_referral(referral_id=referral.id, by=handing.actor("bram"), at=NOW)
    made = Involvement.objects.get(id=case.involvement_id)
    assert (made.lead, made.team, made.legal_domain_id) == (
        handing.cast.bram,
        handing.cast.overvecht,
        "wmo",
    )
    assert (made.next_action, made.next_action_on) == (NextAction.CONVERSATION, date(2026, 9, 16))
    assert (case.reason, made.person_id) == (TELLING.told, handing.own().person_id)
    assert _next(handing) == (NextAction.FOLLOW, date(2026, 9, 29))
    assert turns_of(referral) == [("Buurtteam Utrecht", "accepted"), ("Stichting Wijkhulp", "-")]
    assert accepted_here(referral.id, handing.actor("bram"), TODAY) == case
    assert not to_answer(handing.actor("bram"), TODAY).exists()
    ended = Consent.objects.filter(about=referral.id, to_agency__name="Stichting Wijkhulp")
    assert {row.ends_on for row in ended} == {TODAY}


def test_the_first_talk_is_the_talk_of_three() -> None:
    handing = make_handing()
    talk = replace(TELLING, talk_at=on_day(3), talk_where="de wijkkamer")
    referral = handing.send("overvecht", telling=talk)
    case = accept_referral(referral_id=referral.id, by=handing.actor("bram"), at=NOW)
    assert Involvement.objects.get(id=case.involvement_id).next_action_on == on_day(3).date()


def test_where_somebody_is_known_already_their_lead_and_reason_stay() -> None:
    handing = make_handing()
    known = involve(handing.own().person_id, handing.cast.tessa)
    referral = handing.send("overvecht")
    case = accept_referral(referral_id=referral.id, by=handing.actor("bram"), at=NOW)
    assert case.involvement_id == known.id
    known.refresh_from_db()
    assert (known.lead, known.next_action) == (handing.cast.tessa, NextAction.CONVERSATION)


def test_where_a_lead_was_still_to_be_chosen_who_accepts_is_it() -> None:
    handing = make_handing()
    known = involve(handing.own().person_id, handing.cast.tessa, lead=False)
    accept_referral(referral_id=handing.send("overvecht").id, by=handing.actor("bram"), at=NOW)
    known.refresh_from_db()
    assert (known.lead, known.next_action) == (handing.cast.bram, NextAction.CONTACT)


def test_declined_it_goes_on_with_a_term_of_its_own_and_after_the_last_comes_back() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp")
    decline_referral(
        referral_id=referral.id, reason="Er is een wachtlijst.", by=handing.actor("bram"), at=on_day(1)
    )
    assert turns_of(referral) == [("Buurtteam Utrecht", "declined"), ("Stichting Wijkhulp", "?")]
    assert _next(handing) == (NextAction.HAND_OVER, date(2026, 9, 23))
    decline_referral(referral_id=referral.id, reason="Te ver.", by=handing.actor("sanne"), at=on_day(2))
    referral.refresh_from_db()
    assert (referral.status, referral.ended_at) == ("returned", on_day(2))
    assert _next(handing) == (NextAction.CONTACT, on_day(2).date())
    assert not Consent.objects.filter(about=referral.id, ends_on__gt=on_day(2).date()).exists()


def test_without_an_answer_the_timetable_moves_it_on_the_day_after_the_term() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp")
    assert keep_referrals(at=on_day(7)) == 0
    assert keep_referrals(at=on_day(8)) == 1
    assert turns_of(referral) == [("Buurtteam Utrecht", "lapsed"), ("Stichting Wijkhulp", "?")]
    assert _next(handing) == (NextAction.HAND_OVER, date(2026, 9, 30))
    assert keep_referrals(at=on_day(8)) == 0
    assert keep_referrals(at=on_day(18)) == 1
    referral.refresh_from_db()
    assert referral.status == "returned"
    # The 3rd of October is a Saturday: who sent it makes contact on Monday.
    assert on_day(18).date() == date(2026, 10, 3)
    assert _next(handing) == (NextAction.CONTACT, date(2026, 10, 5))
    acts = AuditLine.objects.filter(object_id=str(referral.id)).values_list("act", flat=True)
    assert sorted(acts) == ["end_referral", "referral_lapsed", "referral_lapsed", "send_referral"]


def test_past_its_term_it_can_be_neither_read_nor_answered_before_the_timetable_ran() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    bram = handing.actor("bram")
    assert to_answer(bram, DUE).exists()
    assert not to_answer(bram, DUE + timedelta(days=1)).exists()
    with pytest.raises(Refused, match="verlopen"):
        accept_referral(referral_id=referral.id, by=bram, at=on_day(8))


def test_an_answer_counts_once_and_only_of_who_has_the_turn() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp")
    for name in ("sanne", "yusuf", "fatima", "carla"):
        with pytest.raises(Refused):
            accept_referral(referral_id=referral.id, by=handing.actor(name), at=NOW)
    accept_referral(referral_id=referral.id, by=handing.actor("bram"), at=NOW)
    with pytest.raises(Refused, match="intussen beantwoord"):
        decline_referral(referral_id=referral.id, reason="Nee.", by=handing.actor("tessa"), at=NOW)
    assert Case.objects.count() == 2


def test_withdrawn_by_the_sender_the_other_finds_nothing_and_the_sender_makes_contact() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    withdraw_referral(referral_id=referral.id, by=handing.actor("fatima"), at=NOW)
    assert not to_answer(handing.actor("bram"), TODAY).exists()
    assert _next(handing) == (NextAction.CONTACT, TODAY)
    with pytest.raises(Refused, match="al afgelopen"):
        withdraw_referral(referral_id=referral.id, by=handing.actor("fatima"), at=NOW)


@pytest.mark.parametrize("kind", list(ConsentKind))
def test_one_yes_taken_back_stops_all_of_it_at_once(kind: ConsentKind) -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp")
    consent = Consent.objects.get(about=referral.id, kind=kind, to_agency__name="Stichting Wijkhulp")
    take_consent_back(consent=consent, by=handing.actor("fatima"), at=NOW)
    assert not to_answer(handing.actor("bram"), TODAY).exists()
    assert turns_of(referral) == [("Buurtteam Utrecht", "withdrawn"), ("Stichting Wijkhulp", "-")]
    assert not Consent.objects.filter(about=referral.id, withdrawn_on__isnull=True).exists()
    assert _next(handing) == (NextAction.CONTACT, TODAY)
    assert keep_referrals(at=on_day(30)) == 0


def test_taken_back_after_it_was_accepted_the_case_stays_without_what_was_told() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    case = accept_referral(referral_id=referral.id, by=handing.actor("bram"), at=NOW)
    consent = Consent.objects.filter(about=referral.id).first()
    assert consent is not None
    take_consent_back(consent=consent, by=handing.actor("fatima"), at=NOW)
    case.refresh_from_db()
    assert case.reason == TAKEN_BACK
    assert Involvement.objects.get(id=case.involvement_id).ends_on is None


def test_a_reason_that_was_rewritten_meanwhile_is_left_alone() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    case = accept_referral(referral_id=referral.id, by=handing.actor("bram"), at=NOW)
    Case.objects.filter(id=case.id).update(reason="Helpt zelf mee in de wijkkamer.")
    take_consent_back(
        consent=Consent.objects.filter(about=referral.id)[0], by=handing.actor("fatima"), at=NOW
    )
    case.refresh_from_db()
    assert case.reason == "Helpt zelf mee in de wijkkamer."


def test_a_consent_that_runs_out_stops_it_and_the_next_gets_nothing() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp", days=3)
    bram = handing.actor("bram")
    assert to_answer(bram, TODAY + timedelta(days=3)).exists()
    assert not to_answer(bram, TODAY + timedelta(days=4)).exists()
    assert keep_referrals(at=on_day(4)) == 1
    referral.refresh_from_db()
    assert referral.status == "withdrawn"
    # The 19th is a Saturday.
    assert _next(handing) == (NextAction.CONTACT, date(2026, 9, 21))


def test_a_recipient_without_workers_is_passed_over_and_says_why() -> None:
    handing = make_handing()
    handing.sanne.is_active = False
    handing.sanne.save()
    referral = handing.send("wijkhulp", "overvecht")
    assert turns_of(referral) == [("Stichting Wijkhulp", "lapsed"), ("Buurtteam Utrecht", "?")]
    assert referral.turns.get(position=1).reason == "Daar werkt nu niemand die kan antwoorden."


def test_where_the_last_worker_leaves_while_it_waits_it_moves_on_within_the_term() -> None:
    handing = make_handing()
    referral = handing.send("wijkhulp", "overvecht")
    handing.sanne.memberships.update(ends_on=TODAY)
    assert keep_referrals(at=on_day(1)) == 1
    assert turns_of(referral) == [("Stichting Wijkhulp", "lapsed"), ("Buurtteam Utrecht", "?")]


def test_once_the_case_of_the_sender_ended_nobody_reads_or_answers_it() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    own = handing.own()
    end_involvement(involvement_id=own.id, reason=EndReason.OWN_WISH, by=handing.actor("fatima"), at=NOW)
    assert not to_answer(handing.actor("bram"), TODAY).exists()
    assert keep_referrals(at=NOW) == 1
    referral.refresh_from_db()
    assert referral.status == "withdrawn"
    own.refresh_from_db()
    assert (own.next_action, own.ends_on) == (NextAction.HAND_OVER, TODAY)


def test_of_somebody_who_died_nothing_is_read_any_more() -> None:
    handing = make_handing()
    handing.send("overvecht")
    note_death(person_id=handing.own().person_id, on=TODAY, by=handing.actor("fatima"), at=NOW)
    assert not to_answer(handing.actor("bram"), TODAY).exists()


def test_another_plan_of_the_sender_stays_but_what_came_back_comes_first() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp")
    plan_next_action(
        involvement_id=handing.own().id,
        next_action=NextAction.PLAN,
        on=TODAY + timedelta(days=2),
        by=handing.actor("fatima"),
        at=NOW,
    )
    keep_referrals(at=on_day(8))
    assert _next(handing) == (NextAction.PLAN, TODAY + timedelta(days=2))
    withdraw_referral(referral_id=referral.id, by=handing.actor("fatima"), at=on_day(9))
    assert _next(handing) == (NextAction.CONTACT, on_day(9).date())


def test_a_wish_to_be_left_alone_keeps_its_day_when_it_comes_back() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    until = TODAY + timedelta(days=60)
    leave_alone(involvement_id=handing.own().id, until=until, by=handing.actor("fatima"), at=NOW)
    withdraw_referral(referral_id=referral.id, by=handing.actor("fatima"), at=on_day(1))
    assert _next(handing) == (NextAction.CONTACT, until)

"""Random histories of hand-overs: whatever happens, one worker answers for the person, on one day."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership, User
from meedoen.accounts.queries import actor_of
from meedoen.accounts.vocabulary import RoleCode
from meedoen.casework.actions.referrals import (
    accept_referral,
    decline_referral,
    keep_referrals,
    take_consent_back,
    withdraw_referral,
)
from meedoen.casework.models import Referral, ReferralTurn
from meedoen.casework.queries.referrals import to_answer
from meedoen.casework.tests.referral_makers import Handing, make_handing, on_day
from meedoen.people.actions import leave_alone, note_death, take_wish_back
from meedoen.people.actions.caseloads import adopt_loose_ends
from meedoen.people.models import Involvement, Person
from meedoen.people.queries import loose_ends
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.actions import withdraw_consent
from meedoen.privacy.models import Consent
from meedoen.shared.errors import Refused
from tests.cast import TODAY, involve, make_case, make_person

EVENTS = (
    "send", "send", "accept", "accept", "decline", "decline", "day_after", "term", "half_year", "withdraw",
    "take_back", "take_back_elsewhere", "sender_leaves", "recipients_leave", "somebody_comes", "rest",
    "rest_back", "dies",
)  # fmt: skip
NAMES = ("overvecht", "wijkhulp", "jeugd")


@dataclass
class History:
    """One person, and what happens to them in an order that chance decides."""

    handing: Handing
    dice: Random
    day: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        return on_day(self.day)

    @property
    def today(self) -> date:
        return self.at.date()

    def happen(self, event: str) -> None:
        """Let it happen as far as it can; the timetable follows, as it does within minutes."""
        self.told.append(event)
        try:
            with transaction.atomic():
                getattr(self, event)()
        except Refused:
            self.told.append("refused")
        keep_referrals(at=self.at)
        adopt_loose_ends(at=self.at)

    def by(self, user: User) -> Actor:
        return actor_of(user, self.today)

    def lead(self) -> Actor:
        lead = self.handing.own().lead
        assert lead is not None
        return self.by(lead)

    def waiting(self) -> Referral | None:
        return Referral.objects.filter(case=self.handing.case, status="sent").first()

    def answerer(self) -> tuple[Referral, Actor] | None:
        for user in User.objects.filter(is_active=True).order_by("email"):
            turn = to_answer(self.by(user), self.today).filter(referral__case=self.handing.case).first()
            if turn is not None:
                return turn.referral, self.by(user)
        return None

    def send(self) -> None:
        order = self.dice.sample(NAMES, self.dice.randint(1, 3))
        cast = self.handing.cast
        cast.fatima = User.objects.get(id=self.lead().user_id)
        self.handing.send(*order, days=self.dice.choice((3, 40, 200)), at=self.at)

    def accept(self) -> None:
        found = self.answerer()
        if found:
            accept_referral(referral_id=found[0].id, by=found[1], at=self.at)

    def decline(self) -> None:
        found = self.answerer()
        if found:
            decline_referral(referral_id=found[0].id, reason="Vol.", by=found[1], at=self.at)

    def day_after(self) -> None:
        self.day += 1

    def term(self) -> None:
        self.day += 8

    def half_year(self) -> None:
        self.day += 180

    def withdraw(self) -> None:
        found = self.waiting()
        if found:
            withdraw_referral(referral_id=found.id, by=self.lead(), at=self.at)

    def take_back(self) -> None:
        consent = self._consent()
        if consent:
            take_consent_back(consent=consent, by=self.lead(), at=self.at)

    def take_back_elsewhere(self) -> None:
        """By a road that knows nothing of hand-overs."""
        consent = self._consent()
        if consent:
            withdraw_consent(consent=consent, by=self.lead(), at=self.at)

    def _consent(self) -> Consent | None:
        rows = list(Consent.objects.filter(person=self.handing.own().person_id, withdrawn_on=None))
        return self.dice.choice(rows) if rows else None

    def sender_leaves(self) -> None:
        others = Membership.objects.filter(agency=self.handing.own().agency, user__is_active=True)
        if others.exclude(user=self.handing.own().lead).filter(legal_domain="participatiewet").exists():
            User.objects.filter(id=self.lead().user_id).update(is_active=False)

    def recipients_leave(self) -> None:
        User.objects.filter(name__in=self.dice.sample(("Sanne", "Yusuf"), 1)).update(is_active=False)

    def somebody_comes(self) -> None:
        User.objects.filter(name__in=("Sanne", "Yusuf")).update(is_active=True)

    def rest(self) -> None:
        until = self.today + timedelta(days=self.dice.randint(1, 300))
        leave_alone(involvement_id=self.handing.own().id, until=until, by=self.lead(), at=self.at)

    def rest_back(self) -> None:
        take_wish_back(involvement_id=self.handing.own().id, by=self.lead(), at=self.at)

    def dies(self) -> None:
        note_death(person_id=self.handing.own().person_id, on=self.today, by=self.lead(), at=self.at)


def _broken(history: History) -> list[str]:
    """What is not as it must be after any event, in words; empty where all is well."""
    own = history.handing.own()
    found = []
    runs = Involvement.objects.filter(person=own.person_id, ends_on=None).exclude(legal_domain="open")
    if Person.objects.get(id=own.person_id).died_on is None and own.ends_on is not None:
        found.append("the sender does not know the person any more")
    if any(row.lead_id is None or row.next_action_on is None or not row.next_action for row in runs):
        found.append("somebody without owner, action or date")
    if loose_ends(history.today).filter(id__in=runs.values("id")).exists():
        found.append("an owner who works there no more")
    for referral in Referral.objects.filter(case=history.handing.case):
        found += _broken_of(referral, own)
    if Referral.objects.filter(case=history.handing.case, status="sent").count() > 1:
        found.append("two hand-overs wait at once")
    return found


def _broken_of(referral: Referral, own: Involvement) -> list[str]:
    found = []
    waits = referral.status == "sent"
    open_turns = list(ReferralTurn.objects.filter(referral=referral, answer="", sent_at__isnull=False))
    if len(open_turns) != waits:
        found.append(f"{len(open_turns)} turns wait of a hand-over that is {referral.status}")
    if waits and own.ends_on is not None:
        found.append("a hand-over waits from a case that ended")
    if waits and open_turns and not _dated(own, open_turns[0]):
        found.append(f"it waits, and next is {own.next_action} on {own.next_action_on}")
    if (referral.status == "accepted") != (referral.made_case_id is not None):
        found.append("accepted without a case, or a case without a yes")
    return found


def _dated(own: Involvement, turn: ReferralTurn) -> bool:
    """While it waits the sender has the day of the term, unless a lead is to be chosen or a wish counts."""
    if own.next_action == NextAction.HAND_OVER:
        return own.next_action_on == max(turn.due_on or date.min, own.left_alone_until or date.min)
    return own.next_action in (NextAction.NAME_LEAD, NextAction.ASK_AGAIN, NextAction.CONTACT)


@pytest.fixture
def handing(db: None) -> Handing:
    """The hand-over world with two more colleagues of Fatima, so that somebody can stand in for her."""
    made = make_handing()
    for name in ("Wilma", "Wouter"):
        user = User.objects.create_user(f"{name.lower()}@voorbeeld.invalid", "meedoen-voorbeeld", name=name)
        Membership.objects.create(
            user=user,
            agency=made.cast.work_and_income,
            role=RoleCode.CLIENT_MANAGER,
            legal_domain_id="participatiewet",
            starts_on=TODAY,
        )
    return made


class _Undo(Exception):
    """Ends an example: what it wrote is undone."""


@given(events=st.lists(st.sampled_from(EVENTS), min_size=3, max_size=10), seed=st.integers(0, 10_000))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_after_any_history_one_worker_answers_on_one_day(
    handing: Handing, events: list[str], seed: int
) -> None:
    fatima, case = handing.cast.fatima, handing.case
    try:
        with transaction.atomic():
            person = make_person(handing.cast.utrecht, "Samir")
            handing.case = make_case(involve(person, fatima))
            history = History(handing, Random(seed))
            history.happen("send")
            for event in events:
                history.happen(event)
                assert _broken(history) == [], history.told
            raise _Undo
    except _Undo:
        pass
    finally:
        handing.cast.fatima, handing.case = fatima, case


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("status", "returned", "1 turns wait"), ("made_case", None, "accepted without a case")],
)
def test_what_the_property_looks_for_is_seen(handing: Handing, column: str, value: object, said: str) -> None:
    history = History(handing, Random(1))
    history.happen("send")
    if column == "made_case":
        history.happen("accept")
    change = {column: value} | ({"ended_at": history.at} if column == "status" else {})
    Referral.objects.filter(case=handing.case).update(**change)
    assert any(said in line for line in _broken(history))

"""How a hand-over goes from one recipient to the next, and back: always one who answers, and one day.

Every change of a hand-over goes through `locked`: of two answers at one moment the second finds it answered.
"""

from datetime import datetime
from uuid import UUID

from meedoen.accounts.actor import Actor
from meedoen.accounts.queries import workers_with_cases
from meedoen.casework.models import Case, Referral, ReferralTurn
from meedoen.casework.policy.referrals import term_of
from meedoen.casework.queries.referrals import consented, term_in_working_days
from meedoen.casework.vocabulary import ReferralStatus, TurnAnswer
from meedoen.people.actions import let_next_follow
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.actions import end_all_about
from meedoen.shared.working_days import add_working_days
from meedoen.trail.actions import record_act

NO_CONSENT = "De toestemming geldt niet meer."
NOBODY_WORKS = "Daar werkt nu niemand die kan antwoorden."


def locked(referral_id: UUID) -> Referral:
    """The hand-over, held until the transaction ends; before it the involvement of who sent it.

    What ends that involvement holds the two in the same order: so neither waits for the other for ever.
    """
    sender = Case.objects.select_for_update(of=("involvement",)).select_related("involvement")
    sender.filter(referrals=referral_id).first()
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case__involvement")
    return rows.get(id=referral_id)


def close_turn(
    turn: ReferralTurn, answer: TurnAnswer, *, reason: str, by: Actor | None, at: datetime
) -> None:
    """Write what became of a turn."""
    turn.answer, turn.reason, turn.answered_at = answer, reason, at
    turn.by_id = by.user_id if by else None
    turn.save(update_fields=["answer", "reason", "answered_at", "by"])
    record_act(by=by, act=f"referral_{answer}", object_type="referral", object_id=turn.referral_id, at=at)


def pass_on(
    referral: Referral, *, by: Actor | None, at: datetime, instead_of: NextAction | None = None
) -> ReferralTurn | None:
    """Give the next recipient the turn; who has no consent any more or no worker is passed over.

    Where nobody is left it goes back to the sender. Gives the turn that waits now, or None.
    """
    today = at.date()
    for turn in referral.turns.filter(sent_at__isnull=True).order_by("position"):
        turn.sent_at, turn.due_on = at, term_of(today, term_in_working_days())
        turn.save(update_fields=["sent_at", "due_on"])
        passed_over = _why_not(turn, at)
        if passed_over:
            close_turn(turn, TurnAnswer.LAPSED, reason=passed_over, by=None, at=at)
            continue
        let_next_follow(
            involvement_id=referral.case.involvement_id,
            next_action=NextAction.HAND_OVER,
            on=turn.due_on,
            by=by,
            at=at,
            instead_of=instead_of,
        )
        return turn
    back_to_sender(referral, ReferralStatus.RETURNED, by=by, at=at)
    return None


def back_to_sender(referral: Referral, status: ReferralStatus, *, by: Actor | None, at: datetime) -> None:
    """End a hand-over that nobody accepted: the consents end, and who sent it makes contact today."""
    referral.status, referral.ended_at = status, at
    referral.save(update_fields=["status", "ended_at"])
    end_all_about(about=referral.id, but_for=None, by=by, at=at)
    let_next_follow(
        involvement_id=referral.case.involvement_id,
        next_action=NextAction.CONTACT,
        on=add_working_days(at.date(), 0),
        by=by,
        at=at,
    )
    record_act(by=by, act="end_referral", object_type="referral", object_id=referral.id, at=at)


def somebody_works_at(turn: ReferralTurn, at: datetime) -> bool:
    """Whether there is anybody left who can answer."""
    return workers_with_cases(
        agency_id=turn.agency_id, team_id=turn.team_id, legal_domain=turn.legal_domain_id, on=at.date()
    ).exists()


def _why_not(turn: ReferralTurn, at: datetime) -> str:
    """Why a recipient is passed over; empty where they are not."""
    if not ReferralTurn.objects.filter(consented(at.date()), id=turn.id).exists():
        return NO_CONSENT
    return "" if somebody_works_at(turn, at) else NOBODY_WORKS

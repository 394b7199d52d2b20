"""Writes of hand-overs: sent, accepted, declined, withdrawn, lapsed. None of them loses anybody."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from meedoen.accounts.actor import Actor
from meedoen.accounts.queries import Workplace
from meedoen.casework.actions.cases import open_case
from meedoen.casework.actions.referral_turns import (
    NO_CONSENT,
    NOBODY_WORKS,
    back_to_sender,
    close_turn,
    locked,
    pass_on,
    somebody_works_at,
)
from meedoen.casework.models import Case, Referral, ReferralTurn
from meedoen.casework.policy.referrals import (
    FOLLOW_WORKING_DAYS,
    consent_needed,
    first_contact_on,
    may_send,
    may_withdraw,
)
from meedoen.casework.queries.cases import case_person
from meedoen.casework.queries.referrals import consented, open_turns, to_answer
from meedoen.casework.vocabulary import ReferralStatus, TurnAnswer
from meedoen.people.actions import begin_involvement, let_next_follow, name_lead
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.actions import end_all_about, give_consents, withdraw_all_about, withdraw_consent
from meedoen.privacy.queries import Consent
from meedoen.privacy.vocabulary import ConsentHow, ConsentKind, ConsentSubject, SaidBy
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.shared.working_days import add_working_days
from meedoen.trail.actions import record_act

logger = logging.getLogger(__name__)

ANSWERED = (
    "Deze overdracht is intussen beantwoord, ingetrokken of verlopen. Kijk in de lijst wat er nog openstaat."
)
ENDED = "Het dossier van de afzender is gestopt."
TAKEN_BACK = "De inwoner nam de toestemming terug. Wat bij de overdracht verteld is, staat hier niet meer."


@dataclass(frozen=True)
class Telling:
    """What a hand-over is for and what the person lets be told; a talk of three where one was proposed."""

    purpose: str
    told: str
    may_tell_name: bool
    may_tell_contact: bool
    talk_at: datetime | None = None
    talk_where: str = ""


@dataclass(frozen=True)
class Yeses:
    """What the person said yes to and how that was asked, until when, and who said it."""

    given: Mapping[ConsentKind, ConsentHow]
    ends_on: date
    said_by: SaidBy = SaidBy.PERSON


@transaction.atomic
def send_referral(
    *,
    case: Case,
    telling: Telling,
    recipients: Sequence[Workplace],
    yeses: Yeses,
    by: Actor,
    at: datetime,
) -> Referral:
    """Hand a person over to the first recipient who can answer, in the order in which the person named them.

    The yeses are kept for each recipient apart, with what is told. Until somebody accepts,
    the lead of this case answers for the person. Raises Refused where a yes is missing or one waits already.
    """
    # The case is held: two hand-overs of one person at a time would need two days for one next action.
    held = Case.objects.select_for_update(of=("self",)).select_related("involvement__person").get(id=case.id)
    own = held.involvement
    if own.ends_on is not None:
        raise Refused("Dit dossier is gestopt. Open eerst een nieuw dossier.")
    refuse_unless(
        may_send(
            from_domain=own.legal_domain_id,
            to_domains=[place.legal_domain for place in recipients],
            given=list(yeses.given),
            waits_already=held.referrals.filter(status=ReferralStatus.SENT).exists(),
            shielded=own.person.shielded,
            is_lead=own.lead_id == by.user_id,
        )
    )
    referral = _written(held, telling, recipients, by=by, at=at)
    for agency_id, legal_domain in dict.fromkeys((one.agency_id, one.legal_domain) for one in recipients):
        _keep_yeses(referral, agency_id, legal_domain, yeses, by=by, at=at)
    pass_on(referral, by=by, at=at)
    return referral


def _written(
    case: Case, telling: Telling, recipients: Sequence[Workplace], *, by: Actor, at: datetime
) -> Referral:
    """The referral with a turn for each recipient, in their order; none has it yet."""
    referral = Referral.objects.create(
        municipality_id=case.municipality_id,
        person_id=case.involvement.person_id,
        case=case,
        purpose=telling.purpose,
        told=telling.told,
        may_tell_name=telling.may_tell_name,
        may_tell_contact=telling.may_tell_contact,
        talk_at=telling.talk_at,
        talk_where=telling.talk_where,
        sent_at=at,
        by_id=by.user_id,
    )
    record_act(by=by, act="send_referral", object_type="referral", object_id=referral.id, at=at)
    for position, place in enumerate(recipients, start=1):
        ReferralTurn.objects.create(
            referral=referral,
            position=position,
            agency_id=place.agency_id,
            team_id=place.team_id,
            legal_domain_id=place.legal_domain,
        )
    return referral


@transaction.atomic
def accept_referral(*, referral_id: UUID, by: Actor, at: datetime) -> Case:
    """Take the person on: an involvement and a case here, with this worker as lead, and what was told in it.

    Who knows the person already keeps their lead. The sender asks some time later how it goes.
    Raises Refused where it is no longer this worker's to answer.
    """
    referral, turn = _mine_to_answer(referral_id, by=by, at=at)
    talk_on = localtime(referral.talk_at).date() if referral.talk_at else None
    involvement = begin_involvement(
        person_id=referral.case.involvement.person_id,
        municipality_id=referral.municipality_id,
        agency_id=turn.agency_id,
        team_id=turn.team_id or by.team_id,
        legal_domain=turn.legal_domain_id,
        lead_id=by.user_id,
        next_action=NextAction.CONVERSATION,
        next_action_on=first_contact_on(at.date(), talk_on),
        by=by,
        at=at,
    )
    if involvement.next_action == NextAction.NAME_LEAD and not involvement.person.shielded:
        name_lead(involvement_id=involvement.id, lead_id=by.user_id, by=by, at=at)
    where = {"involvement_id": involvement.id, "municipality_id": referral.municipality_id}
    case = open_case(**where, reason=referral.told, by=by, at=at)
    close_turn(turn, TurnAnswer.ACCEPTED, reason="", by=by, at=at)
    referral.status, referral.ended_at, referral.made_case = ReferralStatus.ACCEPTED, at, case
    referral.save(update_fields=["status", "ended_at", "made_case"])
    end_all_about(about=referral.id, but_for=turn.agency_id, by=by, at=at)
    let_next_follow(
        involvement_id=referral.case.involvement_id,
        next_action=NextAction.FOLLOW,
        on=add_working_days(at.date(), FOLLOW_WORKING_DAYS),
        by=by,
        at=at,
        instead_of=NextAction.HAND_OVER,
    )
    return case


@transaction.atomic
def decline_referral(*, referral_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Say no, with the reason; it goes on to the next recipient, or back to the sender.

    Raises Refused where it is no longer this worker's to answer.
    """
    referral, turn = _mine_to_answer(referral_id, by=by, at=at)
    close_turn(turn, TurnAnswer.DECLINED, reason=reason, by=by, at=at)
    pass_on(referral, by=by, at=at, instead_of=NextAction.HAND_OVER)


@transaction.atomic
def withdraw_referral(*, referral_id: UUID, by: Actor, at: datetime) -> None:
    """Stop a hand-over that nobody accepted yet. Raises Refused where it has ended."""
    referral = locked(referral_id)
    refuse_unless(may_withdraw(ReferralStatus(referral.status)))
    _stop(referral, "", by=by, at=at)


@transaction.atomic
def take_consent_back(*, consent: Consent, by: Actor, at: datetime) -> None:
    """Take a consent back, with all that rests on it, at once.

    One no to a hand-over is a no to all of it: its other yeses go too, it stops, and what was told is taken
    out of the case that it became, where that still stood there as it was told.
    """
    if consent.subject != ConsentSubject.REFERRAL or consent.about is None:
        withdraw_consent(consent=consent, by=by, at=at)
        return
    referral = locked(consent.about)
    withdraw_all_about(about=referral.id, by=by, at=at)
    if referral.status == ReferralStatus.SENT:
        _stop(referral, NO_CONSENT, by=by, at=at)
    elif referral.made_case_id is not None:
        copies = Case.objects.filter(id=referral.made_case_id, reason=referral.told)
        if copies.update(reason=TAKEN_BACK):
            record_act(by=by, act="forget_told", object_type="case", object_id=referral.made_case_id, at=at)


def keep_referrals(*, at: datetime) -> int:
    """Move on what can't wait longer: past its term, without consent or worker, or from a case that ended.

    One transaction each; one that fails holds up no other. Gives how many were moved.
    """
    count = 0
    for turn in open_turns().order_by("due_on", "id"):
        if _can_wait(turn, at):
            continue
        try:
            with transaction.atomic():
                count += _move(turn.referral_id, at=at)
        except Exception:
            logger.exception("A hand-over could not be moved on: %s", turn.referral_id)
    return count


def _move(referral_id: UUID, *, at: datetime) -> bool:
    referral = locked(referral_id)
    turn = open_turns().filter(referral_id=referral_id).first()
    if turn is None or _can_wait(turn, at):
        return False
    if referral.case.involvement.ends_on is not None:
        _stop(referral, ENDED, by=None, at=at)
    elif not _has_consent(turn, at):
        _stop(referral, NO_CONSENT, by=None, at=at)
    else:
        reason = "" if somebody_works_at(turn, at) else NOBODY_WORKS
        close_turn(turn, TurnAnswer.LAPSED, reason=reason, by=None, at=at)
        pass_on(referral, by=None, at=at, instead_of=NextAction.HAND_OVER)
    return True


def _can_wait(turn: ReferralTurn, at: datetime) -> bool:
    in_term = turn.due_on is not None and turn.due_on >= at.date()
    runs = turn.referral.case.involvement.ends_on is None
    return in_term and runs and _has_consent(turn, at) and somebody_works_at(turn, at)


def _has_consent(turn: ReferralTurn, at: datetime) -> bool:
    return ReferralTurn.objects.filter(consented(at.date()), id=turn.id).exists()


def _stop(referral: Referral, reason: str, *, by: Actor | None, at: datetime) -> None:
    turn = open_turns().filter(referral_id=referral.id).first()
    if turn is not None:
        close_turn(turn, TurnAnswer.WITHDRAWN, reason=reason, by=by, at=at)
    back_to_sender(referral, ReferralStatus.WITHDRAWN, by=by, at=at)


def _mine_to_answer(referral_id: UUID, *, by: Actor, at: datetime) -> tuple[Referral, ReferralTurn]:
    referral = locked(referral_id)
    turn = to_answer(by, at.date()).filter(referral_id=referral_id).first()
    if turn is None:
        raise Refused(ANSWERED)
    return referral, turn


def _keep_yeses(
    referral: Referral, agency_id: UUID, legal_domain: str, yeses: Yeses, *, by: Actor, at: datetime
) -> None:
    from_domain = referral.case.involvement.legal_domain_id
    give_consents(
        given={kind: yeses.given[kind] for kind in consent_needed(from_domain, legal_domain)},
        person_id=case_person(referral.case),
        subject=ConsentSubject.REFERRAL,
        from_domain=from_domain,
        to_domain=legal_domain,
        to_agency_id=agency_id,
        what=referral.purpose,
        ends_on=yeses.ends_on,
        by=by,
        at=at,
        said_by=yeses.said_by,
        about=referral.id,
    )

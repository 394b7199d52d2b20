"""What ends with a case: a referral that waits, and a Wmo route. And two cases that become one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Field, Model, Q

from meedoen.accounts.actor import Actor
from meedoen.casework.actions.referrals import withdraw_referral
from meedoen.casework.actions.wmo import end_routes
from meedoen.casework.models import Case, Goal, Opening, Plan, PlanMove, PlanReview, Referral
from meedoen.casework.vocabulary import ReferralStatus, WmoEnd
from meedoen.people.actions import begin_involvement
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

WISHES = ("interests", "parts_of_week", "languages", "activation_level", "max_distance", "kind")


@transaction.atomic
def withdraw_open_referrals(*, person_id: UUID, by: Actor, at: datetime) -> int:
    """Withdraw every referral of a person that waits for an answer. Gives how many."""
    return _withdraw(Q(person_id=person_id), by=by, at=at)


def _withdraw(which: Q, *, by: Actor, at: datetime) -> int:
    waiting = Referral.objects.filter(which, status=ReferralStatus.SENT).order_by("sent_at", "id")
    ids = list(waiting.values_list("id", flat=True))
    for referral_id in ids:
        withdraw_referral(referral_id=referral_id, by=by, at=at)
    return len(ids)


@transaction.atomic
def end_cases(*, involvement_ids: list[UUID], end: WmoEnd, by: Actor, at: datetime) -> None:
    """What follows in the cases of involvements that ended: no referral and no Wmo route runs on."""
    _withdraw(Q(case__involvement_id__in=involvement_ids), by=by, at=at)
    for involvement_id in involvement_ids:
        end_routes(involvement_id=involvement_id, end=end, at=at, by=by)


@transaction.atomic
def come_back(*, before_id: UUID, by: Actor, at: datetime) -> Case:
    """Somebody who was here before is known here again: the old case goes on, without a new intake.

    The lead is who it was, if they still work here; else who stands in chooses one. Raises Refused where
    there is no case to go on with.
    """
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("involvement")
        .filter(involvement_id=before_id)
        .first()
    )
    if case is None or by.agency_id is None or by.municipality_id is None:
        raise Refused("Er is geen eerder dossier om mee verder te gaan. Open een nieuw dossier.")
    before = case.involvement
    case.involvement = begin_involvement(
        person_id=before.person_id,
        municipality_id=by.municipality_id,
        agency_id=by.agency_id,
        team_id=by.team_id,
        legal_domain=by.legal_domain,
        lead_id=None,
        next_action=NextAction.CONTACT,
        next_action_on=at.date(),
        by=by,
        at=at,
    )
    if Case.objects.filter(involvement_id=case.involvement_id).exclude(id=case.id).exists():
        raise Refused("Deze inwoner heeft al een dossier dat loopt. Zoek het op in je dossiers.")
    case.save(update_fields=["involvement"])
    record_act(by=by, act="come_back", object_type="case", object_id=case.id, at=at)
    return case


@transaction.atomic
def join_rows(*, gone_id: UUID, kept_id: UUID) -> None:
    """Goals, moves and reviews of both in the plan of the kept one; its wishes stay, and gaps are filled."""
    gone = Plan.objects.filter(person_id=gone_id).first()
    kept = Plan.objects.filter(person_id=kept_id).first()
    Referral.objects.filter(person_id=gone_id).update(person_id=kept_id)
    if gone is None:
        return
    if kept is None:
        Plan.objects.filter(id=gone.id).update(person_id=kept_id)
        return
    for model in (Goal, PlanMove, PlanReview):
        model._default_manager.filter(plan=gone).update(plan=kept)
    for name in WISHES:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    kept.started_on = min(kept.started_on, gone.started_on)
    kept.review_on = min(filter(None, (kept.review_on, gone.review_on)), default=None)
    kept.save()
    gone.delete()


@transaction.atomic
def join_cases(*, replaced: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """The story of a case whose involvement ended as a double goes on in the case that runs.

    In: which involvement took the place of which. Who opened the old case stays written there.
    Gives which case took the place of which.
    """
    moved = {}
    for gone in Case.objects.filter(involvement_id__in=replaced):
        running_id = replaced[gone.involvement_id]
        kept = Case.objects.filter(involvement_id=running_id).first()
        if kept is None:
            Case.objects.filter(id=gone.id).update(involvement_id=running_id)
            continue
        for model, field in _rows_of_a_case():
            model._default_manager.filter(**{field.name: gone}).update(**{field.name: kept})
        if gone.reason and not kept.reason:
            Case.objects.filter(id=kept.id).update(reason=gone.reason)
        moved[gone.id] = kept.id
    return moved


def _rows_of_a_case() -> "list[tuple[type[Model], Field[object, object]]]":
    """Every table of this app that points at a case, but who opened it."""
    return [
        (model, field)
        for model in apps.get_app_config("casework").get_models()
        if model is not Opening
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model is Case
    ]

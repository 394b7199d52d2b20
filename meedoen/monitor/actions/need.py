"""Counting what people need, once a month."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from meedoen.areas.queries import districts
from meedoen.casework import figures as casework
from meedoen.directory import figures as directory
from meedoen.directory.queries import term_choices
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.monitor.models import NeedSnapshot
from meedoen.monitor.policy.need import Profile, counted, showable, to_json
from meedoen.monitor.vocabulary import DOMAINS_OF_INTEREST, NEED_GROUPS, NOT_KNOWN, PARTS

SEARCHED_DAYS = 365
KEPT = 2


@transaction.atomic
def settle_need(*, municipality_id: UUID, municipality_code: str, at: datetime) -> NeedSnapshot:
    """The counts of this month: those that stand, or else counted now. Older ones than the last are let go.

    No audit line: nothing of a person or a decision changes.
    """
    month = at.date().replace(day=1)
    standing = NeedSnapshot.objects.filter(municipality_id=municipality_id, month=month).first()
    if standing is not None:
        return standing
    areas = [area.code for area in districts(municipality_code)]
    made, _ = NeedSnapshot.objects.get_or_create(
        municipality_id=municipality_id,
        month=month,
        defaults={
            "counted_on": at.date(),
            "plans": _plans(municipality_id, areas, at.date()),
            "searches": _searches(areas, at.date()),
        },
    )
    old = NeedSnapshot.objects.filter(municipality_id=municipality_id).order_by("-month")[KEPT:]
    NeedSnapshot.objects.filter(id__in=[row.id for row in old]).delete()
    return made


def _plans(municipality_id: UUID, areas: list[str], on: date) -> dict[str, int | None]:
    levels = [code for code, _ in term_choices(TaxonomyCode.ACTIVATION_LEVEL)]
    domains = [code for code, _ in term_choices(TaxonomyCode.LIFE_DOMAIN)]
    values = [[*codes, NOT_KNOWN] for codes in (areas, NEED_GROUPS, domains, levels, PARTS)]

    def known(at: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(code for code in codes if code in values[at])

    profiles = [
        Profile(
            (
                known(0, (fact.district,)),
                known(1, (fact.age_group,)),
                known(2, tuple(dict.fromkeys(_domains(fact.interests)))),
                known(3, (fact.level,)),
                known(4, fact.parts),
            ),
            fact.people,
        )
        for fact in casework.needs(municipality_id=municipality_id, on=on)
    ]
    return to_json(showable(counted(profiles), values))


def _domains(interests: tuple[str, ...]) -> list[str]:
    return [domain for interest in interests for domain in DOMAINS_OF_INTEREST.get(interest, ())]


def _searches(areas: list[str], on: date) -> dict[str, int | None]:
    rows = directory.not_found(areas, since=on - timedelta(days=SEARCHED_DAYS), until=on)
    profiles = [
        Profile(((f"{taxonomy}:{term}",), (area,)), times) for (taxonomy, term, area), times in rows.items()
    ]
    terms = sorted({profile.traits[0][0] for profile in profiles})
    return to_json(showable(counted(profiles), [terms, areas]))

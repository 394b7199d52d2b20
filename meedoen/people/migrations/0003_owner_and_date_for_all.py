"""Give what runs an owner and a date, and each person their first involvement, before the database demands it."""

from typing import Any

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

LEADS_FIRST = ("team_lead", "client_manager", "team_worker", "functional_manager")


def give_owner_and_date(apps: Any, schema_editor: Any) -> None:
    involvements = apps.get_model("people", "Involvement").objects
    today = timezone.localdate()
    followed = involvements.filter(ends_on__isnull=True).exclude(legal_domain="open")
    followed.filter(Q(next_action="") | Q(next_action_on__isnull=True)).update(
        next_action="contact", next_action_on=today
    )
    without = followed.filter(lead__isnull=True)
    for agency, team, domain in list(without.values_list("agency", "team", "legal_domain").distinct()):
        mine = without.filter(agency=agency, team=team, legal_domain=domain)
        mine.update(lead=_owner(apps, agency, team, domain), next_action="name_lead", next_action_on=today)
    for one in followed.filter(left_alone_until__isnull=False):
        one.next_action_on = max(one.next_action_on, one.left_alone_until)
        one.save()


def _owner(apps: Any, agency: Any, team: Any, domain: str) -> Any:
    """Who leads there, else who works with cases there, else who manages the settings of the agency."""
    memberships = apps.get_model("accounts", "Membership").objects.filter(agency=agency, user__is_active=True)
    memberships = memberships.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))
    here = list(memberships.filter(Q(legal_domain=domain) | Q(role="functional_manager")))
    near = [row for row in here if row.team_id in (None, team)] or here
    ranked = sorted(
        (LEADS_FIRST.index(row.role), row.starts_on, str(row.pk), row) for row in near if row.role in LEADS_FIRST
    )
    if not ranked:
        raise RuntimeError(
            f"Nobody works for agency {agency} in the domain {domain} who can answer for the persons it knows. "
            "Give an account a role there in /beheer/ and migrate again."
        )
    return ranked[0][3].user_id


def point_at_first_involvement(apps: Any, schema_editor: Any) -> None:
    persons = apps.get_model("people", "Person").objects.filter(first_involvement__isnull=True)
    involvements = apps.get_model("people", "Involvement").objects
    for person in persons.iterator():
        first = involvements.filter(person=person).order_by("starts_on", "id").first()
        if first is None:
            raise RuntimeError(f"Person {person.pk} is known to no agency, so nobody can reach or delete them.")
        persons.filter(pk=person.pk).update(first_involvement=first)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_keeping_in_view"),
        ("accounts", "0002_map_editor"),
    ]
    operations = [
        migrations.RunPython(give_owner_and_date, migrations.RunPython.noop),
        migrations.RunPython(point_at_first_involvement, migrations.RunPython.noop),
    ]

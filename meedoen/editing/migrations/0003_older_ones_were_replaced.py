"""What was closed because the organization sent something newer was called withdrawn until now."""

from typing import Any

from django.db import migrations

REASON = "Er kwam een nieuwer voorstel."


def say_replaced(apps: Any, schema_editor: Any) -> None:
    proposals = apps.get_model("editing", "Proposal").objects
    for older in proposals.filter(state="withdrawn", reason=REASON).order_by("pk"):
        newer = proposals.filter(
            record_type=older.record_type,
            record_id=older.record_id,
            sender="organization",
            agency_id=older.agency_id,
            sent_at=older.decided_at,
        ).exclude(pk=older.pk)
        older.state, older.replaced_by = "replaced", newer.order_by("pk").first()
        older.save(update_fields=["state", "replaced_by"])


def say_withdrawn(apps: Any, schema_editor: Any) -> None:
    apps.get_model("editing", "Proposal").objects.filter(state="replaced").update(state="withdrawn")


class Migration(migrations.Migration):
    dependencies = [("editing", "0002_a_newer_proposal_replaces")]

    operations = [migrations.RunPython(say_replaced, say_withdrawn)]

"""The address of a location becomes an object of its own, as the standard has it."""

from typing import Any

from django.db import migrations

from meedoen.shared.stable_id import stable_id


def move(apps: Any, schema_editor: Any) -> None:
    Location = apps.get_model("directory", "Location")
    Address = apps.get_model("directory", "Address")
    rows = Location.objects.all()
    Address.objects.bulk_create(
        (
            Address(
                # The id that the files of the initiatives give it, so that loading them again finds it.
                id=stable_id("address", str(row.id)),
                location=row,
                address_1=row.address_1,
                postal_code=row.postal_code,
                city=row.city,
                region=row.part,
            )
            for row in rows.iterator()
            if row.address_1 or row.postal_code or row.city or row.part
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_hsds")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]

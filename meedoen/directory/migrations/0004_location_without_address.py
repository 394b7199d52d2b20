from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_addresses")]
    operations = [
        migrations.RemoveField("location", name) for name in ("address_1", "postal_code", "city", "part")
    ]

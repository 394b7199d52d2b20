from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_source_municipality"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["-at"], name="revisions_by_moment"),
        ),
    ]

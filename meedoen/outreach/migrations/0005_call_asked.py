from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0004_times_missed'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='call_asked_at',
            field=models.DateTimeField(blank=True, help_text='vroeg om gebeld te worden', null=True),
        ),
    ]

"""That a demo was made here."""

from django.db import models


class Demo(models.Model):
    """Which demo stands in this database: there is one at most, and it can be made again
    anywhere from these facts.

    No personal fields: everybody in a demo is invented.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seed = models.IntegerField()
    scale = models.DecimalField(max_digits=4, decimal_places=2)
    on = models.DateField()
    usual_password = models.BooleanField(help_text="of het wachtwoord het gewone van de demo is")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_demo_in_a_database")]

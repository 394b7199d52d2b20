from django.db import models

from meedoen.directory.models.taxonomies import TaxonomyTerm


class NotFoundCount(models.Model):
    """How often a search on a day found nothing, by recognised term and area; never the words typed.

    `area_code` is the district or municipality that was asked for, empty where none was.
    """

    day = models.DateField()
    term = models.ForeignKey(TaxonomyTerm, models.CASCADE, null=True, related_name="+")
    area_code = models.CharField(max_length=12, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "term", "area_code"], name="not_found_once_a_day"),
            models.UniqueConstraint(
                fields=["day", "area_code"],
                condition=models.Q(term__isnull=True),
                name="not_recognised_once_a_day",
            ),
        ]

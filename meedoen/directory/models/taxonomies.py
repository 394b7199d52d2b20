from django.db import models

from meedoen.directory.models.base import HsdsObject


class Taxonomy(HsdsObject):
    """A list of terms. `code` is how the code of Meedoen names its own; a list from elsewhere has none."""

    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    description = models.TextField()
    uri = models.URLField(max_length=500, blank=True)
    version = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "woordenlijst"
        verbose_name_plural = "woordenlijsten"
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="taxonomy_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class TaxonomyTerm(HsdsObject):
    """A term, with the words by which people ask for it (`synonyms`, lower case)."""

    taxonomy = models.ForeignKey(Taxonomy, models.CASCADE, related_name="terms")
    code = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    language = models.CharField(max_length=8, blank=True)
    term_uri = models.URLField(max_length=500, blank=True)
    synonyms = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["taxonomy", "position", "code"]
        verbose_name = "term"
        verbose_name_plural = "termen"
        constraints = [
            models.UniqueConstraint(
                fields=["taxonomy", "code"], condition=~models.Q(code=""), name="term_once_in_taxonomy"
            )
        ]

    def __str__(self) -> str:
        return self.name

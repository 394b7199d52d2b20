"""The route of a request for support under the Wmo 2015 (articles 2.3.2 to 2.3.5), with its terms."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.casework.models.records import Case
from meedoen.casework.vocabulary import WmoDecision, WmoEnd


class WmoRoute(models.Model):
    """One report of a need for support, from its receipt to the decision. Terms are computed, never stored.

    Only in the legal domain Wmo. A general provision (open activities) needs no route.
    Personal: all fields. Why: the law asks for each step and its day. Until: as long as the case is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="wmo_routes")
    question = models.TextField(help_text="de hulpvraag, in de woorden van de inwoner")
    reported_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    support_pointed_out_on = models.DateField(null=True, blank=True)
    own_plan_pointed_out_on = models.DateField(null=True, blank=True)
    own_plan_received_on = models.DateField(null=True, blank=True)
    investigated_on = models.DateField(null=True, blank=True)
    report_given_on = models.DateField(null=True, blank=True)
    applied_on = models.DateField(null=True, blank=True)
    extended_on = models.DateField(null=True, blank=True, help_text="aan de inwoner geschreven op")
    extended_to = models.DateField(null=True, blank=True)
    extended_because = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=20, choices=WmoDecision.choices, blank=True)
    decision_words = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=20, choices=WmoEnd.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-reported_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, decision="")
                | models.Q(decided_on__isnull=False) & ~models.Q(decision=""),
                name="wmo_decision_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, end="")
                | models.Q(ended_on__isnull=False) & ~models.Q(end=""),
                name="wmo_end_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(extended_on__isnull=True, extended_to__isnull=True)
                | models.Q(extended_on__isnull=False, extended_to__isnull=False),
                name="wmo_longer_term_has_both_days",
            ),
        ]


class WmoSuspension(models.Model):
    """A time in which the term to decide stands still, with its ground (Awb article 4:15).

    Personal: ground. Why: to account for a later decision. Until: as long as the route is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    route = models.ForeignKey(WmoRoute, models.CASCADE, related_name="suspensions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="wmo_suspension_ends_after_it_starts",
            )
        ]

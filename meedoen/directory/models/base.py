"""What every object of HSDS has here."""

import uuid

from django.db import models


class HsdsObject(models.Model):
    """`extra`: what another source said and the standard has no field for; handed on as it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class SourcedObject(HsdsObject):
    """An object that can come from elsewhere and be edited here.

    `source` is None for what is our own. `origins` names the fields whose value came another way than the
    record: {"name": "own", "phones": "suggestion"}; those are kept when the source is read again.
    """

    source = models.ForeignKey("directory.Source", models.PROTECT, null=True, blank=True, related_name="+")
    origins = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

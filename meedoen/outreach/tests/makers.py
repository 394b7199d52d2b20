"""A district with its postcode, and notices, for the tests of outreach and the desk."""

from typing import Any

from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.vocabulary import AreaKind
from meedoen.outreach.actions import NewNotice, pass_on
from meedoen.outreach.models import Notice
from meedoen.outreach.vocabulary import ReporterKind
from tests.cast import NOW

WORRY = "Komt de deur niet meer uit."
RESIDENT = "Wilma Verzonnen"
CONTACT = "Boerhaavelaan 12"
FORM = {
    "worry": WORRY,
    "urgency": "can_wait",
    "resident_name": RESIDENT,
    "resident_contact": CONTACT,
    "postcode": "3561 AB",
    "district": "",
    "resident_knows": "yes",
    "reporter_kind": "nurse",
    "reporter_name": "Gerard",
    "reporter_contact": "06-00000000",
    "website": "",
}


def make_areas() -> None:
    """Utrecht with Overvecht, where 3561 lies, and a district without a team, where 3571 lies."""
    city = Area.objects.create(code="GM0344", kind=AreaKind.MUNICIPALITY, name="Utrecht")
    for code, name, postcode in (("WK034403", "Overvecht", "3561"), ("WK034406", "Oost", "3571")):
        area = Area.objects.create(code=code, kind=AreaKind.DISTRICT, name=name, parent=city)
        PostcodePoint.objects.create(postcode4=postcode, rd_x=136000, rd_y=457000, area=area)


def make_notice(**changes: Any) -> Notice:
    """A notice for the team of Overvecht, passed on by Gerard, the district nurse."""
    fields: dict[str, Any] = {
        "worry": WORRY,
        "resident_name": RESIDENT,
        "resident_contact": CONTACT,
        "resident_knows": True,
        "reporter_kind": ReporterKind.NURSE,
        "reporter_name": "Gerard",
        "reporter_contact": "06-00000000",
        "area_code": "WK034403",
    }
    at = changes.pop("at", NOW)
    return pass_on(new=NewNotice(**{**fields, **changes}), at=at)

"""Measuring on the scale that was asked, and what is shown of a shielded person."""

from datetime import timedelta

import pytest

from meedoen.casework.models import Case, Measurement
from meedoen.casework.tests.clock import Clock
from meedoen.casework.vocabulary import Aspect, View
from meedoen.site.tests.desk_makers import make_known, signed_in, state, text
from tests.cast import NOW, Cast, make_cast, running

pytestmark = pytest.mark.django_db


def _world(*, shielded: bool = False) -> tuple[Cast, Case, str]:
    cast = make_cast()
    case = make_known(cast, "bram", "Samir", "Amrani", shielded=shielded)
    return cast, case, f"/werk/dossiers/{case.id}/"


def test_both_views_are_measured_in_one_form_and_shown_side_by_side() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    posted = {
        "scale": "participation_ladder",
        "aspect": "does",
        "person": "3",
        "worker": "2",
        "measured_on": "2026-09-15",
        "note": "Ziet meer",
    }
    client.post(address + "meting/", posted)
    views = {row.view: row.step.position for row in Measurement.objects.all()}
    assert views == {View.PERSON: 3, View.WORKER: 2}
    assert set(Measurement.objects.values_list("aspect", flat=True)) == {Aspect.DOES}
    page = text(client.get(address))
    assert page.index("3. Georganiseerde activiteiten") < page.index("2. Sociale contacten buitenshuis")


def test_the_arrangements_are_not_offered_to_the_team() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    assert "A4" not in text(client.get(address + "meting/?schaal=utrecht_arrangements"))
    posted = {"aspect": "can", "worker": "4", "measured_on": "2026-09-15"}
    for scale in ({"scale": "utrecht_arrangements"}, {"scale": "onzin"}, {"scale": ""}, {}):
        answer = client.post(address + "meting/?schaal=utrecht_arrangements", {**posted, **scale})
        assert "De meting is niet bewaard" in text(answer)
    assert Measurement.objects.count() == 0


def test_a_measurement_stays_on_its_scale_when_the_hour_is_over(clock: Clock) -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    form = text(client.get(address + "meting/?schaal=deventer_levels"))
    assert '<input type="hidden" name="scale" value="deventer_levels">' in form
    clock.time = NOW + timedelta(hours=2)
    posted = {"scale": "deventer_levels", "aspect": "can", "worker": "4", "measured_on": "2026-09-15"}
    asked = text(client.post(address + "meting/?schaal=deventer_levels", posted))
    assert f'action="{address}meting/"' in asked
    assert '<input type="hidden" name="scale" value="deventer_levels">' in asked
    client.post(address + "meting/", {**posted, "purpose": "follow"})
    step = Measurement.objects.get().step
    assert (step.scale_id, step.position) == ("deventer_levels", 4)


def test_of_a_shielded_person_only_the_lead_sees_the_address() -> None:
    cast, case, address = _world(shielded=True)
    for worker in ("bram", "tessa"):
        state(cast, case, worker)
    assert "Voorbeeldstraat" in text(signed_in(cast.bram).get(address))
    other = text(signed_in(cast.tessa).get(address))
    assert "Voorbeeldstraat" not in other
    assert "afgeschermd" in other


def test_a_new_record_makes_nobody_the_lead_of_a_known_shielded_person() -> None:
    cast, case, address = _world(shielded=True)
    running().update(lead=cast.tessa, next_action="name_lead")
    state(cast, case)
    posted = {
        "first_name": "Samir",
        "last_name": "Amrani",
        "reason": "Wil meedoen.",
        "known": str(case.involvement.person_id),
    }
    client = signed_in(cast.bram)
    assert client.post("/werk/dossiers/nieuw/", posted)["Location"] == address
    assert running().get().lead == cast.tessa
    assert "Voorbeeldstraat" not in text(client.get(address))

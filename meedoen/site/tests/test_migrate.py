"""`meedoen migrate` leaves tables and word lists, and tells a program what it did."""

import json

import pytest
from django.core.management import call_command

from meedoen.accounts.models import LegalDomain
from meedoen.casework.models import Scale
from meedoen.directory.models import Taxonomy


@pytest.mark.django_db
def test_migrating_puts_the_word_lists_back_and_says_so_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    LegalDomain.objects.all().delete()
    Taxonomy.objects.all().delete()
    call_command("migrate", json=True)
    assert json.loads(capsys.readouterr().out)["applied"] == []
    assert set(LegalDomain.objects.values_list("code", flat=True)) == {
        "participatiewet",
        "wmo",
        "jeugdwet",
        "open",
    }
    assert Taxonomy.objects.filter(code="life_domain").exists()
    assert Scale.objects.filter(code="participation_ladder").exists()

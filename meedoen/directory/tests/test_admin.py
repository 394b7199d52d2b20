import pytest
from django.test import Client

from meedoen.directory.admin import TermForm
from meedoen.directory.models import Source, TaxonomyTerm
from meedoen.trail.models import AuditLine, Change
from tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


def test_the_words_of_a_term_are_edited_one_a_line_and_kept_in_lower_case() -> None:
    term = TaxonomyTerm.objects.get(code="cooking")
    form = TermForm(instance=term)
    data = {name: form[name].value() for name in form.fields} | {
        "taxonomy": term.taxonomy_id,
        "synonyms": "Koken\n  Samen   eten\n\nkoken, Soep",
    }

    changed = TermForm(data, instance=term)

    assert form["synonyms"].value().splitlines()[0] == "koken"
    assert changed.is_valid(), changed.errors
    assert changed.save().synonyms == ["koken", "samen eten", "soep"]


def test_who_manages_settings_says_which_value_wins_for_a_source(client: Client) -> None:
    cast = make_cast()
    source = Source.objects.create(name="Welzijn Noord", kind="hsds")
    Source.objects.create(name="Welzijn Zuid", kind="hsds")
    address = f"/beheer/directory/source/{source.id}/change/"
    client.force_login(cast.hanna)
    taken = client.post(address, {"name": "Welzijn Zuid", "municipality": "", "wins": "source"})
    assert "Er is al een bron met deze naam. Kies een andere naam." in taken.content.decode()
    client.post(address, {"name": "Welzijn Noord", "municipality": str(cast.utrecht.id), "wins": "source"})
    source.refresh_from_db()
    assert (source.wins, source.municipality) == ("source", cast.utrecht)
    client.force_login(cast.mila)
    assert client.get(address, follow=True).status_code == 403


def test_a_change_of_a_source_leaves_an_audit_line_with_what_stood_there(client: Client) -> None:
    cast = make_cast()
    source = Source.objects.create(name="Welzijn Noord", kind="hsds", municipality=cast.deventer)
    address = f"/beheer/directory/source/{source.id}/change/"
    client.force_login(cast.hanna)
    same = {"name": "Welzijn Noord", "municipality": str(cast.deventer.id), "wins": "own"}
    client.post(address, same)
    client.post(address, same | {"name": ""})
    assert not AuditLine.objects.filter(object_type="source").exists()

    client.post(address, {"name": "Welzijn Zuid", "municipality": "", "wins": "source"})

    line = AuditLine.objects.get(object_type="source")
    assert (line.act, line.object_id, line.user_id) == ("source_changed", str(source.id), cast.hanna.pk)
    assert line.role == "functional_manager"
    changes = Change.objects.filter(audit_id=line.id).values_list("field", "old", "new")
    assert sorted(changes) == [
        ("municipality", str(cast.deventer.id), ""),
        ("name", "Welzijn Noord", "Welzijn Zuid"),
        ("wins", "own", "source"),
    ]


def test_who_installed_the_site_leaves_that_line_too(admin_client: Client) -> None:
    source = Source.objects.create(name="Welzijn Noord", kind="hsds")
    address = f"/beheer/directory/source/{source.id}/change/"
    admin_client.post(address, {"name": "Welzijn Zuid", "municipality": "", "wins": "own"})
    assert AuditLine.objects.get(object_type="source").role == "superuser"

import pytest

from meedoen.directory.admin import TermForm
from meedoen.directory.models import TaxonomyTerm

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

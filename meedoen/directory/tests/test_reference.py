import pytest

from meedoen.directory.actions import load_taxonomies
from meedoen.directory.models import Taxonomy, TaxonomyTerm
from meedoen.directory.reference import CLASSIFICATIONS
from meedoen.directory.vocabulary import Access, TaxonomyCode, Variant


def dump() -> list[dict[str, object]]:
    return [*Taxonomy.objects.order_by("id").values(), *TaxonomyTerm.objects.order_by("id").values()]


def codes(taxonomy: TaxonomyCode) -> list[str]:
    return list(TaxonomyTerm.objects.filter(taxonomy__code=taxonomy).values_list("code", flat=True))


@pytest.mark.django_db
def test_loading_taxonomies_gives_every_classification_its_terms_in_order() -> None:
    load_taxonomies()

    assert set(Taxonomy.objects.values_list("code", flat=True)) == set(TaxonomyCode.values)
    assert codes(TaxonomyCode.LIFE_DOMAIN) == [
        "income", "work", "education", "housing", "health", "social_contacts", "parenting",
    ]  # fmt: skip
    assert codes(TaxonomyCode.ACTIVATION_LEVEL) == ["1", "2", "3", "4"]
    assert codes(TaxonomyCode.LADDER_STEP) == ["1", "2", "3", "4", "5", "6"]
    assert codes(TaxonomyCode.ACCESS) == Access.values
    assert codes(TaxonomyCode.VARIANT) == Variant.values
    assert len(codes(TaxonomyCode.INTEREST)) == 16


@pytest.mark.django_db
def test_loading_taxonomies_twice_changes_nothing() -> None:
    load_taxonomies()
    before = dump()

    load_taxonomies()

    assert dump() == before


@pytest.mark.django_db
def test_loading_taxonomies_again_keeps_the_words_and_names_of_the_functional_manager() -> None:
    load_taxonomies()
    term = TaxonomyTerm.objects.get(taxonomy__code=TaxonomyCode.INTEREST, code="cooking")
    term.name = "Samen koken"
    term.synonyms = ["stamppot"]
    term.save()

    load_taxonomies()

    term.refresh_from_db()
    assert term.name == "Samen koken"
    assert term.synonyms[:2] == ["stamppot", "koken"]


def test_synonyms_are_lower_case_and_stand_once_in_their_term() -> None:
    for classification in CLASSIFICATIONS:
        for term in classification.terms:
            assert term.synonyms == [word.lower() for word in term.synonyms], term.code
            assert len(term.synonyms) == len(set(term.synonyms)), term.code

"""Writing the word lists."""

from django.db import transaction

from meedoen.directory.models import Taxonomy, TaxonomyTerm
from meedoen.directory.reference import CLASSIFICATIONS, Classification
from meedoen.shared.stable_id import stable_id


@transaction.atomic
def load_taxonomies() -> None:
    """Put the classifications of `reference.py` in the database; doing so twice changes nothing.

    A term that is there keeps its name, description and place, which a functional manager may have changed;
    its synonyms gain the words it did not have yet.
    """
    for classification in CLASSIFICATIONS:
        taxonomy, _ = Taxonomy.objects.get_or_create(
            code=classification.code,
            defaults={
                "id": stable_id("taxonomy", classification.code),
                "name": classification.name,
                "description": classification.description,
            },
        )
        _load_terms(taxonomy, classification)


def _load_terms(taxonomy: Taxonomy, classification: Classification) -> None:
    known = {term.code: term for term in taxonomy.terms.all()}
    new, changed = [], []
    for position, term in enumerate(classification.terms, start=1):
        if term.code not in known:
            new.append(
                TaxonomyTerm(
                    id=stable_id("term", classification.code, term.code),
                    taxonomy=taxonomy,
                    code=term.code,
                    name=term.name,
                    description=term.description,
                    synonyms=term.synonyms,
                    position=position,
                )
            )
            continue
        row = known[term.code]
        missing = [word for word in term.synonyms if word not in row.synonyms]
        if missing:
            row.synonyms = [*row.synonyms, *missing]
            changed.append(row)
    TaxonomyTerm.objects.bulk_create(new)
    TaxonomyTerm.objects.bulk_update(changed, ["synonyms"])

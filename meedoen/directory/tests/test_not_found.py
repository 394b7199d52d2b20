from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from meedoen.directory.actions import count_not_found, load_taxonomies
from meedoen.directory.models import NotFoundCount, TaxonomyTerm
from meedoen.directory.tests.makers import TODAY


def counts() -> set[tuple[date, str | None, int]]:
    return set(NotFoundCount.objects.values_list("day", "term__code", "count"))


@pytest.mark.django_db
def test_each_term_of_a_search_is_counted_once_a_day() -> None:
    load_taxonomies()
    cooking = TaxonomyTerm.objects.get(code="cooking").id
    garden = TaxonomyTerm.objects.get(code="garden").id
    tomorrow = date(2026, 9, 16)

    count_not_found(terms=[cooking, garden, cooking], on=TODAY)
    count_not_found(terms=[cooking], on=TODAY)
    count_not_found(terms=[], on=TODAY)
    count_not_found(terms=[], on=tomorrow)

    assert counts() == {(TODAY, "cooking", 2), (TODAY, "garden", 1), (TODAY, None, 1), (tomorrow, None, 1)}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_searches_at_the_same_moment_are_all_counted() -> None:
    load_taxonomies()
    cooking = TaxonomyTerm.objects.get(code="cooking").id

    def search(number: int) -> None:
        try:
            count_not_found(terms=[cooking] if number % 2 else [], on=TODAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(search, range(80)))

    assert counts() == {(TODAY, "cooking", 40), (TODAY, None, 40)}

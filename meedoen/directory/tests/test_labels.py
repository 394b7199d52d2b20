"""Every table and column of the standard is called something in Dutch, wherever somebody reads of it."""

import pytest

from meedoen.directory.hsds import TABLES, Table
from meedoen.directory.labels import COLUMNS, PARTS, label_of


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_label(table: Table) -> None:
    standard = {field.column for field in table.fields}
    kept = {field.attname for field in table.model._meta.concrete_fields}

    assert table.name in PARTS
    assert sorted((standard | kept) - COLUMNS.keys()) == []


def test_no_label_stands_there_for_a_column_that_is_gone() -> None:
    there = {field.attname for table in TABLES for field in table.model._meta.concrete_fields}
    named = {field.column for table in TABLES for field in table.fields}
    assert sorted(COLUMNS.keys() - there - named) == []


def test_a_column_of_a_part_is_called_after_its_part() -> None:
    assert label_of("service", "wait_time") == "wachttijd"
    assert label_of("service_capacity", "unit_id") == "plekken: eenheid"

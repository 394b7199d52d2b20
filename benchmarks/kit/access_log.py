"""A filled access log: looks at the people of the demo over half a year, as the actions write them."""

import random
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

DAYS = 180
AT_ONCE = 10_000
OF_JOKE = 300


def fill_access_log(count: int, at: datetime) -> None:
    """Add looks until there are `count`, each with its reader; those of Joke are as many at every size."""
    from meedoen.trail.models import AccessLine, AccessReader

    missing = count - AccessLine.objects.count()
    rows = _rows(missing, at)
    while some := list(islice(rows, AT_ONCE)):
        _insert(AccessLine, [line for line, _ in some])
        _insert(AccessReader, [reader for _, reader in some])
    if missing > 0:
        from django.db import connection

        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


def _rows(count: int, at: datetime) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    from meedoen.accounts.models import Membership
    from meedoen.people.models import Person
    from meedoen.people.queries import SUBJECT
    from meedoen.trail.sealing import find_key, seal

    dice = random.Random(3)  # noqa: S311
    sealed = seal("0" * 36)
    joke = Person.objects.get(user__email="joke@meedoen.invalid").id
    keys = [find_key(SUBJECT, str(person)) for person in Person.objects.values_list("id", flat=True)]
    staff = list(Membership.objects.select_related("agency").exclude(legal_domain=None))
    for number in range(count):
        span, page = secrets.token_hex(8), dice.choice(("caseload", "case", "suggestions"))
        key = find_key(SUBJECT, str(joke)) if number < OF_JOKE else dice.choice(keys)
        moment = at - timedelta(days=dice.random() * DAYS)
        member = dice.choice(staff)
        activity = f"urn:meedoen:verwerking:{page}"
        yield (
            (span, secrets.token_hex(16), "Ok", page, moment, moment, activity, sealed, SUBJECT, key),
            (span, member.user_id, member.role, member.agency_id, member.agency.name,
             member.agency.municipality_id, member.legal_domain_id, page),
        )  # fmt: skip


def _insert(model: Any, rows: list[tuple[Any, ...]]) -> None:
    """Rows in the order of the columns of the model."""
    from django.db import connection, transaction

    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
        for row in rows
    ]
    table = connection.ops.quote_name(model._meta.db_table)
    places = ", ".join(["%s"] * len(fields))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608

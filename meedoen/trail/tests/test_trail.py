"""The trail: a line per subject, in the transaction, without an employee in it."""

from uuid import uuid4

import pytest
from django.db import transaction

from meedoen.trail.actions import count_attempt, forget_attempts, record_access, record_act
from meedoen.trail.models import AccessLine, AccessReader, AuditLine, Change
from meedoen.trail.queries import count_looks, looks_at, totals_by_purpose
from meedoen.trail.sealing import unseal
from tests.cast import NOW, make_cast


@pytest.mark.django_db
def test_each_subject_gets_one_line_and_finds_only_its_own() -> None:
    bram = make_cast().actor("bram")
    first, second = uuid4(), uuid4()
    record_access(
        by=bram, subjects=[first, second], subject_type="person", page="caseload", purpose="caseload", at=NOW
    )
    assert AccessLine.objects.count() == AccessReader.objects.count() == 2
    [look] = looks_at([("person", first)])
    assert (look.agency_name, look.page, look.purpose) == ("Buurtteam Utrecht", "caseload", "caseload")
    assert count_looks([("person", first), ("person", second)]) == 2
    assert count_looks([("notice", first)]) == 0


@pytest.mark.django_db
def test_a_line_holds_no_employee_and_no_subject_in_the_clear() -> None:
    bram = make_cast().actor("bram")
    subject = uuid4()
    record_access(by=bram, subjects=[subject], subject_type="person", page="case", purpose="plan", at=NOW)
    line = AccessLine.objects.get()
    stored = " ".join(str(getattr(line, field.name)) for field in AccessLine._meta.fields)
    assert str(subject) not in stored
    assert str(bram.user_id) not in stored
    assert unseal(line.data_subject_id) == str(subject)
    assert len(line.trace_id) == 32 and len(line.span_id) == 16


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_line_is_written() -> None:
    bram = make_cast().actor("bram")
    with pytest.raises(RuntimeError, match="transaction"):
        record_access(by=bram, subjects=[uuid4()], subject_type="person", page="case", purpose="plan", at=NOW)
    with transaction.atomic():
        record_access(by=bram, subjects=[uuid4()], subject_type="person", page="case", purpose="plan", at=NOW)
    assert AccessLine.objects.count() == 1


@pytest.mark.django_db
def test_an_act_keeps_old_and_new_of_what_changed_only() -> None:
    bram = make_cast().actor("bram")
    record_act(
        by=bram,
        act="change_service",
        object_type="service",
        object_id=uuid4(),
        at=NOW,
        changes={"name": ("Soep", "Soep en brood"), "status": ("active", "active")},
    )
    assert AuditLine.objects.get().user_id == bram.user_id
    assert list(Change.objects.values_list("field", "old", "new")) == [("name", "Soep", "Soep en brood")]


@pytest.mark.django_db
def test_totals_of_a_municipality_leave_out_the_other(django_assert_num_queries) -> None:
    cast = make_cast()
    for name in ("bram", "olga"):
        record_access(
            by=cast.actor(name),
            subjects=[uuid4()],
            subject_type="person",
            page="case",
            purpose="plan",
            at=NOW,
        )
    with django_assert_num_queries(1):
        [total] = totals_by_purpose(cast.utrecht.id, NOW)
    assert (total.agency_name, total.looks) == ("Buurtteam Utrecht", 1)


@pytest.mark.django_db
def test_attempts_are_counted_per_window_and_forgotten() -> None:
    assert [count_attempt(kind="notice", who="127.0.0.1", window_start=NOW) for _ in range(3)] == [1, 2, 3]
    assert count_attempt(kind="notice", who="127.0.0.2", window_start=NOW) == 1
    assert forget_attempts(before=NOW.replace(hour=11)) == 2
    assert count_attempt(kind="notice", who="127.0.0.1", window_start=NOW) == 1

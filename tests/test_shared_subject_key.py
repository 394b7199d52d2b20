"""Keys of one report: the same within, strangers outside."""

import pickle
from uuid import UUID, uuid4

import pytest

from meedoen.shared.subject_key import SubjectKeys

JOKE = UUID("00000000-0000-4000-8000-000000000001")
NOOR = UUID("00000000-0000-4000-8000-000000000002")


def test_a_person_has_one_key_within_a_report() -> None:
    keys = SubjectKeys()
    assert keys.key(JOKE) == keys.key(UUID(str(JOKE)))
    assert keys.key(JOKE) != keys.key(NOOR)


def test_two_reports_cannot_be_joined() -> None:
    people = [uuid4() for _ in range(200)]
    first, second = SubjectKeys(), SubjectKeys()
    assert {first.key(person) for person in people}.isdisjoint(second.key(person) for person in people)


def test_a_key_tells_nothing_of_the_person() -> None:
    key = SubjectKeys().key(JOKE)
    assert len(key) == 32 and JOKE.hex not in key and key not in JOKE.hex


def test_the_secret_can_neither_be_stored_nor_printed() -> None:
    keys = SubjectKeys()
    with pytest.raises(TypeError, match="one report"):
        pickle.dumps(keys)
    assert repr(keys) == "SubjectKeys()"

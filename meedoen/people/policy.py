"""Pure decisions about persons."""

from datetime import date


def age_on(birth_date: date | None, on: date) -> int | None:
    """Whole years on a day; None where the birth date is not known."""
    if birth_date is None:
        return None
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))

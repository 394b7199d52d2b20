"""No text is longer than its column: SQLite keeps what PostgreSQL refuses, so the form has to say it."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.db import models

from meedoen.casework.forms import ConversationForm, GoalForm, MeasureForm, ReasonForm, StepForm
from meedoen.casework.forms.plans import MoveForm
from meedoen.casework.models import Case, Conversation, Goal, Measurement, PlanMove, Step
from meedoen.outreach.forms import NoticeForm
from meedoen.outreach.models import Notice
from meedoen.people.forms import PersonForm
from meedoen.people.models import PersonDetails
from meedoen.site.tests.desk_makers import make_known, signed_in, state, text
from tests.cast import make_cast

pytestmark = pytest.mark.django_db

KEPT: list[tuple[type[forms.Form], type[models.Model], dict[str, Any]]] = [
    (PersonForm, PersonDetails, {"today": date(2026, 9, 15)}),
    (ReasonForm, Case, {}),
    (ConversationForm, Conversation, {}),
    (GoalForm, Goal, {"domain_name": "Wmo"}),
    (StepForm, Step, {"goals": []}),
    (MoveForm, PlanMove, {}),
    (MeasureForm, Measurement, {"steps": [], "scales": []}),
    (NoticeForm, Notice, {}),
]
MAIL = "a" * 243 + "@voorbeeld.nl"


def _texts(form: type[forms.Form], model: type[models.Model]) -> list[tuple[str, int]]:
    """The free texts of a form that have a column with a length, and that length."""
    columns = {column.name: column.max_length for column in model._meta.concrete_fields}
    typed = [name for name, field in form.base_fields.items() if isinstance(field, forms.CharField)]
    return [(name, longest) for name in typed if (longest := columns.get(name))]


TEXTS = [
    pytest.param(form, more, name, longest, id=f"{form.__name__}.{name}")
    for form, model, more in KEPT
    for name, longest in _texts(form, model)
]


def test_the_texts_with_a_column_are_walked() -> None:
    assert len(TEXTS) >= 12


@pytest.mark.parametrize(("form", "more", "name", "longest"), TEXTS)
def test_a_text_that_does_not_fit_its_column_is_a_form_error(
    form: type[forms.Form], more: dict[str, Any], name: str, longest: int
) -> None:
    tail = "@voorbeeld.nl" if name == "email" else ""
    make_cast()
    too_long = form({name: "a" * (longest + 1 - len(tail)) + tail}, **more)
    fits = form.base_fields[name].max_length  # type: ignore[attr-defined]
    assert fits is not None
    assert fits <= longest
    assert name in too_long.errors


@pytest.mark.parametrize("form", [form for form, _, _ in KEPT], ids=lambda form: form.__name__)
def test_every_free_text_has_an_end(form: type[forms.Form]) -> None:
    typed = {name: field for name, field in form.base_fields.items() if type(field) is forms.CharField}
    assert [name for name, field in typed.items() if field.max_length is None and name != "website"] == []


@pytest.mark.parametrize(
    ("task", "posted", "said"),
    [
        ("nieuw", {"email": MAIL}, "Vul ten hoogste 254 tekens in."),
        ("nieuw", {"street": "a" * 161}, "Vul ten hoogste 160 tekens in."),
        ("nieuw", {"town": "a" * 81}, "Vul ten hoogste 80 tekens in."),
        ("nieuw", {"phone": "0" * 21}, "Vul ten hoogste 20 tekens in."),
        ("nieuw", {"postcode": "a" * 8}, "Vul een postcode in, zoals 3561 AB."),
        ("nieuw", {"reason": "a" * 4001}, "Deze tekst is te lang."),
        ("gesprek", {"agreed": "a" * 4001}, "Deze tekst is te lang."),
        ("plan", {"need": "a" * 4001}, "Deze tekst is te lang."),
        ("meting", {"note": "a" * 301}, "Gebruik ten hoogste 300 tekens."),
    ],
)
def test_a_page_of_the_desk_says_that_a_text_is_too_long(
    task: str, posted: dict[str, str], said: str
) -> None:
    cast = make_cast()
    case = make_known(cast, "bram")
    state(cast, case)
    address = "/werk/dossiers/nieuw/" if task == "nieuw" else f"/werk/dossiers/{case.id}/{task}/"
    known = {"first_name": "Wilma", "last_name": "Verzonnen", "reason": "Wil meedoen."}
    response = signed_in(cast.bram).post(address, {**known, **posted})
    assert response.status_code == 200
    assert said in text(response)

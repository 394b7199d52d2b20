"""What somebody fills in for a service: one form, its places, and a list for each kind of part."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.forms import BaseForm, BoundField

from meedoen.directory.actions.history import STANDING, RowChange
from meedoen.directory.queries.history import Key, Values
from meedoen.editing.forms.places import PlacesForm, held_at
from meedoen.editing.forms.rows import (
    ContactRow,
    CostRow,
    DocumentRow,
    FundingRow,
    PhoneRow,
    RowForm,
    ScheduleRow,
    UrlRow,
    initial_of,
    rows_factory,
    with_one_more,
)
from meedoen.editing.forms.service import TERMS, ServiceForm, initial_service, term_codes, terms_field
from meedoen.editing.forms.tree import Tree, changes, service_tree

LISTS: dict[str, type[RowForm]] = {
    "tijden": ScheduleRow,
    "kosten": CostRow,
    "telefoon": PhoneRow,
    "contact": ContactRow,
    "meenemen": DocumentRow,
    "web": UrlRow,
    "betaler": FundingRow,
}
FACTORIES = {prefix: rows_factory(row) for prefix, row in LISTS.items()}
# One empty row where there is none yet, so that nobody has to ask for it.
WAITING = ("tijden", "telefoon")
ADDING = {
    "tijden": "Nog een dag of tijd",
    "kosten": "Nog een prijs",
    "telefoon": "Nog een telefoonnummer",
    "contact": "Nog een contact",
    "meenemen": "Nog iets om mee te nemen",
    "web": "Nog een webadres",
    "betaler": "Nog iemand die het betaalt",
}
SECTIONS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("wat", "Wat het is", ("name", "summary", "description", "activities", "alternate_name"), (), ()),
    ("wanneer", "Wanneer het is", (), ("tijden",), ()),
    ("waar", "Waar het is", (), (), ("areas",)),
    ("voor-wie", "Voor wie het is", ("eligibility_description", "minimum_age", "maximum_age"), (), ()),
    ("prijs", "Wat het kost", (), ("kosten",), ("fees_description",)),
    ("contact", "Contact en aanmelden", ("application_process", "email", "url"), ("telefoon", "contact"), ()),
    ("talen", "Talen en meenemen", ("languages", "interpretation_services"), ("meenemen", "web"), ()),
    (
        "overig",
        "Status en de rest",
        ("status", "alert", "wait_time", "program_id", "accreditations", "licenses"),
        ("betaler",),
        (),
    ),
)


@dataclass(frozen=True)
class Rows:
    """A list of parts in a section: `kept` is what the editor cannot say and leaves as it is, in words."""

    prefix: str
    formset: Any
    adding: str
    kept: Sequence[str]


@dataclass(frozen=True)
class Section:
    """A part of the page that unfolds."""

    slug: str
    title: str
    fields: Sequence[BoundField]
    lists: Sequence[Rows]
    after: Sequence[BoundField]
    is_open: bool


class Together:
    """Several forms as one, for the list of errors at the top."""

    def __init__(self, forms: Sequence[BaseForm]) -> None:
        self.forms = forms

    def __iter__(self) -> Iterator[BoundField]:
        return (bound for form in self.forms for bound in form)

    def non_field_errors(self) -> list[str]:
        return [str(message) for form in self.forms for message in form.non_field_errors()]

    @property
    def errors(self) -> list[Any]:
        return [form.errors for form in self.forms if form.is_bound and form.errors]


@dataclass
class ServiceEditor:
    """What somebody edits. `data` is what was posted, None where the page is opened."""

    service_id: UUID
    organization_id: UUID
    municipality_code: str
    tree: Tree
    known_places: Sequence[tuple[str, str]] = ()
    place_names: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        self.form = ServiceForm(
            self.data,
            initial=initial_service(self.tree, self.service_id, term_codes(self.tree)),
            organization_id=self.organization_id,
            municipality_code=self.municipality_code,
        )
        held = [(place, self.place_names.get(place, "een plek")) for place in held_at(self.tree)]
        self.places = PlacesForm(
            self.data,
            prefix="plek",
            initial={"keep": [place for place, _ in held]},
            held=held,
            known=[(id, text) for id, text in self.known_places if id not in dict(held)],
        )
        self.lists = {prefix: self._list(prefix) for prefix in LISTS}

    def _list(self, prefix: str) -> Any:
        initial = initial_of(LISTS[prefix], self._rows(prefix))
        formset = FACTORIES[prefix](self.data, prefix=prefix, initial=initial)
        formset.extra = 1 if prefix in WAITING and not initial else 0
        return formset

    def _rows(self, prefix: str) -> list[tuple[UUID, Values]]:
        name, mine = LISTS[prefix].table, str(self.service_id)
        return [
            (id, row) for (table, id), row in self.tree.items() if table == name and row["service_id"] == mine
        ]

    def with_data(self, data: Mapping[str, Any]) -> "ServiceEditor":
        return ServiceEditor(
            self.service_id,
            self.organization_id,
            self.municipality_code,
            self.tree,
            self.known_places,
            self.place_names,
            data,
        )

    @property
    def forms(self) -> list[BaseForm]:
        return [self.form, self.places, *(row for rows in self.lists.values() for row in rows.forms)]

    @property
    def together(self) -> Together:
        return Together(self.forms)

    def is_valid(self) -> bool:
        lists = [rows.is_valid() for rows in self.lists.values()]
        return bool(self.form.is_valid() & self.places.is_valid() & all(lists))

    def changes(self, said_by: str) -> list[RowChange]:
        """What must be written; after `is_valid`."""
        after = service_tree(
            self.tree,
            self.service_id,
            self.organization_id,
            self.form,
            self.places,
            self.lists,
            said_by=said_by,
            municipality_code=self.municipality_code,
        )
        return changes(self.tree, after)

    def refuse(self, message: str, where: str) -> None:
        """Say what cannot be kept beside its field, or at the top where there is no such field."""
        self.form.add_error(where if where in self.form.fields else None, message)

    def sections(self, words: Any, opened: str) -> list[Section]:
        """The page in the order in which somebody thinks of it; what is wrong stands open."""
        found = []
        for slug, title, names, lists, after in SECTIONS:
            terms = [terms_field(code) for code in TERMS.get(slug, ())]
            fields = [self.form[name] for name in (*names, *terms)]
            last = [self.form[name] for name in after]
            rows = [self._shown(prefix, words) for prefix in lists]
            wrong = any(bound.errors for bound in (*fields, *last)) or any(
                row.formset.is_bound and row.formset.total_error_count() for row in rows
            )
            if slug == "waar":
                fields, last = [*self.places], [*last, *fields]
                wrong = wrong or (self.places.is_bound and bool(self.places.errors))
            is_open = wrong or slug == opened or opened == "alles"
            found.append(Section(slug, title, fields, rows, last, is_open))
        return found

    def _shown(self, prefix: str, words: Any) -> Rows:
        row = LISTS[prefix]
        kept = [
            words.of_row(row.table, values) for _, values in self._rows(prefix) if row.shown(values) is None
        ]
        return Rows(prefix, self.lists[prefix], ADDING[prefix], kept)


def one_more(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What was posted, with one more empty row in a list."""
    return with_one_more(data, prefix) if prefix in LISTS else {}


def fingerprint(tree: Mapping[Key, Values]) -> str:
    """A short mark of what a record says, by which a page knows that somebody else changed it meanwhile."""
    said = [
        (name, str(id), {column: value for column, value in sorted(row.items()) if column not in STANDING})
        for (name, id), row in sorted(tree.items(), key=lambda one: (one[0][0], str(one[0][1])))
        if name != "service_capacity"
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

"""What a visitor says is wrong, and how it is: prefilled with what stands there."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from meedoen.directory.actions.history import RowChange
from meedoen.directory.queries.history import Values
from meedoen.editing.forms.editor import Rows, Together
from meedoen.editing.forms.fields import email, service_text, web, words
from meedoen.editing.forms.places import PlacesForm, held_at
from meedoen.editing.forms.rows import PhoneRow, ScheduleRow, initial_of, rows_factory
from meedoen.editing.forms.tree import Tree, changes, with_places, with_rows
from meedoen.editing.queries.wording import Words
from meedoen.editing.vocabulary import Topic

COLUMNS = ("name", "summary", "eligibility_description", "fees_description", "email", "url")
LISTS = {"tijden": (ScheduleRow, "Nog een dag of tijd"), "telefoon": (PhoneRow, "Nog een telefoonnummer")}
FACTORIES = {prefix: rows_factory(row) for prefix, (row, _) in LISTS.items()}
LONGEST_REMARK = 2_000


class SuggestForm(forms.Form):
    """The topic and free text, and the few fields that a visitor can know better."""

    topic = forms.ChoiceField(
        label="Wat klopt er niet?",
        choices=Topic.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er niet klopt.", "invalid_choice": "Kies iets uit de lijst."},
    )
    remark = words(
        "Vertel het in je eigen woorden",
        LONGEST_REMARK,
        rows=3,
        help_text="Schrijf niets over jezelf of over een ander. Een naam is niet nodig.",
    )
    name = service_text("name", "Naam")
    summary = service_text("summary", "In het kort", rows=2)
    eligibility_description = service_text("eligibility_description", "Voor wie het is", rows=2)
    fees_description = service_text("fees_description", "Kosten in woorden", rows=2)
    email = email()
    url = web()
    website = forms.CharField(
        label="Laat dit vak leeg",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        # People don't see this field; programs that fill in every form do.
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Laat het verborgen vak leeg en verstuur het formulier opnieuw.")
        return ""


class Suggestion:
    """The whole of what a visitor fills in about one service."""

    def __init__(
        self, service_id: UUID, tree: Tree, place_names: Mapping[str, str], data: Mapping[str, Any] | None
    ) -> None:
        self.service_id, self.tree = service_id, tree
        standing = tree["service", service_id]
        self.form = SuggestForm(data, initial={column: standing[column] for column in COLUMNS})
        held = [(place, place_names.get(place, "een plek")) for place in held_at(tree)]
        self.places = PlacesForm(
            data, prefix="plek", initial={"keep": [id for id, _ in held]}, held=held, known=[]
        )
        self.lists = {prefix: self._list(prefix, data) for prefix in LISTS}

    def _list(self, prefix: str, data: Mapping[str, Any] | None) -> Any:
        initial = initial_of(LISTS[prefix][0], self._rows(prefix))
        formset = FACTORIES[prefix](data, prefix=prefix, initial=initial)
        formset.extra = 0 if initial else 1
        return formset

    def _rows(self, prefix: str) -> list[tuple[UUID, Values]]:
        table, mine = LISTS[prefix][0].table, str(self.service_id)
        return [
            (id, row) for (name, id), row in self.tree.items() if name == table and row["service_id"] == mine
        ]

    @property
    def together(self) -> Together:
        rows = [form for formset in self.lists.values() for form in formset.forms]
        return Together([self.form, self.places, *rows])

    def shown(self, words: Words) -> dict[str, Rows]:
        found = {}
        for prefix, (row, adding) in LISTS.items():
            kept = [words.of_row(row.table, one) for _, one in self._rows(prefix) if row.shown(one) is None]
            found[prefix] = Rows(prefix, self.lists[prefix], adding, kept)
        return found

    def is_valid(self) -> bool:
        lists = [formset.is_valid() for formset in self.lists.values()]
        return bool(self.form.is_valid() & self.places.is_valid() & all(lists))

    def changes(self) -> list[RowChange]:
        """What would change; after `is_valid`."""
        key = ("service", self.service_id)
        data = self.form.cleaned_data
        said = {column: data[column] for column in COLUMNS if column in self.form.changed_data}
        if not said.get("name", "x"):
            del said["name"]
        tree = dict(self.tree)
        tree[key] = tree[key] | said
        for formset in self.lists.values():
            tree = with_rows(tree, formset, {"service_id": str(self.service_id)})
        tree = with_places(tree, self.service_id, self.places, None)
        return changes(self.tree, tree)

    def refuse(self, message: str, where: str) -> None:
        self.form.add_error(where if where in self.form.fields else None, message)

"""Editing an organization or a place, and adding an organization."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.actions.history import RowChange
from meedoen.directory.models import Organization
from meedoen.directory.queries.duplicates import Double, likely_doubles
from meedoen.directory.queries.history import tree_of
from meedoen.editing.actions.proposing import save_own, split
from meedoen.editing.actions.writing import check
from meedoen.editing.forms.editor import Rows, Together, fingerprint
from meedoen.editing.forms.organization import FORMS, LISTS, TITLES, formset_of
from meedoen.editing.forms.places import on_map
from meedoen.editing.forms.rows import with_one_more
from meedoen.editing.forms.tree import Tree, changes, with_rows
from meedoen.editing.permissions import keeps_map
from meedoen.editing.queries.own import own_locations, own_organizations, own_services
from meedoen.editing.queries.proposals import own_waiting, would_replace
from meedoen.editing.views.parts import DESK, MAP, edit_url, history_url, last_changes, plus, posted, tell
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

TEMPLATE = "editing/record.html"
MOST_HELD = 20


class RecordEditor:
    """What somebody edits of an organization or a place."""

    def __init__(self, record_type: str, record_id: UUID, tree: Tree, data: Mapping[str, Any] | None) -> None:
        self.record_type, self.record_id, self.tree = record_type, record_id, tree
        standing = tree.get((record_type, record_id), {})
        self.form = FORMS[record_type](data, initial=standing or None)
        self.lists = {
            prefix: formset_of(record_type, prefix, tree, record_id, data) for prefix in LISTS[record_type]
        }

    @property
    def together(self) -> Together:
        return Together([self.form, *(form for rows in self.lists.values() for form in rows.forms)])

    @property
    def shown(self) -> list[tuple[str, Rows]]:
        adding = LISTS[self.record_type]
        return [
            (TITLES[prefix], Rows(prefix, rows, adding[prefix][1], ())) for prefix, rows in self.lists.items()
        ]

    def is_valid(self) -> bool:
        return bool(self.form.is_valid() & all([rows.is_valid() for rows in self.lists.values()]))

    def changes(self) -> list[RowChange]:
        key = (self.record_type, self.record_id)
        tree = dict(self.tree)
        values = self.form.values() | self._on_map()
        tree[key] = tree.get(key, {}) | values
        for rows in self.lists.values():
            tree = with_rows(tree, rows, {f"{self.record_type}_id": str(self.record_id)})
        return changes(self.tree, tree)

    def _on_map(self) -> dict[str, Any]:
        """Where a place lies, where its postcode is another one now."""
        rows = self.lists["adres"].wanted if "adres" in self.lists else []
        moved = any("postal_code" in form.changed_data for form in rows)
        found = on_map(rows[0].cleaned_data["postal_code"]) if moved else {}
        return found if found.get("area_code") else {}

    def refuse(self, message: str, where: str) -> None:
        self.form.add_error(where if where in self.form.fields else None, message)


@door("GET", "POST", verb=Verb.EDIT_SERVICES)
def organization_page(request: SignedInRequest, organization_id: UUID) -> HttpResponse:
    """An own organization."""
    row = get_object_or_404(own_organizations(request.actor), pk=organization_id)
    return _edit(request, "organization", row.id, row.name)


@door("GET", "POST", verb=Verb.EDIT_SERVICES)
def new_organization(request: SignedInRequest) -> HttpResponse:
    """An organization that is not in the map yet."""
    if not keeps_map(request.actor) and own_organizations(request.actor).exists():
        return redirect("editing:services")
    return _edit(request, "organization", uuid4(), "", is_new=True)


@door("GET", "POST", verb=Verb.EDIT_SERVICES)
def location_page(request: SignedInRequest, location_id: UUID) -> HttpResponse:
    """A place of an own organization."""
    row = get_object_or_404(own_locations(request.actor), pk=location_id)
    return _edit(request, "location", row.id, row.name or "Plek")


def _edit(
    request: SignedInRequest, record_type: str, record_id: UUID, name: str, *, is_new: bool = False
) -> HttpResponse:
    if is_new and request.POST.get("nieuw"):
        record_id = _new_id(request.POST["nieuw"])
    tree = tree_of(record_type, record_id)
    editor = RecordEditor(record_type, record_id, tree, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, editor, name, is_new=is_new)
    prefix = request.POST.get("meer", "")
    if prefix in LISTS[record_type]:
        data = plus(request.POST, with_one_more(request.POST, prefix))
        return _form(request, RecordEditor(record_type, record_id, tree, data), name, is_new=is_new)
    step = request.POST.get("stap", "bekijk")
    if step == "terug" or not editor.is_valid():
        return _form(request, editor, name, is_new=is_new, status=200 if step == "terug" else 400)
    rows = _with_agency(request, editor.changes(), is_new=is_new)
    title = editor.form.cleaned_data["name"] or name
    try:
        if step != "bewaar" or request.POST.get("gezien") != fingerprint(tree):
            return _preview(request, editor, rows, title, is_new=is_new)
        saved = save_own(
            record_type=record_type,
            record_id=record_id,
            title=title,
            rows=rows,
            by=request.actor,
            at=now(),
            is_new=is_new,
        )
    except Refused as refusal:
        editor.refuse(refusal.message, refusal.where)
        return _form(request, editor, name, is_new=is_new, status=400)
    tell(request, saved, title)
    return redirect("editing:services")


def _with_agency(request: SignedInRequest, rows: list[RowChange], *, is_new: bool) -> list[RowChange]:
    """A new organization of a provider belongs to the agency of who makes it, and so to its own people."""
    agency = request.actor.agency_id
    if not is_new or keeps_map(request.actor) or agency is None:
        return rows
    return [
        RowChange(row.table, row.id, None, (row.after or {}) | {"agency_id": str(agency)})
        if row.table == "organization"
        else row
        for row in rows
    ]


def _new_id(text: str) -> UUID:
    try:
        asked = UUID(text)
    except ValueError:
        return uuid4()
    return uuid4() if Organization.objects.filter(pk=asked).exists() else asked


def _form(
    request: SignedInRequest, editor: RecordEditor, name: str, *, is_new: bool, status: int = 200
) -> HttpResponse:
    context = {
        "crumbs": [DESK, MAP],
        "name": name,
        "is_new": is_new,
        "record_type": editor.record_type,
        "record_id": editor.record_id,
        "form": editor.together,
        "fields": list(editor.form),
        "lists": editor.shown,
        "seen": fingerprint(editor.tree),
        "waits": own_waiting(request.actor, editor.record_type, editor.record_id),
        "history": "" if is_new else history_url(editor.record_type, editor.record_id),
        "held": _held(request, editor.record_id) if editor.record_type == "location" else [],
    }
    return render(request, TEMPLATE, context, status=status)


def _held(request: SignedInRequest, location_id: UUID) -> list[Link]:
    """The own services at a place, the first of them by name."""
    found = own_services(request.actor).filter(at_locations__location=location_id).order_by("name", "id")
    return [Link(name, edit_url("service", id)) for id, name in found.values_list("id", "name")[:MOST_HELD]]


def _preview(
    request: SignedInRequest, editor: RecordEditor, rows: list[RowChange], title: str, *, is_new: bool
) -> HttpResponse:
    divided = split(request.actor, editor.record_type, editor.record_id, rows, is_new=is_new)
    check(editor.record_type, editor.record_id, [*divided.live, *divided.waiting], now())
    seen = request.POST.get("gezien", "")
    meanwhile = bool(seen) and seen != fingerprint(editor.tree)
    context = {
        "crumbs": [DESK, MAP],
        "title": title,
        "is_new": is_new,
        "live": divided.live,
        "waiting": divided.waiting,
        "replaces": would_replace(request.actor, editor.record_type, editor.record_id, divided.waiting),
        "doubles": _doubles(editor, title) if editor.record_type == "organization" else [],
        "posted": posted(request),
        "seen": fingerprint(editor.tree),
        "meanwhile": last_changes(editor.record_type, editor.record_id) if meanwhile else [],
    }
    return render(request, "editing/preview.html", context)


def _doubles(editor: RecordEditor, name: str) -> list[Double]:
    data = editor.form.cleaned_data
    numbers = [form.cleaned_data["identifier"] for form in editor.lists["nummer"].wanted]
    return likely_doubles(
        name=name,
        phones=[form.cleaned_data["number"] for form in editor.lists["telefoon"].wanted],
        website=data["website"],
        email=data["email"],
        identifier=numbers[0] if numbers else "",
        exclude=editor.record_id,
        record_type="organization",
    )

"""From what was filled in to the rows of a record as they should be."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from meedoen.directory.actions.history import RowChange, changes_between
from meedoen.directory.models import TaxonomyTerm
from meedoen.directory.queries.history import Key, Values
from meedoen.editing.forms.places import PlacesForm, held_at
from meedoen.editing.forms.service import LANGUAGES, ServiceForm, area_options

Tree = dict[Key, Values]


def without(tree: Tree, gone: set[Key]) -> Tree:
    """The tree without these rows and without what hangs on them."""
    while gone:
        tree = {key: row for key, row in tree.items() if key not in gone}
        ids = {(f"{name}_id", str(id)) for name, id in gone}
        gone = {key for key, row in tree.items() if ids & {(name, str(value)) for name, value in row.items()}}
    return tree


def with_rows(tree: Tree, rows: Any, owner: Values) -> Tree:
    """The tree with a list of parts as it was filled in. `owner` is the column of whom they hang on."""
    tree, gone = dict(tree), set()
    for form in rows.forms:
        data = getattr(form, "cleaned_data", {})
        key = (form.table, data.get("id"))
        standing = data.get("id") is not None and key in tree
        if data.get("DELETE"):
            gone |= {key} if standing else set()
        elif not form.has_changed():
            continue
        elif standing:
            tree[key] = tree[key] | form.values()
        else:
            tree[form.table, uuid4()] = form.values() | owner
    return without(tree, gone)


def with_terms(tree: Tree, service_id: UUID, chosen: Mapping[str, set[str]], said_by: str) -> Tree:
    """The tree with these terms of each list that was changed; a new one says who says so."""
    tree = dict(tree)
    lists = TaxonomyTerm.objects.filter(taxonomy__code__in=chosen).values_list("id", "taxonomy__code")
    list_of = {str(id): code for id, code in lists}
    there: dict[str, Key] = {}
    for key, row in tree.items():
        if key[0] == "attribute" and row.get("service_id") == str(service_id):
            there[str(row["taxonomy_term_id"])] = key
    gone = {key for term, key in there.items() if term in list_of and term not in chosen[list_of[term]]}
    for ids in chosen.values():
        for term in sorted(ids - there.keys()):
            row = {"service_id": str(service_id), "taxonomy_term_id": term, "label": said_by[:80]}
            tree["attribute", uuid4()] = row
    return without(tree, gone)


def with_coded(tree: Tree, name: str, service_id: UUID, chosen: set[str], names: Mapping[str, str]) -> Tree:
    """The tree with these areas or languages; those that the form does not know stay."""
    tree = dict(tree)
    there = {
        row["code"]: key
        for key, row in tree.items()
        if key[0] == name and row.get("service_id") == str(service_id) and row.get("code")
    }
    gone = {key for code, key in there.items() if code in names and code not in chosen}
    for code in sorted(chosen - there.keys()):
        tree[name, uuid4()] = {"service_id": str(service_id), "code": code, "name": names[code]}
    return without(tree, gone)


def with_places(tree: Tree, service_id: UUID, form: PlacesForm, organization_id: UUID | None) -> Tree:
    """The tree with the places where it is held now."""
    tree = dict(tree)
    data, held = form.cleaned_data, held_at(tree)
    gone: set[Key] = set()
    if "keep" in form.fields:
        gone = {("service_at_location", link) for place, link in held.items() if place not in data["keep"]}
    new = form.new_place(organization_id)
    wanted = {data.get("add") or ""} | {str(id) for name, id in new if name == "location"}
    for place in sorted(wanted - held.keys() - {""}):
        tree["service_at_location", uuid4()] = {"service_id": str(service_id), "location_id": place}
    return without(tree | new, gone)


def service_tree(
    before: Tree,
    service_id: UUID,
    organization_id: UUID,
    form: ServiceForm,
    places: PlacesForm,
    lists: Mapping[str, Any],
    *,
    said_by: str,
    municipality_code: str,
) -> Tree:
    """A service with all its parts as it was filled in; every form is valid."""
    key = ("service", service_id)
    is_new = key not in before
    values = form.values() | ({"organization_id": str(organization_id)} if is_new else {})
    tree = dict(before)
    tree[key] = before.get(key, {}) | values
    owner = {"service_id": str(service_id)}
    for rows in lists.values():
        tree = with_rows(tree, rows, owner)
    tree = with_terms(tree, service_id, form.chosen_terms(), said_by)
    for field, table, names in (
        ("areas", "service_area", dict(area_options(municipality_code))),
        ("languages", "language", dict(LANGUAGES)),
    ):
        if field in form.changed_data:
            tree = with_coded(tree, table, service_id, set(form.cleaned_data[field]), names)
    return with_places(tree, service_id, places, organization_id)


def changes(before: Mapping[Key, Values], after: Tree) -> list[RowChange]:
    """What must change; columns that a new row leaves empty are left out."""
    found = changes_between(before, after)
    return [
        RowChange(
            row.table,
            row.id,
            None,
            {name: value for name, value in (row.after or {}).items() if value is not None},
        )
        if row.before is None
        else row
        for row in found
    ]

"""Turns a bound form field into what the field template shows; no markup here."""

from collections.abc import Mapping
from typing import Any

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    RadioSelect,
    Select,
    Textarea,
)
from django.utils.safestring import SafeString

MANY = 8
CLASSES = {
    "textbox": "utrecht-textbox utrecht-textbox--html-input",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "select": "utrecht-select utrecht-select--html-select",
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input md-tick",
}


def kind_of(bound: BoundField) -> str:
    """Which of the field shapes this widget takes: hidden, radios, checkboxes, checkbox, select, ..."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxSelectMultiple):
        return "checkboxes"
    shapes = (
        (RadioSelect, "radios"),
        (CheckboxInput, "checkbox"),
        (Select, "select"),
        (Textarea, "textarea"),
    )
    return next((name for cls, name in shapes if isinstance(widget, cls)), "textbox")


def described_by(bound: BoundField, help_text: str) -> str:
    """The ids of help and error, in the order in which they are read."""
    ids = [f"{bound.auto_id}_help"] if help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


def control(bound: BoundField, kind: str, describe: str) -> SafeString:
    """The input itself, with its classes and its ties to help and error."""
    own = bound.field.widget.attrs.get("class", "")
    invalid = f" utrecht-{kind}--invalid" if bound.errors and kind != "checkbox" else ""
    attrs: dict[str, str | bool] = {"class": f"{CLASSES[kind]}{invalid} {own}".strip()}
    if describe:
        attrs["aria-describedby"] = describe
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


def options(bound: BoundField, hints: Mapping[str, str]) -> list[dict[str, Any]]:
    """The choices of a group of radio buttons or checkboxes, each with its hint."""
    found = []
    for sub in bound.subwidgets:
        value = "" if sub.data["value"] is None else str(sub.data["value"])
        found.append(
            {
                "id": sub.id_for_label,
                "name": sub.data["name"],
                "value": value,
                "label": sub.choice_label,
                "checked": bool(sub.data["selected"]),
                "hint": hints.get(value, ""),
            }
        )
    return found


def fits_in_a_row(shown: list[dict[str, Any]]) -> bool:
    """Whether a few short answers without hints stand beside each other, so that a long form stays short."""
    return len(shown) <= 3 and all(len(str(o["label"])) <= 24 and not o["hint"] for o in shown)


def field_context(bound: BoundField, *, help_text: str, hints: Mapping[str, str]) -> dict[str, Any]:
    """All that `look/components/field.html` shows for one field."""
    kind = kind_of(bound)
    text = help_text or str(bound.help_text)
    describe = described_by(bound, text)
    grouped = kind in ("radios", "checkboxes")
    shown = options(bound, hints) if grouped else []
    return {
        "kind": kind,
        "grouped": grouped,
        "id": bound.id_for_label or bound.auto_id,
        "base_id": bound.auto_id,
        "label": bound.label,
        "help": text,
        "optional": not bound.field.required and kind != "checkbox",
        "errors": list(bound.errors),
        "describe": describe,
        "control": "" if grouped else bound if kind == "hidden" else control(bound, kind, describe),
        "options": shown,
        "in_a_row": kind == "radios" and fits_in_a_row(shown),
        "in_columns": len(shown) > MANY and not any(option["hint"] for option in shown),
        "option_type": "radio" if kind == "radios" else "checkbox",
    }


def error_links(form: BaseForm) -> list[tuple[str, str]]:
    """(message, address of the field on this page) for every error; general errors have no address."""
    found = [(str(message), "") for message in form.non_field_errors()]
    for bound in form:
        group = kind_of(bound) in ("radios", "checkboxes")
        target = "" if bound.is_hidden else f"#{bound.auto_id}_0" if group else f"#{bound.auto_id}"
        found.extend(
            (f"{bound.label}{separator(str(bound.label))} {message}", target) for message in bound.errors
        )
    return found


def separator(label: str) -> str:
    """A colon after a label, unless it ends as a question or sentence does."""
    return "" if label[-1:] in "?.:!" else ":"

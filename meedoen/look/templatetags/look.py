"""The components of Meedoen's pages; /stijl/ shows each of them in use."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

from meedoen.look import fields
from meedoen.look.parts import AttendanceRow, Bar, Event, KeyFigure, Link, PersonRow, ServiceCard, TaskRow
from meedoen.look.vocabulary import BADGE_TONES, NOTICE_TONES

register = template.Library()

BUTTON_KINDS = {
    "primary": "utrecht-button--primary-action",
    "secondary": "utrecht-button--secondary-action",
    "subtle": "utrecht-button--subtle",
    "danger": "utrecht-button--primary-action utrecht-button--danger",
}


def component(name: str) -> str:
    """Path of a component's template."""
    return f"look/components/{name}.html"


def choose(value: str, allowed: Any, what: str) -> str:
    """`value` where it is allowed; a misspelt word in a template must fail in the tests, not on screen."""
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{what} '{value}' is not one of: {', '.join(allowed)}")
    return value


# Small pieces


@register.inclusion_tag(component("icon"))
def icon(name: str, label: str = "") -> dict[str, Any]:
    """An icon of assets/icons.svg; without a label it is decoration and hidden from a screen reader."""
    return {"name": name, "label": label}


@register.inclusion_tag(component("button"))
def button(
    label: str, kind: str = "primary", name: str = "", value: str = "", icon: str = ""
) -> dict[str, Any]:
    """A submit button."""
    classes = BUTTON_KINDS[choose(kind, BUTTON_KINDS, "button kind")]
    return {"label": label, "classes": classes, "name": name, "value": value, "icon": icon}


@register.inclusion_tag(component("link_button"))
def link_button(label: str, url: str, kind: str = "primary", icon: str = "") -> dict[str, Any]:
    """A link that looks like a button: the way to the next page."""
    return {
        "label": label,
        "url": url,
        "classes": BUTTON_KINDS[choose(kind, BUTTON_KINDS, "button kind")],
        "icon": icon,
    }


@register.inclusion_tag(component("badge"))
def badge(label: str, tone: str = "neutral") -> dict[str, Any]:
    """A status in one or two words."""
    return {"label": label, "tone": choose(tone, BADGE_TONES, "badge tone")}


@register.inclusion_tag(component("facts"))
def facts(pairs: Sequence[tuple[str, Any]], wide: bool = False) -> dict[str, Any]:
    """A list of facts from (label, value) pairs; a pair without a value is left out."""
    return {"pairs": [(label, value) for label, value in pairs if value not in (None, "", [])], "wide": wide}


@register.inclusion_tag(component("save_button"))
def save_button(id: str, title: str) -> dict[str, Any]:
    """Puts an offer on the visitor's own list; hidden where no script runs: the list is in the browser."""
    return {"id": id, "title": title}


@register.inclusion_tag(component("print_hint"))
def print_hint(text: str = "") -> dict[str, Any]:
    """How to print this page: in words, because a print button needs a script."""
    return {"text": text}


@register.inclusion_tag(component("progress"))
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """How far long work has come."""
    return {"done": done, "total": total, "label": label}


# Moving about


@register.inclusion_tag(component("breadcrumbs"))
def breadcrumbs(links: Sequence[Link]) -> dict[str, Any]:
    """The way from the front page to here; the page itself is not in it."""
    return {"links": links}


@register.inclusion_tag(component("tabs"))
def tabs(links: Sequence[Link], label: str = "Onderdelen") -> dict[str, Any]:
    """Tabs that are links, each to a page of its own."""
    return {"links": links, "label": label}


@register.inclusion_tag(component("steps"))
def steps(labels: Sequence[str], current: int) -> dict[str, Any]:
    """Where somebody is in a form of several pages; `current` counts from 1."""
    rows = [(number, label) for number, label in enumerate(labels, start=1)]
    return {"rows": rows, "current": current, "total": len(labels), "label": labels[current - 1]}


@register.inclusion_tag(component("pagination"), takes_context=True)
def pagination(context: RequestContext, page: Page[Any], param: str = "pagina") -> dict[str, Any]:
    """Previous and next, and which page this is; keeps the rest of the question in the address."""
    links = {
        "previous": address(context, param, page.previous_page_number()) if page.has_previous() else "",
        "next": address(context, param, page.next_page_number()) if page.has_next() else "",
    }
    return {"page": page, **links}


def address(context: RequestContext, param: str, value: object) -> str:
    """The query of this request with one parameter replaced."""
    query = context["request"].GET.copy()
    query[param] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag(component("sort_heading"), takes_context=True)
def sort_heading(context: RequestContext, label: str, key: str, numeric: bool = False) -> dict[str, Any]:
    """A column heading that sorts by link: `?sort=key`, once more for `?sort=-key`."""
    now = context["request"].GET.get("sort", "")
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    query = context["request"].GET.copy()
    query.pop("pagina", None)
    query["sort"] = f"-{key}" if order == "ascending" else key
    return {"label": label, "url": f"?{query.urlencode()}", "order": order, "numeric": numeric}


# Asking


@register.inclusion_tag(component("search_box"))
def search_box(
    action: str, label: str, value: str = "", name: str = "q", help: str = "", big: bool = False
) -> dict[str, Any]:
    """One search box; the address keeps the words (GET)."""
    return {"action": action, "label": label, "value": value, "name": name, "help": help, "big": big}


@register.inclusion_tag(component("field"))
def field(
    bound: BoundField, help: str = "", hints: Mapping[str, str] | None = None, tell_optional: bool = True
) -> dict[str, Any]:
    """One form field: label above, help, error beside it; groups become a fieldset.

    `tell_optional=False` leaves out "(mag leeg blijven)", where the page has said so once for all.
    """
    shown = fields.field_context(bound, help_text=help, hints=hints or {})
    return {**shown, "optional": shown["optional"] and tell_optional}


@register.inclusion_tag(component("fields"))
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form in their order."""
    return {"fields": list(form)}


@register.inclusion_tag(component("form_errors"))
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The list of errors at the top of a form, each a link to its field."""
    return {"errors": fields.error_links(form)}


@register.inclusion_tag(component("filters"))
def filters(
    form: BaseForm, action: str, keep: Mapping[str, str] | None = None, chosen: int = 0
) -> dict[str, Any]:
    """A form that narrows a list: beside it on a desk, folded above it on a phone."""
    return {"form": form, "action": action, "keep": list((keep or {}).items()), "chosen": chosen}


@register.inclusion_tag(component("chosen_filters"))
def chosen_filters(links: Sequence[Link], clear_url: str = "") -> dict[str, Any]:
    """What the list is narrowed by; each link takes one away."""
    return {"links": links, "clear_url": clear_url}


# Showing people, places and work


@register.inclusion_tag(component("result_card"))
def result_card(card: ServiceCard, level: int = 2) -> dict[str, Any]:
    """One service in a list of results; `level` is the level of its heading."""
    return {"card": card, "level": level}


@register.inclusion_tag(component("person_row"))
def person_row(person: PersonRow) -> dict[str, Any]:
    """One person in a worker's list (inside `<ul class="md-rows">`)."""
    return {"person": person}


@register.inclusion_tag(component("task_row"))
def task_row(task: TaskRow) -> dict[str, Any]:
    """One thing to do now (inside `<ul class="md-rows">`)."""
    return {"task": task}


@register.inclusion_tag(component("attendance_row"), takes_context=True)
def attendance_row(context: RequestContext, row: AttendanceRow, action: str) -> dict[str, Any]:
    """Present or absent in one tap: posts `person` and `mark` to `action` (inside `<ul class="md-rows">`)."""
    return {"row": row, "action": action, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag(component("timeline"))
def timeline(events: Sequence[Event]) -> dict[str, Any]:
    """What happened, newest first or as given."""
    return {"events": events}


@register.inclusion_tag(component("map"), takes_context=True)
def map_on_asking(
    context: RequestContext, data_url: str, label: str, tiles: str = "", credit: str = ""
) -> dict[str, Any]:
    """A button that loads the map (`?kaart=1`); the list on the page says the same."""
    request = context["request"]
    asked = request.GET.get("kaart") == "1"
    return {
        "asked": asked,
        "show_url": address(context, "kaart", 1),
        "hide_url": address(context, "kaart", 0),
        "data_url": data_url,
        "label": label,
        "tiles": tiles,
        "credit": credit,
    }


# Showing numbers


@register.inclusion_tag(component("key_figures"))
def key_figures(figures: Sequence[KeyFigure]) -> dict[str, Any]:
    """The few numbers that matter, each with its sentence."""
    return {"figures": figures}


@register.inclusion_tag(component("bars"))
def bars(
    caption: str, rows: Sequence[Bar], heading: str, value_heading: str, goal_heading: str = ""
) -> dict[str, Any]:
    """A table whose numbers are also drawn as bars; with `goal_heading` a line marks what was agreed."""
    highest = max([row.value or 0 for row in rows] + [row.goal or 0 for row in rows] + [1e-9])
    drawn = [
        {
            "row": row,
            "width": f"{100 * (row.value or 0) / highest:.1f}",
            "goal_at": "" if row.goal is None else f"{min(99.0, 100 * row.goal / highest):.1f}",
        }
        for row in rows
    ]
    return {
        "caption": caption,
        "drawn": drawn,
        "heading": heading,
        "value_heading": value_heading,
        "goal_heading": goal_heading,
    }


# Pieces around other content


def block(name: str, **context: Any) -> SafeString:
    """Renders the template of a component that has content of its own."""
    return render_to_string(component(name), context)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A message that stands out: info, success, warning or error."""
    colour, icon_name, spoken = NOTICE_TONES[choose(tone, NOTICE_TONES, "notice tone")]
    return block("notice", content=content, colour=colour, icon=icon_name, spoken=spoken, title=title)


@register.simple_block_tag
def nothing(content: str, title: str) -> SafeString:
    """Nothing found: says so, and in its content what to do now."""
    return block("nothing", content=content, title=title)


@register.simple_block_tag
def disclosure(content: str, summary: str, open: bool = False) -> SafeString:
    """Content that unfolds."""
    return block("disclosure", content=content, summary=summary, open=open)


@register.simple_block_tag
def data_table(content: str, caption: str, stack: bool = False, note: str = "") -> SafeString:
    """A table with its caption; the content is thead and tbody. With `stack` rows become cards on a phone."""
    sortable = "md-sort" in content
    return block(
        "data_table",
        content=content,
        caption=caption,
        stack=stack,
        sortable=sortable,
        note=note,
        id=slugify(caption),
    )


@register.simple_block_tag
def figure(content: str, title: str, note: str = "") -> SafeString:
    """A picture with its title; the content is the picture and, in a disclosure, its table."""
    return block("figure", content=content, title=title, note=note)


@register.simple_block_tag
def card(content: str, title: str = "", tone: str = "plain") -> SafeString:
    """A quiet surface; tone "warm" or "deep" for the one thing on a page that matters most."""
    return block(
        "card", content=content, title=title, tone=choose(tone, ("plain", "warm", "deep"), "card tone")
    )

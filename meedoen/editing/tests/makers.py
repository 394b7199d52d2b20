"""The stories of editing: Stichting De Linde with Carla, De Kastanje beside it, De Eik in Deventer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from meedoen.accounts.models import Agency
from meedoen.directory.models import Organization, Phone, Schedule, Service
from meedoen.directory.tests.makers import give_place
from tests.cast import NOW, Cast

LATER = NOW + timedelta(days=1)


@dataclass
class World:
    cast: Cast
    linde: Organization
    cooking: Service
    strange: Service
    far: Service

    def client(self, name: str) -> Client:
        client = Client()
        if name:
            client.force_login(getattr(self.cast, name))
        return client


def make_world(cast: Cast) -> World:
    eik = Agency.objects.create(municipality=cast.deventer, name="Stichting De Eik", kind="provider")
    linde = Organization.objects.create(name="Stichting De Linde", agency=cast.linde)
    kastanje = Organization.objects.create(name="De Kastanje", agency=cast.kastanje)
    far = Organization.objects.create(name="De Eik", agency=eik)
    cooking = make_service(linde, "Samen koken", summary="Koken met buren")
    Schedule.objects.create(
        service=cooking, freq="WEEKLY", byday="TU", opens_at="10:00:00", closes_at="12:00:00"
    )
    Phone.objects.create(service=cooking, number="030-0000001")
    give_place(cooking, "WK034403", name="Het Praathuis", city="Utrecht", address_1="Voorbeeldstraat 1")
    return World(cast, linde, cooking, make_service(kastanje, "Fietsles"), make_service(far, "Wandelen"))


def make_service(organization: Organization, name: str, **fields: Any) -> Service:
    return Service.objects.create(organization=organization, name=name, last_modified=NOW, **fields)


class _Fields(HTMLParser):
    """What a browser sends of the last form with method post on a page, as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.within, self.select, self.area = False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.within = said.get("method", "").lower() == "post"
            self.forms += [[]] if self.within else []
        elif not self.within:
            return
        elif tag == "input" and said.get("name") and _is_sent(said):
            self.forms[-1].append((said["name"], said.get("value", "")))
        elif tag == "option" and self.select and "selected" in said:
            self.forms[-1].append((self.select, said.get("value", "")))
        elif tag == "textarea":
            self.area = said["name"]
            self.forms[-1].append((self.area, ""))
        self.select = said["name"] if tag == "select" else self.select

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            name, text = self.forms[-1].pop()
            self.forms[-1].append((name, text.removeprefix("\n")))
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            name, text = self.forms[-1].pop()
            self.forms[-1].append((name, text + data))


def _is_sent(said: dict[str, str]) -> bool:
    return said.get("type") not in ("checkbox", "radio") or "checked" in said


def filled_in(html: str) -> dict[str, Any]:
    """The longest form on a page, as a browser would send it without a change."""
    reader = _Fields()
    reader.feed(html)
    data: dict[str, Any] = {}
    for name, value in max(reader.forms, key=len):
        data.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}


def save(client: Client, url: str, **changes: Any) -> Any:
    """Open a form, change some of it, look at the preview, and save: what somebody does in a browser."""
    data = filled_in(client.get(url).content.decode()) | changes
    preview = client.post(url, {**data, "stap": "bekijk"})
    assert preview.status_code == 200, list(errors_in(preview))
    return client.post(url, {**filled_in(preview.content.decode()), "stap": "bewaar"})


def errors_in(response: Any) -> Iterator[str]:
    form = response.context.get("form") if response.context else None
    for errors in getattr(form, "errors", None) or []:
        yield str(errors)

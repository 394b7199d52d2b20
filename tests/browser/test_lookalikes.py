"""Somebody who adds something reads while typing that it may be on the map already."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from meedoen.directory.models import Service
from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser


def test_what_is_typed_is_said_to_be_like_what_stands_on_the_map(visitor: Callable[..., Visitor]) -> None:
    somebody = visitor()
    somebody.sign_in("mila")
    somebody.go("/werk/organisatie/nieuw/")
    service = Service.objects.on_offer().select_related("organization").order_by("name", "id")[0]
    sent: list[str] = []
    somebody.page.on("request", lambda asked: sent.append(asked.url))
    said = somebody.main.locator("[data-lookalikes]")
    expect(said).to_be_empty()

    somebody.page.get_by_label("Naam", exact=True).press_sequentially(service.organization.name, delay=5)

    expect(said).to_contain_text("Dit lijkt op wat al in de sociale kaart staat.")
    expect(said.get_by_role("link", name=service.organization.name).first).to_be_visible()
    asked = [one for one in sent if "lijkt-op" in one]
    assert 1 <= len(asked) < len(service.organization.name)
    assert not [one for one in asked if "?" in one]
    somebody.look()

    somebody.page.get_by_label("Naam", exact=True).fill("Xq")
    expect(said).to_be_empty()

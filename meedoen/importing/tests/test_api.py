"""Another server's API: followed to the end, and no further than it may."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from meedoen.importing.reading import api
from meedoen.importing.reading.api import Server, read_api
from meedoen.shared.errors import Refused

Answer = Callable[[httpx.Request], httpx.Response]


def server(answer: Answer, *, addresses: tuple[str, ...] = ("93.184.216.34",), **more: Any) -> Server:
    return Server(
        transport=httpx.MockTransport(answer),
        pause=lambda seconds: None,
        look_up=lambda host, port: list(addresses),
        **more,
    )


def page(records: list[dict[str, Any]], number: int = 1, pages: int = 1) -> dict[str, Any]:
    return {"total_items": 9, "total_pages": pages, "page_number": number, "contents": records}


def record(id: int) -> dict[str, Any]:
    return {
        "id": str(id),
        "name": f"Koken {id}",
        "status": "active",
        "organization": {"id": "o", "name": "Linde"},
    }


def only_services(answer: Answer) -> Answer:
    return lambda request: answer(request) if request.url.path == "/api/services" else httpx.Response(404)


def services(url: str, spoken_to: Server) -> list[str]:
    return [row.values["name"] for row in read_api(url, spoken_to) if row.table == "service"]


def test_all_pages_are_read_with_full_records_from_the_address_that_was_looked_over() -> None:
    seen = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.url.params.get("format") == "ndjson":
            return httpx.Response(400)
        number = int(request.url.params["page"])
        return httpx.Response(200, json=page([record(number)], number, 3))

    found = services("https://example.org/api", server(only_services(answer)))
    assert found == ["Koken 1", "Koken 2", "Koken 3"]
    assert {request.url.host for request in seen} == {"93.184.216.34"}
    assert {request.headers["host"] for request in seen} == {"example.org"}
    assert seen[-1].url.params["full"] == "true"
    assert seen[-1].extensions["sni_hostname"] == "example.org"


def test_lines_are_taken_where_the_server_has_them() -> None:
    body = "\n".join(json.dumps(record(number)) for number in range(3))

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=body, headers={"content-type": "application/x-ndjson"})

    assert services("https://example.org/api/services", server(only_services(answer))) == [
        "Koken 0", "Koken 1", "Koken 2",
    ]  # fmt: skip


def told(answer: Answer, url: str = "https://example.org/api/services", **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        list(read_api(url, server(answer, **more)))
    return caught.value.message


def test_a_server_that_gives_the_same_page_for_ever_is_stopped() -> None:
    assert "steeds dezelfde pagina" in told(
        only_services(lambda request: httpx.Response(200, json=page([record(1)], 1, 10**9)))
    )


@pytest.mark.parametrize(
    "response, said",
    [
        ({"text": "<html>", "headers": {"content-type": "text/html"}}, "geeft een webpagina"),
        ({"text": "{"}, "geen JSON"),
        ({"json": {"a": 1}}, "geen lijst “contents”"),
        ({"content": b"[" * 100_000}, "te diep"),
        ({"content": b"\xff"}, "geen JSON"),
    ],
)
def test_an_answer_that_is_no_page_is_refused(response: dict[str, Any], said: str) -> None:
    assert said in told(only_services(lambda request: httpx.Response(200, **response)))


def test_an_answer_without_end_or_too_slow_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "LARGEST_PAGE", 1000)
    assert "groter dan" in told(lambda request: httpx.Response(200, content=b" " * 2000))
    ticks = iter(range(0, 10**9, 1000))
    slow = told(lambda request: httpx.Response(200, content=b" " * 10), clock=lambda: float(next(ticks)))
    assert "te langzaam" in slow

    def late(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("late")

    assert "te langzaam" in told(late)


def test_a_server_that_is_busy_is_asked_again() -> None:
    tries = iter([503, 429, 200])

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.params.get("format"):
            return httpx.Response(400)
        return httpx.Response(next(tries), json=page([record(1)]), headers={"retry-after": "1"})

    assert services("https://example.org/api/services", server(answer)) == ["Koken 1"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.4", "192.168.1.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "0.0.0.0"],
)
def test_an_address_in_the_own_network_is_refused_unless_allowed(address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=page([record(1)]))

    assert "--allow-private" in told(answer, addresses=(address,))
    assert "--allow-private" in told(answer, addresses=("93.184.216.34", address))
    allowed = server(only_services(answer), addresses=(address,), allow_private=True)
    assert services("http://intern.example/api/services", allowed) == ["Koken 1"]


@pytest.mark.parametrize(
    "where, said",
    [
        ("file:///etc/passwd", "ander soort adres"),
        ("ftp://example.org/", "ander soort adres"),
        ("http://example.org/", "ander soort adres"),
        ("https://example.org/api/services", "blijft doorverwijzen"),
    ],
)
def test_a_way_on_to_another_kind_of_address_is_refused(where: str, said: str) -> None:
    assert said in told(lambda request: httpx.Response(302, headers={"location": where}))


def test_a_way_on_into_the_own_network_is_refused() -> None:
    spoken_to = Server(
        transport=httpx.MockTransport(
            lambda request: httpx.Response(302, headers={"location": "https://intern.example/"})
        ),
        pause=lambda seconds: None,
        look_up=lambda host, port: ["10.0.0.1"] if host.startswith("intern") else ["93.184.216.34"],
    )
    with pytest.raises(Refused, match="--allow-private"):
        list(read_api("https://example.org/api", spoken_to))

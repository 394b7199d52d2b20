"""What people search and answer reaches no log, whatever happens on the way."""

import logging

import pytest
from django.test import Client

from meedoen.directory.actions import load_taxonomies
from meedoen.site import server

CANARY = "kanariewoord"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        f"/?q={CANARY}",
        f"/aanbod/?q={CANARY}",
        f"/aanbod/?q={CANARY}&pagina=stuk",
        f"/aanbod/{CANARY}/",
        f"/aanbod/?interesse={CANARY}&wijk={CANARY}",
        f"/bestaat-niet/?q={CANARY}",
        f"/wegwijzer/?q={CANARY}",
    ],
)
def test_no_search_word_reaches_a_log(address: str, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    load_taxonomies()
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django").addHandler(caplog.handler)
    try:
        client.get(address)
    finally:
        logging.getLogger("django").removeHandler(caplog.handler)
    said = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    query_words = [line for line in said if f"={CANARY}" in line]
    assert query_words == []


def test_the_web_server_keeps_no_access_log(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    class Recorder:
        def __init__(self, target: str, **options: object) -> None:
            asked.update(options)

        def on_startup(self, start: object) -> None: ...

        def serve(self) -> None: ...

    monkeypatch.setattr(server, "Granian", Recorder)
    monkeypatch.setattr(server.multiprocessing, "set_start_method", lambda *_, **__: None)
    monkeypatch.setattr(server.connections, "close_all", lambda: None)
    monkeypatch.setattr(server.WorkerKeeper, "stop", lambda _: None)
    server.serve(server.Address("127.0.0.1", 8000), workers=1)
    assert asked["log_access"] is False

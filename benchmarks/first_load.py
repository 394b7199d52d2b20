"""What a first visit loads: bytes on the wire, headers included, as a real browser counts them.

Goal: at most 120 kB with style and fonts. Needs Chromium; the site is served as `meedoen serve` does.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kit.demo import demos, url_of
from kit.measure import ROOT, Outcome, at_most, outcome, report, set_up_django

set_up_django()

from meedoen.shared.clock import now  # noqa: E402

ADDRESSES = ("/", "/aanbod/", "/aanbod/?q=koken", "/wegwijzer/", "/signaal/")
LIMIT = 120_000
PATIENCE_SECONDS = 60
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def measure() -> Outcome:
    from playwright.sync_api import sync_playwright

    path = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("There is no Chromium here, and only a browser knows which fonts it loads.")
    today = now().date()
    demos(["0.1"], today)
    with _served(url_of("0.1", today)) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        loads = [_load(browser, base, address) for address in ADDRESSES]
        browser.close()
    ratios = {f"bytes of the {load['name']}": at_most(load["all"], LIMIT) for load in loads}
    return outcome("first_load", loads, ratios)


def _load(browser: object, base: str, address: str) -> dict[str, Any]:
    """One visit with an empty cache; bytes per kind of file."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL")  # type: ignore[attr-defined]
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    kinds: dict[str, str] = {}
    total: Counter[str] = Counter()
    network.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    network.on(
        "Network.loadingFinished",
        lambda event: total.update({kinds.get(event["requestId"], "Other"): int(event["encodedDataLength"])}),
    )
    page.goto(base + address, wait_until="networkidle")
    context.close()
    return {
        "name": f"first load of {address}",
        "bytes": dict(total),
        "all": total.total(),
        "share_of_limit": round(total.total() / LIMIT, 3),
    }


@contextmanager
def _served(database: str) -> Iterator[str]:
    """The site on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": database}
    command = [sys.executable, "-m", "meedoen", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_for(f"{base}/readyz")
        yield base
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"{address} does not answer")


if __name__ == "__main__":
    raise SystemExit(report(measure()))

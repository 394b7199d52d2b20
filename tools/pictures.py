"""`make pictures`: the pictures of the README, taken from the demo in a real browser.

A server of its own on a free port, over a demo in a temporary folder; everybody on the pictures is invented.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, sync_playwright

from conftest import BROWSER_FLAGS, DESK, PHONE, chromium
from tools.console import ROOT, Stop, run_tool, step

FOLDER = ROOT / "docs" / "pictures"
MEEDOEN = ROOT / ".venv" / "bin" / "meedoen"
PASSWORD = "meedoen-demo-wachtwoord"


def main() -> int:
    browser_path = chromium()
    if browser_path is None:
        raise Stop("Er is geen Chromium. Installeer die, bijvoorbeeld met: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _served_demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_FLAGS)
        desk = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]}, base_url=address)
        phone = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, base_url=address)
        _public_pictures(desk, phone)
        _desk_pictures(desk)
        _report_picture(desk)
        browser.close()
    return 0


def _public_pictures(desk: Page, phone: Page) -> None:
    desk.goto("/")
    _take(desk, "front-desk")
    phone.goto("/aanbod/?q=koken")
    _take(phone, "offers-phone")


def _desk_pictures(page: Page) -> None:
    _sign_in(page, "bram")
    page.goto("/werk/")
    page.locator("a[href*='/werk/dossiers/']", has_text="Joke").first.click()
    page.get_by_text("samen een plan maken").click()
    page.locator("main form button").first.click()
    _take(page, "case-desk")
    page.get_by_role("link", name="Zoek passend aanbod").click()
    _take(page, "suggestions-desk")


def _report_picture(page: Page) -> None:
    _sign_in(page, "dirk")
    page.goto("/werk/afspraken/")
    page.get_by_role("link", name="Stichting De Linde").first.click()
    page.locator("a[href*='verslag/']").last.click()
    _take(page, "report-desk")


def _sign_in(page: Page, name: str) -> None:
    page.context.clear_cookies()
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(f"{name}@meedoen.invalid")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def _take(page: Page, name: str) -> None:
    with step(f"{name}.png"):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{name}.png")


@contextmanager
def _served_demo() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "MEEDOEN_VAR": folder}
        surroundings.pop("DATABASE_URL", None)
        for command in (["migrate", "-v0"], ["load-initiatives", "--json"], ["seed-demo", "--json"]):
            with step(f"meedoen {command[0]}"):
                subprocess.run([MEEDOEN, *command], env=surroundings, check=True, stdout=subprocess.DEVNULL)
        port = _free_port()
        server: Any = subprocess.Popen(
            [MEEDOEN, "serve", "--port", str(port)], env=surroundings, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(address: str, seconds: int = 60) -> None:
    for _ in range(seconds * 4):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.25)
    raise Stop("De demo kwam niet op gang. Start haar met de hand om te zien waarom: make demo")


if __name__ == "__main__":
    run_tool(main)

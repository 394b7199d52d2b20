"""How the tests run: a folder and database of their own, marks by what a test touches, and a real browser.

`make test` runs everything on SQLite, and what touches a table again on PostgreSQL (tools/test.py).
A single file: `.venv/bin/pytest meedoen/guide/tests/test_policy.py`.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# How fast examples are drawn says what else the machine is doing, and nothing of the code.
hypothesis.settings.register_profile(
    "meedoen", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("meedoen")

ROOT = Path(__file__).parent
SHARED = ROOT.parent / "shared"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = (390, 844), (1280, 900)
TABLE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences", "page"}
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# The settings read these when they are first imported, so they stand here and not in a fixture.
RUN = Path(os.environ.setdefault("MEEDOEN_TEST_RUN", tempfile.mkdtemp(prefix="meedoen-test-")))
os.environ["MEEDOEN_VAR"] = str(RUN / os.environ.get("PYTEST_XDIST_WORKER", "var"))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.pop("MEEDOEN_HTTPS", None)


def demanded() -> bool:
    """Whether a missing database or browser is a failure and not a skipped test."""
    return os.environ.get("MEEDOEN_TEST_DEMAND") == "1"


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-tables", action="store_true", help="only the tests that touch a table")
    parser.addoption("--journeys-here", action="store_true", help="walk the browser journeys on SQLite too")


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # A file, as in real use: an in-memory database has one connection that all threads share.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(settings.VAR / "test.sqlite3")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(RUN, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if _touches_a_table(item):
            item.add_marker("tables")
        reason = _reason_to_skip(item, config)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
    if config.getoption("--only-tables"):
        kept = [item for item in items if item.get_closest_marker("tables")]
        dropped = [item for item in items if not item.get_closest_marker("tables")]
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def _touches_a_table(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    cls = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not TABLE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (isinstance(cls, type) and issubclass(cls, TransactionTestCase))
    )


def _reason_to_skip(item: pytest.Item, config: pytest.Config) -> str:
    from django.db import connection

    sqlite = connection.vendor == "sqlite"
    smoke = item.get_closest_marker("smoke") is not None
    browser = smoke or item.get_closest_marker("browser") is not None
    if sqlite and item.get_closest_marker("race"):
        return "a race needs PostgreSQL: SQLite has one writer at a time"
    if sqlite and browser and not smoke and not config.getoption("--journeys-here"):
        return "this journey runs on PostgreSQL"
    if browser and chromium() is None and not demanded():
        return "there is no Chromium here (apt-get install chromium)"
    return ""


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder with the source documents beside the project; a test that reads it is skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here")
    return SHARED


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = chromium()
    assert path, "Chromium is demanded and not there: apt-get install chromium"
    # Playwright runs an event loop in this thread, which Django takes for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=BROWSER_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(_chromium: Any, live_server: Any) -> Iterator[Any]:
    """Opens pages on the running site: `new_page()` at a desk, `new_page(PHONE)`, each another visitor."""
    contexts = []

    def opened(size: tuple[int, int] = DESK, **options: Any) -> Any:
        viewport = {"width": size[0], "height": size[1]}
        context = _chromium.new_context(
            base_url=live_server.url, viewport=viewport, locale="nl-NL", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(params=[PHONE, DESK], ids=["390px", "1280px"])
def page(request: pytest.FixtureRequest, new_page: Any) -> Any:
    """A page of one visitor; the test runs on a phone and at a desk."""
    return new_page(request.param)


@pytest.fixture(scope="session")
def check_axe() -> Any:
    """`check_axe(page)` fails on every violation that axe-core finds on the page, by rule and element."""
    source = AXE.read_text() if AXE.exists() else ""

    def check(page: Any) -> None:
        assert source, f"{AXE} is not there: run make setup"
        # `evaluate` and not a script tag, which the page's own policy rightly blocks.
        page.evaluate(source)
        violations = page.evaluate("async () => (await axe.run()).violations")
        found = [(v["id"], v["help"], [node["html"] for node in v["nodes"]]) for v in violations]
        assert found == [], page.url

    return check

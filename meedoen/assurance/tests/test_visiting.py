"""Visits to addresses: what they say, what they never reach, and when they say nothing."""

import inspect
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import dns.exception
import dns.resolver
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.assurance.policy import Known, Visit, after_visit, is_public_address, next_visit_on
from meedoen.assurance.visiting import (
    Errand,
    MailVisitor,
    Nameless,
    PageVisitor,
    look_up,
    visit_all,
    without_network,
)
from meedoen.assurance.vocabulary import AddressKind, AddressState, Outcome

HERE = "127.0.0.1"
OUTSIDE = "93.184.216.34"
TODAY = date(2026, 9, 15)
WAYS = {
    "naar-goed": "/200",
    "naar-zichzelf": "/naar-zichzelf",
    "naar-binnen": "http://binnen.example/",
}


class Site(BaseHTTPRequestHandler):
    """A small website; `asked` keeps method, path and the name it was asked under."""

    asked: list[tuple[str, str, str]] = []

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["Host"]))
        name = self.path.strip("/")
        if name.startswith("naar-"):
            self.send_response(302)
            self.send_header("Location", WAYS[name])
        elif name == "alleen-get":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif name == "druppel":
            self._drip()
            return
        else:
            self.send_response(int(name or 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        """Headers without end, a line at a time and each in time."""
        stop = threading.Event()
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(200):
                self.wfile.write(f"X-{number}: druppel\r\n".encode())
                stop.wait(0.05)
        except OSError:
            self.close_connection = True

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[int]:
    """The port of a website on this machine."""
    Site.asked = []
    server = ThreadingHTTPServer((HERE, 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def visitor(**names: str) -> PageVisitor:
    """May visit this machine; knows these names (a dot written as _) besides numbers."""
    known = {name.replace("_", "."): address for name, address in names.items()}

    def find(host: str, port: int) -> list[str]:
        return [known[host]] if host in known else look_up(host, port)

    return PageVisitor(look_up=find, allowed=[HERE], seconds=5)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("200", Outcome.OK),
        ("204", Outcome.OK),
        ("alleen-get", Outcome.OK),
        ("naar-goed", Outcome.OK),
        ("404", Outcome.FAIL),
        ("410", Outcome.FAIL),
        ("500", Outcome.FAIL),
        ("naar-zichzelf", Outcome.FAIL),
        ("401", Outcome.UNSURE),
        ("403", Outcome.UNSURE),
        ("429", Outcome.UNSURE),
    ],
)
def test_what_a_page_answers_says_whether_it_works(site: int, path: str, outcome: Outcome) -> None:
    assert visitor().visit(f"http://{HERE}:{site}/{path}").outcome == outcome


def test_a_page_is_asked_for_by_head_first_and_under_its_own_name(site: int) -> None:
    found = visitor(linde_example=HERE).visit(f"http://gast:geheim@linde.example:{site}/naar-goed")
    assert (found.outcome, found.redirects, found.answered) == (Outcome.OK, 1, True)
    host = f"linde.example:{site}"
    assert Site.asked == [("HEAD", "/naar-goed", host), ("HEAD", "/200", host)]


def test_a_site_that_nobody_listens_at_fails_and_did_not_answer() -> None:
    found = visitor().visit(f"http://{HERE}:9/")
    assert (found.outcome, found.answered) == (Outcome.FAIL, False)


def test_a_site_that_sends_one_line_at_a_time_is_cut_off(site: int) -> None:
    slow = PageVisitor(allowed=[HERE], seconds=0.5)
    assert slow.visit(f"http://{HERE}:{site}/druppel").outcome == Outcome.FAIL


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://localhost/",
        "file:///etc/passwd",
        "ftp://linde.example/",
        "gopher://127.0.0.1/",
        "//linde.example/",
        "javascript:alert(1)",
    ],
)
def test_nothing_of_our_own_network_is_visited(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(*given: object) -> tuple[int, str]:
        raise AssertionError("it was visited")

    strict = PageVisitor()
    monkeypatch.setattr(strict, "_send", send)
    found = strict.visit(address)
    assert (found.outcome, found.answered) == (Outcome.UNSURE, False)
    assert found.detail == "Dit adres wijst niet naar het open internet. We bezoeken het niet."


def test_a_redirect_into_our_own_network_is_not_followed(site: int) -> None:
    asked: list[str] = []

    def find(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["10.0.0.7"] if host == "binnen.example" else [HERE]

    found = PageVisitor(look_up=find, allowed=[HERE]).visit(f"http://linde.example:{site}/naar-binnen")
    assert (found.outcome, asked) == (Outcome.UNSURE, ["linde.example", "binnen.example"])
    assert [path for _, path, _ in Site.asked] == ["/naar-binnen"]


def test_an_answer_of_the_name_server_that_changes_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once a hop, and the visit goes to the very address that was judged."""
    answers = [[OUTSIDE], [HERE], [HERE]]
    visited: list[str] = []
    changing = PageVisitor(look_up=lambda host, port: answers.pop(0))

    def send(method: str, parts: object, address: str, port: int) -> tuple[int, str]:
        visited.append(address)
        return (405, "") if method == "HEAD" else (200, "")

    monkeypatch.setattr(changing, "_send", send)
    assert changing.visit("http://linde.example/").outcome == Outcome.OK
    assert (visited, len(answers)) == ([OUTSIDE, OUTSIDE], 2)


def test_a_name_with_one_inner_address_among_outer_ones_is_not_visited() -> None:
    mixed = PageVisitor(look_up=lambda host, port: [OUTSIDE, "10.0.0.1"])
    assert mixed.visit("http://linde.example/").outcome == Outcome.UNSURE


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://a:b:c/", "http://x:99999/", "\0", ""])
def test_what_is_no_web_address_breaks_nothing(address: str) -> None:
    assert PageVisitor().visit(address).outcome in (Outcome.FAIL, Outcome.UNSURE)


@pytest.mark.parametrize(("sure", "outcome"), [(True, Outcome.FAIL), (False, Outcome.UNSURE)])
def test_a_name_that_is_not_there_fails_only_when_the_name_server_is_sure(
    sure: bool, outcome: Outcome
) -> None:
    def find(host: str, port: int) -> list[str]:
        raise Nameless(sure=sure)

    assert PageVisitor(look_up=find).visit("https://linde.example/").outcome == outcome


@pytest.mark.parametrize("text", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_open_internet_may_be_visited(text: str) -> None:
    assert is_public_address(text)


class Names:
    """A name server with these answers, or an error for each."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def resolve(self, qname: str, rdtype: str = "A") -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Mx:
    preference = 10
    exchange = "mail.linde.example."


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ([Mx()], Outcome.OK),
        (dns.resolver.NXDOMAIN(), Outcome.FAIL),
        (dns.resolver.NoAnswer(), Outcome.FAIL),
        (dns.resolver.NoNameservers(), Outcome.UNSURE),
        (dns.exception.Timeout(), Outcome.UNSURE),
        (OSError("no network"), Outcome.UNSURE),
    ],
)
def test_a_mail_address_works_when_its_domain_takes_mail(answer: object, outcome: Outcome) -> None:
    assert MailVisitor(Names(answer)).visit("info@linde-voorbeeld.nl").outcome == outcome


def test_what_is_no_mail_address_fails() -> None:
    assert MailVisitor(Names([Mx()])).visit("info@@linde").outcome == Outcome.FAIL


def test_the_name_server_of_the_tests_is_asked_as_the_real_one() -> None:
    real = inspect.signature(dns.resolver.Resolver.resolve)
    ours = inspect.signature(Names.resolve)
    for name in ours.parameters:
        assert name in real.parameters
    real.bind(object(), "linde-voorbeeld.nl", "MX")
    ours.bind(object(), "linde-voorbeeld.nl", "MX")


def test_a_host_is_visited_one_at_a_time_with_a_pause_and_gets_a_few_visits_a_round(site: int) -> None:
    pauses: list[float] = []
    errands = [Errand(AddressKind.URL, f"http://{HERE}:{site}/20{turn % 2}") for turn in range(5)]
    found = visit_all(errands, pages=visitor(), mails=MailVisitor(Names([Mx()])), sleep=pauses.append)
    assert [visit.outcome if visit else None for visit in found] == [Outcome.OK] * 3 + [None] * 2
    assert pauses == [1.0, 1.0]


def test_mails_and_pages_keep_their_order(site: int) -> None:
    errands = [
        Errand(AddressKind.EMAIL, "info@linde-voorbeeld.nl"),
        Errand(AddressKind.URL, f"http://{HERE}:{site}/404"),
    ]
    found = visit_all(errands, pages=visitor(), mails=MailVisitor(Names([Mx()])))
    assert [visit and visit.outcome for visit in found] == [Outcome.OK, Outcome.FAIL]


def test_failures_say_nothing_when_the_network_is_away() -> None:
    failed = [Visit(Outcome.FAIL), None]
    assert without_network(failed, [])
    assert without_network(failed, [lambda: Visit(Outcome.FAIL)])
    assert not without_network(
        failed, [lambda: Visit(Outcome.FAIL), lambda: Visit(Outcome.OK, answered=True)]
    )
    assert not without_network([*failed, Visit(Outcome.OK, answered=True)], [])


def test_an_address_is_dead_after_failures_on_three_days() -> None:
    known, found = Known(), []
    for day in (0, 0, 0, 1, 1, 2, 3):
        known = after_visit(known, Outcome.FAIL, TODAY + timedelta(days=day))
        found.append((known.fails, known.state))
    unsure, dead = AddressState.UNSURE, AddressState.DEAD
    assert found == [(1, unsure)] * 3 + [(2, unsure)] * 2 + [(3, dead), (4, dead)]
    assert after_visit(known, Outcome.UNSURE, TODAY + timedelta(days=9)) == known
    assert after_visit(known, Outcome.OK, TODAY + timedelta(days=9)) == Known(AddressState.OK)


@given(st.lists(st.tuples(st.sampled_from(Outcome), st.integers(0, 3)), max_size=30))
def test_an_address_is_never_dead_within_two_days_of_working(visits: list[tuple[Outcome, int]]) -> None:
    known, today, worked = Known(), TODAY, TODAY
    for outcome, days_later in visits:
        today += timedelta(days=days_later)
        known = after_visit(known, outcome, today)
        worked = today if outcome == Outcome.OK else worked
        if known.state == AddressState.DEAD:
            assert today - worked >= timedelta(days=2)


def test_an_address_in_doubt_is_visited_the_next_day_and_others_each_week() -> None:
    day = timedelta(days=1)
    assert next_visit_on(Known(AddressState.OK), TODAY) == TODAY + 7 * day
    assert next_visit_on(Known(AddressState.UNSURE, 1, TODAY), TODAY) == TODAY + day
    assert next_visit_on(Known(AddressState.DEAD, 3, TODAY), TODAY) == TODAY + 7 * day

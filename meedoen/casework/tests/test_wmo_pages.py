"""The pages of a Wmo route: only in that legal domain, one thing at a time, nothing lost on a mistake."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings as installed
from django.test import Client

from meedoen.casework.actions import state_purpose
from meedoen.casework.models import Opening, WmoRoute, WmoSuspension
from meedoen.casework.tests.clock import Clock, stand_still
from meedoen.casework.tests.wmo_makers import (
    QUESTION,
    ago,
    applied,
    known,
    make_route,
    opened,
    queries_of,
    text,
    told,
)
from meedoen.casework.vocabulary import Purpose, WmoEnd
from meedoen.directory.models import Organization, Phone
from meedoen.shared.clock import HERE
from meedoen.trail.models import AccessLine
from tests.cast import TODAY, Cast, make_cast

pytestmark = pytest.mark.django_db
built = pytest.mark.skipif(
    not any(Path(installed.TYPST_FONTS).glob("*.ttf")), reason="the fonts are not built: make setup"
)
HOSTILE = "Hulp #1 *vet* $x$ <script>alert(1)</script> #import"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stand_still(monkeypatch)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def base(route: WmoRoute) -> str:
    return f"/werk/dossiers/{route.case_id}/wmo/{route.id}/"


def test_in_another_legal_domain_there_is_no_such_page(cast: Cast) -> None:
    case = known(cast, "fatima")
    for address in ("", "nieuw/"):
        signed = Client()
        signed.force_login(cast.fatima)
        assert signed.get(f"/werk/dossiers/{case.id}/wmo/{address}").status_code == 404
        assert opened(cast, case, "fatima").get(f"/werk/dossiers/{case.id}/wmo/{address}").status_code == 404
    page = text(opened(cast, case, "fatima").get(f"/werk/dossiers/{case.id}/"))
    assert "/wmo/" not in page and "Wmo" not in page


def test_the_page_asks_what_for_first_and_comes_back(cast: Cast) -> None:
    case, client = known(cast), Client()
    client.force_login(cast.bram)
    answer = client.get(f"/werk/dossiers/{case.id}/wmo/")
    assert answer["Location"] == f"/werk/dossiers/{case.id}/waarvoor/?verder=wmo"
    back = client.post(answer["Location"], {"purpose": "plan", "verder": "wmo"})
    assert back["Location"] == f"/werk/dossiers/{case.id}/wmo/"
    page = text(client.get(back["Location"]))
    assert "Er is nog geen route" in page
    assert "geen melding, geen onderzoek en geen beslissing nodig" in page
    assert "Samir" in page and AccessLine.objects.count() == 1


def test_a_route_is_walked_from_the_question_to_the_decision(cast: Cast) -> None:
    case = known(cast)
    client = opened(cast, case)
    start = {"question": QUESTION, "reported_on": "2026-08-17"}
    address = client.post(f"/werk/dossiers/{case.id}/wmo/nieuw/", start)["Location"]
    for slug, day in (
        ("bevestigd", "2026-08-18"),
        ("clientondersteuning", "2026-08-18"),
        ("eigen-plan", "2026-08-18"),
        ("plan-ontvangen", "2026-08-21"),
        ("onderzoek", "2026-09-07"),
        ("verslag", "2026-09-08"),
        ("aanvraag", "2026-09-09"),
    ):
        assert client.post(f"{address}stap/{slug}/", {"on": day, "was": ""})["Location"] == address, slug
    page = text(client.get(address))
    for words in (
        QUESTION,
        "Beslis op de aanvraag",
        "loopt af over 8 dagen",
        "wo 23 september 2026",
        "Wmo 2015 artikel 2.3.5 lid 2",
        "op tijd gedaan",
        "Meedoen waarschuwt 7 dagen van tevoren",
    ):
        assert words in page, words
    decided = {"on": "2026-09-15", "decision": "granted", "words": "Twee ochtenden begeleiding."}
    client.post(f"{address}beslissing/", decided)
    page = text(client.get(address))
    assert "Deze route is klaar" in page and "Aanvraag toegekend: Twee ochtenden begeleiding." in page
    assert "Bezwaar maken" in page and "di 27 oktober 2026" in page
    assert "Zet de termijn stil" not in page


def test_a_refusal_keeps_what_was_typed_and_writes_nothing(cast: Cast) -> None:
    route = make_route(known(cast))
    client = opened(cast, route.case)
    page = text(client.post(f"{base(route)}stap/onderzoek/", {"on": "2026-09-14", "was": ""}))
    assert "Bevestig eerst dat de vraag ontvangen is" in page and 'value="2026-09-14"' in page
    for wrong, said in (("", "Kies een datum."), ("31-31-2026", "Vul een datum in")):
        assert said in text(client.post(f"{base(route)}stap/bevestigd/", {"on": wrong, "was": ""}))
    typed = {"on": "2026-09-15", "decision": "misschien", "words": "w" * 301}
    page = text(client.post(f"{base(route)}beslissing/", typed))
    assert "Kies uit de lijst." in page and "ten hoogste 300 tekens" in page and "w" * 301 in page
    route.refresh_from_db()
    assert (route.investigated_on, route.confirmed_on, route.decision) == (None, None, "")


def test_a_day_is_corrected_or_taken_away_and_a_colleague_is_not_overwritten(cast: Cast) -> None:
    route = make_route(known(cast), **told(20))
    client = opened(cast, route.case)
    address = f"{base(route)}stap/bevestigd/"
    assert "Is dit toch niet gebeurd?" in text(client.get(address))
    client.post(address, {"on": str(ago(18)), "was": str(ago(19))})
    route.refresh_from_db()
    assert route.confirmed_on == ago(18)
    page = text(client.post(address, {"on": str(ago(17)), "was": str(ago(19))}))
    assert "Een collega heeft deze dag intussen veranderd" in page
    client.post(address, {"on": "", "was": str(ago(18))})
    route.refresh_from_db()
    assert route.confirmed_on is None
    assert client.get(f"{base(route)}stap/beslist/").status_code == 404
    assert client.get(f"{base(route)}stap/onzin/").status_code == 404


def test_the_term_is_put_still_runs_on_and_a_mistake_is_taken_away(cast: Cast) -> None:
    route = make_route(known(cast), **applied(5))
    client = opened(cast, route.case)
    still = {"starts_on": str(ago(3)), "ends_on": "", "ground": "De offerte ontbreekt."}
    client.post(f"{base(route)}stilzetten/", still)
    row = WmoSuspension.objects.get()
    page = text(client.get(base(route)))
    assert "staat stil, daarna nog 13 dagen" in page and "Laat de termijn weer lopen" in page
    assert "Waarom: De offerte ontbreekt." in page
    address = f"{base(route)}stilzetten/{row.id}/"
    client.post(address, {**still, "ends_on": str(ago(2))})
    assert "Stond 2 dagen stil." in text(client.get(base(route)))
    assert client.post(address, {"weghalen": "ja"})["Location"] == base(route)
    assert WmoSuspension.objects.count() == 0
    assert client.get(address).status_code == 404


def test_longer_and_an_end_without_a_decision(cast: Cast) -> None:
    route = make_route(known(cast), **applied(5))
    client = opened(cast, route.case)
    longer = {"told_on": str(TODAY), "to": "2026-10-08", "because": "De arts antwoordt later."}
    client.post(f"{base(route)}verlengen/", longer)
    assert "Verlengd tot en met 8 oktober 2026" in text(client.get(base(route)))
    page = text(client.post(f"{base(route)}afsluiten/", {"end": "no_application", "on": str(TODAY)}))
    assert "Er ligt een aanvraag." in page
    assert "Kies uit de lijst." in text(
        client.post(f"{base(route)}afsluiten/", {"end": "handed_over", "on": str(TODAY)})
    )
    client.post(f"{base(route)}afsluiten/", {"end": "withdrawn", "on": str(TODAY)})
    route.refresh_from_db()
    assert route.end == WmoEnd.WITHDRAWN
    assert "ingetrokken door de inwoner" in text(client.get(f"/werk/dossiers/{route.case_id}/wmo/"))


def test_a_route_or_suspension_of_another_case_is_not_there(cast: Cast) -> None:
    own, other = make_route(known(cast)), make_route(known(cast, name="Els"), **applied(5))
    client = opened(cast, own.case)
    row = WmoSuspension.objects.create(route=other, starts_on=ago(2), ground="Uitstel", by=cast.bram)
    crossed = f"/werk/dossiers/{own.case_id}/wmo/{other.id}/"
    for last in ("", "stap/bevestigd/", "verlengen/", "stilzetten/", "beslissing/", "afsluiten/", "papier/"):
        assert client.get(crossed + last).status_code == 404, last
    assert client.get(f"{base(own)}stilzetten/{row.id}/").status_code == 404


def test_the_pages_take_as_many_queries_for_four_routes_as_for_one(cast: Cast) -> None:
    case = known(cast)
    make_route(case, question="eerste")
    client = opened(cast, case)
    addresses = [f"/werk/dossiers/{case.id}/wmo/", f"/werk/dossiers/{case.id}/"]
    first = [queries_of(client, address) for address in addresses]
    for number in range(3):
        route = make_route(case, question=f"vraag {number}", **applied(3))
        WmoSuspension.objects.create(route=route, starts_on=ago(1), ground="Uitstel", by=cast.bram)
    assert [queries_of(client, address) for address in addresses] == first


def test_the_case_page_has_one_line_for_the_term_that_runs(cast: Cast) -> None:
    route = make_route(known(cast), **told(36))
    page = text(opened(cast, route.case).get(f"/werk/dossiers/{route.case_id}/"))
    assert "Het onderzoek afronden, uiterlijk maandag 21 september 2026: loopt af over 6 dagen" in page
    assert "loopt bijna af" in page


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_the_night_in_which_the_clock_changes_costs_nobody_a_day(cast: Cast, clock: Clock, day: date) -> None:
    """Just after midnight in Amsterdam it is still yesterday in UTC; the night has 25 hours, or 23."""
    route = make_route(known(cast), reported_on=day - timedelta(days=38))
    said = []
    for hour, minute in ((0, 5), (1, 59), (3, 1), (23, 55)):
        clock.time = datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE)
        Opening.objects.all().delete()
        client = Client()
        client.force_login(cast.bram)
        state_purpose(case=route.case, purpose=Purpose.PLAN, by=cast.actor("bram"), at=clock.time)
        said.append(re.findall("loopt af over . dagen", text(client.get(base(route)))))
    assert said == [["loopt af over 4 dagen"]] * 4


def test_planning_after_the_term_gives_a_hint_and_is_done(cast: Cast) -> None:
    route = make_route(known(cast), **told(36))
    client = opened(cast, route.case)
    address = f"/werk/dossiers/{route.case_id}/"
    hint = "deze dag komt na een Wmo-termijn (het onderzoek afronden, uiterlijk maandag 21 september 2026)"
    plan = {"next_action": "plan", "on": "2026-09-21"}
    assert hint not in text(client.post(f"{address}volgende-stap/", plan, follow=True))
    page = text(client.post(f"{address}volgende-stap/", {**plan, "on": "2026-09-22"}, follow=True))
    assert hint in page and "De volgende stap staat na deze termijn." in page
    route.case.involvement.refresh_from_db()
    assert route.case.involvement.next_action_on == date(2026, 9, 22)
    assert "De volgende stap komt na de termijn" in text(client.get(base(route)))


def test_a_resident_sees_the_own_route_and_nobody_elses(cast: Cast) -> None:
    case = known(cast, name="Joke", user=cast.joke)
    route = make_route(case, **applied(5))
    other = make_route(known(cast, name="Els"), question="Iets van Els", reported_on=ago(3))
    old = {"reported_on": ago(500), "ended_on": ago(400), "end": WmoEnd.WITHDRAWN}
    make_route(case, question="Lang geleden", **old)
    resident = Client()
    resident.force_login(cast.joke)
    page = text(resident.get("/mijn/"))
    assert QUESTION in page and "Uiterlijk donderdag 24 september 2026 krijg je een beslissing." in page
    assert "Iets van Els" not in page and "Lang geleden" not in page
    assert "Bel Bram, Buurtteam Overvecht" in page
    assert resident.get(f"/mijn/wmo/{other.id}/").status_code == 404
    first = queries_of(resident, "/mijn/")
    for number in range(3):
        make_route(case, question=f"vraag {number}", **told(30))
    assert queries_of(resident, "/mijn/") == first
    assert route.question in text(resident.get("/mijn/"))


def test_every_end_has_words_for_the_person(cast: Cast) -> None:
    case = known(cast, name="Joke", user=cast.joke)
    make_route(
        case, question="Toegekend", decision="refused", decision_words="Het kan met de bus.", **_decided()
    )
    for end in (WmoEnd.NO_APPLICATION, WmoEnd.WITHDRAWN, WmoEnd.MOVED, WmoEnd.HANDED_OVER):
        make_route(case, question=end.value, **told(30), ended_on=ago(2), end=end)
    resident = Client()
    resident.force_login(cast.joke)
    page = text(resident.get("/mijn/"))
    for words in (
        "is je aanvraag afgewezen. Het kan met de bus.",
        "Dat heet bezwaar maken. Het kan tot en met maandag 26 oktober 2026.",
        "Het lukt op eigen kracht",
        "Je wilde niet verder",
        "omdat je hier niet meer woont",
        "Iemand anders helpt je nu verder",
    ):
        assert words in page, words


def _decided() -> dict[str, Any]:
    return {**applied(5), "decided_on": ago(1), "ended_on": ago(1), "end": WmoEnd.DECIDED}


def paper(client: Client, address: str) -> pikepdf.Pdf:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    return pikepdf.open(BytesIO(answer.content))


@built
def test_the_paper_is_one_accessible_page_in_every_state(cast: Cast) -> None:
    client = None
    for days in (
        told(10),
        told(60),
        applied(5),
        _decided() | {"decision": "granted", "decision_words": "Ja."},
    ):
        route = make_route(known(cast), **days, extended_because="")
        client = opened(cast, route.case)
        with paper(client, f"{base(route)}papier/") as pdf:
            assert len(pdf.pages) == 1
            assert pdf.open_metadata()["pdfuaid:part"] == "1"
            assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == (
                "nl-NL",
                "Je vraag om hulp: wat er gebeurt",
            )
            assert bool(pdf.Root.MarkInfo.Marked)
    assert AccessLine.objects.filter(name="wmo_paper").count() == 4


@built
def test_the_paper_stays_one_page_with_the_longest_words_and_never_reads_them_as_markup(
    cast: Cast, tmp_path: Path
) -> None:
    long = " ".join([HOSTILE] * 60)
    words = {"question": long, "decision_words": "x " * 150, "decision": "partly"}
    route = make_route(known(cast, name=HOSTILE[:80]), **_decided() | words)
    with paper(opened(cast, route.case), f"{base(route)}papier/") as pdf:
        assert len(pdf.pages) == 1
    late = {**applied(30), "extended_on": ago(20), "extended_to": ago(2), "extended_because": "y " * 150}
    route = make_route(known(cast), question=long, **late)
    with paper(opened(cast, route.case), f"{base(route)}papier/") as pdf:
        assert len(pdf.pages) == 1


@built
def test_a_letter_that_does_not_fit_on_paper_is_said_on_the_page(cast: Cast) -> None:
    route = make_route(known(cast), question="Hulp bij \u13a0\u13a1")
    page = text(opened(cast, route.case).get(f"{base(route)}papier/", follow=True))
    assert "staat een teken dat niet op papier past" in page


@built
def test_the_paper_names_whom_to_call(cast: Cast, pdf_text: Any) -> None:
    team = Organization.objects.create(name="Buurtteam Utrecht", agency=cast.neighbourhood_team)
    Phone.objects.create(organization=team, number="030-0000001")
    route = make_route(known(cast, name="Joke", user=cast.joke), **told(10))
    resident = Client()
    resident.force_login(cast.joke)
    said = pdf_text(resident.get(f"/mijn/wmo/{route.id}/").content)
    for words in (
        "Voor Joke Amrani",
        f"Je vraag, in je eigen woorden: {QUESTION}",
        "Uiterlijk maandag 19 oktober 2026 is dat klaar.",
        "Bram, Buurtteam Overvecht Telefoon: 030-0000001",
        "Gemaakt op dinsdag 15 september 2026",
    ):
        assert words in said, said


@pytest.fixture
def pdf_text(tmp_path: Path) -> Any:
    import shutil
    import subprocess

    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here (apt-get install poppler-utils)")

    def read(content: bytes) -> str:
        path = tmp_path / "vraag.pdf"
        path.write_bytes(content)
        out = subprocess.run([program, str(path), "-"], check=True, capture_output=True, text=True)
        return re.sub(r"\s+", " ", out.stdout)

    return read


def test_nobody_reads_on_without_saying_what_for(cast: Cast) -> None:
    route = make_route(known(cast))
    client = Client()
    client.force_login(cast.bram)
    for last in ("", "stap/bevestigd/", "papier/"):
        assert "waarvoor" in client.get(base(route) + last)["Location"]
    assert Opening.objects.count() == 0 and AccessLine.objects.count() == 0

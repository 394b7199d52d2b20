"""Letters of a campaign: a batch of 5,500, half of them in two languages, from asked to the last file.

Against WeasyPrint with the same words, fonts and picture, one document at a time of as many letters, where
MEEDOEN_BENCH_WEASYPRINT names a Python that has requirements/bench.txt. That gets its page ready made, while
ours reads the database, writes the access lines and draws the codes. Goals: at most 1/15 of WeasyPrint a
letter, under 400 MB at any number.
"""

import argparse
import base64
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from kit.measure import Outcome, at_most, cpu_seconds, milliseconds, outcome, report, set_up_django

set_up_django()

from datetime import date, datetime, time  # noqa: E402
from typing import Any  # noqa: E402
from uuid import uuid4  # noqa: E402

import segno  # noqa: E402
from django.conf import settings  # noqa: E402
from django.template import Context, Engine  # noqa: E402

from meedoen.accounts.queries import actor_of  # noqa: E402
from meedoen.outreach.actions.letters import make_next_file  # noqa: E402
from meedoen.outreach.models import Campaign, ContactDay, Invitation, LetterBatch  # noqa: E402
from meedoen.outreach.paper import Press, letter  # noqa: E402
from meedoen.outreach.queries.inviting import letter_facts  # noqa: E402
from meedoen.people.models import Involvement, Person, PersonDetails  # noqa: E402
from meedoen.people.queries import PersonCard  # noqa: E402
from meedoen.people.vocabulary import NextAction  # noqa: E402
from meedoen.shared.clock import HERE  # noqa: E402
from tests.cast import Cast, make_cast  # noqa: E402

AT = datetime(2026, 9, 15, 10, 0, tzinfo=HERE)
SIZES = (550, 1650, 5500)
ROUNDS = 5
AT_ONCE = 20
MEGABYTES = 400
LANGUAGES = (("nl",), ("ar",), ("nl",), ("tr",), ("nl",), ("pl",), ("nl",), ("fa",), ("nl",), ("ti",))
PAPER = Path(__file__).parent / "kit"


def measure() -> Outcome:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--keep", action="store_true")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    cast = make_cast()
    campaign = _campaign(cast)
    invitations = _invited(cast, campaign, max(sizes))
    typesetting = _against_weasyprint(invitations)
    runs = [_batch(cast, campaign, invitations[:size]) for size in sizes]
    last = runs[-1]
    ratios = {"memory at most, in MB": at_most(last["peak_mb"], MEGABYTES)}
    if typesetting["ratio"]:
        ours = last["median_cpu_ms"]["meedoen"]
        theirs = typesetting["median_cpu_ms"]["WeasyPrint"]
        ratios["typesetting to WeasyPrint"] = at_most(typesetting["ratio"]["WeasyPrint"], 1 / 15)
        last["ratio"] = {"WeasyPrint, typesetting alone": round(ours / theirs, 4)}
    return outcome("letters", [typesetting, *runs], ratios)


def _campaign(cast: Cast) -> Campaign:
    return Campaign.objects.create(
        municipality=cast.utrecht,
        agency=cast.work_and_income,
        legal_domain_id="participatiewet",
        name="Najaar",
        status="running",
        channels=["letter"],
        phone="030-1234567",
        made_at=AT,
        by=cast.fatima,
    )


def _invited(cast: Cast, campaign: Campaign, count: int) -> list[Any]:
    """So many people with an address, each invited to one of fifty days."""
    days = _days(campaign)
    rows = Invitation.objects.bulk_create(
        [
            Invitation(
                campaign=campaign, involvement=one, day=days[number % 50], starts_at=time(9 + number % 3)
            )
            for number, one in enumerate(_known(cast, count))
        ],
        batch_size=500,
    )
    return [row.id for row in rows]


def _days(campaign: Campaign) -> list[ContactDay]:
    return ContactDay.objects.bulk_create(
        ContactDay(
            campaign=campaign,
            held_on=date(2026, 10, 1 + number % 28),
            starts_at=time(9),
            ends_at=time(12, 30),
            area_code="WK034403",
            place=f"Buurthuis {number}",
            address=f"Dreef {number}, Utrecht",
        )
        for number in range(50)
    )


def _known(cast: Cast, count: int) -> list[Involvement]:
    """People at Work and Income; the two tables point at each other, so they are written together."""
    from django.db import transaction

    persons = [
        Person(municipality=cast.utrecht, first_involvement_id=uuid4(), created_at=AT) for _ in range(count)
    ]
    with transaction.atomic():
        Person.objects.bulk_create(persons, batch_size=500)
        details = [_details(person, number) for number, person in enumerate(persons)]
        PersonDetails.objects.bulk_create(details, batch_size=500)
        rows = [_involvement(cast, person) for person in persons]
        return Involvement.objects.bulk_create(rows, batch_size=500)


def _details(person: Person, number: int) -> PersonDetails:
    return PersonDetails(
        person=person,
        first_name=f"Fatima {number}",
        last_name="Yıldız-Łąkowska",
        street=f"Voorbeeldstraat {number}",
        postcode=f"{3500 + number // 60} AB",
        town="Utrecht",
        languages=list(LANGUAGES[number % len(LANGUAGES)]),
    )


def _involvement(cast: Cast, person: Person) -> Involvement:
    return Involvement(
        id=person.first_involvement_id,
        municipality=cast.utrecht,
        person=person,
        agency=cast.work_and_income,
        legal_domain_id="participatiewet",
        lead=cast.fatima,
        starts_on=AT.date(),
        next_action=NextAction.INVITE,
        next_action_on=AT.date(),
    )


def _batch(cast: Cast, campaign: Campaign, ids: list[Any]) -> dict[str, Any]:
    """One batch from the first file to the last, as the worker makes it. Sizes grow: the peak is its own."""
    batch = LetterBatch.objects.create(
        campaign=campaign,
        invitation_ids=[str(one) for one in ids],
        total=len(ids),
        asked_at=AT,
        by=cast.fatima,
    )
    by = actor_of(cast.fatima, AT.date())

    def job() -> None:
        press = Press()
        while make_next_file(batch=batch, printer=press, compose=letter, by=by, at=AT):
            continue

    seconds = cpu_seconds(job)
    files = list((Path(settings.VAR) / "letters" / batch.id.hex).iterdir())
    return {
        "name": "a batch of letters",
        "rounds": 1,
        "sizes": {"letters": len(ids), "files": len(files), "bytes": sum(f.stat().st_size for f in files)},
        "median_cpu_ms": milliseconds({"meedoen": seconds / len(ids)}),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "ratio": {},
    }


def _against_weasyprint(ids: list[Any]) -> dict[str, Any]:
    """Typesetting alone, of the same letters in turn; each round has other names, for typst remembers."""
    runs: dict[str, list[float]] = {"meedoen": [], "WeasyPrint": []}
    press = Press()
    with tempfile.TemporaryDirectory(prefix="meedoen-bench-") as folder:
        page = Path(folder) / "page.html"
        with _weasyprint(page) as weasyprint:
            for turn in range(ROUNDS + 1):
                letters = _letters(ids[turn * AT_ONCE : (turn + 1) * AT_ONCE])
                page.write_text(_html(letters))
                ours = cpu_seconds(lambda letters=letters: press.print(letters, title="Najaar"))
                theirs = weasyprint() if weasyprint else 0.0
                if turn:
                    runs["meedoen"].append(ours / AT_ONCE)
                    runs["WeasyPrint"].append(theirs / AT_ONCE)
    medians = {who: statistics.median(seconds) for who, seconds in runs.items() if any(seconds)}
    measured = "WeasyPrint" in medians
    return {
        "name": "typesetting a letter",
        "rounds": ROUNDS,
        "sizes": {"letters": AT_ONCE},
        "median_cpu_ms": milliseconds(medians),
        "ratio": {"WeasyPrint": round(medians["meedoen"] / medians["WeasyPrint"], 4)} if measured else {},
        "remark": "" if measured else "WeasyPrint not measured: MEEDOEN_BENCH_WEASYPRINT is not set",
    }


def _letters(ids: list[Any]) -> list[dict[str, Any]]:
    """What the letters of these people say, without a look in the log: nobody sees them."""
    facts = letter_facts(ids)
    rows = PersonDetails.objects.in_bulk([one.person_id for one in facts])
    return [letter(one, _card(rows[one.person_id]), on=AT.date()) for one in facts]


def _card(row: PersonDetails) -> PersonCard:
    return PersonCard(
        row.person_id,
        row.first_name,
        row.last_name,
        None,
        tuple(row.languages),
        row.street,
        row.postcode,
        row.town,
        "",
        "",
        False,
    )


def _html(letters: list[dict[str, Any]]) -> str:
    fonts = Path(settings.TYPST_FONTS).as_uri()
    shown = [one | {"picture": _picture(one["link"])} for one in letters]
    engine = Engine(dirs=[PAPER])
    page = engine.get_template("letters.html")
    return str(page.render(Context({"letters": shown, "fonts": fonts})))


def _picture(link: str) -> str:
    out = BytesIO()
    segno.make_qr(link, error="m").save(out, kind="png", scale=4, border=0)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


@contextmanager
def _weasyprint(page: Path) -> Iterator[Callable[[], float] | None]:
    """Makes the PDF of the page in its own process and says what CPU it took; None without it."""
    python = os.environ.get("MEEDOEN_BENCH_WEASYPRINT")
    if not python:
        yield None
        return
    command = [python, str(PAPER / "weasyprint_pdf.py"), str(page)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:

        def once() -> float:
            child.stdin.write("\n")  # type: ignore[union-attr]
            child.stdin.flush()  # type: ignore[union-attr]
            return float(child.stdout.readline().split()[0])  # type: ignore[union-attr]

        yield once
        child.stdin.close()  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.exit(report(measure()))

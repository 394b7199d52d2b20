"""The half-year report of an agreement with 1, 3 and 10 lines, and its PDF.

Against a loop over the lines and presences with the ORM that finds the same totals. The PDF against
WeasyPrint with the same tables and picture, where MEEDOEN_BENCH_WEASYPRINT names a Python that has
requirements/bench.txt. Goal: the PDF at most 1/15 of WeasyPrint (set for letters); fixed queries.
"""

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from kit.measure import (
    Outcome,
    at_most,
    compare,
    counted_queries,
    cpu_seconds,
    milliseconds,
    outcome,
    report,
    set_up_django,
)

set_up_django()

from datetime import date, datetime, timedelta  # noqa: E402
from typing import Any  # noqa: E402
from uuid import UUID  # noqa: E402

from django.db import transaction  # noqa: E402
from django.template import engines  # noqa: E402

from meedoen.activities.models import Attendance, Session  # noqa: E402
from meedoen.activities.vocabulary import Presence  # noqa: E402
from meedoen.funding.models import Agreement  # noqa: E402
from meedoen.monitor import documents  # noqa: E402
from meedoen.monitor.actions import make_report  # noqa: E402
from meedoen.monitor.charts import PAPER, agreed_against_reached  # noqa: E402
from meedoen.monitor.documents import report_pdf  # noqa: E402
from meedoen.monitor.models import Settlement  # noqa: E402
from meedoen.monitor.queries import district_names, half_year_report  # noqa: E402
from meedoen.monitor.shown import document  # noqa: E402
from meedoen.monitor.tests.world import FIRST_HALF, OVERVECHT, World, climbed, make_world  # noqa: E402
from meedoen.shared.clock import HERE  # noqa: E402

AT = datetime(2026, 9, 15, 10, 0, tzinfo=HERE)
LINES = (1, 3, 10)
PEOPLE, WEEKS = 100, 26
ROUNDS = 7
WITH_PICTURE = "meedoen, with drawing the picture"
LOOP = "a loop over lines and presences with the ORM"
PAPER_PAGE = Path(__file__).parent / "kit" / "report.html"


def measure() -> Outcome:
    world = make_world()
    world.district(OVERVECHT, "Overvecht")
    with transaction.atomic():
        agreements = {lines: _agreement(world, lines) for lines in LINES}
    figures = [_figures(agreements[lines], lines) for lines in LINES]
    pdf = _pdf(agreements[3], 3)
    many, few = figures[-1]["queries"]["meedoen"], figures[0]["queries"]["meedoen"]
    ratios = {f"queries at {LINES[-1]} lines to those at {LINES[0]}": at_most(many / few, 1)}
    if pdf["ratio"]:
        ratios["the PDF to WeasyPrint"] = at_most(pdf["ratio"]["WeasyPrint"], 1 / 15)
    return outcome("report", [*figures, pdf], ratios)


def _agreement(world: World, lines: int) -> Agreement:
    """Everybody comes to their own line every week of the half-year."""
    agreement = world.agreement(reference=f"SP-{lines}")
    days = [FIRST_HALF.start + timedelta(days=5 + 7 * week) for week in range(WEEKS)]
    for number in range(lines):
        service = world.service(f"Dienst {lines}-{number}")
        line = world.line(agreement, service)
        people = world.people(PEOPLE)
        world.came(people, world.activity(service), *days[: WEEKS - 1], line=line)
        climbed(world, people[:20])
    return agreement


def _figures(agreement: Agreement, lines: int) -> dict[str, Any]:
    def ours() -> list[int | None]:
        made = half_year_report(agreement_id=agreement.id, period=FIRST_HALF, at=AT)
        return [figure.reached for figure in made.figures[:2]]

    def loop() -> list[int | None]:
        return list(_looped(agreement.id))

    def first_time() -> None:
        Settlement.objects.filter(agreement=agreement).delete()
        make_report(agreement_id=agreement.id, period=FIRST_HALF, by=None, at=AT)

    first_time()
    if ours() != loop():
        raise SystemExit(f"the loop counts otherwise: {ours()} and {loop()}")
    queries = {}
    for name, act in {"meedoen": ours, LOOP: loop, "the first time, with splits settled": first_time}.items():
        with counted_queries() as seen:
            act()
        queries[name] = len(seen)
    return compare(
        "the figures of a half-year report",
        ours=ours,
        theirs={LOOP: loop, "the first time, with splits settled": first_time},
        rounds=ROUNDS,
        sizes={"lines": lines, "people": lines * PEOPLE, "presences": lines * PEOPLE * (WEEKS - 1)},
        queries=queries,
    )


def _looped(agreement_id: UUID) -> Iterator[int]:
    """How many people came, and how many half-days they took, line by line and session by session."""
    people: set[UUID] = set()
    half_days = 0
    after = FIRST_HALF.end + timedelta(days=1)
    for line in Agreement.objects.get(id=agreement_id).lines.all():
        for session in Session.objects.filter(activity__service=line.service, starts_at__lt=_midnight(after)):
            for row in Attendance.objects.filter(session=session, presence=Presence.PRESENT):
                people.add(row.enrolment.person_id)
                half_days += session.parts_of_day
    yield len(people)
    yield half_days


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HERE)


def _pdf(agreement: Agreement, lines: int) -> dict[str, Any]:
    """A PDF by typst and one by WeasyPrint in turn, after one warm-up; both get the picture ready made."""
    made = make_report(agreement_id=agreement.id, period=FIRST_HALF, by=None, at=AT)
    shown = document(made, districts=district_names("GM0344"), made_on=AT.date())
    picture = agreed_against_reached(shown["figures"], width=PAPER)
    runs: dict[str, list[float]] = {"meedoen": [], "WeasyPrint": [], WITH_PICTURE: []}
    with _weasyprint(shown, picture) as weasyprint:
        for turn in range(ROUNDS + 1):
            paper = _another(shown, turn)
            whole = cpu_seconds(lambda paper=paper: report_pdf(paper))
            with mock.patch.object(documents, "agreed_against_reached", lambda *_, **__: picture):
                typeset = cpu_seconds(lambda turn=turn: report_pdf(_another(shown, 100 + turn)))
            spent = {
                "meedoen": typeset,
                WITH_PICTURE: whole,
                "WeasyPrint": weasyprint() if weasyprint else 0.0,
            }
            for who, seconds in spent.items():
                runs[who] += [seconds] if turn else []
    medians = {who: statistics.median(seconds) for who, seconds in runs.items() if any(seconds)}
    return {
        "name": "the PDF of a half-year report",
        "rounds": ROUNDS,
        "sizes": {"lines": lines, "bytes": len(report_pdf(shown))},
        "median_cpu_ms": milliseconds(medians),
        "ratio": {"WeasyPrint": round(medians["meedoen"] / medians["WeasyPrint"], 3)} if weasyprint else {},
        "remark": "" if weasyprint else "WeasyPrint not measured: MEEDOEN_BENCH_WEASYPRINT is not set",
    }


def _another(shown: dict[str, Any], number: int) -> dict[str, Any]:
    """The same report of another agreement: typst remembers what it set before in the same words."""
    return dict(
        json.loads(json.dumps(shown).replace("Dienst", f"Dienst{number}").replace("SP-", f"SP-{number}-"))
    )


@contextmanager
def _weasyprint(shown: dict[str, Any], picture: str) -> Iterator[Callable[[], float] | None]:
    """Makes the PDF of the same document in its own process and says what CPU it took; None without it."""
    python = os.environ.get("MEEDOEN_BENCH_WEASYPRINT")
    if not python:
        yield None
        return
    from django.conf import settings

    with tempfile.TemporaryDirectory(prefix="meedoen-bench-") as folder:
        page, chart = Path(folder) / "page.html", Path(folder) / "chart.svg"
        chart.write_text(picture)
        font = (Path(settings.TYPST_FONTS) / "SourceSans3_400Regular.ttf").as_uri()
        paper = engines["django"].from_string(PAPER_PAGE.read_text())
        page.write_text(paper.render({"report": shown, "chart": chart.as_uri(), "font": font}))
        command = [python, str(Path(__file__).parent / "kit" / "weasyprint_pdf.py"), str(page)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:

            def once() -> float:
                child.stdin.write("\n")  # type: ignore[union-attr]
                child.stdin.flush()  # type: ignore[union-attr]
                return float(child.stdout.readline().split()[0])  # type: ignore[union-attr]

            yield once
            child.stdin.close()  # type: ignore[union-attr]


if __name__ == "__main__":
    raise SystemExit(report(measure()))

"""What may come when in a route under the Wmo 2015: pure. One judge for noting a day and for correcting it.

A route is judged as a whole, with the new day in it: so a correction cannot break what came after.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from meedoen.casework.policy.wmo import Pause, RouteDays, closed, decision_due, investigation_due
from meedoen.casework.vocabulary import WmoEnd, WmoStep
from meedoen.shared.verdict import Verdict, no, yes
from meedoen.shared.working_days import is_working_day

LONGEST_AGO = timedelta(days=365)
LONGEST_AHEAD = timedelta(days=365)

BEFORE: dict[WmoStep, tuple[WmoStep, ...]] = {
    WmoStep.INVESTIGATED: (WmoStep.CONFIRMED, WmoStep.SUPPORT, WmoStep.PLAN_OFFERED),
    WmoStep.REPORT_GIVEN: (WmoStep.INVESTIGATED,),
    WmoStep.DECIDED: (WmoStep.APPLIED,),
}
"""What has to have happened, on the same day or before. Source: Wmo 2015 article 2.3.2 lid 1, 2, 3 and 8."""

MISSING: dict[WmoStep, str] = {
    WmoStep.CONFIRMED: "Bevestig eerst dat de vraag ontvangen is, en vul in op welke dag dat was.",
    WmoStep.SUPPORT: "Wijs de inwoner eerst op gratis cliëntondersteuning. Dat moet vóór het onderzoek.",
    WmoStep.PLAN_OFFERED: "Vertel de inwoner eerst over het eigen plan. Dat moet vóór het onderzoek.",
    WmoStep.INVESTIGATED: "Vul eerst in wanneer het onderzoek klaar was.",
    WmoStep.APPLIED: "Er is nog geen aanvraag. Vul eerst in wanneer die binnenkwam.",
}
TO_DO: tuple[tuple[WmoStep, str], ...] = (
    (WmoStep.CONFIRMED, "Bevestig de ontvangst van de vraag"),
    (WmoStep.SUPPORT, "Wijs op gratis cliëntondersteuning"),
    (WmoStep.PLAN_OFFERED, "Vertel dat de inwoner een eigen plan mag inleveren"),
    (WmoStep.INVESTIGATED, "Rond het onderzoek af"),
    (WmoStep.REPORT_GIVEN, "Geef het verslag van het onderzoek"),
    (WmoStep.APPLIED, "Wacht op de aanvraag, of sluit af zonder aanvraag"),
    (WmoStep.DECIDED, "Beslis op de aanvraag"),
)


def day_of(route: RouteDays, step: WmoStep) -> date | None:
    found: date | None = getattr(route, step.value)
    return found


def next_step(route: RouteDays) -> tuple[WmoStep, str] | None:
    """What the municipality does next, and that in words; None where the route has ended."""
    if route.ended_on is not None:
        return None
    return next(((step, words) for step, words in TO_DO if day_of(route, step) is None), None)


def may_start(reported_on: date, today: date) -> Verdict:
    """Whether a question can have been reported on a day: not in the future, and within a year."""
    if reported_on > today:
        return no("De melding kan niet in de toekomst zijn. Kies vandaag of een dag die geweest is.")
    if reported_on < today - LONGEST_AGO:
        return no("Deze melding is meer dan een jaar geleden. Kijk of het jaar klopt.")
    return yes()


def may_note(route: RouteDays, step: WmoStep, on: date | None, today: date) -> Verdict:
    """Whether a day can be noted, or corrected; None takes a day away that was noted by mistake.

    A decision and the end of a route stand: their day can be corrected, never taken away.
    """
    stands = day_of(route, step) is not None
    if on is None and step in (WmoStep.REPORTED, WmoStep.DECIDED):
        return no("Deze dag kan niet leeg. Verbeter de datum.")
    if step == WmoStep.DECIDED and not stands:
        return no("Leg een beslissing vast met de knop Beslissing.")
    if route.ended_on is not None and not stands:
        return no("Deze route is klaar. Je kunt alleen een dag verbeteren die er al staat.")
    if step == WmoStep.REPORTED and on is not None and not (verdict := may_start(on, today)):
        return verdict
    day: dict[str, Any] = {step.value: on}
    changed = replace(route, **day)
    if step == WmoStep.DECIDED:
        changed = replace(changed, ended_on=on)
    return _judged(changed, today)


def may_decide(route: RouteDays, on: date, today: date) -> Verdict:
    """Whether a decision can be of this day. Once taken it stands."""
    if route.decided_on is not None:
        return no("Er is al beslist. Een beslissing kun je hier niet terugdraaien.")
    if route.ended_on is not None:
        return no("Deze route is al afgesloten.")
    return _judged(replace(route, decided_on=on), today)


def may_extend(route: RouteDays, told_on: date, to: date, today: date) -> Verdict:
    """Whether the term to decide can be longer: there is an application, and the new day is a later one."""
    due = decision_due(route, today)
    if route.ended_on is not None or due is None:
        return no("Verlengen kan alleen zolang er een aanvraag loopt.")
    if told_on < (route.applied_on or told_on) or told_on > today:
        return no(
            "Vul in op welke dag je dit aan de inwoner schreef: na de aanvraag, en niet later dan vandaag."
        )
    if to <= due:
        return no(f"De termijn loopt nu tot en met {due:%d-%m-%Y}. Kies een latere dag.")
    if to > today + LONGEST_AHEAD:
        return no("Deze dag is meer dan een jaar vooruit. De wet vraagt een zo kort mogelijke termijn.")
    if not is_working_day(to):
        return no("Op deze dag wordt niet gewerkt. Kies een werkdag, dan klopt wat je de inwoner schrijft.")
    return yes()


def may_pause(route: RouteDays, pause: Pause, today: date) -> Verdict:
    """Whether the term can stand still on these days. `route` is without this pause.

    It begins while the term runs: what is over cannot be stopped any more.
    """
    if route.applied_on is None:
        return no("Alleen de termijn om te beslissen kan stilstaan. Er is nog geen aanvraag.")
    if route.ended_on is not None:
        return no("Deze route is klaar. Er loopt geen termijn meer die stil kan staan.")
    if pause.starts_on <= route.applied_on:
        return no("De termijn kan pas stilstaan vanaf de dag na de aanvraag.")
    if pause.ends_on is not None and pause.ends_on < pause.starts_on:
        return no("De laatste dag ligt voor de eerste dag. Verbeter een van de twee.")
    if (pause.ends_on or pause.starts_on) > today + LONGEST_AHEAD:
        return no("Deze dag is meer dan een jaar vooruit. Kijk of het jaar klopt.")
    due = decision_due(route, pause.starts_on)
    if due is not None and pause.starts_on > due:
        return no(f"De termijn was al voorbij op {due:%d-%m-%Y}. Daarna kan hij niet meer stilstaan.")
    return yes()


def may_close(route: RouteDays, end: WmoEnd, on: date, today: date) -> Verdict:
    """Whether a route can end in this way on this day, without a decision."""
    if route.ended_on is not None:
        return no("Deze route is al afgesloten.")
    if end == WmoEnd.DECIDED:
        return no("Leg de beslissing vast met de knop Beslissing.")
    if end == WmoEnd.NO_APPLICATION and route.applied_on is not None:
        return no("Er ligt een aanvraag. Leg de beslissing vast, of kies: ingetrokken door de inwoner.")
    if end == WmoEnd.NO_APPLICATION and route.investigated_on is None:
        return no(
            "Rond eerst het onderzoek af. Wil de inwoner niet verder, kies dan: ingetrokken door de inwoner."
        )
    return _judged(replace(route, ended_on=on), today)


def end_for(end_reason: str, applied: bool) -> WmoEnd:
    """How the routes of an involvement end when that ends. In: the code of why; does an application run?

    Help that is not needed any more is no refusal: without an application none comes, else it is withdrawn.
    """
    if end_reason in ("moved", "died"):
        return WmoEnd.MOVED
    if end_reason == "handed_over":
        return WmoEnd.HANDED_OVER
    if end_reason == "own_wish" or applied:
        return WmoEnd.WITHDRAWN
    return WmoEnd.NO_APPLICATION


def _judged(route: RouteDays, today: date) -> Verdict:
    trouble = next(_troubles(route, today), "")
    return no(trouble) if trouble else yes()


def _troubles(route: RouteDays, today: date) -> Iterator[str]:
    """What does not fit together, the first thing first."""
    yield from _out_of_bounds(route, today)
    yield from _out_of_order(route)
    yield from _around_the_application(route, today)


def _out_of_bounds(route: RouteDays, today: date) -> Iterator[str]:
    noted = [(step, day) for step in WmoStep if (day := day_of(route, step)) is not None]
    last = max(day for _, day in noted)
    if max(last, route.ended_on or last) > today:
        yield "Deze datum komt nog. Kies vandaag of een dag die geweest is."
    for step, day in noted:
        if day < route.reported_on:
            yield f"De vraag is gemeld op {route.reported_on:%d-%m-%Y}. Voor die dag kan niet: {step.label}."
    if route.ended_on is not None and route.ended_on < last:
        yield f"De laatste stap was op {last:%d-%m-%Y}. De route kan niet eerder klaar zijn."


def _out_of_order(route: RouteDays) -> Iterator[str]:
    for step, before in BEFORE.items():
        day = day_of(route, step)
        for earlier in before if day is not None else ():
            stands = day_of(route, earlier)
            if stands is None:
                yield MISSING[earlier]
            elif day is not None and stands > day:
                yield f"{earlier.label.capitalize()} staat op {stands:%d-%m-%Y}. Dat moet vóór: {step.label}."
    received, done = route.own_plan_received_on, route.investigated_on
    if received is not None and done is not None and received > done:
        yield f"Het onderzoek was klaar op {done:%d-%m-%Y}. Een eigen plan komt daarvoor binnen."


def _around_the_application(route: RouteDays, today: date) -> Iterator[str]:
    """An application comes after the investigation, unless that took too long (Wmo 2.3.2 lid 9)."""
    applied, done, due = route.applied_on, route.investigated_on, investigation_due(route)
    if applied is None:
        if route.pauses or route.extended_on is not None:
            yield "De termijn is verlengd of stond stil. Haal dat eerst weg, of verbeter alleen de datum."
        return
    if (done is None or applied < done) and applied <= due:
        yield (
            "Een aanvraag kan pas als het onderzoek klaar is. Dat is anders als het onderzoek te lang duurt: "
            f"dan kan de aanvraag vanaf de dag na {due:%d-%m-%Y}."
        )
    starts = [pause.starts_on for pause in closed(route.pauses, today)]
    if route.extended_on is not None:
        starts.append(route.extended_on + timedelta(days=1))
    if starts and applied >= min(starts):
        yield "De termijn is verlengd of stond stil voor deze dag. Verbeter dat eerst."
    if route.decided_on is not None and any(pause.starts_on > route.decided_on for pause in route.pauses):
        yield "De termijn stond stil na deze dag. Verbeter dat eerst."

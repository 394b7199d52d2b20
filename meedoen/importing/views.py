"""The pages for reading a list in: send it, say what its columns are, look at the report, write it."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import RoleCode, Verb
from meedoen.directory.models import Source
from meedoen.importing.actions.reading import folder_of
from meedoen.importing.actions.runs import (
    decide,
    digest_of,
    match_columns,
    move_on,
    remove_files,
    rows_to_write,
    start_run,
)
from meedoen.importing.forms import ChoiceForm, ColumnsForm, SheetForm, UploadForm, WinsForm
from meedoen.importing.jobs import file_of, read_import, take_back_import, write_import
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.policy.columns import guessed
from meedoen.importing.queries.runs import runs_in_reach
from meedoen.importing.reading.opened import format_of_upload
from meedoen.importing.reading.sheet import Table, look_at
from meedoen.importing.shown import STATE_TONES, TONES, figures_of, tabs_of, type_of
from meedoen.importing.vocabulary import AT_WORK, Choice, FileFormat, RowOutcome, RunState
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

DESK = Link("Werk", "/werk/")
LIST = Link("Lijst inlezen", "/werk/inlezen/")
ON_A_PAGE = 50
JOBS = {
    RunState.READING: read_import,
    RunState.WRITING: write_import,
    RunState.CANCELLING: take_back_import,
    RunState.UNDOING: take_back_import,
}
STEPS = ["Bestand", "Kolommen", "Verslag", "Klaar"]


def said_by(actor: Actor) -> str:
    """Who does it as it is published: a function and an organization."""
    return f"{RoleCode(actor.role).label}, {actor.agency_name}"[:200]


@door("GET", "POST", verb=Verb.KEEP_MAP, transaction=False)
def list_page(request: SignedInRequest) -> HttpResponse:
    """What was read before, and a form for something new."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = _received(request, form.cleaned_data)
            return redirect("importing:columns" if run.state == RunState.COLUMNS else "importing:run", run.id)
        except Refused as refusal:
            form.add_error("source" if refusal.where == "source" else "file", refusal.message)
    runs = Paginator(runs_in_reach(request.actor), 20).get_page(request.GET.get("pagina"))
    rows = [{"run": run, "tone": STATE_TONES.get(RunState(run.state), "neutral")} for run in runs]
    context = {"crumbs": [DESK], "form": form, "rows": rows, "page": runs, "steps": STEPS}
    return render(request, "importing/list.html", context)


def _received(request: SignedInRequest, cleaned: dict[str, Any]) -> ImportRun:
    """Keep the file that was sent, look what it is, and begin a run of it."""
    upload = cleaned["file"]
    name = Path(str(upload.name).replace("\\", "/").replace("\0", "")).name
    with transaction.atomic():
        if request.actor.municipality_id is None:
            raise Refused(
                "Je werkt niet voor een gemeente. Vraag de beheerder om dat in te stellen.", "source"
            )
        run = start_run(
            source=cleaned["source"],
            format=FileFormat.TABLE,
            file_name=name,
            by=request.actor,
            said_by=said_by(request.actor),
            at=now(),
            close_missing=cleaned["close_missing"],
            municipality_id=request.actor.municipality_id,
        )
    path = folder_of(run) / f"lijst{''.join(Path(name.lower()).suffixes[-2:])[-12:]}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for some in upload.chunks():
                file.write(some)
        run.format = format_of_upload(path)
        run.digest = digest_of(path)
        table = look_at(path) if run.format == FileFormat.TABLE else None
    except Refused:
        remove_files(run)
        run.delete()
        raise
    run.sheet = table.sheet[:120] if table else ""
    run.state = RunState.COLUMNS if table else RunState.READING
    with transaction.atomic():
        run.save()
        if table is None:
            read_import.enqueue(str(run.id))
    return run


@door("GET", "POST", verb=Verb.KEEP_MAP)
def columns_page(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """What each column of the file is. It is remembered for the next time this list comes."""
    run = get_object_or_404(runs_in_reach(request.actor), id=run_id)
    if run.state != RunState.COLUMNS:
        return redirect("importing:run", run.id)
    table = _table(request, run)
    chosen = guessed(table.headings, run.source.columns)
    form = ColumnsForm(table, chosen, request.POST or None)
    wins = WinsForm(request.POST or None, instance=Source.objects.get(pk=run.source_id), prefix="source")
    if request.method == "POST" and form.is_valid() and wins.is_valid():
        match_columns(
            run=run,
            columns=form.columns(),
            wins=wins.cleaned_data["wins"],
            sheet=table.sheet,
            by=request.actor,
            at=now(),
        )
        read_import.enqueue(str(run.id))
        return redirect("importing:run", run.id)
    context = {
        "crumbs": [DESK, LIST],
        "run": run,
        "form": form,
        "wins": wins,
        "sheets": SheetForm(table) if len(table.sheets) > 1 else None,
        "sheet": table.sheet,
        "steps": STEPS,
    }
    return render(request, "importing/columns.html", context)


def _table(request: SignedInRequest, run: ImportRun) -> Table:
    path = file_of(run)
    if path is None:
        return Table((), {})
    try:
        return look_at(path, request.POST.get("blad") or request.GET.get("blad") or run.sheet)
    except Refused:
        return Table((), {})


@door("GET", verb=Verb.KEEP_MAP)
def run_page(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """How far a run is, and its report row by row."""
    run = get_object_or_404(runs_in_reach(request.actor), id=run_id)
    if run.state == RunState.COLUMNS:
        return redirect("importing:columns", run.id)
    return _run_page(request, run)


def _run_page(
    request: SignedInRequest, run: ImportRun, bound: dict[int, BaseForm] | None = None
) -> HttpResponse:
    outcome = request.GET.get("uitkomst", "")
    outcome = outcome if outcome in RowOutcome.values else ""
    rows = ImportRow.objects.filter(run=run).defer("payload")
    rows = rows.filter(outcome=outcome) if outcome else rows
    at_work = run.state in AT_WORK
    # Without a script; who reads slowly, or aloud, can stop it by a link.
    refresh = at_work and request.GET.get("ververs") != "0"
    page = Paginator(rows if not at_work else rows.none(), ON_A_PAGE).get_page(request.GET.get("pagina"))
    written = ImportRow.objects.filter(run=run, written=True).count() if at_work else 0
    waiting = ImportRow.objects.filter(run=run, outcome=RowOutcome.DOUBTFUL, decided="").count()
    context = {
        "crumbs": [DESK, LIST],
        "run": run,
        "at_work": at_work,
        "refresh": refresh,
        "written": written,
        "figures": figures_of(run),
        "tabs": tabs_of(run, outcome, reverse("importing:run", args=[run.id])),
        "rows": [_shown(row, run, bound or {}) for row in page],
        "page": page,
        "waiting": waiting,
        "to_write": rows_to_write(run).count() if run.state == RunState.READY else 0,
        "choosing": run.state == RunState.READY,
        "steps": STEPS,
        "step": 4 if run.state in (RunState.DONE, RunState.UNDONE, RunState.UNDOING) else 3,
        "query": request.GET.urlencode(),
    }
    response = render(request, "importing/run.html", context)
    if refresh:
        response["Refresh"] = "5"
    return response


def _shown(row: ImportRow, run: ImportRun, bound: dict[int, BaseForm]) -> dict[str, Any]:
    form = bound.get(row.number)
    if form is None and run.state == RunState.READY and row.outcome == RowOutcome.DOUBTFUL:
        same = f"{Choice.SAME}:{row.same_as}"
        decided = same if row.decided == Choice.SAME else row.decided
        form = ChoiceForm(row.choices, initial={"choice": decided}, auto_id=f"id_{row.number}_%s")
    return {
        "row": row,
        "type": type_of(row),
        "tone": TONES[RowOutcome(row.outcome)],
        "form": form,
        "doubles": row.choices,
        "decided": Choice(row.decided).label if row.decided and run.state != RunState.READY else "",
    }


@door("POST", verb=Verb.KEEP_MAP)
def choose_page(request: SignedInRequest, run_id: UUID, number: int) -> HttpResponse:
    """Say what becomes of one doubtful row."""
    run = get_object_or_404(runs_in_reach(request.actor), id=run_id)
    row = get_object_or_404(ImportRow, run=run, number=number)
    form = ChoiceForm(row.choices, request.POST, auto_id=f"id_{row.number}_%s")
    if form.is_valid():
        said, _, same = form.cleaned_data["choice"].partition(":")
        try:
            decide(
                run=run,
                number=number,
                choice=Choice(said),
                same_as=UUID(same) if same else None,
                by=request.actor,
                at=now(),
            )
        except Refused as refusal:
            messages.error(request, refusal.message)
        query = request.GET.urlencode()
        where = reverse("importing:run", args=[run.id])
        return HttpResponseRedirect(f"{where}{'?' + query if query else ''}#rij-{number}")
    return _run_page(request, run, {row.number: form})


def _move(request: SignedInRequest, run_id: UUID, to: RunState) -> HttpResponse:
    run = get_object_or_404(runs_in_reach(request.actor), id=run_id)
    try:
        moved = move_on(run=run, to=to, by=request.actor, at=now())
        if moved.state in JOBS:
            JOBS[RunState(moved.state)].enqueue(str(run.id))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("importing:run", run.id)


@door("POST", verb=Verb.KEEP_MAP)
def write_page(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Write what was judged, or go on where writing stopped."""
    return _move(request, run_id, RunState.WRITING)


@door("POST", verb=Verb.KEEP_MAP)
def again_page(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Go on with work that stopped half-way, whatever it was."""
    run = get_object_or_404(runs_in_reach(request.actor), id=run_id)
    state = RunState(run.state)
    return _move(request, run_id, state if state in AT_WORK else RunState.READING)


@door("POST", verb=Verb.KEEP_MAP)
def cancel_page(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Stop: what was written of it so far is taken away again."""
    run = get_object_or_404(runs_in_reach(request.actor), id=run_id)
    writing = run.state in (RunState.WRITING, RunState.CANCELLING)
    return _move(request, run_id, RunState.CANCELLING if writing else RunState.CANCELLED)


@door("POST", verb=Verb.KEEP_MAP)
def undo_page(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Take back a whole run that was finished."""
    return _move(request, run_id, RunState.UNDOING)

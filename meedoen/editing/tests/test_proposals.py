"""Deciding on proposals: whole, in part or not; the checklist, the reason, and what changed meanwhile."""

from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from meedoen.directory.actions.history import RowChange
from meedoen.directory.actions.taxonomies import load_taxonomies
from meedoen.directory.models import (
    Attribute,
    Metadata,
    Revision,
    Service,
    ServiceCapacity,
    Source,
    TaxonomyTerm,
    Unit,
)
from meedoen.editing.actions.proposing import save_own, suggest
from meedoen.editing.models import AdmissionCriterion, AdmissionDecision, Proposal
from meedoen.editing.tests.makers import LATER, World, filled_in, save
from meedoen.editing.vocabulary import Topic
from meedoen.trail.models import AuditLine

pytestmark = pytest.mark.django_db
QUEUE = "/werk/voorstellen/"
CRITERIA = (
    "works_for_residents", "social_domain", "identifiable", "complaints_procedure", "chamber_of_commerce",
)  # fmt: skip


def renamed(world: World, **values: str) -> Proposal:
    """Carla proposes another name, and more where asked."""
    said = {"name": "Samen eten"} | values
    before = {column: getattr(world.cooking, column) for column in said}
    saved = save_own(
        record_type="service",
        record_id=world.cooking.id,
        title="Samen koken",
        rows=[RowChange("service", world.cooking.id, before, said)],
        by=world.cast.actor("carla"),
        at=LATER,
    )
    assert saved.proposal is not None
    return saved.proposal


def suggested(world: World, service: Service | None = None, **values: str) -> Proposal:
    service = service or world.cooking
    before = {column: getattr(service, column) for column in values}
    rows = [RowChange("service", service.id, before, values)] if values else []
    return suggest(
        service_id=service.id,
        title=service.name,
        rows=rows,
        topic=Topic.WRONG,
        remark="Het is anders",
        municipality_id=world.cast.utrecht.id,
        at=LATER,
    )


def decide(world: World, who: str, proposal: Proposal, **data: Any) -> Any:
    client = world.client(who)
    url = f"{QUEUE}{proposal.id}/"
    return client.post(url, filled_in(client.get(url).content.decode()) | {"besluit": "overnemen"} | data)


def test_what_is_approved_goes_live_and_the_log_says_by_which_function(world: World) -> None:
    proposal = renamed(world)

    assert decide(world, "mila", proposal).status_code == 302

    world.cooking.refresh_from_db()
    proposal.refresh_from_db()
    assert (world.cooking.name, proposal.state) == ("Samen eten", "approved")
    decision = AdmissionDecision.objects.get()
    assert (decision.decision, decision.fields) == ("approved", ["Naam"])
    assert decision.by == "redacteur van de sociale kaart, Werk en Inkomen Utrecht"
    assert Metadata.objects.get(field_name="name").replacement_value == "Samen eten"


def test_some_of_it_is_taken_over(world: World) -> None:
    proposal = renamed(world, eligibility_description="buren", fees_description="gratis")

    decide(world, "mila", proposal, items=[f"{world.cooking.id}.fees_description"], reason="Alleen de prijs.")

    world.cooking.refresh_from_db()
    proposal.refresh_from_db()
    assert (world.cooking.name, world.cooking.fees_description) == ("Samen koken", "gratis")
    assert (proposal.state, proposal.reason) == ("partly", "Alleen de prijs.")


def test_declining_takes_a_reason_and_changes_nothing(world: World) -> None:
    proposal = renamed(world)
    assert decide(world, "mila", proposal, besluit="afwijzen").status_code == 400
    assert decide(world, "mila", proposal, besluit="afwijzen", reason="Dit is een ander.").status_code == 302
    world.cooking.refresh_from_db()
    assert world.cooking.name == "Samen koken"
    assert AdmissionDecision.objects.get().reason == "Dit is een ander."


def test_what_changed_meanwhile_is_shown_and_not_taken_over_unless_chosen(world: World) -> None:
    proposal = renamed(world, fees_description="gratis")
    Service.objects.filter(pk=world.cooking.pk).update(name="Intussen anders")

    page = world.client("mila").get(f"{QUEUE}{proposal.id}/")
    shown = {item.label: (item.conflict, item.now, checked) for item, checked in page.context["items"]}
    assert shown["Naam"] == (True, "Intussen anders", False)
    assert shown["Kosten in woorden"] == (False, "", True)

    name, price = f"{world.cooking.id}.name", f"{world.cooking.id}.fees_description"
    decide(world, "mila", proposal, items=[name, price])
    world.cooking.refresh_from_db()
    assert (world.cooking.name, world.cooking.fees_description) == ("Samen eten", "gratis")


def test_a_new_service_takes_the_answers_of_the_checklist(world: World) -> None:
    save(world.client("carla"), "/werk/aanbod/nieuw/", name="Fietsen maken", summary="Met elkaar")
    proposal = Proposal.objects.get()

    assert decide(world, "mila", proposal).status_code == 400
    answers = {f"vraag_{code}": "yes" for code in CRITERIA} | {"vraag_complaints_procedure": "not_applicable"}
    assert decide(world, "mila", proposal, **answers).status_code == 302

    made = Service.objects.get(name="Fietsen maken")
    assert (made.organization_id, made.summary) == (world.linde.id, "Met elkaar")
    assert Revision.objects.get(record_id=made.id).kind == "add"
    kept = {one["code"]: one["answer"] for one in AdmissionDecision.objects.get().answers}
    assert kept == {code: "yes" for code in CRITERIA} | {"complaints_procedure": "not_applicable"}


def test_the_checklist_is_the_municipalitys_own(world: World) -> None:
    AdmissionCriterion.objects.create(
        municipality=world.cast.utrecht, code="vog", question="Is er een VOG?", applies_to="all"
    )
    page = world.client("mila").get(f"{QUEUE}{renamed(world).id}/")
    assert [bound.label for bound in page.context["questions"]] == ["Is er een VOG?"]


def test_an_organization_takes_over_what_visitors_say_unless_the_municipality_looks_first(
    world: World,
) -> None:
    small, big = suggested(world, summary="Nieuw"), suggested(world, name="Samen eten")

    assert decide(world, "carla", small).status_code == 302
    client = world.client("carla")
    page = client.get(f"{QUEUE}{big.id}/")
    assert not page.context["may"]
    assert client.post(f"{QUEUE}{big.id}/", {"besluit": "overnemen", "items": "x"}).status_code == 400

    world.cooking.refresh_from_db()
    assert (world.cooking.summary, world.cooking.name) == ("Nieuw", "Samen koken")
    assert Revision.objects.get().kind == "suggestion"


def test_a_value_from_a_suggestion_says_so_where_the_record_has_a_source(world: World) -> None:
    world.cooking.source = Source.objects.create(name="Gids", kind="table")
    world.cooking.save()
    decide(world, "mila", suggested(world, summary="Nieuw"))
    world.cooking.refresh_from_db()
    assert world.cooking.origins == {"summary": "suggestion"}


def test_the_queue_holds_what_is_ones_own_to_decide(world: World) -> None:
    suggested(world)
    suggested(world, world.strange)
    far = suggested(world, world.far)
    Proposal.objects.filter(pk=far.pk).update(municipality=world.cast.deventer)

    def titles(who: str) -> list[str]:
        return sorted(one.title for one in world.client(who).get(QUEUE).context["page_obj"])

    assert (titles("carla"), titles("mila")) == (["Samen koken"], ["Fietsles", "Samen koken"])
    assert world.client("mila").get(f"{QUEUE}{far.id}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_takes_the_same_number_of_queries_however_long(
    world: World, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        suggested(world)
    client = world.client("mila")
    client.get(QUEUE)
    with django_assert_num_queries(7):
        client.get(QUEUE)


def test_an_organization_takes_its_own_proposal_back_and_nobody_elses(world: World) -> None:
    mine, theirs = renamed(world), suggested(world, summary="Nieuw")
    client = world.client("carla")
    for proposal in (mine, theirs):
        client.post(f"{QUEUE}{proposal.id}/intrekken/")
        proposal.refresh_from_db()
    assert (mine.state, theirs.state) == ("withdrawn", "pending")


def test_the_log_narrows_and_goes_along_as_csv_without_formulas(world: World) -> None:
    proposal = renamed(world)
    decide(world, "mila", proposal, besluit="afwijzen", reason="=1+1")
    decide(world, "mila", suggested(world, summary="Nieuw"))
    client = world.client("mila")

    assert len(client.get("/werk/besluiten/?besluit=declined").context["page_obj"]) == 1
    assert client.get("/werk/besluiten/?besluit=onzin").status_code == 400
    text = client.get("/werk/besluiten/?vorm=csv").content.decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 3
    assert "'=1+1" in text
    assert list(world.client("carla").get("/werk/besluiten/").context["page_obj"]) != []


def test_what_somebody_else_added_meanwhile_counts_as_done(world: World) -> None:
    load_taxonomies()
    term = TaxonomyTerm.objects.get(taxonomy__code="interest", code="cooking")
    values = {"service_id": str(world.cooking.id), "taxonomy_term_id": str(term.id)}
    proposal = suggest(
        service_id=world.cooking.id,
        title="Samen koken",
        rows=[RowChange("attribute", uuid4(), None, values)],
        topic=Topic.WRONG,
        remark="",
        municipality_id=world.cast.utrecht.id,
        at=LATER,
    )
    Attribute.objects.create(service=world.cooking, taxonomy_term=term, label="van een ander")

    page = world.client("mila").get(f"{QUEUE}{proposal.id}/")
    assert [item.label.endswith("(staat er al)") for item, _ in page.context["items"]] == [True]
    assert decide(world, "mila", proposal).status_code == 302

    proposal.refresh_from_db()
    assert (proposal.state, Attribute.objects.get().label) == ("approved", "van een ander")


def test_what_does_not_fit_what_stands_there_now_is_refused_with_what_to_do(world: World) -> None:
    unit = Unit.objects.create(name="plekken")
    values = {"service_id": str(world.cooking.id), "unit_id": str(unit.id), "available": 3}
    proposal = suggest(
        service_id=world.cooking.id,
        title="Samen koken",
        rows=[RowChange("service_capacity", uuid4(), None, values)],
        topic=Topic.WRONG,
        remark="",
        municipality_id=world.cast.utrecht.id,
        at=LATER,
    )
    ServiceCapacity.objects.create(service=world.cooking, unit=unit, available=5)

    page = decide(world, "mila", proposal)

    assert (page.status_code, "laat dit weg" in page.content.decode()) == (400, True)
    proposal.refresh_from_db()
    assert (proposal.state, ServiceCapacity.objects.get().available) == ("pending", 5)


def test_before_sending_it_is_said_that_the_older_proposal_makes_way_and_what_is_lost(world: World) -> None:
    older = renamed(world, eligibility_description="buren")
    client, url = world.client("carla"), f"/werk/aanbod/{world.cooking.id}/"
    page = client.get(url)
    assert f"{QUEUE}{older.id}/" in page.content.decode()
    data = filled_in(page.content.decode())

    light = client.post(url, {**data, "summary": "Nieuw", "stap": "bekijk"})
    preview = client.post(url, {**data, "name": "Samen bakken", "stap": "bekijk"})

    assert (light.context["replaces"], older.state) == ([], "pending")
    (one,) = preview.context["replaces"]
    assert one.proposal == older
    assert [(item.label, item.after) for item in one.lost] == [("Voor wie", "buren")]
    assert f'href="{QUEUE}{older.id}/"' in preview.content.decode()
    sent = client.post(url, {**filled_in(preview.content.decode()), "stap": "bewaar"}, follow=True)
    assert "Je vorige voorstel hierover is vervangen." in sent.content.decode()


def test_the_same_said_again_is_not_told_as_lost(world: World) -> None:
    renamed(world, eligibility_description="buren")
    client, url = world.client("carla"), f"/werk/aanbod/{world.cooking.id}/"
    data = filled_in(client.get(url).content.decode())
    said = {"name": "Samen bakken", "eligibility_description": "buren"}
    preview = client.post(url, {**data, **said, "stap": "bekijk"})
    assert [one.lost for one in preview.context["replaces"]] == [()]


def test_the_older_proposal_stays_to_be_read_and_leads_to_the_newer(world: World) -> None:
    older = renamed(world)
    newer = renamed(world, name="Samen bakken")
    older.refresh_from_db()
    assert (older.state, older.replaced_by) == ("replaced", newer)

    for who in ("carla", "mila"):
        client = world.client(who)
        assert [one.id for one in client.get(QUEUE).context["page_obj"]] == [newer.id]
        assert "vervangen door een nieuwer voorstel" in client.get(f"{QUEUE}?welke=alles").content.decode()
        page = client.get(f"{QUEUE}{older.id}/").content.decode()
        assert "Samen eten" in page
        assert f'href="{QUEUE}{newer.id}/"' in page

    assert world.client("carla").post(f"{QUEUE}{older.id}/intrekken/").status_code == 302
    answer = decide(world, "mila", older, items=[f"{world.cooking.id}.name"])
    assert answer.status_code == 400
    older.refresh_from_db()
    assert (older.state, older.replaced_by) == ("replaced", newer)
    audit = AuditLine.objects.filter(object_id=str(older.id)).values_list("act", flat=True)
    assert list(audit) == ["propose", "replace"]


def test_a_proposal_of_a_visitor_or_another_organization_does_not_make_way(world: World) -> None:
    other = suggested(world, name="Anders")
    theirs = renamed(world)
    Proposal.objects.filter(pk=theirs.pk).update(agency=world.cast.kastanje)
    url = f"/werk/aanbod/{world.cooking.id}/"
    assert list(world.client("carla").get(url).context["waits"]) == []
    renamed(world, name="Samen bakken")
    for proposal in (other, theirs):
        proposal.refresh_from_db()
        assert (proposal.state, proposal.replaced_by) == ("pending", None)


def test_of_an_organization_it_is_said_too(world: World) -> None:
    client, url = world.client("carla"), f"/werk/organisatie/{world.linde.id}/"
    save(client, url, name="De Linde")
    (older,) = Proposal.objects.all()
    page = client.get(url)
    assert [one.id for one in page.context["waits"]] == [older.id]
    data = filled_in(page.content.decode()) | {"name": "De Lindeboom", "stap": "bekijk"}
    assert [one.proposal for one in client.post(url, data).context["replaces"]] == [older]


def test_what_was_called_withdrawn_before_is_called_replaced(world: World) -> None:
    older, newer = renamed(world), renamed(world, name="Samen bakken")
    gone = suggested(world)
    Proposal.objects.filter(pk=older.pk).update(state="withdrawn", replaced_by=None)
    Proposal.objects.filter(pk=gone.pk).update(state="withdrawn", decided_at=LATER)

    migration = import_module("meedoen.editing.migrations.0003_older_ones_were_replaced")
    migration.say_replaced(apps, None)

    older.refresh_from_db()
    gone.refresh_from_db()
    assert (older.state, older.replaced_by, gone.state) == ("replaced", newer, "withdrawn")

"""Deciding on proposals: whole, in part or not; the checklist, the reason, and what changed meanwhile."""

from typing import Any
from uuid import uuid4

import pytest

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

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.apps import apps
from django.core.management import call_command

from meedoen.directory.actions import load_initiatives, set_capacity
from meedoen.directory.actions.history import RowChange, change_record, undo
from meedoen.directory.initiative import Initiative, read_initiatives
from meedoen.directory.initiative_rows import organization_id, service_id
from meedoen.directory.management.commands.load_initiatives import FOLDER
from meedoen.directory.models import (
    Address,
    Attribute,
    CostOption,
    Location,
    Organization,
    Partner,
    Revision,
    Service,
    ServiceCapacity,
    TaxonomyTerm,
)
from meedoen.directory.queries.history import tree_of, values_of
from meedoen.directory.tests.makers import NOW
from meedoen.directory.vocabulary import RevisionKind
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine, Change

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
INLOOP = service_id("de-wilg", "inloop")


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of the directory and of the trail."""
    models = [*apps.get_app_config("directory").get_models(), AuditLine, Change]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def changed(initiative: Initiative, **fields: Any) -> Initiative:
    """The same initiative with other facts in its first service."""
    first, *rest = initiative.services
    services = (msgspec.structs.replace(first, **fields), *rest)
    return msgspec.structs.replace(initiative, services=services)


@pytest.fixture
def wilg() -> Initiative:
    return next(initiative for initiative in read_initiatives(FOLDER) if initiative.id == "de-wilg")


def load(*initiatives: Initiative, at: Any = NOW) -> None:
    load_initiatives(initiatives=initiatives, by=None, at=at)


def acts() -> list[tuple[str, str]]:
    return list(AuditLine.objects.filter(at=LATER).order_by("id").values_list("act", "object_id"))


def test_all_initiatives_load_with_what_the_directory_can_hold() -> None:
    call_command("load_initiatives", stdout=StringIO())

    assert Service.objects.count() == 64
    wilg = Service.objects.get(id=service_id("de-wilg", "vrije-tijd"))
    assert (wilg.described_year, wilg.source_documents, wilg.initiative) == (2017, ["001", "003"], "de-wilg")
    assert wilg.organization.name == "De Wilg"
    assert wilg.activities == ["sporten", "creatief bezig zijn", "kookles", "muziek"]
    assert wilg.description.startswith(
        "Je doet mee aan sport, kookles, muziek of een creatieve activiteit. Vrij"
    )
    cost = wilg.cost_options.get()
    assert (cost.amount, cost.amount_to, cost.option) == (Decimal("3.00"), Decimal("5.00"), "keer")
    assert [area.code for area in wilg.service_areas.all()] == ["GM0344"]
    location = wilg.at_locations.get().location
    assert location.address is not None
    assert (location.address.city, location.area_code, location.rd_x) == ("Utrecht", "GM0344", None)
    attribute = wilg.attributes.get(taxonomy_term__taxonomy__code="access")
    assert (attribute.taxonomy_term.code, attribute.label) == ("mixed", "documenten 001 en 003")
    cooking = wilg.attributes.get(taxonomy_term__code="cooking")
    assert cooking.label == "ingedeeld door Meedoen"
    assert Partner.objects.get(name="Reinaerde", initiative="de-wilg").source_document == "003"


def test_ladder_steps_capacity_and_places_are_loaded_where_the_documents_state_them() -> None:
    call_command("load_initiatives", stdout=StringIO())

    steps = Attribute.objects.filter(taxonomy_term__taxonomy__code="ladder_step")
    assert sorted({str(step.service.initiative) for step in steps}) == [
        "culemborgs-participatiehuis-doenerij",
        "dutch-career-cup",
    ]
    assert set(steps.values_list("label", flat=True)) == {"document 003"}
    garden = ServiceCapacity.objects.get(service__initiative="voedseltuin-rotterdam")
    assert (garden.maximum, garden.available) == (40, None)
    assert garden.description == "40 actieve mensen, gemiddeld 15 per dag"
    open_ended = ServiceCapacity.objects.get(service__initiative="krachtbedrijf")
    assert (open_ended.maximum, open_ended.available) == (None, None)
    assert Address.objects.get(location__name="PrachtHuis").region == "Overschie"


def test_an_organization_in_several_files_is_one_with_each_description_after_its_initiative() -> None:
    call_command("load_initiatives", stdout=StringIO())

    utrecht = Organization.objects.get(name="Gemeente Utrecht")
    assert utrecht.services.count() == 6
    assert "Opmaat (Utrecht): Opmaat hoort bij de aanpak van Utrecht" in utrecht.description


def test_loading_twice_changes_nothing_at_all() -> None:
    initiatives = read_initiatives(FOLDER)
    load(*initiatives)
    before = dump()

    load(*initiatives, at=LATER)

    assert dump() == before


def test_a_changed_fact_touches_its_own_service_only_and_is_kept_in_the_history(wilg: Initiative) -> None:
    load(wilg)

    load(changed(wilg, summary="Kom langs."), at=LATER)

    assert list(Service.objects.filter(last_modified=LATER).values_list("id", flat=True)) == [INLOOP]
    assert acts() == [("change_service", str(INLOOP))]
    change = Change.objects.get(object_id=str(INLOOP))
    assert (change.field, change.new) == ("summary", "Kom langs.")
    assert change.old == "Loop binnen om mensen te ontmoeten. De inloop is gratis."


def test_a_cost_that_changes_and_a_term_that_goes_are_changes_of_their_service(wilg: Initiative) -> None:
    load(wilg)
    cost = msgspec.structs.replace(wilg.services[0].costs[0], amount="1.50")

    load(changed(wilg, costs=(cost,), interests=()), at=LATER)

    service = Service.objects.get(id=INLOOP)
    assert service.last_modified == LATER
    assert service.cost_options.get().amount == Decimal("1.50")
    assert not service.attributes.filter(taxonomy_term__taxonomy__code="interest").exists()
    changes = dict(Change.objects.filter(object_id=str(INLOOP)).values_list("field", "new"))
    assert changes == {"cost options": "amount: 1.50", "attributes": ""}
    assert "interest meeting" in Change.objects.get(field="attributes").old


def test_a_service_that_disappears_from_its_file_becomes_inactive_and_comes_back(wilg: Initiative) -> None:
    load(wilg)
    without = msgspec.structs.replace(wilg, services=wilg.services[1:])

    load(without, at=LATER)

    service = Service.objects.get(id=INLOOP)
    assert (service.status, service.last_modified) == ("inactive", LATER)
    assert acts() == [("end_service", str(INLOOP))]
    assert Service.objects.filter(status="active").count() == 6
    load(wilg, at=LATER + timedelta(days=1))
    service.refresh_from_db()
    assert service.status == "active"


def test_files_that_are_not_given_are_left_alone(wilg: Initiative) -> None:
    others = [initiative for initiative in read_initiatives(FOLDER) if initiative.id != "de-wilg"]
    load(*others)
    before = dump()["Change"]

    load(wilg, at=LATER)

    assert Service.objects.exclude(status="active").count() == 0
    assert Service.objects.exclude(initiative="de-wilg").filter(last_modified=LATER).count() == 0
    assert dump()["Change"] == before


def test_what_was_added_or_counted_by_hand_stays(wilg: Initiative) -> None:
    load(wilg)
    service = Service.objects.get(id=INLOOP)
    term = TaxonomyTerm.objects.get(taxonomy__code="interest", code="cooking")
    Attribute.objects.create(service=service, taxonomy_term=term, label="buurtteam")
    CostOption.objects.create(service=service, amount=Decimal("2.00"))
    Location.objects.filter(at_services__service=service).update(rd_x=136000, rd_y=456000)
    set_capacity(service_id=INLOOP, unit="deelnemers", available=3, maximum=10, by=None, at=NOW)
    Service.objects.filter(id=INLOOP).update(status="temporarily closed", assured_date=NOW.date())
    before = dump()

    load(changed(wilg, interests=("meeting", "cooking")), at=LATER)

    assert dump() == before


def test_a_changed_organization_is_modified_with_its_services(wilg: Initiative) -> None:
    load(wilg)
    assert wilg.organization is not None
    organization = msgspec.structs.replace(wilg.organization, description="Anders.")

    load(msgspec.structs.replace(wilg, organization=organization), at=LATER)

    assert acts() == [("change_organization", str(organization_id("De Wilg")))]
    assert Service.objects.filter(last_modified=LATER).count() == 7


def test_nothing_is_written_when_one_file_is_wrong(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text())
    wrong = tmp_path / "stadskamer.yaml"
    wrong.write_text(wrong.read_text() + "verzonnen: ja\n")
    line = len(wrong.read_text().splitlines())

    with pytest.raises(Refused) as caught:
        call_command("load_initiatives", folder=tmp_path, stdout=StringIO())

    assert caught.value.where == f"{wrong}:{line}"
    assert (Service.objects.count(), Organization.objects.count(), AuditLine.objects.count()) == (0, 0, 0)


def test_the_command_says_what_it_did_in_a_table_and_as_one_document() -> None:
    table, document = StringIO(), StringIO()
    call_command("load_initiatives", stdout=table)
    call_command("load_initiatives", json=True, stdout=document)

    assert "33 initiatieven met samen 64 keer aanbod: 64 nieuw, 0 gewijzigd, 0 gestopt." in table.getvalue()
    said = json.loads(document.getvalue())
    assert (said["initiatives"], said["services"], said["new"], said["changed"]) == (33, 64, 0, 0)
    assert said["tables"][0]["rows"][0]["name"] == "Activeringscentrum Almelo"
    assert said["messages"] == ["33 initiatieven met samen 64 keer aanbod. Er is niets veranderd."]


def test_the_groups_of_a_service_are_its_terms_of_voor_wie(wilg: Initiative) -> None:
    load(changed(wilg, groups=("young", "disability")))

    rows = Attribute.objects.filter(service_id=INLOOP, taxonomy_term__taxonomy__code="target_group")
    assert sorted(rows.values_list("taxonomy_term__code", "label")) == [
        ("disability", "ingedeeld door Meedoen"),
        ("young", "ingedeeld door Meedoen"),
    ]


def test_what_was_edited_here_stays_when_the_files_are_read_again(wilg: Initiative) -> None:
    load(wilg)
    term = Attribute.objects.filter(service_id=INLOOP, taxonomy_term__taxonomy__code="interest").first()
    assert term is not None
    edited = [
        RowChange("service", INLOOP, {"name": Service.objects.get(id=INLOOP).name}, {"name": "Onze inloop"}),
        RowChange("attribute", term.id, values_of(term), None),
    ]
    change_record(
        record_type="service",
        record_id=INLOOP,
        rows=edited,
        kind=RevisionKind.EDIT,
        by=None,
        at=NOW,
        said_by="coördinator, De Wilg",
    )

    load(
        changed(wilg, name="Inloop", summary="Nieuw in het bestand.", interests=("meeting", "cooking")),
        at=LATER,
    )

    service = Service.objects.get(id=INLOOP)
    assert (service.name, service.summary) == ("Onze inloop", "Nieuw in het bestand.")
    assert not Attribute.objects.filter(service_id=INLOOP, taxonomy_term__code="cooking").exists()


def test_what_the_files_changed_can_be_undone(wilg: Initiative) -> None:
    load(wilg)
    before = tree_of("service", INLOOP)
    load(changed(wilg, summary="Anders.", interests=("cooking",)), at=LATER)
    assert tree_of("service", INLOOP) != before

    revision = Revision.objects.get(record_id=INLOOP, at=LATER)
    undo(revision=revision, by=None, at=LATER, said_by="redacteur, gemeente Utrecht")

    standing = tree_of("service", INLOOP)
    for tree in (before, standing):
        for column in ("last_modified", "origins"):
            del tree["service", INLOOP][column]
    assert standing == before

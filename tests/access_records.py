"""The records with which the addresses of `access_table.txt` are filled: one of each kind."""

from datetime import date, time, timedelta
from uuid import UUID

from django.conf import settings

from meedoen.accounts.models import Agency, Municipality, User
from meedoen.activities.models import Activity, Enrolment, Session
from meedoen.assurance.models import Reminder, ReminderMail
from meedoen.assurance.tickets import Ticket, ticket_text
from meedoen.casework.models import (
    Case,
    Conversation,
    Goal,
    Plan,
    Referral,
    ReferralTurn,
    WmoRoute,
    WmoSuspension,
)
from meedoen.directory.models import (
    Location,
    Organization,
    Revision,
    Service,
    ServiceAtLocation,
    Source,
    TaxonomyTerm,
)
from meedoen.editing.models import Proposal
from meedoen.funding.models import Agreement, AgreementLine
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.outreach.models import Campaign, ContactDay, Invitation, LetterBatch, LetterFile, Notice
from meedoen.outreach.policy.letters import answer_code
from meedoen.outreach.queries.letters import path_of
from meedoen.people.models import Guardian, Involvement, LeadChange
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.models import Consent
from meedoen.privacy.vocabulary import ConsentKind, ConsentSubject
from meedoen.shared.clock import now
from tests.cast import NOW, TODAY


def a_ticket(service: Service) -> str:
    """The link in a mail that asked whether a record is still true."""
    mail = ReminderMail.objects.create(
        organization=service.organization,
        day=TODAY,
        nonce=service.pk.hex,
        made_at=NOW,
        expires_on=now().date() + timedelta(days=60),
    )
    Reminder.objects.create(mail=mail, service=service, number=1)
    return ticket_text(Ticket(mail.nonce, service.pk, mail.expires_on))


def published_by(service: Service) -> dict[str, object]:
    """What the open data say of a service: where, by whom, and the first of its word lists."""
    link = ServiceAtLocation.objects.create(service=service, location=Location.objects.create())
    term = TaxonomyTerm.objects.first()
    return {
        "organization_id": service.organization_id,
        "location_id": link.location_id,
        "service_at_location_id": link.id,
        "taxonomy_id": term.taxonomy_id,
        "taxonomy_term_id": term.id,
        "rest": "bestaat-niet",
    }


def an_import_run(municipality: Municipality) -> ImportRun:
    """A list that was read for a municipality, with one row that waits for a choice."""
    run = ImportRun.objects.create(
        source=Source.objects.create(name="Welzijn Noord", kind="table", municipality=municipality),
        municipality=municipality,
        state="ready",
        format="table",
        file_name="lijst.csv",
        started=NOW,
    )
    ImportRow.objects.create(run=run, number=1, outcome="doubtful", record_type="service", name="Samen koken")
    return run


def edited_of(municipality: Municipality, service: Service) -> dict[str, object]:
    """A change of the service, its organization and place, what a visitor proposes, and a second like it."""
    proposal = Proposal.objects.create(
        kind="remark",
        record_type="service",
        record_id=service.id,
        title=service.name,
        remark="Klopt dit nog?",
        sender="visitor",
        municipality=municipality,
        sent_at=NOW,
    )
    twin = Service.objects.create(organization=service.organization, name=service.name, last_modified=NOW)
    held = service.at_locations.get().location_id
    changed = {
        kind: Revision.objects.create(at=NOW, kind="edit", record_type=kind, record_id=id)
        for kind, id in (
            ("service", service.id),
            ("organization", service.organization_id),
            ("location", held),
        )
    }
    return {
        "proposal_id": proposal.id,
        "proposal_code": proposal.code,
        "revision_id": changed["service"].id,
        "body_revision_id": changed["organization"].id,
        "place_revision_id": changed["location"].id,
        "first": service.id,
        "second": twin.id,
    }


def a_lead_change(case: Case, to_user: User) -> LeadChange:
    """The lead of this case asked somebody to take over."""
    lead = case.involvement.lead
    return LeadChange.objects.create(
        involvement=case.involvement,
        from_user=lead,
        to_user=to_user,
        asked_by=lead,
        asked_at=NOW,
        due_on=now().date() + timedelta(days=7),
    )


def a_goal(municipality: Municipality, person_id: UUID, worker: object) -> Goal:
    plan = Plan.objects.create(municipality=municipality, person_id=person_id, started_on=TODAY)
    return Goal.objects.create(
        plan=plan, legal_domain_id="wmo", want="Weer onder de mensen", made_on=TODAY, by=worker
    )


def a_guardian(person_id: UUID) -> Guardian:
    return Guardian.objects.create(
        person_id=person_id, kind="parent", name="Ouder", starts_on=date(2026, 1, 1)
    )


def a_conversation(case: Case, worker: object) -> Conversation:
    """A talk of which the person can read what was said."""
    return Conversation.objects.create(
        case=case,
        held_on=TODAY,
        kind="home",
        story="Over koken.",
        summary="We spraken over koken.",
        by=worker,
        recorded_at=NOW,
    )


def a_consent(person_id: UUID, worker: object) -> Consent:
    return Consent.objects.create(
        person_id=person_id,
        subject="goals",
        from_domain_id="wmo",
        to_domain_id="participatiewet",
        text_version="2026-1",
        given_on=now().date() - timedelta(days=1),
        ends_on=now().date() + timedelta(days=300),
        recorded_by=worker,
    )


def a_wmo_route(case: Case, worker: object) -> dict[str, object]:
    """A route with an application, of which the term stands still."""
    today = now().date()
    route = WmoRoute.objects.create(
        case=case,
        question="Ik kom de deur niet uit.",
        reported_on=today - timedelta(days=20),
        investigated_on=today - timedelta(days=9),
        applied_on=today - timedelta(days=5),
        by=worker,
    )
    still = WmoSuspension.objects.create(
        route=route, starts_on=today - timedelta(days=2), ground="Uitstel gevraagd.", by=worker
    )
    return {"route_id": route.id, "suspension_id": still.id, "step_name": "bevestigd"}


def a_referral(case: Case, to_agency: Agency, worker: object) -> Referral:
    """Bram hands over to Work and Income, in another domain; what waits there can be read by Fatima."""
    person_id = case.involvement.person_id
    referral = Referral.objects.create(
        municipality=case.municipality,
        person_id=person_id,
        case=case,
        purpose="werk zoeken",
        told="Wil twee ochtenden werken.",
        sent_at=NOW,
        by=worker,
    )
    ReferralTurn.objects.create(
        referral=referral,
        position=1,
        agency=to_agency,
        legal_domain_id="participatiewet",
        sent_at=NOW,
        due_on=now().date() + timedelta(days=7),
    )
    for kind in ConsentKind:
        consent = a_consent(person_id, worker)
        consent.subject, consent.kind = ConsentSubject.REFERRAL, kind
        consent.to_agency, consent.about = to_agency, referral.id
        consent.save()
    return referral


def a_notice(municipality: Municipality, worker: object) -> Notice:
    return Notice.objects.create(
        municipality=municipality,
        team=worker.memberships.get().team or first_team(worker.memberships.get().agency),
        area_code="WK034403",
        worry="Komt niet meer buiten.",
        resident_name="Voorbeeld Inwoner",
        resident_contact="Voorbeeldstraat 2",
        resident_knows=True,
        reporter_kind="nurse",
        reporter_name="Voorbeeld Melder",
        received_at=NOW,
        due_on=TODAY,
    )


def a_campaign(case: Case, worker: object) -> dict[str, object]:
    """A campaign of the worker's agency with a day today, at whose desk the worker sits."""
    involvement = case.involvement
    campaign = Campaign.objects.create(
        municipality=case.municipality,
        agency=involvement.agency,
        legal_domain=involvement.legal_domain,
        name="Najaar",
        status="running",
        channels=["letter", "phone"],
        phone="030-0000000",
        made_at=NOW,
        by=worker,
    )
    day = ContactDay.objects.create(
        campaign=campaign,
        held_on=now().date(),
        starts_at=time(9),
        ends_at=time(12),
        area_code="WK034403",
        place="Buurthuis",
        address="Dreef 1",
    )
    day.staffing.create(user=worker)
    invitation = Invitation.objects.create(
        campaign=campaign, involvement=involvement, day=day, starts_at=time(9), status="came"
    )
    return {"campaign_id": campaign.id, "day_id": day.id, "invitation_id": invitation.id}


def letters_of(case: Case, worker: object) -> dict[str, object]:
    """A letter to the person, made and not posted, with the code to answer by."""
    campaign = Campaign.objects.create(
        municipality=case.municipality,
        agency=case.involvement.agency,
        legal_domain=case.involvement.legal_domain,
        name="Brieven",
        status="running",
        phone="030-0000000",
        made_at=NOW,
        by=worker,
    )
    day = ContactDay.objects.create(
        campaign=campaign,
        held_on=now().date() + timedelta(days=7),
        starts_at=time(9),
        ends_at=time(12),
        area_code="WK034403",
        place="Buurthuis",
        address="Dreef 1",
    )
    invitation = Invitation.objects.create(
        campaign=campaign, involvement=case.involvement, day=day, starts_at=time(9), status="invited"
    )
    batch = LetterBatch.objects.create(
        campaign=campaign,
        status="done",
        invitation_ids=[str(invitation.id)],
        total=1,
        done=1,
        asked_at=NOW,
        by=worker,
    )
    file = LetterFile.objects.create(batch=batch, number=1, file_name="0001.pdf", letters=1)
    path_of(file).parent.mkdir(parents=True, exist_ok=True)
    path_of(file).write_bytes(b"%PDF-1.7")
    code = answer_code(invitation.id, settings.SECRET_KEY)
    return {"batch_id": batch.id, "letter_file_id": file.id, "letter_code": code}


def first_team(agency: Agency) -> object:
    return agency.teams.create(municipality=agency.municipality, name="Team", area_codes=["WK015000"])


def an_activity(municipality: Municipality, provider: Agency) -> Activity:
    organization = Organization.objects.create(name=provider.name, agency=provider)
    service = Service.objects.create(organization=organization, name="Samen koken", last_modified=NOW)
    return Activity.objects.create(
        municipality=municipality,
        agency=provider,
        service=service,
        name="Samen koken op maandag",
        starts_on=date(2026, 1, 1),
        capacity=10,
        byday="MO",
    )


def a_session(activity: Activity) -> Session:
    return Session.objects.create(activity=activity, starts_at=NOW, ends_at=NOW + timedelta(hours=2))


def an_enrolment(activity: Activity, person_id: UUID, provider: Agency) -> Enrolment:
    involvement = Involvement.objects.create(
        municipality=provider.municipality,
        person_id=person_id,
        agency=provider,
        legal_domain_id="open",
        starts_on=TODAY,
        next_action=NextAction.ATTEND,
        next_action_on=TODAY,
    )
    return Enrolment.objects.create(
        activity=activity,
        involvement=involvement,
        person_id=person_id,
        status="placed",
        asked_at=NOW,
        starts_on=date(2026, 1, 1),
    )


def an_agreement(municipality: Municipality, provider: Agency, funder: Agency, service: Service) -> Agreement:
    agreement = Agreement.objects.create(
        municipality=municipality,
        funder=funder,
        provider=provider,
        name="Sociale prestatie",
        kind="subsidy",
        reference=f"SP-{municipality.code}",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    AgreementLine.objects.create(
        agreement=agreement,
        service=service,
        name="Samen koken",
        people=20,
        half_days=400,
        price_basis="half_day",
        unit_price="12.50",
    )
    return agreement

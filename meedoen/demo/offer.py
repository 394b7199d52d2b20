"""The invented organizations, what they offer, where and when: the social map of the
demo and its activities.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from uuid import UUID, uuid5

from meedoen.accounts.vocabulary import AgencyKind, RoleCode
from meedoen.casework.vocabulary import DAYS, PARTS_OF_DAY
from meedoen.demo.days import WEEKDAYS, Days, weekday
from meedoen.demo.dice import Dice
from meedoen.demo.offer_words import (
    BY_NAME,
    CARLAS_KINDS,
    HOURS,
    JOIN_IN,
    KINDS,
    ORGANIZATION_KINDS,
    ORGANIZATION_NAMES,
    WORK_LIKE,
    Kind,
)
from meedoen.demo.places import City, Spot
from meedoen.demo.rows import (
    ActivityRow,
    AddressRow,
    AttributeRow,
    CostOptionRow,
    LanguageRow,
    LocationRow,
    OrganizationRow,
    PhoneRow,
    ScheduleRow,
    ServiceAreaRow,
    ServiceAtLocationRow,
    ServiceRow,
    UserRow,
)
from meedoen.demo.size import Size
from meedoen.demo.staff import Staff
from meedoen.directory.vocabulary import Access, TaxonomyCode

PART_NAMES = PARTS_OF_DAY | {"day": ""}
DAY_WEIGHTS = (20, 20, 20, 20, 16, 3, 1)
LANGUAGES_OF_SERVICES = {"en": "Engels", "ar": "Arabisch", "tr": "Turks", "ti": "Tigrinya", "so": "Somalisch"}
SHARE_CONFIRMED = 0.35
SMALLEST_GROUP = 4
HOME_OF_CARLA = "WK034403"
CARLAS_DAYS = (0, 0, 1, 2, 3, 4)
"""How many days after the day of the demo each of her groups meets."""


@dataclass(frozen=True)
class Provider:
    organization: OrganizationRow
    location: LocationRow
    spot: Spot
    coordinator_id: UUID
    phone: str


@dataclass(frozen=True)
class Group:
    """An activity with what is needed to fill it: its rhythm, also where it follows that of its service."""

    activity: ActivityRow
    kind: Kind
    provider: Provider
    byday: str
    opens_at: time
    closes_at: time


@dataclass
class Draft:
    """A group before its service is known."""

    kind: Kind
    capacity: int
    byday: str
    part: str

    def meets_with(self, other: "Draft") -> bool:
        """Whether both are the same offer at the same time."""
        return (self.kind, self.byday, self.part) == (other.kind, other.byday, other.part)


@dataclass
class Offer:
    """The rows of the directory and the activities; the groups of Carla's organization come first."""

    providers: list[Provider] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    addresses: list[AddressRow] = field(default_factory=list)
    phones: list[PhoneRow] = field(default_factory=list)
    services: list[ServiceRow] = field(default_factory=list)
    attributes: list[AttributeRow] = field(default_factory=list)
    languages: list[LanguageRow] = field(default_factory=list)
    cost_options: list[CostOptionRow] = field(default_factory=list)
    at_locations: list[ServiceAtLocationRow] = field(default_factory=list)
    service_areas: list[ServiceAreaRow] = field(default_factory=list)
    schedules: list[ScheduleRow] = field(default_factory=list)


class OfferMaker:
    """`terms`: the ids of the directory's terms by (taxonomy, code)."""

    def __init__(
        self,
        dice: Dice,
        city: City,
        days: Days,
        size: Size,
        staff: Staff,
        terms: Mapping[tuple[str, str], UUID],
    ) -> None:
        self.dice, self.city, self.days, self.size = dice, city, days, size
        self.staff, self.terms = staff, terms
        self.offer = Offer()

    def make(self, carla: UserRow) -> Offer:
        for index, area_code in enumerate(self._districts()):
            coordinator = carla if index == 0 else self.staff.worker(self.dice)
            self.offer.providers.append(self._provider(index, area_code, coordinator))
        shelves = self._shelves()
        for provider, drafts in zip(self.offer.providers, shelves, strict=True):
            for kind in dict.fromkeys(draft.kind for draft in drafts):
                self._service(provider, kind, [draft for draft in drafts if draft.kind is kind])
        return self.offer

    def _districts(self) -> list[str]:
        """Where each organization has its place: every district once, then more where more people live."""
        others = [code for code in self.city.districts if code != HOME_OF_CARLA]
        rest = [self.city.some_district(self.dice) for _ in range(self.size.organizations)]
        return [HOME_OF_CARLA, *self.dice.shuffled(others), *rest][: self.size.organizations]

    def _provider(self, index: int, area_code: str, coordinator: UserRow) -> Provider:
        dice = self.dice
        name = ORGANIZATION_NAMES[index]
        spot = self.city.some_spot(dice, area_code)
        agency = self.staff.agency(dice, name, AgencyKind.PROVIDER)
        self.staff.employ(dice, coordinator, agency.id, RoleCode.COORDINATOR, domain="open")
        organization = OrganizationRow(
            id=dice.uuid(),
            name=name,
            agency_id=agency.id,
            email=f"organisatie{index + 1}@voorbeeld.invalid",
            description=dice.pick(ORGANIZATION_KINDS).format(district=spot.district),
        )
        location = LocationRow(
            id=dice.uuid(),
            name=name,
            organization_id=organization.id,
            area_code=area_code,
            rd_x=spot.rd_x,
            rd_y=spot.rd_y,
        )
        address = AddressRow(
            id=dice.uuid(),
            location_id=location.id,
            address_1=spot.street,
            postal_code=spot.postcode,
            city=spot.town,
            region=spot.district,
        )
        self.offer.addresses.append(address)
        # Subscriber numbers never begin with a zero, so this one rings nowhere.
        phone = PhoneRow(dice.uuid(), organization.id, f"030-0000{index + 1:03d}")
        self.offer.phones.append(phone)
        return Provider(organization, location, spot, coordinator.id, phone.number)

    def _shelves(self) -> list[list[Draft]]:
        """The groups of each organization, together exactly as many places as the size says."""
        carlas = self._carlas()
        used = sum(draft.capacity for draft in carlas)
        without_indication = [kind for kind in KINDS if kind.variant != WORK_LIKE]
        rest = [
            *self._drafts(without_indication, self.size.places - used),
            *self._drafts([kind for kind in KINDS if kind.variant == WORK_LIKE], self.size.work_like_places),
        ]
        shelves: list[list[Draft]] = [[] for _ in self.offer.providers[1:]]
        for index, draft in enumerate(rest):
            shelf = shelves[index % len(shelves)]
            while any(draft.meets_with(other) for other in shelf):
                draft.byday, draft.part = self._rhythm(draft.kind)
            shelf.append(draft)
        return [carlas, *shelves]

    def _carlas(self) -> list[Draft]:
        """The groups of Carla's organization: three, and more while they leave places for others."""
        drafts: list[Draft] = []
        for name, later in zip(CARLAS_KINDS, CARLAS_DAYS, strict=True):
            draft = self._draft(BY_NAME[name])
            draft.byday, draft.part = weekday(self.days.ahead(later)), draft.kind.parts[0]
            used = sum(other.capacity for other in drafts) + draft.capacity
            if len(drafts) < 3 or used < self.size.places / 2:
                drafts.append(draft)
        return drafts

    def _drafts(self, kinds: list[Kind], places: int) -> Iterator[Draft]:
        """Groups of these kinds with together exactly `places` places; each kind in turn
        before one comes back.
        """
        deck: list[Kind] = []
        while places > 0:
            deck = deck or self.dice.shuffled(kinds)
            draft = self._draft(deck.pop())
            left = places - draft.capacity
            draft.capacity = places if left < SMALLEST_GROUP else draft.capacity
            places -= draft.capacity
            yield draft

    def _draft(self, kind: Kind) -> Draft:
        return Draft(kind, self.dice.number(*kind.room), *self._rhythm(kind))

    def _rhythm(self, kind: Kind) -> tuple[str, str]:
        """On which days, and in which part of them."""
        dice = self.dice
        days = {JOIN_IN: (1, 1), WORK_LIKE: (2, 3)}.get(kind.variant, (1, 2))
        chosen: set[str] = set()
        for _ in range(dice.number(*days)):
            chosen.add(dice.weighted(WEEKDAYS, DAY_WEIGHTS))
        return ",".join(day for day in WEEKDAYS if day in chosen), dice.pick(kind.parts)

    def _service(self, provider: Provider, kind: Kind, drafts: list[Draft]) -> None:
        """A service with all that the social map says of it, and its groups."""
        dice, offer = self.dice, self.offer
        service = self._service_row(provider, kind)
        offer.services.append(service)
        offer.attributes += self._attributes(service.id, kind)
        offer.languages.append(LanguageRow(dice.uuid(), service.id, "nl", "Nederlands"))
        if dice.chance(0.35):
            offer.languages += [
                LanguageRow(dice.uuid(), service.id, code, LANGUAGES_OF_SERVICES[code])
                for code in dice.some(list(LANGUAGES_OF_SERVICES), 1, 2)
            ]
        offer.cost_options.append(CostOptionRow(dice.uuid(), service.id, "per keer", kind.price))
        offer.at_locations.append(ServiceAtLocationRow(dice.uuid(), service.id, provider.location.id))
        offer.service_areas.append(ServiceAreaRow(dice.uuid(), service.id, self.city.name, self.city.code))
        for draft in drafts:
            self._group(provider, service, draft, alone=len(drafts) == 1)

    def _service_row(self, provider: Provider, kind: Kind) -> ServiceRow:
        dice, days = self.dice, self.days
        confirmed = dice.chance(SHARE_CONFIRMED)
        indication = kind.variant == WORK_LIKE
        return ServiceRow(
            id=dice.uuid(),
            organization_id=provider.organization.id,
            name=kind.name,
            summary=kind.summary,
            description=kind.description,
            application_process=(
                "Vraag een indicatie aan bij het buurtteam. Daarna maak je kennis."
                if indication
                else f"Loop binnen of bel {provider.phone}. Je spreekt dan de coördinator."
            ),
            eligibility_description="Met een indicatie." if indication else "Voor iedereen uit de stad.",
            minimum_age=18,
            fees_description="" if kind.price else "Meedoen kost niets.",
            activities=list(kind.activities),
            described_year=days.on.year - dice.number(0, 3),
            assured_date=days.ago(dice.number(3, 300)) if confirmed else None,
            last_modified=days.now,
        )

    def _attributes(self, service_id: UUID, kind: Kind) -> list[AttributeRow]:
        access = Access.INDICATION if kind.variant == WORK_LIKE else Access.OPEN
        codes = [
            *((TaxonomyCode.INTEREST, code) for code in kind.interests),
            *((TaxonomyCode.LIFE_DOMAIN, code) for code in kind.domains),
            *((TaxonomyCode.ACTIVATION_LEVEL, code) for code in kind.levels),
            (TaxonomyCode.ACCESS, access),
            (TaxonomyCode.VARIANT, kind.variant),
        ]
        said = [
            *((TaxonomyCode.TARGET_GROUP, code) for code in kind.groups),
            *((TaxonomyCode.THEME, code) for code in kind.themes),
            (TaxonomyCode.LEGAL_DOMAIN, "wmo" if kind.variant == WORK_LIKE else "open"),
        ]
        return [
            *(AttributeRow(self.dice.uuid(), service_id, self.terms[code]) for code in codes),
            *(AttributeRow(_id(service_id, code), service_id, self.terms[code]) for code in said),
        ]

    def _group(self, provider: Provider, service: ServiceRow, draft: Draft, *, alone: bool) -> None:
        """One activity. The only one of a service follows its schedule; several have a rhythm each."""
        dice, days = self.dice, self.days
        opens_at, closes_at, parts = HOURS[draft.part]
        names = [f"{DAYS[code]}{PART_NAMES[draft.part]}" for code in draft.byday.split(",")]
        early = dice.chance(0.8) or provider is self.offer.providers[0]
        started = (
            days.ago(dice.number(500, 900)) if early else days.first + timedelta(days=dice.number(1, 60))
        )
        activity = ActivityRow(
            id=dice.uuid(),
            municipality_id=self.staff.municipality_id,
            agency_id=provider.organization.agency_id,
            service_id=service.id,
            name=f"{draft.kind.name} op {_and(names)}",
            starts_on=started,
            capacity=draft.capacity,
            parts_of_day=parts,
            byday="" if alone else draft.byday,
            opens_at=None if alone else opens_at,
            closes_at=None if alone else closes_at,
        )
        self.offer.schedules.append(
            ScheduleRow(dice.uuid(), service.id, draft.byday, opens_at, closes_at, activity.starts_on)
        )
        group = Group(activity, draft.kind, provider, draft.byday, opens_at, closes_at)
        self.offer.groups.append(group)


def _id(of: UUID, term: tuple[TaxonomyCode, str]) -> UUID:
    """An id that takes nothing from the dice, so that a word more leaves the rest of the demo as it is."""
    return uuid5(of, ":".join(term))


def _and(words: list[str]) -> str:
    """Words in a row as Dutch writes them: maandag, dinsdag en vrijdag."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)

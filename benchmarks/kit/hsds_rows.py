"""Many synthetic services with organization, place, hours, costs, language and terms; quickly written."""

import random
from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from kit.texts import Words

PER_ORGANIZATION = 20
AT_ONCE = 5_000
TEXTS = 500
OPENS, CLOSES, PRICE = time(18), time(20, 30), Decimal("2.50")
# Services after these have no place, hours, costs or terms: a list without related data does not read those.
WITH_PARTS = 100_000


class Filler:
    """Adds services until there are as many as asked; the same texts come back now and then."""

    def __init__(self) -> None:
        words = Words(1)
        self.names = [words.text(4).capitalize() for _ in range(TEXTS)]
        self.texts = [words.text(60) for _ in range(TEXTS)]
        self.short = [words.text(14) for _ in range(TEXTS)]
        self.dice = random.Random(5)  # noqa: S311
        self.count = self._there()

    def _there(self) -> int:
        """A database that was filled before and kept is filled further."""
        from meedoen.directory.models import Service

        return Service.objects.count()

    def fill(self, count: int) -> None:
        from meedoen.directory.models import TaxonomyTerm

        terms = list(TaxonomyTerm.objects.values_list("id", flat=True))
        numbers = iter(range(self.count, count))
        while some := list(islice(numbers, AT_ONCE)):
            self._write(some, terms)
        self.count = count
        from django.db import connection

        # As where Meedoen runs: PostgreSQL does this by itself, and nothing does it on SQLite.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def _write(self, numbers: list[int], terms: list[UUID]) -> None:
        from django.db import transaction

        from meedoen.directory import models

        with transaction.atomic():
            owners = [self._organization() for _ in range(0, len(numbers), PER_ORGANIZATION)]
            models.Organization.objects.bulk_create(owners)
            services = [self._service(owners[place // PER_ORGANIZATION]) for place in range(len(numbers))]
            models.Service.objects.bulk_create(services)
            if numbers[0] < WITH_PARTS:
                for model, rows in self._parts(services, terms):
                    model.objects.bulk_create(rows)

    def _organization(self) -> Any:
        from meedoen.directory.models import Organization

        return Organization(
            name=self.dice.choice(self.names), description=self.dice.choice(self.texts),
            email="info@voorbeeld.nl", website="https://voorbeeld.nl/",
        )  # fmt: skip

    def _service(self, owner: Any) -> Any:
        from meedoen.directory.models import Service
        from meedoen.shared.clock import now

        dice = self.dice
        return Service(
            organization=owner, name=dice.choice(self.names), summary=dice.choice(self.short),
            description=dice.choice(self.texts), application_process=dice.choice(self.short),
            eligibility_description=dice.choice(self.short), fees_description="Gratis",
            url="https://voorbeeld.nl/", email="info@voorbeeld.nl", minimum_age=18,
            activities=["koken", "samen eten"], last_modified=now(),
        )  # fmt: skip

    def _parts(self, services: list[Any], terms: list[UUID]) -> Iterator[tuple[Any, list[Any]]]:
        from meedoen.directory import models

        yield from self._places(services)
        yield (
            models.Schedule,
            [
                models.Schedule(service=service, freq="WEEKLY", byday="TU", opens_at=OPENS, closes_at=CLOSES)
                for service in services
            ],
        )
        yield (
            models.CostOption,
            [models.CostOption(service=service, option="per keer", amount=PRICE) for service in services],
        )
        yield models.Language, [models.Language(service=s, code="nl", name="Nederlands") for s in services]
        yield (
            models.Attribute,
            [
                models.Attribute(id=uuid4(), service=service, taxonomy_term_id=term)
                for service in services
                for term in self.dice.sample(terms, 4)
            ],
        )

    def _places(self, services: list[Any]) -> Iterator[tuple[Any, list[Any]]]:
        """A place for every five services, with its address."""
        from meedoen.directory.models import Address, Location, ServiceAtLocation

        places = [
            Location(name="Huis", rd_x=100_000 + self.dice.randrange(100_000), rd_y=450_000)
            for _ in range(len(services) // 5 + 1)
        ]
        address = {"address_1": "Plein 1", "city": "Utrecht", "postal_code": "3511 AA"}
        yield Location, places
        yield Address, [Address(location=place, **address) for place in places]
        held = [(service, places[number // 5]) for number, service in enumerate(services)]
        yield (
            ServiceAtLocation,
            [ServiceAtLocation(service=service, location=place) for service, place in held],
        )

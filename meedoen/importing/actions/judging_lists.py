"""Judging word lists, terms and units: what is known here already goes by its own id."""

from collections.abc import Iterable, Iterator
from typing import Any

from meedoen.directory.models import Taxonomy, TaxonomyTerm, Unit
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.importing.actions.report import Report
from meedoen.importing.policy.comparing import compare
from meedoen.importing.queries.standing import merged_into, rows_of
from meedoen.importing.reading.facts import Fact, name_of
from meedoen.importing.spool import Spool
from meedoen.importing.vocabulary import Choice, RowOutcome
from meedoen.shared.stable_id import stable_id

OURS = "Deze woordenlijst is van Meedoen zelf en blijft zoals die is."
KNOWN = "Dit bestaat hier al en wordt gebruikt zoals het er staat."
LOOSE = "Termen van {source}"
NO_PARENT = "De term erboven is er niet, dus deze staat bovenaan."


class Lists:
    """`aliases`: which id of the file is which id here, by table."""

    def __init__(self, spool: Spool, report: Report) -> None:
        self._spool, self._report = spool, report
        self._ours = dict(Taxonomy.objects.exclude(code="").values_list("code", "id"))
        self.aliases: dict[tuple[str, str], str] = merged_into()
        self._terms: set[str] = set()
        self._holders: dict[str, str] = {}

    def judge(self) -> None:
        self._taxonomies()
        self._term_rows()
        self._units()
        self._report.flush()

    def id_of(self, table: str, id: str) -> str:
        return self.aliases.get((table, id), id)

    def _taxonomies(self) -> None:
        for facts in self._spool.of_table("taxonomy"):
            standing = rows_of("taxonomy", [fact.id for fact in facts])
            for fact in facts:
                code = fact.values.get("code") or ""
                known = self._ours.get(code) if code else None
                if known is not None:
                    self.aliases[("taxonomy", fact.id)] = str(known)
                    self._same(fact, OURS)
                    continue
                if code and code not in TaxonomyCode.values:
                    fact.values["code"] = ""
                    fact.values["extra"]["code"] = code
                judge_one(self._report, fact, standing.get(fact.id))

    def _term_rows(self) -> None:
        """All at once: a term is made after the one above it, which may come later in the file."""
        facts = [fact for some in self._spool.of_table("taxonomy_term") for fact in some]
        self._terms = {fact.id for fact in facts}
        known_lists = self._lists_of(facts)
        codes = self._codes_here(known_lists)
        for fact in facts:
            values = fact.values
            here = codes.get((values["taxonomy_id"], values.get("code") or ""))
            if values.get("code") and here and here != fact.id:
                self.aliases[("taxonomy_term", fact.id)] = here
        parents_here = rows_of("taxonomy_term", [fact.values.get("parent_id") or fact.id for fact in facts])
        standing = rows_of("taxonomy_term", [fact.id for fact in facts])
        ours = {str(id) for id in self._ours.values()}
        for fact in _parents_first(facts):
            self._term(fact, standing.get(fact.id), known_lists, set(parents_here), ours)

    def _term(
        self, fact: Fact, old: dict[str, Any] | None, lists: set[str], parents: set[str], ours: set[str]
    ) -> None:
        values = fact.values
        if ("taxonomy_term", fact.id) in self.aliases or (old and old["taxonomy_id"] in ours):
            self._same(fact, KNOWN)
            return
        if values["taxonomy_id"] not in lists:
            message = "De woordenlijst van deze term staat niet in het bestand en niet hier."
            self._report.refuse(fact, message)
            self._spool.strike([("taxonomy_term", fact.id)])
            return
        parent = values.get("parent_id")
        if parent:
            values["parent_id"] = self.id_of("taxonomy_term", parent)
            if parent not in self._terms and values["parent_id"] not in parents:
                fact.values["extra"]["parent_id"] = parent
                fact.remarks.append(NO_PARENT)
                values["parent_id"] = None
        judge_one(self._report, fact, old)

    def _lists_of(self, facts: Iterable[Fact]) -> set[str]:
        """The lists that these terms may be in; those without one get a list for the loose terms."""
        named: set[str] = set()
        for fact in facts:
            list_id = fact.values.get("taxonomy_id")
            if list_id is None:
                list_id = self._holder(fact.values["extra"].pop("taxonomy", ""))
            fact.values["taxonomy_id"] = self.id_of("taxonomy", list_id)
            named.add(fact.values["taxonomy_id"])
        here = set(rows_of("taxonomy", named))
        return here | set(self._spool.known("taxonomy", named)) | set(self._holders.values())

    def _holder(self, name: str) -> str:
        """The list for terms that came without one, made where it is not there yet."""
        source = self._report.run.source
        if name not in self._holders:
            id = str(stable_id("holder", str(source.id), name))
            self._holders[name] = id
            values = {
                "name": (name or LOOSE.format(source=source.name))[:120],
                "description": f"Termen zonder eigen woordenlijst, gelezen uit {source.name}.",
                "uri": "",
                "version": "",
                "code": "",
                "extra": {},
            }
            judge_one(self._report, Fact("taxonomy", id, values, ""), rows_of("taxonomy", [id]).get(id))
        return self._holders[name]

    def _codes_here(self, lists: set[str]) -> dict[tuple[str, str], str]:
        rows = TaxonomyTerm.objects.filter(taxonomy_id__in=lists).exclude(code="")
        return {
            (str(list_id), code): str(id) for id, list_id, code in rows.values_list("id", "taxonomy", "code")
        }

    def _units(self) -> None:
        for facts in self._spool.of_table("unit"):
            standing = rows_of("unit", [fact.id for fact in facts])
            names = [fact.values["name"] for fact in facts]
            here = {
                name: str(id) for name, id in Unit.objects.filter(name__in=names).values_list("name", "id")
            }
            here |= {name: id for (table, name), id in self.aliases.items() if table == "unit name"}
            for fact in facts:
                name = fact.values["name"]
                if here.get(name, fact.id) != fact.id:
                    self.aliases[("unit", fact.id)] = here[name]
                    self._same(fact, KNOWN)
                    continue
                here[name] = self.aliases[("unit name", name)] = fact.id
                judge_one(self._report, fact, standing.get(fact.id))

    def _same(self, fact: Fact, message: str = "") -> None:
        self._report.add(
            RowOutcome.SAME,
            table=fact.table,
            id=fact.id,
            name=name_of(fact.table, fact.values),
            place=fact.place,
            message=message,
        )


def judge_one(report: Report, fact: Fact, old: dict[str, Any] | None) -> None:
    """A row that is no part of a record: new, other than it stands, or the same."""
    key = (fact.table, fact.id)
    standing = {key: old} if old else {}
    found = compare(fact.table, {key: fact.values}, standing, edited=(), supplied=())
    if not found.changes:
        outcome = RowOutcome.SAME
    elif fact.remarks:
        outcome = RowOutcome.DOUBTFUL
    else:
        outcome = RowOutcome.CHANGED if old else RowOutcome.ADDED
    payload = {"new": old is None, "changes": found.changes} if found.changes else None
    report.add(
        outcome,
        table=fact.table,
        id=fact.id,
        name=name_of(fact.table, fact.values),
        place=fact.place,
        message=" ".join(fact.remarks),
        payload=payload,
        decided=Choice.TAKE if outcome == RowOutcome.DOUBTFUL else "",
    )


def _parents_first(facts: list[Fact]) -> Iterator[Fact]:
    """Each term after the one above it; in a circle one of them loses the term above it."""
    by_id = {fact.id: fact for fact in facts}
    given: set[str] = set()
    for fact in facts:
        road: list[Fact] = []
        one: Fact | None = fact
        while one is not None and one.id not in given and one not in road:
            road.append(one)
            one = by_id.get(one.values.get("parent_id") or "")
        if one is not None and one in road:
            road[-1].values["parent_id"] = None
            road[-1].remarks.append("De termen staan in een kring onder elkaar. Deze staat nu bovenaan.")
        for step in reversed(road):
            given.add(step.id)
            yield step

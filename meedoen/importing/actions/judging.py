"""Judging organizations, places and services: each with all its parts, some hundreds at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from meedoen.directory.labels import PARTS, label_of
from meedoen.directory.models import Organization, Service, Source
from meedoen.directory.vocabulary import Winner
from meedoen.importing.actions.judging_lists import Lists, judge_one
from meedoen.importing.actions.pointing import Pointers, with_aliases
from meedoen.importing.actions.report import Report
from meedoen.importing.models import ImportRow
from meedoen.importing.policy.comparing import Compared, compare
from meedoen.importing.queries.doubles import doubles_of
from meedoen.importing.queries.places import DistrictFinder
from meedoen.importing.queries.reach import out_of_reach
from meedoen.importing.queries.standing import Trees, names_of, rows_of, trees_of
from meedoen.importing.reading.facts import Fact, name_of
from meedoen.importing.spool import LEVEL, Spool
from meedoen.importing.vocabulary import Choice, RowOutcome

Values = dict[str, Any]
Key = tuple[str, str]
# Two of these on one record would be the same thing twice.
ONCE = {
    "service_at_location": ("service_id", "location_id"),
    "service_capacity": ("service_id", "unit_id"),
    "attribute": ("service_id", "taxonomy_term_id"),
}
TWICE = "Dit staat er bij hetzelfde aanbod twee keer in. Alleen de eerste is gelezen."
TAKEN = "Dit id hoort hier al bij iets anders. Geef het in de bron een eigen id."
NOT_OURS = "Dit staat hier al, maar komt {whence}. De bron zegt iets anders: {fields}."
STAYS = "Hier aangepast, blijft staan: {what} (bron zegt: {said})."
OUT_OF_REACH = "Dit staat hier al en hoort bij een andere gemeente. Die past het aan."
MERGED = "Samengevoegd met “{name}”; niet aangepast."
NO_RECORD = "Hoort bij {what} {id}: dat staat niet in het bestand en niet hier."


class Judge:
    """One kind of record: `organization`, `location` or `service`."""

    def __init__(self, record_type: str, *, spool: Spool, report: Report, lists: Lists, at: datetime) -> None:
        self.record_type, self.spool, self.report, self.lists = record_type, spool, report, lists
        self.at = at
        self.level = LEVEL[record_type]
        self.source: Source = report.run.source
        self.districts = DistrictFinder() if record_type == "location" else None
        model = {"service": Service, "organization": Organization}.get(record_type)
        self.may_be_double = model is not None and model._default_manager.exists()
        self.sources = dict(Source.objects.values_list("id", "name"))

    def judge(self) -> None:
        """Every record of this kind, and every part of a record that is here and not in the file."""
        for ids in self._in_order():
            self._some(ids)
        for ids in self.spool.homes_elsewhere(self.record_type):
            self._some(ids)
        self.report.flush()

    def _in_order(self) -> Iterator[list[str]]:
        """As in the file; an organization after the one it is part of."""
        if self.record_type != "organization":
            yield from self.spool.records(self.record_type)
            return
        parents = self.spool.parents("organization", "parent_organization_id")
        for ids in self.spool.records("organization"):
            alone = [id for id in ids if id not in parents]
            if alone:
                yield alone
        done: set[str] = set()
        left = list(parents)
        while left:
            ready = [id for id in left if parents[id] not in parents or parents[id] in done]
            for start in range(0, len(ready or left), 500):
                yield (ready or left)[start : start + 500]
            done |= set(ready)
            left = [id for id in left if id not in done] if ready else []

    def _some(self, ids: Sequence[str]) -> None:
        groups: defaultdict[str, list[Fact]] = defaultdict(list)
        facts = []
        for home, fact in self.spool.of_records(self.record_type, ids):
            with_aliases(fact.values, fact.table, self.lists.aliases)
            if fact.values.get("parent_organization_id") == fact.id:
                fact.values["parent_organization_id"] = None
            groups[home].append(fact)
            facts.append(fact)
        standing = trees_of(self.record_type, ids)
        alone = self._left_alone(groups, standing)
        # What a merge brought to another record is no part that the source left out there.
        here = {(fact.table, fact.id) for id, some in groups.items() if id not in alone for fact in some}
        self._leave_to_others(standing, here)
        pointers = Pointers(self.spool, facts, self.level)
        taken = self._taken(facts, standing)
        kept: dict[str, dict[Key, Fact]] = {}
        for id in ids:
            if id in alone:
                continue
            rows = self._looked_over(id, groups[id], pointers, standing.get(id, {}), taken)
            if rows:
                kept[id] = rows
        self._verdicts(kept, standing)

    def _left_alone(self, groups: dict[str, list[Fact]], standing: Trees) -> set[str]:
        """Tell of the records that this reading does not touch: another municipality's, and merged away."""
        strange = out_of_reach(self.record_type, list(standing), self.report.run)
        stands = {id: standing[id][(self.record_type, id)].get("merged_into_id") for id in standing}
        into = {id: str(other) for id, other in stands.items() if other}
        names = names_of(self.record_type, set(into.values()))
        for id, facts in groups.items():
            if id in strange:
                outcome, message = RowOutcome.REFUSED, OUT_OF_REACH
            elif id in into:
                outcome, message = RowOutcome.SAME, MERGED.format(name=names.get(into[id], ""))
            else:
                continue
            shown = next((fact for fact in facts if fact.table == self.record_type), facts[0])
            self.report.add(
                outcome,
                table=self.record_type,
                id=id,
                name=name_of(shown.table, shown.values),
                place=shown.place,
                message=message,
            )
        return strange | into.keys()

    def _leave_to_others(self, standing: Trees, here: set[Key]) -> None:
        """Take out of the trees what is a part of another record too and is written, or stays, with that."""
        higher = [f"{name}_id" for name, level in LEVEL.items() if level > self.level]
        if self.level < LEVEL["service"]:
            higher.append("service_at_location_id")
        others: defaultdict[str, list[str]] = defaultdict(list)
        for tree in standing.values():
            for table, id in tree:
                if table != self.record_type and (table, id) not in here:
                    others[table].append(id)
        named = {
            (table, id)
            for table, ids in others.items()
            for start in range(0, len(ids), 5_000)
            for id in self.spool.mentioned(table, ids[start : start + 5_000])
        }
        for tree in standing.values():
            for key in [key for key in tree if key[0] != self.record_type and key not in here]:
                if key in named or any(tree[key].get(column) for column in higher):
                    del tree[key]

    def _taken(self, facts: Sequence[Fact], standing: Trees) -> set[Key]:
        """Parts whose id is in use for a part of something else."""
        here = {key for tree in standing.values() for key in tree}
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for fact in facts:
            if fact.table not in (self.record_type, "metadata") and (fact.table, fact.id) not in here:
                wanted[fact.table].append(fact.id)
        return {(table, id) for table, ids in wanted.items() for id in rows_of(table, ids)}

    def _looked_over(
        self, id: str, facts: Sequence[Fact], pointers: Pointers, tree: dict[Key, Values], taken: set[Key]
    ) -> dict[Key, Fact]:
        """The rows of one record that can be kept; the others are refused, each with why."""
        kept: dict[Key, Fact] = {}
        lost: set[str] = set()
        once: dict[tuple[str, ...], str] = _once_in(tree)
        for fact in facts:
            problem = self._problem(fact, id, pointers, taken, lost) or self._only_once(fact, once, kept)
            if problem:
                self.report.refuse(fact, problem)
                lost.add(fact.id)
                self.spool.strike([(fact.table, fact.id)])
                if fact.table == self.record_type:
                    self._refuse_all(facts, fact)
                    return {}
                continue
            kept[(fact.table, fact.id)] = fact
        if (self.record_type, id) in kept or tree:
            return kept
        for fact in kept.values():
            if fact.table == "metadata":
                judge_one(self.report, fact, rows_of("metadata", [fact.id]).get(fact.id))
                continue
            self.report.refuse(fact, NO_RECORD.format(what=PARTS[self.record_type], id=id))
        return {}

    def _problem(self, fact: Fact, home: str, pointers: Pointers, taken: set[Key], lost: set[str]) -> str:
        if (fact.table, fact.id) in taken:
            return TAKEN
        if fact.table == "metadata":
            return ""
        if lost and any(value in lost for value in fact.values.values() if isinstance(value, str)):
            return "Dit hoort bij een rij die is geweigerd."
        return pointers.missing(fact, home)

    def _only_once(self, fact: Fact, once: dict[tuple[str, ...], str], kept: dict[Key, Fact]) -> str:
        """Whether it stands there already; the same under another id here goes by the id it has here."""
        columns = ONCE.get(fact.table)
        if columns is None or not fact.values.get(columns[0]):
            return ""
        key = (fact.table, *(str(fact.values[column]) for column in columns))
        known = once.setdefault(key, fact.id)
        if known != fact.id:
            if (fact.table, known) in kept:
                return TWICE
            fact.id = known
        return ""

    def _refuse_all(self, facts: Sequence[Fact], record: Fact) -> None:
        self.spool.strike([(fact.table, fact.id) for fact in facts])
        for fact in facts:
            if fact is not record and fact.table != "metadata":
                message = f"Hoort bij “{name_of(record.table, record.values)}”, en dat is geweigerd."
                self.report.refuse(fact, message)

    def _verdicts(self, kept: dict[str, dict[Key, Fact]], standing: Trees) -> None:
        new = [id for id in kept if id not in standing]
        before = self._decided_before(new)
        doubles = self._doubles({id: kept[id] for id in new if id not in before})
        for id, rows in kept.items():
            if id in standing:
                self._beside(id, rows, standing[id])
            else:
                self._new(id, rows, doubles.get(id, []), before.get(id))

    def _decided_before(self, ids: Sequence[str]) -> dict[str, ImportRow]:
        """What was chosen for the same record at an earlier reading of this source."""
        rows = ImportRow.objects.filter(
            record_id__in=ids,
            record_type=self.record_type,
            run__source=self.source,
            decided__in=(Choice.SAME, Choice.SKIP),
            run__state="done",
        )
        return {str(row.record_id): row for row in rows.order_by("pk")} if ids else {}

    def _doubles(self, groups: dict[str, dict[Key, Fact]]) -> dict[str, list[dict[str, Any]]]:
        if not self.may_be_double or not groups:
            return {}
        return doubles_of(self.record_type, groups, self.spool)

    def _new(
        self, id: str, rows: dict[Key, Fact], doubles: list[dict[str, Any]], before: ImportRow | None
    ) -> None:
        record = rows[(self.record_type, id)]
        self._complete(record, rows)
        remarks = _remarks(rows, record)
        decided: str = Choice.TAKE if remarks else ""
        if doubles:
            decided = ""
            remarks = [
                f"Lijkt op “{one['name']}”: {', '.join(one['reasons'])}." for one in doubles[:3]
            ] + remarks
        if before is not None:
            decided = before.decided
            remarks = ["Zo gekozen bij een eerdere lezing.", *remarks]
        self.report.add(
            RowOutcome.DOUBTFUL if remarks else RowOutcome.ADDED,
            table=self.record_type,
            id=id,
            name=name_of(record.table, record.values),
            place=record.place,
            message="\n".join(remarks),
            payload={
                "new": True,
                "rows": [[table, part, rows[(table, part)].values] for table, part in rows],
            },
            choices=doubles,
            decided=decided,
            same_as=before.same_as if before is not None else None,
        )

    def _complete(self, record: Fact, rows: dict[Key, Fact]) -> None:
        """What a new record needs that the source did not say."""
        values = record.values
        if self.record_type == "service" and not values.get("last_modified"):
            values["last_modified"] = self.at.isoformat()
        if self.districts is not None and "area_code" not in values:
            codes = [
                fact.values.get("postal_code") or "" for key, fact in rows.items() if key[0] == "address"
            ]
            found = self.districts.at(values.get("rd_x"), values.get("rd_y"))
            values["area_code"] = found or next(filter(None, map(self.districts.of_postcode, codes)), "")

    def _beside(self, id: str, rows: dict[Key, Fact], tree: dict[Key, Values]) -> None:
        """A record that stands here already."""
        stands = tree[(self.record_type, id)]
        record = rows.get((self.record_type, id)) or next(iter(rows.values()))
        edited = stands["origins"] if self.source.wins == Winner.OWN else {}
        wanted = {key: fact.values for key, fact in rows.items() if key[0] != "metadata"}
        if record.values.get("last_modified", "") is None:
            record.values.pop("last_modified")
        found = compare(self.record_type, wanted, tree, edited=edited, supplied=self._supplied(record))
        metadata = [[key[1], fact.values] for key, fact in rows.items() if key[0] == "metadata"]
        metadata = _not_here(metadata)
        if found.changes and stands["source_id"] != str(self.source.id):
            self._not_ours(id, record, stands, found)
            return
        self._put_beside(id, record, found, metadata, _remarks(rows, record) if found.changes else [])

    def _supplied(self, record: Fact) -> set[str]:
        """Of which kinds of part the source tells all that there is: not where the record is not in it."""
        return self.spool.tables if record.table == self.record_type else set()

    def _put_beside(
        self, id: str, record: Fact, found: Compared, metadata: list[list[Any]], remarks: list[str]
    ) -> None:
        stays = [
            STAYS.format(what=label_of(table, column) if column else PARTS[table], said=said or "niets")
            for table, column, said in found.kept
        ]
        changed = bool(found.changes or metadata)
        outcome = RowOutcome.DOUBTFUL if remarks else RowOutcome.CHANGED if changed else RowOutcome.SAME
        self.report.add(
            outcome,
            table=self.record_type,
            id=id,
            name=name_of(record.table, record.values),
            place=record.place,
            message="\n".join(remarks + stays),
            payload={"new": False, "changes": found.changes, "metadata": metadata} if changed else None,
            decided=Choice.TAKE if remarks else "",
        )

    def _not_ours(self, id: str, record: Fact, stands: Values, found: Compared) -> None:
        """It stands here under the same id, but is our own or another source's: somebody chooses."""
        whence = "van hier zelf"
        if stands["source_id"]:
            whence = f"uit de bron “{self.sources.get(UUID(stands['source_id']), 'onbekend')}”"
        fields = sorted(
            {
                label_of(change["table"], column)
                for change in found.changes
                for column in (change["after"] or change["before"] or {})
                if column not in ("extra", "origins")
            }
        )
        self.report.add(
            RowOutcome.DOUBTFUL,
            table=self.record_type,
            id=id,
            name=name_of(record.table, record.values),
            place=record.place,
            message=NOT_OURS.format(whence=whence, fields=", ".join(fields)[:400] or "bijzonderheden"),
            payload={"new": False, "changes": found.changes, "metadata": []},
        )


def _once_in(tree: dict[Key, Values]) -> dict[tuple[str, ...], str]:
    """What may stand on a record only once and stands there already, with its id."""
    return {
        (table, *(str(values[column]) for column in ONCE[table])): id
        for (table, id), values in tree.items()
        if table in ONCE and values.get(ONCE[table][0])
    }


def _remarks(rows: dict[Key, Fact], record: Fact) -> list[str]:
    found = list(record.remarks)
    for (table, _), fact in rows.items():
        if fact is not record:
            part = PARTS.get(table, table)
            part = part[:1].upper() + part[1:]
            found += [one if one.startswith(part) else f"{part}: {one}" for one in fact.remarks]
    return [one[:300] for one in found[:20]]


def _not_here(metadata: list[list[Any]]) -> list[list[Any]]:
    here = rows_of("metadata", [id for id, _ in metadata]) if metadata else {}
    return [one for one in metadata if one[0] not in here]

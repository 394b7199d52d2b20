"""Which change goes live at once and which waits for the municipality; who may decide; what must be said."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from meedoen.editing.vocabulary import Answer, ChangeKind, ProposalState, Sender
from meedoen.shared.verdict import Verdict, no, yes

# What a municipality looks at first, unless it says otherwise in /beheer/.
FIRST_LOOK = frozenset(
    {
        ChangeKind.NEW_SERVICE,
        ChangeKind.NEW_ORGANIZATION,
        ChangeKind.NAME,
        ChangeKind.TARGET_GROUP,
        ChangeKind.ACCESS,
        ChangeKind.PRICE,
    }
)
NO_LONGER: Mapping[str, str] = {
    ProposalState.WITHDRAWN: "Dit voorstel is ingetrokken.",
    ProposalState.REPLACED: "De organisatie stuurde een nieuwer voorstel. Daarmee is dit voorstel vervangen.",
}
SENDING_WINDOW = timedelta(minutes=10)
SENDINGS_IN_WINDOW = 10

COLUMNS: dict[str, ChangeKind] = {
    **dict.fromkeys(["name", "alternate_name"], ChangeKind.NAME),
    **dict.fromkeys(["eligibility_description", "minimum_age", "maximum_age"], ChangeKind.TARGET_GROUP),
    **dict.fromkeys(["fees", "fees_description"], ChangeKind.PRICE),
    **dict.fromkeys(["status", "is_published"], ChangeKind.STATUS),
    **dict.fromkeys(["email", "url", "website"], ChangeKind.CONTACT),
}
TABLES: dict[str, ChangeKind] = {
    "organization_identifier": ChangeKind.NAME,
    "cost_option": ChangeKind.PRICE,
    "schedule": ChangeKind.TIMES,
    "service_capacity": ChangeKind.CAPACITY,
    **dict.fromkeys(["phone", "contact", "url"], ChangeKind.CONTACT),
    **dict.fromkeys(
        ["service_at_location", "location", "address", "service_area", "accessibility"], ChangeKind.PLACE
    ),
}
TAXONOMIES = {
    "target_group": ChangeKind.TARGET_GROUP,
    "access": ChangeKind.ACCESS,
    "legal_domain": ChangeKind.ACCESS,
}


def kind_of_change(table: str, column: str = "", taxonomy: str = "") -> ChangeKind:
    """What kind of change a column of a record, or a part of it, is. `taxonomy`: of an attribute its list."""
    if table == "attribute":
        return TAXONOMIES.get(taxonomy, ChangeKind.WORDS)
    if table in ("service", "organization"):
        return COLUMNS.get(column, ChangeKind.WORDS)
    return TABLES.get(table, ChangeKind.WORDS)


def needs_approval(kind: ChangeKind, rules: Mapping[str, bool]) -> bool:
    """Whether the municipality looks first; `rules` are what it set itself."""
    return rules.get(kind.value, kind in FIRST_LOOK)


def may_decide(*, state: str, keeps_map: bool, is_own: bool, sender: str, waits_for_map: bool) -> Verdict:
    """Whether somebody may decide on a proposal.

    In: `keeps_map` works for the municipality; `is_own` the record is of the own organization;
    `waits_for_map` the municipality wants to look at such a change.
    """
    if state != ProposalState.PENDING:
        return no(NO_LONGER.get(state, "Over dit voorstel is al besloten."))
    if keeps_map:
        return yes()
    if sender == Sender.ORGANIZATION or not is_own:
        return no("Dit voorstel wacht op de gemeente.")
    if waits_for_map:
        return no("Hier zit iets bij dat de gemeente eerst wil zien. De gemeente besluit.")
    return yes()


def answers_are_whole(answers: Mapping[str, str], asked: Collection[str]) -> Verdict:
    """Whether each question of the checklist has its answer."""
    missing = [code for code in asked if answers.get(code) not in Answer.values]
    return no("Beantwoord elke vraag van de checklist.") if missing else yes()


def too_often(attempts: int) -> bool:
    """Whether this suggestion is one too many in its window."""
    return attempts > SENDINGS_IN_WINDOW

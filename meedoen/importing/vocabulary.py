from django.db import models


class RunState(models.TextChoices):
    """How far a run is. Until "done" nothing that stands on the map has changed yet."""

    COLUMNS = "columns", "kolommen kiezen"
    READING = "reading", "wordt gelezen"
    READY = "ready", "gelezen, nog niets geschreven"
    WRITING = "writing", "wordt geschreven"
    DONE = "done", "klaar"
    FAILED = "failed", "niet gelukt"
    CANCELLING = "cancelling", "wordt afgebroken"
    CANCELLED = "cancelled", "afgebroken"
    UNDOING = "undoing", "wordt teruggedraaid"
    UNDONE = "undone", "teruggedraaid"


class RowOutcome(models.TextChoices):
    """What becomes of one record, or of one part that could not be read."""

    ADDED = "added", "komt erbij"
    CHANGED = "changed", "verandert"
    SAME = "same", "blijft gelijk"
    DOUBTFUL = "doubtful", "twijfel"
    REFUSED = "refused", "geweigerd"
    MISSING = "missing", "niet meer bij de bron"


class Choice(models.TextChoices):
    """What was chosen for a doubtful row. Empty: nothing yet, and then it is not written."""

    TAKE = "take", "overnemen"
    SAME = "same", "hetzelfde als wat er al staat"
    SKIP = "skip", "overslaan"


class FileFormat(models.TextChoices):
    PACKAGE = "package", "HSDS: map of zip met tabellen"
    JSON = "json", "HSDS: JSON"
    API = "api", "HSDS: API van een andere server"
    TABLE = "table", "tabel (CSV of XLSX)"


# What a run may become from each state, by whom asked: the page, the command and the jobs all look here.
NEXT: dict[str, frozenset[str]] = {
    RunState.COLUMNS: frozenset({RunState.READING, RunState.CANCELLED}),
    RunState.READING: frozenset({RunState.READY, RunState.FAILED, RunState.CANCELLED, RunState.READING}),
    RunState.READY: frozenset({RunState.WRITING, RunState.CANCELLED, RunState.READING}),
    RunState.WRITING: frozenset({RunState.DONE, RunState.CANCELLING, RunState.WRITING}),
    RunState.DONE: frozenset({RunState.UNDOING}),
    RunState.FAILED: frozenset({RunState.READING, RunState.CANCELLED}),
    RunState.CANCELLING: frozenset({RunState.CANCELLED, RunState.CANCELLING}),
    RunState.CANCELLED: frozenset(),
    RunState.UNDOING: frozenset({RunState.UNDONE, RunState.UNDOING}),
    RunState.UNDONE: frozenset(),
}
AT_WORK = frozenset({RunState.READING, RunState.WRITING, RunState.CANCELLING, RunState.UNDOING})

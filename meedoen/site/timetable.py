"""The work that comes back by itself, run by the one worker.

When each job last ran stands in `timetable.json` under MEEDOEN_VAR, so that a restart does not run
the daily work again. A job of every few seconds is not worth a line there: it runs at each start.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

KEEP_FROM = timedelta(minutes=1)
PAUSE_AFTER_TROUBLE = timedelta(minutes=1)


@dataclass(frozen=True)
class Entry:
    """One job: a function without arguments, by its dotted path, and how often it runs."""

    name: str
    call: str
    every: timedelta


ENTRIES: tuple[Entry, ...] = (
    Entry("search index", "meedoen.directory.jobs.keep_index_fresh", timedelta(seconds=5)),
    Entry("search index compared", "meedoen.directory.jobs.compare_index", timedelta(hours=1)),
    Entry("finished runs", "meedoen.activities.jobs.end_finished_runs", timedelta(days=1)),
    Entry("free places", "meedoen.activities.jobs.keep_free_places_fresh", timedelta(days=1)),
    Entry("owners for everybody", "meedoen.people.jobs.keep_owners", timedelta(minutes=5)),
    Entry("contact days", "meedoen.outreach.jobs.keep_contact_days", timedelta(days=1)),
    Entry("hand-overs", "meedoen.casework.jobs.keep_referrals", timedelta(minutes=10)),
    Entry("mail of the day", "meedoen.site.daily_mail.send", timedelta(minutes=10)),
    Entry("notices that are late", "meedoen.outreach.jobs.keep_notices", timedelta(hours=1)),
    Entry("freshness and reminders", "meedoen.assurance.jobs.keep_freshness", timedelta(days=1)),
    Entry("published addresses", "meedoen.assurance.jobs.list_addresses", timedelta(days=1)),
    Entry("changed records", "meedoen.assurance.jobs.keep_counts", timedelta(minutes=10)),
    Entry("reminders that wait", "meedoen.assurance.jobs.send_mails", timedelta(minutes=5)),
    Entry("visits to addresses", "meedoen.assurance.jobs.visit_addresses", timedelta(minutes=5)),
    Entry("doubles", "meedoen.editing.jobs.look_for_doubles", timedelta(days=1)),
    Entry("invitations that wait", "meedoen.outreach.jobs.send_messages", timedelta(minutes=1)),
    Entry("what arrived", "meedoen.outreach.jobs.ask_what_arrived", timedelta(minutes=10)),
    Entry("old letters", "meedoen.outreach.jobs.delete_old_letters", timedelta(days=1)),
    Entry("past windows of attempts", "meedoen.site.jobs.forget_past_attempts", timedelta(days=1)),
    Entry("expired sessions", "meedoen.site.jobs.clear_sessions", timedelta(days=1)),
    Entry("finished jobs", "meedoen.site.jobs.clear_finished_jobs", timedelta(days=1)),
)


def due(entries: Iterable[Entry], last: Mapping[str, datetime], now: datetime) -> list[Entry]:
    """The entries that never ran, or whose time has come round at `now`, in the order of the table."""
    return [entry for entry in entries if entry.name not in last or last[entry.name] + entry.every <= now]


class Timetable:
    """The table with its memory: which job ran when."""

    def __init__(self, path: Path, entries: tuple[Entry, ...] = ENTRIES) -> None:
        self.path = path
        self.entries = entries
        self.last = _read(path)

    def run_due(self, now: datetime) -> list[str]:
        """Run what is due at `now` and return the names; a job that fails waits for its next turn."""
        ran = due(self.entries, self.last, now)
        for entry in ran:
            wait = self._run(entry)
            self.last[entry.name] = now + wait - entry.every
        if any(entry.every >= KEEP_FROM for entry in ran):
            self._write()
        return [entry.name for entry in ran]

    def _run(self, entry: Entry) -> timedelta:
        """Run one job and return the time until its next turn: after a failure at least a minute."""
        try:
            import_string(entry.call)()
        except Exception:
            wait = max(entry.every, PAUSE_AFTER_TROUBLE)
            logger.exception("The job %r failed; its next turn is in %s", entry.name, wait)
            return wait
        return entry.every

    def _write(self) -> None:
        kept = {
            entry.name: self.last[entry.name].isoformat()
            for entry in self.entries
            if entry.every >= KEEP_FROM
        }
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(kept, indent=2) + "\n")
        draft.replace(self.path)


def _read(path: Path) -> dict[str, datetime]:
    """What the file remembers; one that is missing or damaged remembers nothing, and all jobs run again."""
    try:
        return {name: datetime.fromisoformat(moment) for name, moment in json.loads(path.read_text()).items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError):
        logger.warning("%s cannot be read; all jobs of the timetable run again", path)
        return {}

"""The one worker of an installation: the queue and the timetable. Only it writes the search index."""

import fcntl
import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

from django.db import Error, close_old_connections
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from meedoen.shared.errors import Refused
from meedoen.site.timetable import Timetable

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
PAUSE_AFTER_TROUBLE_SECONDS = 5.0
TRIES = 3


@contextmanager
def only_worker(folder: Path) -> Iterator[None]:
    """Hold the worker's lock in `folder`; raises Refused where another process holds it.

    The lock goes with the process, however it ends: a crash leaves nothing to clean up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "worker.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "onbekend"
            raise Refused(
                f"Er draait al een werker voor {folder} (proces {holder}). Stop die eerst."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def resume_interrupted() -> int:
    """Put jobs that a stopped worker left behind back in the queue, and return how many.

    Called under the worker's lock, so a job that says it is running is not. A job that took its worker
    down three times is marked as failed: it would do so again.
    """
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    again = [row.pk for row in left if len(row.worker_ids) < TRIES]
    for row in left.exclude(pk__in=again):
        row.set_failed(RuntimeError(f"the worker stopped {TRIES} times while this job ran"))
    return DBTaskResult.objects.filter(pk__in=again).update(status=TaskResultStatus.READY)


class Loop:
    """Turns between the queue and the timetable until it is told to stop, or its parent is gone."""

    def __init__(self, timetable: Timetable, parent: int | None = None) -> None:
        self.timetable = timetable
        self.parent = parent
        self.stopping = Event()
        self.name = f"worker-{os.getpid()}"

    def stop_on_signals(self) -> None:
        """The first signal lets the job at hand finish; a second one ends it."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signalled)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            raise SystemExit(1)
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop. A database that is away for a while stops nothing."""
        while not self.stopping.is_set() and not self._orphaned():
            try:
                busy = self.turn()
            except Error:
                logger.exception("The database does not answer; the worker tries again")
                self.stopping.wait(PAUSE_AFTER_TROUBLE_SECONDS)
                continue
            if not busy:
                self.stopping.wait(PAUSE_SECONDS)

    def turn(self) -> bool:
        """Run what is due and one job of the queue; True when there may be more in the queue."""
        close_old_connections()
        self.timetable.run_due(timezone.now())
        queue = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self.name,
            excluded_queue_names=[],
        )
        queue.run()
        close_old_connections()
        return queue._run_tasks > 0

    def _orphaned(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent

"""The web server with one worker process beside it."""

import logging
import multiprocessing
import os
import subprocess
import sys
from dataclasses import dataclass
from threading import Event, Thread

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

logger = logging.getLogger(__name__)

THREADS = 4
STOP_SECONDS = 20
RESTART_PAUSE_SECONDS = 2.0


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class WorkerKeeper:
    """Keeps one `meedoen work` running beside the server: starts it again when it ends by itself."""

    def __init__(self, command: list[str] | None = None, pause: float = RESTART_PAUSE_SECONDS) -> None:
        self.command = command or [sys.executable, "-m", "meedoen", "work", "--parent", str(os.getpid())]
        self.pause = pause
        self.process: subprocess.Popen[bytes] | None = None
        self._stopping = Event()
        self._thread = Thread(target=self._keep, name="worker keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the worker to finish its job, and end it where that takes too long."""
        self._stopping.set()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self._thread.join(STOP_SECONDS)

    def _keep(self) -> None:
        while not self._stopping.is_set():
            # Ctrl-C reaches the whole terminal group: in a session of its own the worker hears only `stop`.
            self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, start_new_session=True)
            if self._stopping.is_set():
                self.process.terminate()
            code = self.process.wait()
            if not self._stopping.is_set():
                logger.warning("The worker ended (exit code %s); it starts again in %s s", code, self.pause)
                self._stopping.wait(self.pause)


def serve(address: Address, workers: int) -> None:
    """Serve pages until SIGINT or SIGTERM, then stop the worker too.

    There is no access log: an address may hold search words.
    """
    # A forked child would share the parent's database connections and locks.
    multiprocessing.set_start_method("spawn", force=True)
    connections.close_all()
    keeper = WorkerKeeper()
    server = Granian(
        "config.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    )
    server.on_startup(keeper.start)
    try:
        server.serve()
    finally:
        keeper.stop()

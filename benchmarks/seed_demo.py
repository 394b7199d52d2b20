"""How long making the demo takes at three scales. Not a ratio: there is nothing beside it."""

import statistics
import tempfile
from pathlib import Path

from kit.demo import seed
from kit.measure import Outcome, outcome, report, set_up_django

set_up_django()

from meedoen.shared.clock import now  # noqa: E402

ROUNDS = {"0.1": 3, "0.3": 3, "1": 1}


def measure() -> Outcome:
    return outcome("seed_demo", [_at(scale, rounds) for scale, rounds in ROUNDS.items()], {})


def _at(scale: str, rounds: int) -> dict[str, object]:
    """Each round in a new SQLite file."""
    taken = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="meedoen-bench-") as folder:
            taken.append(seed(scale, now().date(), f"sqlite:///{Path(folder) / 'demo.sqlite3'}"))
    return {
        "name": f"seed-demo --scale {scale}",
        "rounds": rounds,
        "cpu_s": round(statistics.median(cpu for _, cpu in taken), 1),
        "wall_s": round(statistics.median(wall for wall, _ in taken), 1),
    }


if __name__ == "__main__":
    raise SystemExit(report(measure()))

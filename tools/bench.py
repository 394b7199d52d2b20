"""`make bench NAME=...`: runs one measurement of benchmarks/, or says which there are."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.console import PYTHON, ROOT, Stop, run_tool, say


def main() -> int:
    there = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    listed = ", ".join(there) or "nog geen enkele"
    if len(sys.argv) < 2:
        say(f"Metingen: {listed}. Draai er een met: make bench NAME=naam")
        return 0
    name, *rest = sys.argv[1:]
    if name not in there:
        raise Stop(f"De meting '{name}' bestaat niet. Er zijn: {listed}.")
    return subprocess.run(
        [str(PYTHON), "benchmarks/kit/run.py", name, *rest], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    run_tool(main)

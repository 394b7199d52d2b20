"""Runs one measurement in a process of its own: `python benchmarks/kit/run.py NAME [--json] [its options]`.

Prints its outcome, as JSON or as lines for people, and ends with 1 where a goal is not met.
"""

import importlib.util
import json
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BENCHMARKS))

from kit.measure import Outcome, keep  # noqa: E402


def main() -> int:
    name, *rest = sys.argv[1:]
    as_json = "--json" in rest
    sys.argv = [name, *(word for word in rest if word != "--json")]
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"De meting {name!r} is niet te lezen.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.measure()
    print(json.dumps(made, indent=2, ensure_ascii=False) if as_json else _lines(made))
    if "--keep" in sys.argv:
        keep(made)
    return 0 if all(ratio["met"] for ratio in made["ratios"].values()) else 1


def _lines(made: Outcome) -> str:
    """The figures as one line each, then what is to be reached with what was reached."""
    lines = [made["name"]]
    lines += [f"  {json.dumps(figure, ensure_ascii=False)}" for figure in made["figures"]]
    for what, ratio in made["ratios"].items():
        reached = "gehaald" if ratio["met"] else "NIET   "
        lines.append(f"{reached}  {what}: {ratio['value']} (doel {ratio['goal']})")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())

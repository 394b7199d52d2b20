"""`make lock`: writes the locks in requirements/ anew from pyproject.toml and the .in files."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.console import ROOT, VENV, environment, run_quiet, run_tool, say, step

OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"]
LOCKS = {
    "base": ["pyproject.toml"],
    "charts": ["pyproject.toml", "--extra", "charts", "-c", "requirements/base.txt"],
    "search": ["pyproject.toml", "--extra", "search", "-c", "requirements/charts.txt"],
    "dev": [
        "pyproject.toml",
        *("--extra", "dev", "--extra", "charts", "--extra", "search"),
        *("-c", "requirements/charts.txt", "-c", "requirements/search.txt"),
    ],
    "build": ["requirements/build.in", "-c", "requirements/dev.txt"],
    "node": ["requirements/node.in"],
    "bench": ["requirements/bench.in"],
}


def main() -> int:
    for name, sources in LOCKS.items():
        target = f"requirements/{name}.txt"
        before = (ROOT / target).read_text() if (ROOT / target).exists() else ""
        with step(target):
            command = [str(VENV / "bin" / "uv"), "pip", "compile", *OPTIONS, *sources, "-o", target]
            run_quiet(
                command,
                "Is er verbinding met het internet?",
                env=environment(UV_CUSTOM_COMPILE_COMMAND="make lock"),
            )
        say("    gewijzigd" if (ROOT / target).read_text() != before else "    gelijk gebleven")
    return 0


if __name__ == "__main__":
    run_tool(main)

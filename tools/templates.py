"""Every template compiles, and holds nothing that the page's own policy would block."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCKED = {
    re.compile(r"<style\b", re.IGNORECASE): "a style element: put it in a style sheet",
    re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE): "a script without src: put it in a file",
    re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE): "a style attribute: use a class",
    re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE): "an on... attribute: attach it in a script file",
    re.compile(r"(?:href|action)\s*=\s*[\"']javascript:", re.IGNORECASE): "a javascript: address",
}


def troubles(root: Path) -> Iterator[str]:
    """Every template under `root`/meedoen that does not compile or holds something blocked."""
    from django.template import TemplateSyntaxError, engines

    for path in sorted((root / "meedoen").rglob("templates/**/*.*")):
        text = path.read_text()
        where = path.relative_to(root)
        try:
            engines["django"].from_string(text)
        except TemplateSyntaxError as error:
            yield f"{where}: {error}"
        if path.suffix == ".html":
            yield from (f"{where}:{line}: {what}" for line, what in blocked(text))


def blocked(text: str) -> list[tuple[int, str]]:
    """Line and reason of everything in a template that a strict Content-Security-Policy stops."""
    return [
        (text.count("\n", 0, found.start()) + 1, what)
        for pattern, what in BLOCKED.items()
        for found in pattern.finditer(text)
    ]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    found_troubles = list(troubles(ROOT))
    print("\n".join(found_troubles))
    sys.exit(1 if found_troubles else 0)

"""No tracked file names the host of a package registry: which one is used is the machine's own business."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Written in parts, or this file would name them.
PUBLIC = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
          ("deb", "debian", "org"), ("security", "debian", "org")]  # fmt: skip
VARIABLES = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "npm_config_registry",
)
SETTINGS = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf", "~/.npmrc", "/etc/apt/sources.list")
HOST = re.compile(r"https?://(?:[^@/\s]*@)?([A-Za-z0-9.-]+\.[A-Za-z]{2,})")


def hosts() -> set[str]:
    """The public registries, and those that this machine is set to use."""
    texts = [os.environ.get(name, "") for name in VARIABLES]
    for name in SETTINGS:
        path = Path(name).expanduser()
        texts.append(path.read_text() if path.is_file() else "")
    own = {host.lower() for text in texts for host in HOST.findall(text)}
    return own | {".".join(parts) for parts in PUBLIC}


def troubles(root: Path, names: Iterable[str]) -> Iterator[str]:
    """Every line of a file named in `names` that holds a registry's host."""
    pattern = re.compile("|".join(re.escape(host) for host in sorted(hosts())), re.IGNORECASE)
    for name in names:
        path = root / name
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if pattern.search(line):
                yield f"{name}:{number}: the host of a package registry"


if __name__ == "__main__":
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    found = list(troubles(ROOT, filter(None, listed.split("\0"))))
    print("\n".join(found))
    sys.exit(1 if found else 0)

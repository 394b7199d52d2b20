"""How much is read at most, and reading no more than that however it was packed."""

import gzip
import stat
import zipfile
from pathlib import Path
from typing import IO

from meedoen.shared.errors import Refused

MB = 1_000_000
LARGEST_FILE = 4_000 * MB
LARGEST_UNPACKED = 8_000 * MB
LARGEST_SHEET = 200 * MB
SMALL = 50 * MB
MOST_PACKED = 100
MOST_FILES = 200
TOO_SMALL_A_PACK = (
    "Dit bestand is zo sterk ingepakt dat het niet te vertrouwen is ({ratio} keer kleiner dan wat erin zit). "
    "Pak het zelf uit en lees de map in."
)


class Counted:
    """A stream that stops with Refused after so many bytes."""

    def __init__(self, stream: IO[bytes], most: int, name: str) -> None:
        self._stream, self._left, self._name = stream, most, name

    def read(self, size: int = -1) -> bytes:
        return self._count(self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1))

    def readline(self, size: int = MB) -> bytes:
        return self._count(self._stream.readline(size))

    def _count(self, body: bytes) -> bytes:
        self._left -= len(body)
        if self._left < 0:
            raise Refused(f"{self._name} is te groot. Deel het op in kleinere bestanden.")
        return body

    def close(self) -> None:
        self._stream.close()


def open_plain(path: Path) -> Counted:
    """A file, unpacked where its name ends on .gz."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise Refused(f"{path.name} is te groot. Deel het op in kleinere bestanden.")
    if path.suffix.lower() != ".gz":
        return Counted(path.open("rb"), LARGEST_FILE, path.name)
    most = min(LARGEST_UNPACKED, max(SMALL, size * MOST_PACKED))
    return Counted(gzip.open(path), most, path.name)  # type: ignore[arg-type]


def opened_zip(path: Path, largest: int = LARGEST_UNPACKED) -> zipfile.ZipFile:
    """A zip whose contents were looked over by its list of files. Raises Refused, with why."""
    try:
        packed = zipfile.ZipFile(path)
        entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(f"{path.name} is geen zip-bestand dat te openen is. Maak het opnieuw.") from None
    if len(entries) > 10 * MOST_FILES:
        raise Refused(f"{path.name} bevat te veel bestanden ({len(entries)}).")
    total = sum(entry.file_size for entry in entries)
    if total > largest:
        raise Refused(f"{path.name} is uitgepakt te groot ({total // MB} MB). Deel het op.")
    for entry in entries:
        _look_over(path, entry)
    if total > SMALL and total > MOST_PACKED * max(1, path.stat().st_size):
        raise Refused(TOO_SMALL_A_PACK.format(ratio=total // max(1, path.stat().st_size)))
    return packed


def _look_over(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        raise Refused(
            f"{path.name} bevat een bestand dat buiten zijn map wil ({name[:80]}). Niets is gelezen."
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(f"{path.name} bevat een verwijzing naar een ander bestand ({name[:80]}).")
    if entry.flag_bits & 0x1:
        raise Refused(f"{path.name} heeft een wachtwoord. Maak een zip zonder wachtwoord.")
    if name.lower().endswith((".zip", ".gz", ".7z", ".rar", ".tar")):
        raise Refused(f"{path.name} bevat weer een ingepakt bestand ({name[:80]}). Pak dat eerst uit.")
    if entry.file_size > SMALL and entry.file_size > MOST_PACKED * max(1, entry.compress_size):
        raise Refused(TOO_SMALL_A_PACK.format(ratio=entry.file_size // max(1, entry.compress_size)))

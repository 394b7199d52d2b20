"""From what somebody points at to its rows: a folder, a zip, a JSON file, or the address of a server."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from meedoen.importing.reading.json_file import read_json_file
from meedoen.importing.reading.limits import opened_zip
from meedoen.importing.reading.package import FILES, read_package
from meedoen.importing.reading.raw import RawRow
from meedoen.importing.vocabulary import FileFormat
from meedoen.shared.errors import Refused

JSON_ENDINGS = (".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz")
UNKNOWN = (
    "{name} is geen bestand dat Meedoen kan inlezen. Geef een map of zip met HSDS-tabellen, "
    "een JSON- of ndjson-bestand, of het adres van een HSDS-API. Een eigen tabel lees je in "
    "op /werk/inlezen/."
)


def format_of(said: str) -> FileFormat:
    """What kind of source this is. Raises Refused where it is none, or is not there."""
    if "://" in said or said.lower().startswith(("javascript:", "data:", "file:")):
        if urlsplit(said).scheme.lower() not in ("http", "https"):
            raise Refused("Alleen adressen met https:// of http:// kunnen worden ingelezen.")
        return FileFormat.API
    path = Path(said)
    if not path.exists():
        raise Refused(f"{said} bestaat niet. Kijk of de naam klopt.")
    return _format_of_folder(path) if path.is_dir() else format_of_file(path)


def _format_of_folder(path: Path) -> FileFormat:
    tables = any(one.name.lower() in FILES for one in path.iterdir())
    return FileFormat.JSON if _json_files(path) and not tables else FileFormat.PACKAGE


def format_of_file(path: Path) -> FileFormat:
    """The same of one file that is there."""
    if path.stat().st_size == 0:
        raise Refused(f"{path.name} is leeg.")
    name = path.name.lower()
    if name.endswith(JSON_ENDINGS):
        return FileFormat.JSON
    if name.endswith(".zip"):
        return FileFormat.PACKAGE
    raise Refused(UNKNOWN.format(name=path.name))


def format_of_upload(path: Path) -> FileFormat:
    """What a file that was sent is, by what is in it and not by what it is called."""
    with path.open("rb") as body:
        start = body.read(1_000).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        with opened_zip(path) as packed:
            return FileFormat.TABLE if "[Content_Types].xml" in packed.namelist() else FileFormat.PACKAGE
    if start.startswith((b"{", b"[")) or path.name.endswith(".gz"):
        return FileFormat.JSON
    return FileFormat.TABLE


def _json_files(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if one.name.lower().endswith(JSON_ENDINGS) and one.is_file())


def read_file(path: Path, format: FileFormat) -> Iterator[RawRow]:
    """The rows of a file or folder."""
    if format == FileFormat.PACKAGE:
        return read_package(path)
    if path.is_dir():
        files = [one for one in _json_files(path) if not one.name.startswith("datapackage")]
        return chain.from_iterable(read_json_file(one) for one in files)
    return read_json_file(path)

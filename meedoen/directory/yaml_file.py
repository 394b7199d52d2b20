"""A YAML file read strictly into msgspec Structs; what is wrong becomes a Dutch sentence with its line."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from meedoen.shared.errors import Refused

Record = TypeVar("Record")

# Where in the file: the keys and list positions that lead to a value.
Place = tuple[str | int, ...]

KINDS = {
    "str": "tekst",
    "int": "een heel getal",
    "float": "een getal met een komma of punt",
    "bool": "ja of nee",
    "array": "een lijst",
    "object": "een blok met velden",
    "date": "een datum",
    "datetime": "een datum met tijd",
    "null": "niets",
}


class Problem(Exception):
    """One thing that is wrong at one place in a file; `of_key` points at the key and not at its value."""

    def __init__(self, place: Place, message: str, *, of_key: bool = False) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.of_key = of_key


def read_as(
    path: Path, kind: type[Record], check: Callable[[Record], Iterator[Problem]], forms: Mapping[str, str]
) -> Record:
    """The record in the file at `path`.

    `check` yields what the types cannot say; `forms` says per field how to write a value that has a form.
    Raises Refused with a Dutch sentence (which field, what to do)
    and `where` as file:line, for a file that cannot be read, is no YAML, or does not fit.
    """
    node, data = _parse(path)
    try:
        _refuse_doubles(node)
        record = _converted(data, kind, forms)
        for problem in check(record):
            raise problem
    except Problem as problem:
        line = _line(node, problem.place, of_key=problem.of_key)
        raise Refused(problem.message, f"{path}:{line}") from None
    return record


def _parse(path: Path) -> tuple[yaml.Node, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refused(
            "Hier staat een teken dat geen UTF-8 is. Bewaar het bestand als UTF-8.", f"{path}:{line}"
        ) from None
    except OSError as error:
        raise Refused(
            f"Dit bestand kan niet gelezen worden ({error.strerror}). Controleer de rechten.", str(path)
        ) from None
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Refused(
            "Dit is geen goede YAML. Controleer het inspringen, de dubbele punten en de aanhalingstekens.",
            f"{path}:{_line_of_error(error, text)}",
        ) from None
    except (ValueError, RecursionError):
        raise Refused(
            "Hier staat een waarde die geen YAML is. Zet tekst tussen aanhalingstekens.", str(path)
        ) from None
    if node is None:
        raise Refused("Dit bestand is leeg. Zet de gegevens erin, of haal het bestand weg.", f"{path}:1")
    return node, data


def _line_of_error(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    return text[: getattr(error, "position", 0)].count("\n") + 1


def _refuse_doubles(node: yaml.Node, place: Place = ()) -> None:
    """Raise Problem where a key stands twice in one block, of which YAML would silently keep the last."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise Problem(
                    (*place, key.value),
                    f"Veld “{key.value}” staat hier dubbel. Haal er een weg.",
                    of_key=True,
                )
            seen.add(key.value)
            _refuse_doubles(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _refuse_doubles(item, (*place, number))
    elif "\0" in node.value:
        raise Problem(place, "Hier staat een onzichtbaar nul-teken. Haal het weg.")


def _converted(data: Any, kind: type[Record], forms: Mapping[str, str]) -> Record:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise _in_dutch(str(error), forms) from None


def _in_dutch(message: str, forms: Mapping[str, str]) -> Problem:
    said, _, where = message.partition(" - at ")
    place = _place(where)
    missing = re.fullmatch(r"Object missing required field `(.+)`", said)
    if missing:
        return Problem(place, f"Veld “{missing[1]}” ontbreekt{_inside(place)}. Vul het in.")
    unknown = re.fullmatch(r"Object contains unknown field `(.+)`", said)
    if unknown:
        name = unknown[1]
        sentence = f"Veld “{name}” bestaat niet{_inside(place)}. Controleer de spelling of haal het weg."
        return Problem((*place, name), sentence, of_key=True)
    return Problem(place, f"{_field(place)} {_what_is_wrong(said, forms.get(_name(place), ''))}")


def _what_is_wrong(said: str, form: str) -> str:
    """The second half of the sentence, after the field's name."""
    kinds = re.fullmatch(r"Expected `(.+)`, got `(.+)`", said)
    if kinds:
        wanted = _kind(kinds[1])
        advice = (
            " Zet de waarde tussen aanhalingstekens." if "str" in kinds[1] and kinds[2] != "object" else ""
        )
        return f"moet {wanted} zijn, maar er staat {_kind(kinds[2])}.{advice}"
    length = re.fullmatch(r"Expected `(\w+)` of length (<=|>=) (\d+)", said)
    if length and length[2] == "<=":
        return f"is te lang. Maak er hooguit {length[3]} tekens van."
    if length:
        return "is leeg. Vul het in, of laat het hele veld weg."
    bound = re.fullmatch(r"Expected `\w+` (<=|>=) (-?\d+)", said)
    if bound:
        return f"moet {'hooguit' if bound[1] == '<=' else 'minstens'} {bound[2]} zijn."
    if "matching regex" in said:
        return f"heeft niet de goede vorm. {form}"
    return "past hier niet. Kijk hoe dit veld in de andere bestanden staat."


def _kind(names: str) -> str:
    return " of ".join(
        KINDS.get(name, name) for name in names.split(" | ") if name != "null" or names == "null"
    )


def _place(where: str) -> Place:
    """The place in msgspec's words: `$.services[0].name`, or `key` in that for a key that is no text."""
    parts: list[str | int] = []
    for name, number in re.findall(r"\.(\w+)|\[(\d+)\]", where):
        parts.append(name or int(number))
    return tuple(parts)


def _name(place: Place) -> str:
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def _field(place: Place) -> str:
    if not place:
        return "Het bestand"
    position = f" (nummer {place[-1] + 1})" if isinstance(place[-1], int) else ""
    return f"Veld “{_name(place)}”{position}"


def _inside(place: Place) -> str:
    return f" in “{_name(place)}”" if place else ""


def _line(node: yaml.Node, place: Sequence[str | int], *, of_key: bool) -> int:
    """The line, from 1, on which the value at `place` starts; as far as the file goes along with it."""
    line = node.start_mark.line + 1
    for number, part in enumerate(place):
        found = _child(node, part)
        if found is None:
            break
        key, node = found
        last = number == len(place) - 1
        line = (
            key if key is not None and (of_key or not last or _is_block(node)) else node
        ).start_mark.line + 1
    return line


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(part, int):
        fits = isinstance(node, yaml.SequenceNode) and part < len(node.value)
        return (None, node.value[part]) if fits else None
    if not isinstance(node, yaml.MappingNode):
        return None
    # The last one, so that a key that stands twice is pointed out where it stands again.
    return next(((key, value) for key, value in reversed(node.value) if key.value == part), None)


def _is_block(node: yaml.Node) -> bool:
    return not isinstance(node, yaml.ScalarNode)

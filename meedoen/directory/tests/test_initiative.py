from collections.abc import Callable
from pathlib import Path

import pytest

from meedoen.directory.initiative import read_initiative, read_initiatives
from meedoen.directory.management.commands.load_initiatives import FOLDER
from meedoen.shared.errors import Refused

RIGHT = """\
# De Wilg: facts from document 003; what the documents leave open is left out.
id: de-wilg
name: De Wilg
kind: welzijnsorganisatie
described: 2017
documents: ["003"]
municipalities:
  - {name: Utrecht, code: GM0344}
organization:
  name: De Wilg
services:
  - key: inloop
    name: Inloop bij De Wilg
    summary: Loop binnen om mensen te ontmoeten.
    description: |
      Je loopt binnen.
      Je drinkt koffie.

      Daarna zie je verder.
    interests: [meeting]
    life_domains: [social_contacts]
    activation_levels: [2]
    access: open
    costs:
      - {amount: "3.00", amount_to: "5.00", currency: EUR, unit: keer, document: "003"}
  - key: dagbesteding
    name: Dagbesteding
    summary: Bezig zijn.
    description: Je bent bezig.
    minimum_age: 18
    maximum_age: 27
partners:
  - {name: Reinaerde, document: "003"}
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str, name: str = "de-wilg.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return written


def refusal(path: Path) -> tuple[str, str]:
    """The place as name:line, and the sentence."""
    with pytest.raises(Refused) as caught:
        read_initiative(path)
    return caught.value.where.removeprefix(f"{path.parent}/"), caught.value.message


def test_a_right_file_is_read_whole(write: Callable[[str], Path]) -> None:
    initiative = read_initiative(write(RIGHT))

    assert initiative.id == "de-wilg"
    assert [service.key for service in initiative.services] == ["inloop", "dagbesteding"]
    assert initiative.services[0].costs[0].amount_to == "5.00"
    assert initiative.services[1].access is None


def test_every_data_file_of_the_project_is_right() -> None:
    initiatives = read_initiatives(FOLDER)

    assert len(initiatives) == 33
    assert [initiative.id for initiative in initiatives] == sorted(
        initiative.id for initiative in initiatives
    )


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("described: 2017", "described: vroeger", 5, "Veld “described” moet een heel getal zijn"),
        ("described: 2017", "described: 17", 5, "moet minstens 1900 zijn"),
        ("described: 2017", "described: 2017\nbeschreven: 2018", 6, "Veld “beschreven” bestaat niet"),
        ("described: 2017", "described: 2017\nname: Dubbel", 6, "Veld “name” staat hier dubbel"),
        ("name: De Wilg\nkind", "kind", 2, "Veld “name” ontbreekt. Vul het in."),
        ("    name: Dagbesteding\n", "", 26, "Veld “name” ontbreekt in “services”"),
        ("code: GM0344", "code: Utrecht", 8, "Schrijf GM en vier cijfers, bijvoorbeeld GM0344."),
        ('amount: "3.00"', "amount: 3.00", 25, "moet tekst zijn, maar er staat een getal"),
        ('amount: "3.00"', 'amount: "3"', 25, "Schrijf een bedrag met twee cijfers achter de punt"),
        ('amount_to: "5.00"', 'amount_to: "2.00"', 25, "“amount_to” is lager dan “amount”"),
        ('keer, document: "003"', 'keer, document: "009"', 25, "staat niet bovenaan in “documents”"),
        (
            "interests: [meeting]",
            "interests: [meeting, koken]",
            20,
            "Veld “interests” kent “koken” niet. Kies uit",
        ),
        ("activation_levels: [2]", "activation_levels: [5]", 22, "moet hooguit 4 zijn"),
        ("access: open", "access: iedereen", 23, "Kies open, mixed of indication."),
        ("access: open", "access:", 23, None),
        ("key: dagbesteding", "key: inloop", 26, "Geef elk aanbod een eigen key"),
        ("maximum_age: 27", "maximum_age: 17", 31, "“maximum_age” is lager dan “minimum_age”"),
        ("id: de-wilg", "id: de-linde", 2, "het bestand heet “de-wilg”"),
        ("organization:\n  name: De Wilg\n", "", 2, "Veld “organization” ontbreekt"),
        ("name: Dagbesteding", f"name: {'x' * 201}", 27, "Maak er hooguit 200 tekens van"),
        ("name: Dagbesteding", 'name: "Dag\\0besteding"', 27, "onzichtbaar nul-teken"),
        ("name: Dagbesteding", "name: [Dagbesteding]", 27, "moet tekst zijn, maar er staat een lijst"),
        ("name: Dagbesteding", "name: Dag: besteding", 27, "Dit is geen goede YAML"),
        ("name: Dagbesteding", "name: 'Dagbesteding", 34, "Dit is geen goede YAML"),
        (RIGHT, "", 1, "Dit bestand is leeg"),
        (RIGHT, "- een lijst\n", 1, "Het bestand moet een blok met velden zijn, maar er staat een lijst"),
        (RIGHT, "described: 2017-02-31\n", 0, "Hier staat een waarde die geen YAML is"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_and_what_to_do(
    write: Callable[[str], Path], before: str, after: str, line: int, said: str | None
) -> None:
    assert before in RIGHT
    path = write(RIGHT.replace(before, after, 1))
    if said is None:
        assert read_initiative(path).services[0].access is None
        return

    where, message = refusal(path)

    assert said in message
    assert where == (f"de-wilg.yaml:{line}" if line else "de-wilg.yaml")


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "de-wilg.yaml"
    path.write_bytes(b"id: de-wilg\nname: caf\xe9\n")

    assert refusal(path) == (
        "de-wilg.yaml:2",
        "Hier staat een teken dat geen UTF-8 is. Bewaar het bestand als UTF-8.",
    )


def test_each_wrong_file_of_a_folder_has_its_sentence(write: Callable[..., Path], tmp_path: Path) -> None:
    write(RIGHT)
    write("id: a\n", "a.yaml")
    write("", "b.yaml")

    with pytest.raises(Refused) as caught:
        read_initiatives(tmp_path)

    assert "2 bestanden zijn niet goed. Er is niets geladen." in caught.value.message
    assert f"{tmp_path}/a.yaml:1: " in caught.value.message
    assert f"{tmp_path}/b.yaml:1: " in caught.value.message


def test_a_folder_that_is_not_there_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Deze map is er niet"):
        read_initiatives(tmp_path / "weg")
    with pytest.raises(Refused, match="geen enkel"):
        read_initiatives(tmp_path)


def test_a_group_that_is_not_in_the_list_is_refused_with_its_line(write: Callable[[str], Path]) -> None:
    groups = '    groups: [young, teens]\n    target_groups: [{text: "jongeren", document: "003"}]\n'
    text = RIGHT.replace("    access: open\n", f"    access: open\n{groups}")

    place, sentence = refusal(write(text))

    assert place == f"de-wilg.yaml:{text.splitlines().index(groups.splitlines()[0]) + 1}"
    assert sentence.startswith("Veld “groups” kent “teens” niet. Kies uit everybody, benefit,")


def test_groups_without_the_words_of_the_source_are_refused(write: Callable[[str], Path]) -> None:
    _, sentence = refusal(
        write(RIGHT.replace("    access: open\n", "    access: open\n    groups: [young]\n"))
    )

    assert sentence == (
        "Veld “groups” deelt in wat “target_groups” zegt, en dat ontbreekt. Schrijf op wat de bron zegt."
    )

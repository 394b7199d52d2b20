"""The relevance set of benchmarks/relevance: whole, and every right answer a service of the demo map."""

from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "benchmarks" / "relevance"
SERVICES = ROOT / "meedoen" / "directory" / "data" / "initiatives"
INVENTED = ROOT / "meedoen" / "demo" / "data" / "offer.yaml"


def read(name: str) -> dict[str, list]:  # type: ignore[type-arg]
    return yaml.safe_load((DATA / name).read_text())  # type: ignore[no-any-return]


def test_every_right_answer_is_on_the_demo_map() -> None:
    files = [yaml.safe_load(path.read_text()) for path in SERVICES.glob("*.yaml")]
    there = {service["name"] for file in files for service in file["services"]}
    there |= {kind["name"] for kind in yaml.safe_load(INVENTED.read_text())}

    named = {name for names in read("topics.yaml").values() for name in names}

    assert named - there == set()


def test_every_question_stands_once_and_has_a_topic() -> None:
    topics = read("topics.yaml").keys()
    rows = [row for half in ("held_out.yaml", "tuning.yaml") for kind in read(half).values() for row in kind]

    assert [asked for asked, count in Counter(row["asked"] for row in rows).items() if count > 1] == []
    assert {topic for row in rows for topic in row["right"]} - topics == set()
    assert len(rows) >= 150


def test_half_is_held_out_and_every_language_has_twelve_questions() -> None:
    held, tuned = read("held_out.yaml"), read("tuning.yaml")
    counts = {kind: len(held[kind]) + len(tuned[kind]) for kind in held}

    assert {kind: len(rows) for kind, rows in held.items()} == {
        kind: len(rows) for kind, rows in tuned.items()
    }
    assert {kind for kind, count in counts.items() if count < 12} == set()
    assert {"tr", "ar", "pl", "ru", "en", "de"} < counts.keys()

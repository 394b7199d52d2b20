import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.models import Area, AreaFigure
from meedoen.areas.policy import period_of, value_of
from meedoen.areas.queries import DatedFigure, dated_figures, figures, measures
from meedoen.shared.errors import Refused
from meedoen.shared.period import Period

Writer = Callable[[str | bytes], Path]
ON = date(2026, 3, 2)


@pytest.fixture
def file(tmp_path: Path) -> Writer:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "cijfers.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def areas(db: None) -> None:
    for code, kind in (("GM0344", "municipality"), ("WK034403", "district"), ("WK034404", "district")):
        Area.objects.create(code=code, kind=kind, name=code)


def load(path: Path, **options: Any) -> None:
    call_command("load_figures", path, **options)


HEAD = "area_code,measure,period,value,source\n"


@pytest.mark.usefixtures("areas")
def test_figures_are_those_of_the_latest_period_that_had_begun(file: Writer) -> None:
    load(
        file(
            HEAD
            + "WK034403,Bijstand,2024,900,CBS\nWK034403,Bijstand,2025,950.5,CBS\n"
            + "WK034403,Bijstand,2027,1,CBS\n"
            + "WK034404,Bijstand,2025,700,CBS\nWK034404,Bijstand,2025-01-01,701,telling\n"
            + "GM0344,Eenzaam,2025,12,GGD\n"
        )
    )
    codes = ["WK034403", "WK034404", "GM0344"]

    assert figures("bijstand", codes, ON) == {"WK034403": Decimal("950.500"), "WK034404": Decimal("701.000")}
    assert figures("bijstand", codes, date(2024, 12, 31)) == {"WK034403": Decimal("900.000")}
    assert figures("bijstand", ["GM0344"], ON) == {}
    assert measures() == ["bijstand", "eenzaam"]
    assert dated_figures("eenzaam", codes, ON) == {
        "GM0344": DatedFigure(Decimal("12.000"), date(2025, 1, 1), date(2025, 12, 31), "GGD")
    }


@pytest.mark.usefixtures("areas")
def test_figures_of_any_number_of_areas_take_one_query(file: Writer, django_assert_num_queries: Any) -> None:
    load(file(HEAD + "WK034403,bijstand,2025,1,\n"))
    with django_assert_num_queries(1):
        figures("bijstand", ["WK034403"], ON)
    load(file(HEAD + "WK034403,bijstand,2024,1,\nWK034404,bijstand,2025,1,\nGM0344,bijstand,2025,1,\n"))
    with django_assert_num_queries(1):
        figures("bijstand", ["WK034403", "WK034404", "GM0344"], ON)


@pytest.mark.usefixtures("areas")
def test_loading_twice_changes_nothing_and_a_new_value_replaces(
    file: Writer, capsys: pytest.CaptureFixture[str]
) -> None:
    load(file(HEAD + "WK034403,bijstand,2025,1,CBS\n"))
    before = list(AreaFigure.objects.values())
    load(file(HEAD + 'WK034403,bijstand,2025,"1,000",CBS\n'))
    assert list(AreaFigure.objects.values()) == before

    capsys.readouterr()
    load(file(HEAD + "WK034403,bijstand,2025,2,CBS\nWK034404,bijstand,2025,3,CBS\n"), json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["new"], said["changed"], said["same"]) == (1, 1, 0)
    assert AreaFigure.objects.get(area__code="WK034403").value == 2


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize(
    "content",
    [
        "\ufeffgebied;onderwerp;periode;waarde;bron\r\nWK034403 ;Café's;2025JJ00;1.234,5;é\r\n".encode(),
        "gebied;onderwerp;periode;waarde;bron\nWK034403;Café's;2025;1234,5;é\n".encode("cp1252"),
        "gebied\tonderwerp\tperiode\twaarde\tbron\nwk034403\tCafé's\t2025\t1234.5\té\n".encode("utf-16"),
        'area_code,measure,period,value,source\n"WK034403","Café\'s","2025","1234,5","é"\n\n'.encode(),
    ],
)
def test_a_file_is_read_in_the_encodings_and_separators_that_people_have(
    file: Writer, content: bytes
) -> None:
    load(file(content))
    assert list(AreaFigure.objects.values_list("area__code", "measure", "value", "source")) == [
        ("WK034403", "café's", Decimal("1234.500"), "é")
    ]


@pytest.mark.usefixtures("areas")
def test_mistakes_are_told_by_line_and_nothing_is_written(
    file: Writer, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(
        HEAD + "WK034403,bijstand,2025,1,CBS\nWK999999,bijstand,2025,1,CBS\nOvervecht,bijstand,2025,1,CBS\n"
        "WK034403,,2025,1,CBS\nWK034403,bijstand,gisteren,1,CBS\nWK034403,bijstand,2024,veel,CBS\n"
        'WK034403,bijstand,2025,2,"een\nbron"\nWK034403,bijstand,2023-02-30,1,CBS\n'
        "WK034403,bijstand,2023,1e9,CBS\nWK034403,bijstand,2022,999999999999,CBS\nWK034403\n"
    )
    with pytest.raises(Refused) as caught:
        load(path, json=True)

    assert AreaFigure.objects.count() == 0
    assert caught.value.message.startswith(
        "In 10 regels klopt iets niet, de eerste is regel 3: Gebied WK999999"
    )
    found = json.loads(capsys.readouterr().out)["tables"][0]["rows"]
    assert [row["line"] for row in found] == [3, 4, 5, 6, 7, 8, 10, 11, 12, 13]


@pytest.mark.usefixtures("areas")
def test_areas_from_elsewhere_and_cells_without_a_number_are_passed_over_on_asking(
    file: Writer, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(
        HEAD + "WK999999,bijstand,2025,1,CBS\nWK034403,bijstand,2025,.,CBS\nWK034404,bijstand,2025,5,CBS\n"
    )
    load(path, only_known=True, dry_run=True)
    assert AreaFigure.objects.count() == 0
    load(path, only_known=True, json=True)

    said = json.loads(capsys.readouterr().out.split("gelijk.\n", 1)[1])
    assert (said["new"], said["empty"], said["elsewhere"]) == (1, 1, 1)


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ontbreekt area_code, measure, period, value."),
        (b"gebied;waarde\nWK034403;1\n", "ontbreekt measure, period."),
        (HEAD.encode() + b"WK034403,bij\0stand,2025,1,CBS", "geen tekst in een leesbare codering"),
        (b"\x81\x8d\x8f\x90", "geen tekst in een leesbare codering"),
        (HEAD.encode() + b'WK034403,"bijstand,2025,1,CBS\n', "niet te lezen"),
        (HEAD.encode() + b"WK034403," + b"x" * 10_000_000 + b",2025,1,CBS\n", "niet te lezen"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(file: Writer, content: bytes, words: str) -> None:
    with pytest.raises(Refused) as caught:
        load(file(content))
    assert words in caught.value.message
    assert AreaFigure.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025JJ00", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025KW04", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025-k1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025MM12", date(2025, 12, 1), date(2025, 12, 31)),
        (" 2025-01-31 ", date(2025, 1, 31), date(2025, 1, 31)),
    ],
)
def test_a_period_is_read_as_people_and_cbs_write_it(text: str, start: date, end: date) -> None:
    assert period_of(text) == Period(start, end)


@given(st.text(max_size=40))
def test_no_text_makes_a_number_or_period_fail_other_than_in_words(text: str) -> None:
    for read in (value_of, period_of):
        try:
            read(text)
        except Refused as refusal:
            assert refusal.message


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=3))
def test_a_number_with_a_comma_is_the_number_with_a_point(number: Decimal) -> None:
    assert value_of(f"{number:f}".replace(".", ",")) == number

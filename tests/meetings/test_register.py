"""The register reads its CSV, says where it cannot, and writes what it reads."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.register import (
    Register,
    RegisterEntry,
    RegisterError,
    read_register,
    write_register,
)

pytestmark = pytest.mark.pure

HEADER = "type;navn;kort;titel;email;hører_til;leder;gyldig_fra;gyldig_til\n"


def test_it_reads_every_kind_of_entry() -> None:
    register = read_register(
        HEADER
        + "udvalg;Teknisk Udvalg;TU;;;;;;\n"
        + "enhed;Teknisk Sekretariat;TSK;;tsk@norrevang.example;;Lene Holst;2022-01-01;\n"
        + "person;Lene Holst;LH;sekretariatschef;lene@norrevang.example;TSK;;;\n"
        + "alias;TS;;;;TSK;;;31-12-2021\n"
    )
    assert [entry.kind for entry in register.entries] == ["committee", "unit", "person", "alias"]
    assert register.entries[1].valid_from == date(2022, 1, 1)
    assert register.entries[3].valid_to == date(2021, 12, 31)


def test_commas_fewer_columns_and_a_byte_order_mark_are_fine() -> None:
    register = read_register("\ufefftype,navn,kort\nenhed,Havnekontoret,HK\n\n")
    assert register.entries == (RegisterEntry("unit", "Havnekontoret", short="HK"),)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, None),
        ("type;navn;farve\n", 1, "farve"),
        ("navn;kort\n", 1, "type"),
        ("type;navn;navn\n", 1, "navn"),
        (HEADER + "hest;Lene;;;;;;;\n", 2, "type"),
        (HEADER + "person;;;;;;;;\n", 2, "navn"),
        (HEADER + "alias;TS;;;;;;;\n", 2, "hører_til"),
        (HEADER + "person;Lene Holst;;;lene;;;;\n", 2, "email"),
        (HEADER + "enhed;A;;;;;;;\nenhed;B;;;;;;31-04-2025;\n", 3, "gyldig_fra"),
        (HEADER + "enhed;B;;;;;;i går;\n", 2, "gyldig_fra"),
        (HEADER + "enhed;B;;;;;;2025-02-01;2025-01-01\n", 2, "gyldig_til"),
        (HEADER + "enhed;B;;;;;;;;;;\n", 2, None),
        (HEADER + 'enhed;"B;;;;;;;\n', 2, None),
    ],
)
def test_what_cannot_be_read_is_named_by_line_and_column(
    text: str, line: int, column: str | None
) -> None:
    with pytest.raises(RegisterError) as caught:
        read_register(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"Linje {line}")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20
)


@given(
    st.lists(
        st.builds(
            RegisterEntry,
            kind=st.sampled_from(["committee", "unit", "person"]),
            name=WORDS,
            short=st.none() | WORDS,
            title=st.none() | WORDS,
            valid_from=st.none() | st.dates(date(1000, 1, 1)),
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read_back_the_same(entries: list[RegisterEntry]) -> None:
    register = Register(tuple(entries))
    assert read_register(write_register(register)) == register


def test_a_file_with_few_columns_is_written_with_the_same() -> None:
    text = "type;navn;kort\nenhed;Havnekontoret;HK\n"
    register = read_register(text)
    assert register.columns == {"type", "navn", "kort"}
    assert write_register(register) == text


def test_the_apostrophe_that_a_spreadsheet_needs_is_no_part_of_the_name() -> None:
    register = read_register("type;navn;kort\nenhed;'-Fritid;'=KF\nenhed;'Huset;\n")
    assert [(entry.name, entry.short) for entry in register.entries] == [
        ("-Fritid", "=KF"),
        ("'Huset", None),
    ]

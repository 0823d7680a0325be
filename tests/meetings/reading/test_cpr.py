"""Numbers that look like CPR numbers are warned of, by page, and never repeated."""

from __future__ import annotations

import pytest

from meetings.reading.cpr import cpr_problems, find_cpr, hide_cpr
from meetings.reading.text import FileText, Page

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "text",
    [
        "Borgeren (010190-1234) søger.",
        "CPR 0101901234",
        "cpr-nr.: 010190 1234.",
        "født 290200-4321",
        "010190 - 1234",
        "010190–1234",
        "310157-5000",
        "\n311299-3000\n",
        "Ida Dam,010190-1234,Åvej 3",
        "cpr-nr.010190-1234",
        "CPR-010190-1234",
        "Ida Dam -010190-1234",
        "010190\u00ad1234",
    ],
)
def test_a_date_and_four_digits_are_found(text: str) -> None:
    ((start, end),) = find_cpr(text)
    assert [c for c in text[start:end] if c.isdigit()][:2]
    assert sum(c.isdigit() for c in text[start:end]) == 10


@pytest.mark.parametrize(
    "text",
    [
        "Konto 3214 0101901234567",
        "Tlf. 12 34 56 78 90",
        "EAN 5790001234567",
        "320190-1234",
        "011390-1234",
        "290201-1234",
        "Sagsnr. 00.01.00-P19-1-26",
        "beløb 1.010190.1234",
        "02-03-2026 16:00 - 18:00",
        "2026-03-02 1600",
        "2026-010190-1234",
        "12,010190-1234",
        "010190-1234-26",
        "010190-1234/26",
        "010190-1234,50",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert list(find_cpr(text)) == []


@pytest.mark.parametrize("between", [",", "/", ", ", ";", "\n"])
@pytest.mark.parametrize("dash", ["-", "", " "])
def test_each_of_a_list_is_hidden(between: str, dash: str) -> None:
    numbers = [f"010190{dash}1234", f"020290{dash}4321", f"030390{dash}1111"]
    hidden = between.join([f"xxxxxx{dash}xxxx"] * 3)
    assert hide_cpr(f"Børn: {between.join(numbers)}.") == f"Børn: {hidden}."


def test_the_warning_names_pages_and_no_number() -> None:
    one = "Borgeren 010190-1234 søger.\n"
    text = one + "Ingen her.\n" + one + one
    ends = [len(one), len(one) + 11, 2 * len(one) + 11, len(text)]
    starts = [0, *ends[:-1]]
    pages = tuple(
        Page(number, 595, 842, start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    (warning,) = cpr_problems(FileText(text, pages))
    assert "ligner CPR-numre på side 1, 3 og 4." in warning
    assert "0101" not in warning
    assert cpr_problems(FileText("Ingen her.")) == ()


def test_a_file_without_pages_is_warned_of_as_a_whole() -> None:
    (warning,) = cpr_problems(FileText("Borgeren 010190-1234 søger."))
    assert warning == "Teksten rummer tal, der ligner CPR-numre. Se efter, om de må stå der."


def test_many_pages_are_not_all_named() -> None:
    one = "010190-1234\n"
    pages = tuple(Page(n + 1, 595, 842, n * len(one), (n + 1) * len(one)) for n in range(40))
    (warning,) = cpr_problems(FileText(one * 40, pages))
    assert "på side 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 og flere." in warning

"""Every page in English has nothing Danish but what is data: names, and words of minutes."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import User
from tests.cast import QUOTES, TEXT, Cast
from tests.tracker.test_access_matrix import TABLE, addresses

__all__ = ["addresses"]

pytestmark = pytest.mark.django_db

# What the tests themselves wrote into the rows, and what has its name in Danish alone.
DATA = (
    "Følg op",
    "Nørrevang",
    "Dansk",
    "sommerferien, efterårsferien, budgetseminaret",
    "Udarbejd notat om svømmehallens åbningstider i ferierne",
    "Svømmehallens åbningstider",
    "Godkendelse af dagsorden",
    "taget undersøges",
    "Kultur- og Fritidsudvalget",
    "Kultur og Fritid",
    "Kultur og Borgere",
    "Teknik- og Miljøudvalget",
    "Teknik og Miljø",
    "Det er ikke mit.",
    "Ordene siger, hvad der skal ske.",
    "til næste møde",
    "støjnotat",
    "[sidste møde]",
    "[udvalg]",
)
DANISH = re.compile(
    r"\b\w*[æøåÆØÅ]\w*|\b(?:og|eller|ikke|med|til|den|det|der|som|skal|blev|opgave|udvalg|frist)\b"
)
AS_ANNA = {"profile", "my_items"}
NO_PAGES = {"document_original", "action_item_attachment", "page_picture", "calendar_feed"}


def routes() -> list[str]:
    opened = [name for name, (get, _post) in TABLE.items() if get.endswith("200") or name == "home"]
    return sorted(
        name
        for name in opened
        if name not in NO_PAGES and not name.startswith("api_") and not name.endswith("_export")
    )


@pytest.mark.parametrize("name", routes())
def test_a_page_in_english_is_english(name: str, addresses, cast: Cast, client_of) -> None:
    user: User = cast.anna if name in AS_ANNA else cast.bo
    client = client_of(user)
    client.cookies["sprog"] = "en"
    answer = client.get(addresses(name))
    if not answer.headers["Content-Type"].startswith("text/html"):
        return
    assert sorted(set(DANISH.findall(words(answer.text)))) == []


def words(page: str) -> str:
    """Return what the page says, by eye and by ear, without what is marked as Danish and data."""
    page = re.sub(r"<(script|style|textarea|blockquote|pre)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r'<(\w+)[^>]*\blang="da"[^>]*>.*?</\1>', " ", page, flags=re.DOTALL)
    heard = re.findall(r'\b(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"', page)
    said = html.unescape(re.sub(r"<[^>]*>", " ", page) + " " + " ".join(heard))
    said = " ".join(said.split())
    quotes = sorted((*QUOTES, *_sentences(), *DATA), key=len, reverse=True)
    for known in quotes:
        said = said.replace(" ".join(known.split()), " ")
    return said


def _sentences() -> list[str]:
    return [
        part for line in TEXT.splitlines() for part in (line, *re.split(r"(?<=\.) ", line)) if part
    ]


@pytest.mark.parametrize(
    ("route", "text", "words"),
    [
        ("register_import", "type;navn\nhus;Rådhuset\n", "column “type”: “hus” is not a type"),
        ("register_import", "type;navn\n" + "udvalg;A\n" * 10_001, "more than 10,000 lines"),
        ("calendar_import", "type;navn\n", "Line 1: the first line must be type;navn;"),
        (
            "house_rules_import",
            "betydning;vending;udvalg;begrundelse;gyldig_fra;gyldig_til\naldrig;nej;;;;\n",
            "Line 2, column “vending”: The phrase is too short.",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_english(cast: Cast, client_of, route, text, words):
    client = client_of(cast.bo)
    client.cookies["sprog"] = "en"
    file = SimpleUploadedFile("fil.csv", text.encode())
    assert words in html.unescape(client.post(reverse(route), {"file": file}).text)


def test_a_file_that_is_written_while_it_is_read_is_in_english(cast: Cast, action_item, client_of):
    client = client_of(cast.bo)
    client.cookies["sprog"] = "en"
    answer = client.get(reverse("action_items"), {"status": "open", "format": "csv"})
    header, row = answer.getvalue().decode("utf-8-sig").splitlines()
    assert header.startswith("No.;Task;Owner;Deadline")
    assert ";open;" in row

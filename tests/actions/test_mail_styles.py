"""The styles of a mail stand on its elements, whatever is filled in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from lxml import html

from actions.mail.labels import LABELS
from actions.mail.templates import INLINER, mail_template, styled_template

LAYOUT = Path(settings.BASE_DIR) / "templates" / "emails" / "layout"
WORDS = {
    "language": "da",
    "words": "emails/da/",
    "labels": LABELS["da"],
    "name": "Bo <b>",
    "municipality": 'Nørrevang "& Omegn"',
    "unsubscribe_url": "https://x.example/afmeld/1/",
}
ENTRY = {
    "what": "Skriv til <skolen> & svar",
    "quote": 'Et "citat" <i>',
    "background": "B",
    "clip": "udklip-5@x.example",
    "answer_url": "https://x.example/svar/a/",
}
TODAY = date(2026, 3, 3)
SHAPES = {
    "late": {**ENTRY, "when": "late", "lacking": "Beløbet mangler"},
    "no deadline": {**ENTRY, "when": "none"},
    "of an owner's": {**ENTRY, "owner": "Bo"},
    "closed": {"is_closed": True, "item_url": "https://x.example/opfoelgning/5/"},
}


def plain(page: str) -> list[tuple[str, dict[str, str], str]]:
    """Return the elements, their attributes and words, without the space between them."""
    elements = [one for one in html.document_fromstring(page).iter() if isinstance(one.tag, str)]
    return [
        (
            one.tag,
            {name: value for name, value in one.attrib.items() if value},
            " ".join((one.text or "").split()),
        )
        for one in elements
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mail_looks_as_if_it_had_been_styled_when_it_was_written(shape: str) -> None:
    section = {"heading": "Ny", "entries": [SHAPES[shape]]}
    context = {**WORDS, "sections": [section, section]}
    name = "emails/layout/digest.html"
    one_by_one = INLINER.inline(render_to_string(name, context))
    assert plain(styled_template(name, words="emails/da/").render(context)) == plain(one_by_one)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_mail_put_together_once_says_what_its_pieces_say(language: str, shape: str) -> None:
    words = f"emails/{language}/"
    shown = {**SHAPES[shape], "group": "new", "deadline": TODAY, "refused_deadline": TODAY}
    context = {
        **WORDS,
        "words": words,
        "labels": LABELS[language],
        "sections": [{"heading": "Ny", "entries": [shown, shown]}],
        "only": shown,
        "own": [shown],
        "news": [shown],
        "news_groups": {"new"},
        "meeting": ("Udvalget", TODAY),
        "today_is": TODAY,
    }
    for name in (f"{words}digest.subject.txt", "emails/layout/digest.txt"):
        whole = mail_template(name, words=words).render(context)
        assert whole == render_to_string(name, context)
        assert "Skriv til <skolen> & svar" in whole or shape == "closed"


def test_no_block_of_a_layout_stands_inside_a_tag_where_styles_would_miss_it() -> None:
    found = [
        (path.name, tag)
        for path in sorted(LAYOUT.glob("*.html"))
        for tag in re.findall(r"<[a-z][^>]*\{%", path.read_text())
    ]
    assert found == []

"""A mail as words, from its templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.utils import translation

from actions.mail.labels import LABELS
from actions.mail.templates import mail_template, styled_template
from meetings.cpr_pages import hide_in_html, hide_in_text
from meetings.reading.cpr import hide_cpr

SUBJECT_LENGTH = 70
LAYOUT = "emails/layout/"


@dataclass(frozen=True, slots=True)
class Draft:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Secretary:
    """Who accepted the item, and is asked when something is wrong with it."""

    name: str
    email: str


def render_draft(name: str, context: Mapping[str, Any], *, language: str) -> Draft:
    """Fill in the templates of a mail: one layout, and the words of the language.

    `words` is the folder of the language, `labels` its short words.
    """
    words = f"emails/{language}/"
    whole = {
        **context,
        "words": words,
        "labels": LABELS[language],
        "language": language,
        "municipality": settings.MUNICIPALITY,
        "site_url": settings.SITE_URL,
    }
    with translation.override(language):
        subject = mail_template(f"{words}{name}.subject.txt", words=words).render(whole)
        text = mail_template(f"{LAYOUT}{name}.txt", words=words).render(whole)
        html = styled_template(f"{LAYOUT}{name}.html", words=words).render(whole)
    return Draft(
        subject=_subject(subject),
        text=hide_in_text(text.strip()) + "\n",
        html=hide_in_html(html),
    )


def _subject(lines: str) -> str:
    """Join the template's lines, one for each part that is there."""
    return shorten(hide_cpr(one_line(lines)), SUBJECT_LENGTH, placeholder=" …")


def one_line(text: str) -> str:
    return " ".join(text.split())

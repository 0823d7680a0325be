"""Twenty-five payloads in every field that holds words: no page turns one into a tag.

Every address is fetched as secretary and as administrator, and read as a browser reads it.
"""

from __future__ import annotations

import io
import sys
from email.message import EmailMessage

import docx
import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from actions.models import ActionItem, Message
from actions.services.incoming import incoming_keep
from actions.services.incoming.keeping import Number
from actions.services.suggestions import commitments_propose
from meetings.models import Committee, Document
from meetings.services.documents import document_read, document_receive
from tests.actions.outbox import assign, one_round
from tests.cast import NOW, Cast
from tests.meetings.reading.pdfs import as_bytes, column, make_pdf
from tests.tracker.closed_world import body
from tests.tracker.hostile_words import MARK, PAYLOADS, RUN, fill, tags_found
from tests.tracker.test_access_matrix import TABLE, addresses, clients

__all__ = ["addresses", "clients"]

SHOWN = sorted(route for route, (get, _post) in TABLE.items() if "200" in get)
# Looked at for what came of payloads, not for tags: a mail as it was sent, in a frame that runs
# nothing, and somebody else's pages for trying the API.
FOREIGN = {"mailbox_html", "try_api"}


def dangers(answer: object) -> list[str]:
    """Return what could run of an answer, whatever it says it is."""
    kind = answer["Content-Type"].partition(";")[0]  # type: ignore[index]
    if kind in {"text/html", "application/xhtml+xml", "image/svg+xml"}:
        return tags_found(body(answer).decode(errors="replace"))  # type: ignore[arg-type]
    return []


TURNS = range(1, len(PAYLOADS))


# Each turn moves the payloads on by as many fields: after all of them each was first in each.
@pytest.mark.parametrize(
    "turn", [0, *(pytest.param(turn, marks=pytest.mark.thorough) for turn in TURNS)]
)
def test_no_page_turns_words_into_tags(
    addresses,
    clients: dict[str, Client],
    settings,
    turn: int,
) -> None:
    settings.EXPORTS_AN_HOUR = settings.LINKS_A_MINUTE = 10_000
    known = {route: addresses(route) for route in SHOWN if route not in FOREIGN}
    filled = fill(turn)
    pages = shown = 0
    found: dict[str, list[str]] = {}
    for route, address in known.items():
        for role in ("lene", "bo"):
            answer = clients[role].get(address)
            pages += 1
            shown += MARK.encode() in body(answer)
            if wrong := dangers(answer):
                found[f"{route} {role}"] = wrong[:3]
    sys.stdout.write(f"\n{len(filled)} fields, {pages} answers, {shown} of them with a payload\n")
    assert found == {}
    assert shown > 80


def test_a_tag_would_be_found() -> None:
    """Each payload is found where a page lets it through in one of four ways."""
    for one in PAYLOADS[:-1]:
        ways = (one, f'<input value="{one}">', f"<input value='{one}'>", f"<input value={one}>")
        links = (f'<a href="{one}">x</a>', f"<title>{one}</title>", f"<!-- {one} -->")
        assert any(tags_found(way) for way in (*ways, *links)), one
    assert tags_found("<p>&lt;script&gt;</p><a href='/x/'>x</a><script src='/x.js'></script>") == []


def pdf() -> bytes:
    said = [f"Det blev aftalt, at {one} undersøges." for one in PAYLOADS]
    file = make_pdf([column(["Referat", "", "Punkt 1: Taget", "", *said], step=20)])
    file.docinfo["/Title"] = file.docinfo["/Author"] = " ".join(PAYLOADS)
    return as_bytes(file)


def word() -> bytes:
    file = docx.Document()
    file.core_properties.title = file.core_properties.author = PAYLOADS[0]
    file.add_paragraph("Referat")
    file.add_paragraph(f"Punkt 1: Taget {PAYLOADS[5]}")
    for one in PAYLOADS:
        file.add_paragraph(f"Det blev aftalt, at {one} undersøges inden 1. april 2026.")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("make", "ending"), [(pdf, "pdf"), (word, "docx")], ids=["pdf", "docx"])
def test_words_of_a_file_stay_words(cast: Cast, client_of, make, ending: str) -> None:
    """Its text, its title and its name, read and understood as in the product."""
    document = document_receive(
        name=f"{PAYLOADS[5]}.{ending}",
        content=ContentFile(make()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    document_read(document_id=document.pk, now=NOW)
    commitments_propose(document_id=document.pk, now=NOW)
    document.refresh_from_db()
    assert document.stage == Document.Stage.READY
    client = client_of(cast.lene)
    meeting = document.meetings.get()
    places = [
        *(reverse(one) for one in ("documents", "meetings", "home")),
        reverse("document", args=[document.pk]),
        reverse("review", args=[meeting.pk]),
    ]
    answers = [client.get(one) for one in places]
    assert [dangers(answer) for answer in answers] == [[]] * len(places)
    assert MARK in answers[-1].text
    assert RUN in answers[-1].text


def test_words_of_a_reply_and_of_our_own_mails_stay_words(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    words = " ".join(PAYLOADS)
    ActionItem.objects.filter(pk=action_item.pk).update(task=words, background=words)
    Committee.objects.filter(pk=cast.committee.pk).update(name=PAYLOADS[0])
    action_item.refresh_from_db()
    assign(action_item)
    one_round(NOW)
    (sent,) = mail.outbox
    assert MARK in sent.body
    assert tags_found(str(sent.alternatives[0].content)) == []
    reply = EmailMessage()
    reply["From"], reply["To"] = f'"{PAYLOADS[5]}" <anna.holm@noerrevang.example>', "x@x.example"
    reply["Subject"], reply["Message-ID"] = words, "<svar@x.example>"
    reply["In-Reply-To"] = Message.objects.get().message_id
    reply.set_content("\n".join(PAYLOADS))
    pdf_file = {"maintype": "application", "subtype": "pdf", "filename": f"{PAYLOADS[5]}.pdf"}
    reply.add_attachment(b"%PDF-1.7 x", **pdf_file)
    incoming_keep(number=Number("INBOX", 1, 1), content=reply.as_bytes(), now=NOW)
    client = client_of(cast.bo)
    for place in (reverse("incoming"), reverse("action_item", args=[action_item.pk])):
        answer = client.get(place)
        assert MARK in answer.text
        assert dangers(answer) == []

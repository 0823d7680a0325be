"""A line break in what people write begins no header, stops no mail and breaks no page."""

from __future__ import annotations

import email
from email.message import Message as Mail

import pytest
from django.core import mail
from django.urls import reverse

from actions.models import ActionItem, Message
from actions.services.messages import messages_plan
from meetings.models import Person
from tests.actions.outbox import another_item, assign, one_round
from tests.cast import NOW, Cast

PAYLOADS = (
    "Notat\r\nBcc: ond@ond.example",
    "Notat\nBcc: ond@ond.example",
    "Notat\rBcc: ond@ond.example",
    "Notat\r\n\r\n<script>alert(1)</script>",
    "Notat\x0bBcc: ond@ond.example",
    "Notat\x0cBcc: ond@ond.example",
    "Notat\x85Bcc: ond@ond.example",
    "Notat\u2028Bcc: ond@ond.example",
    "Notat%0d%0aBcc: ond@ond.example",
    "=?utf-8?q?Notat=0D=0ABcc:_ond@ond.example?=",
    "\r\n",
    "Notat\r\n Bcc: ond@ond.example",
)
HEADERS = {
    "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Reply-To",
    "Content-Transfer-Encoding", "In-Reply-To", "References",
}  # fmt: skip


def on_the_wire() -> list[Mail]:
    """Return the mails as a mail server reads them."""
    return [email.message_from_bytes(one.message().as_bytes()) for one in mail.outbox]


def refuse_injected() -> None:
    for one in on_the_wire():
        assert set(one.keys()) <= HEADERS
        assert len(one.get_all("Subject")) == 1
    for sent in mail.outbox:
        assert sent.recipients() == [sent.to[0]]
        assert "\n" not in sent.subject
        assert "\r" not in sent.subject


@pytest.fixture
def beside(action_item: ActionItem) -> Person:
    """Return somebody whose ordinary mail goes in the same round."""
    owner = Person.objects.create(name="Bo Bro", email="bo.bro@noerrevang.example")
    assign(another_item(action_item, owner=owner))
    return owner


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("field", ["task", "person", "municipality"])
def test_what_people_write_begins_no_header_and_drops_no_mail(
    action_item: ActionItem, beside: Person, settings, field: str, payload: str
) -> None:
    owner = Person.objects.get(pk=action_item.owner_person_id)
    if field == "task":
        ActionItem.objects.filter(pk=action_item.pk).update(task=payload)
    elif field == "person":
        Person.objects.filter(pk=owner.pk).update(name=payload)
    else:
        settings.MUNICIPALITY = payload
    action_item.refresh_from_db()
    assign(action_item)
    one_round(NOW)
    assert not Message.objects.exclude(state=Message.State.SENT).exists()
    to = {owner.email, beside.email}
    assert {sent.to[0] for sent in mail.outbox} == to
    refuse_injected()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_pages_that_show_it_stand(
    cast: Cast, action_item: ActionItem, client_of, payload: str
) -> None:
    ActionItem.objects.filter(pk=action_item.pk).update(task=payload)
    Person.objects.filter(pk=cast.anna_holm.pk).update(name=payload)
    action_item.refresh_from_db()
    assign(action_item)
    one_round(NOW)
    client = client_of(cast.bo)
    pages = [
        reverse("action_item", args=[action_item.pk]),
        reverse("action_item_life", args=[action_item.pk, "pdf"]),
        reverse("action_items"),
        f"{reverse('action_items')}?format=csv",
        reverse("outbox"),
        reverse("overview"),
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert "ond@ond.example" not in str(answer.headers)


@pytest.mark.parametrize("address", ["anna@x.example\nBcc: ond@ond.example", "\r\n"])
def test_an_address_that_is_none_fails_visibly_and_stops_nobody(
    cast: Cast, action_item: ActionItem, beside: Person, address: str
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email=address)
    assign(action_item)
    for _round in range(6):
        one_round(NOW)
    assert {sent.to[0] for sent in mail.outbox} == {beside.email}
    refuse_injected()
    assert messages_plan(now=NOW) == 0
    assert not Message.objects.filter(state=Message.State.CLAIMED).exists()

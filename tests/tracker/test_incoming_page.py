"""Mails that came in, and the press of a button that says what they are."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import ActionItem, IncomingMail, Message, Reminder
from meetings.models import AgendaItem, Event, Role
from tests.actions.outbox import another_item
from tests.cast import NOW, TODAY

CANARY = "Kanariefuglen"


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def ours(*action_items: ActionItem) -> Message:
    """Return a mail of ours that told of these items."""
    message = Message.objects.create(
        recipient=f"person:{action_items[0].owner_person_id}",
        kind=Message.Kind.DIGEST,
        day=TODAY,
        message_id=f"<{action_items[0].pk}@noerrevang.example>",
        state=Message.State.SENT,
        to_email="anna.holm@noerrevang.example",
        subject="Ny opgave",
        next_at=NOW,
        created_at=NOW,
    )
    for item in action_items:
        Reminder.objects.create(
            action_item=item, step="assigned", deadline_version=1, recipient=message.recipient,
            due_on=TODAY, state=Reminder.State.SENT, message=message,
        )  # fmt: skip
    return message


def came_in(number: int = 1, **columns: object) -> IncomingMail:
    return IncomingMail.objects.create(
        **{
            "folder": "x",
            "uid_validity": 1,
            "uid": number,
            "digest": f"{number:064}",
            "raw": ContentFile(b"Subject: SV\r\n\r\nNotatet er sendt.", name="x.eml"),
            "nature": IncomingMail.Nature.REPLY,
            "state": IncomingMail.State.ASIDE,
            "reason": IncomingMail.Reason.SEVERAL_ITEMS,
            "from_email": "anna.holm@noerrevang.example",
            "subject": "SV: Ny opgave",
            "text": "Notatet er sendt.",
            "received_at": NOW,
            **columns,
        }
    )


def filed(action_item: ActionItem) -> IncomingMail:
    return came_in(state="filed", reason="", action_item=action_item, message=ours(action_item))


def test_one_press_takes_a_reply_as_the_answer(cast, action_item, client_of):
    mail = filed(action_item)
    page = client_of(cast.lene).get(reverse("incoming")).text
    assert "Notatet er sendt." in page
    answer = client_of(cast.lene).post(reverse("incoming_take", args=[mail.pk]), follow=True)
    assert "venter på, at du godkender det" in answer.text
    action_item.refresh_from_db()
    assert action_item.is_answered
    again = client_of(cast.lene).post(reverse("incoming_take", args=[mail.pk]), follow=True)
    assert "allerede afgjort" in again.text


def test_looking_ten_times_changes_nothing(cast, action_item, client_of):
    mail = filed(action_item)
    for name in ("incoming_take", "incoming_file", "incoming_settle"):
        for _time in range(10):
            assert client_of(cast.lene).get(reverse(name, args=[mail.pk])).status_code == 405
    action_item.refresh_from_db()
    assert action_item.is_open


def test_the_items_of_our_mail_are_offered_for_one_put_aside(cast, action_item, client_of):
    other = another_item(action_item, task="Inviter svømmeklubben")
    mail = came_in(message=ours(action_item, other))
    page = client_of(cast.lene).get(reverse("incoming")).text
    assert "Inviter svømmeklubben" in page
    assert "Vælg, hvilken svaret hører til" in page
    client_of(cast.lene).post(reverse("incoming_file", args=[mail.pk]), {"number": other.pk})
    page = client_of(cast.lene).get(reverse("action_item", args=[other.pk])).text
    assert "Notatet er sendt." in page
    assert Event.objects.get(kind=Event.Kind.REPLIED).by == cast.lene


@pytest.mark.parametrize("number", ["", "x", "0", "999999", str(2**63), "-1"])
def test_a_number_that_is_no_item_of_ones_own_is_refused(cast, action_item, client_of, number):
    mail = came_in(message=ours(action_item))
    answer = client_of(cast.lene).post(reverse("incoming_file", args=[mail.pk]), {"number": number})
    assert answer.status_code == 422
    mail.refresh_from_db()
    assert mail.action_item is None


def test_nobody_puts_a_mail_on_another_committees_item(cast, action_item, client_of):
    foreign = ActionItem.objects.create(
        committee=cast.other_committee, task="Fremmed", created_at=NOW, assigned_at=NOW
    )
    mail = came_in(message=ours(action_item))
    answer = client_of(cast.lene).post(
        reverse("incoming_file", args=[mail.pk]), {"number": foreign.pk}
    )
    assert answer.status_code == 422


def test_who_decides_on_one_of_two_committees_sees_no_mail_about_both(cast, action_item, client_of):
    foreign = ActionItem.objects.create(
        committee=cast.other_committee, task=CANARY, created_at=NOW, assigned_at=NOW
    )
    mail = came_in(message=ours(action_item, foreign), text=CANARY)
    for user in (cast.lene, cast.eva):
        assert CANARY not in client_of(user).get(reverse("incoming") + "?vis=alle").text
        assert client_of(user).post(reverse("incoming_settle", args=[mail.pk])).status_code == 404
    assert CANARY in client_of(cast.bo).get(reverse("incoming")).text
    # Once it lies on Lene's item its words are hers to read; what it repeats of ours is not.
    client_of(cast.bo).post(reverse("incoming_file", args=[mail.pk]), {"number": action_item.pk})
    assert client_of(cast.lene).get(reverse("incoming_original", args=[mail.pk])).status_code == 403
    assert client_of(cast.bo).get(reverse("incoming_original", args=[mail.pk])).status_code == 200


def test_what_belongs_nowhere_is_for_who_decides_everywhere(cast, action_item, client_of):
    came_in(text=CANARY, reason="no_thread")
    assert CANARY in client_of(cast.bo).get(reverse("incoming")).text
    assert CANARY not in client_of(cast.lene).get(reverse("incoming")).text
    Role.objects.create(user=cast.ib, kind=Role.Kind.SECRETARY)
    assert CANARY in client_of(cast.ib).get(reverse("incoming")).text


def test_a_closed_items_replies_are_seen_by_those_who_see_the_item(cast, action_item, client_of):
    AgendaItem.objects.update(is_closed=True)
    mail = filed(action_item)
    IncomingMail.objects.update(text=CANARY, subject=CANARY)
    page = reverse("action_item", args=[action_item.pk])
    assert CANARY in client_of(cast.lene).get(page).text
    for user in (cast.ib, cast.eva, cast.mads):
        assert client_of(user).get(page).status_code == 404
        assert CANARY not in client_of(user).get(reverse("incoming")).text
        assert client_of(user).get(reverse("incoming_original", args=[mail.pk])).status_code == 404


def test_mails_about_closed_items_are_not_looked_at_or_fetched_unseen(cast, action_item, client_of):
    mail, client = filed(action_item), client_of(cast.lene)
    aside = came_in(2, message=mail.message)
    pages = [reverse("incoming"), reverse("incoming_original", args=[aside.pk])]
    looks = Event.objects.filter(kind__in=Event.LOOKS).order_by("pk")
    for page in pages:
        client.get(page)
    assert not looks.exists()
    AgendaItem.objects.update(is_closed=True)
    for page in pages:
        client.get(page)
    assert [(one.kind, one.by) for one in looks] == [
        ("viewed", cast.lene),
        ("exported", cast.lene),
    ]
    assert f"opgave {mail.action_item_id}" in looks[0].note
    assert f"mail-{aside.pk}.eml" in looks[1].note


def test_a_reply_that_may_speak_of_a_closed_item_too_keeps_its_words_with_who_decides(
    cast, action_item, client_of
):
    closed = another_item(action_item, task="Lukket sag")
    ActionItem.objects.filter(pk=closed.pk).update(is_closed=True)
    mail = came_in(message=ours(action_item, closed), text=CANARY)
    lene = client_of(cast.lene)
    lene.post(reverse("incoming_file", args=[mail.pk]), {"number": action_item.pk})
    page = reverse("action_item", args=[action_item.pk])
    assert CANARY in lene.get(page).text
    assert CANARY not in client_of(cast.ib).get(page).text
    assert Event.objects.get(kind=Event.Kind.REPLIED).note == "Ordene står i mailen."
    taken = lene.post(reverse("incoming_take", args=[mail.pk]), follow=True)
    assert "Skriv selv svaret på opgaven" in taken.text
    action_item.refresh_from_db()
    assert action_item.is_open


def test_words_on_a_foreign_closed_item_are_not_shown_where_the_reply_lies(
    cast, action_item, client_of
):
    foreign = ActionItem.objects.create(
        committee=cast.other_committee, task="Lukket", created_at=NOW, assigned_at=NOW,
        is_closed=True,
    )  # fmt: skip
    mail = came_in(message=ours(action_item, foreign), text=CANARY, subject=CANARY)
    Message.objects.update(subject=f"{CANARY} og andet")
    client_of(cast.bo).post(reverse("incoming_file", args=[mail.pk]), {"number": action_item.pk})
    IncomingMail.objects.update(note=CANARY)
    original = reverse("incoming_original", args=[mail.pk])
    item = reverse("action_item", args=[action_item.pk])
    list_ = client_of(cast.lene).get(reverse("incoming") + "?vis=alle").text
    assert "lukket sag, som du ikke afgør" in list_
    assert "anna.holm@noerrevang.example" in list_
    assert original not in list_
    for page in (list_, client_of(cast.lene).get(item).text):
        assert CANARY not in page
    assert CANARY in client_of(cast.bo).get(reverse("incoming") + "?vis=alle").text
    assert CANARY in client_of(cast.bo).get(item).text


def test_a_page_of_replies_about_several_items_asks_few_questions(
    cast, action_item, client_of, django_assert_max_num_queries
):
    message = ours(action_item, another_item(action_item, task="Andet"))
    for number in range(2, 27):
        came_in(number, message=message)
    client = client_of(cast.lene)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("incoming")).text.count(": Andet") == 25


def test_replies_on_an_item_cost_no_more_questions(
    cast, action_item, client_of, django_assert_num_queries
):
    message, client = ours(action_item), client_of(cast.ib)
    page = reverse("action_item", args=[action_item.pk])
    came_in(2, state="filed", reason="", action_item=action_item, message=message)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(3, 27):
        came_in(number, state="filed", reason="", action_item=action_item, message=message)
    with django_assert_num_queries(len(few)):
        assert client.get(page).text.count("Notatet er sendt.") == 25


def test_a_subject_counts_no_item_for_who_does_not_see_it(cast, action_item, client_of):
    closed = another_item(action_item, task="Lukket sag")
    ours(action_item, closed)
    Message.objects.update(subject="2 nye opgaver")
    page = reverse("action_item", args=[action_item.pk])
    assert "2 nye opgaver" in client_of(cast.ib).get(page).text
    ActionItem.objects.filter(pk=closed.pk).update(is_closed=True)
    assert "2 nye opgaver" not in client_of(cast.ib).get(page).text
    assert "2 nye opgaver" in client_of(cast.lene).get(page).text


def test_a_long_reply_can_be_read_to_its_end_before_it_is_taken(cast, action_item, client_of):
    mail = filed(action_item)
    IncomingMail.objects.filter(pk=mail.pk).update(text="ord " * 1000 + CANARY)
    assert CANARY in client_of(cast.lene).get(reverse("incoming")).text


def test_why_somebody_is_away_is_for_who_decides(cast, action_item, client_of):
    filed(action_item)
    IncomingMail.objects.update(nature="automatic", state="noted", text="Jeg er syg.")
    page = reverse("action_item", args=[action_item.pk])
    assert "Jeg er syg." in client_of(cast.lene).get(page).text
    assert "Jeg er syg." not in client_of(cast.ib).get(page).text


def test_the_mail_comes_as_a_file_that_runs_nothing(cast, action_item, client_of):
    answer = client_of(cast.lene).get(reverse("incoming_original", args=[filed(action_item).pk]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]


def test_markup_in_a_mail_stays_text(cast, action_item, client_of):
    filed(action_item)
    IncomingMail.objects.update(
        text="<script>alert(1)</script>", subject="<b>x</b>", from_email="<i>", note="<u>"
    )
    page = client_of(cast.lene).get(reverse("incoming")).text
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_a_page_of_mails_asks_few_questions(
    cast, action_item, client_of, django_assert_max_num_queries
):
    message = ours(action_item)
    for number in range(2, 27):
        came_in(number, state="filed", reason="", action_item=action_item, message=message)
    client = client_of(cast.lene)
    with django_assert_max_num_queries(12):
        client.get(reverse("incoming"))


def test_a_page_says_how_many_wait(cast, action_item, client_of):
    mail = filed(action_item)
    assert "Indgående mails (1 venter)" in client_of(cast.lene).get(reverse("decisions")).text
    client_of(cast.lene).post(reverse("incoming_settle", args=[mail.pk]))
    assert "Indgående mails (0 venter)" in client_of(cast.lene).get(reverse("decisions")).text
    assert "Indgående mails" not in client_of(cast.mads).get(reverse("decisions")).text
    assert "Notatet er sendt." in client_of(cast.lene).get(reverse("incoming") + "?vis=alle").text

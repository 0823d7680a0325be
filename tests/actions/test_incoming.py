"""Answers by mail: through a real mailbox to the item, or to a person who says where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from actions.exceptions import AlreadyClosedError, MessageMovedOnError
from actions.models import ActionItem, InboxPlace, IncomingMail, Message
from actions.recipients import find_recipients
from actions.services.action_items import action_item_cancel, action_item_change
from actions.services.dispatch import address_trust
from actions.services.incoming import (
    inbox_poll,
    incoming_file,
    incoming_keep,
    incoming_keep_unfetched,
    incoming_settle,
    incoming_take,
)
from actions.services.incoming.keeping import Number
from actions.services.messages import message_retry
from actions.troubles import find_troubles, suspect_addresses
from meetings.models import Event
from tests.actions import imap_server
from tests.actions.imap_server import PASSWORD, USER, Mailbox
from tests.actions.outbox import another_item, assign, at, one_round
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

ANNA = "anna.holm@noerrevang.example"


@pytest.fixture
def box(settings, tmp_path: Path) -> Iterator[Mailbox]:
    with imap_server.running(tmp_path) as (box, certificate):
        settings.INBOX_HOST, settings.INBOX_PORT = "127.0.0.1", box.port
        settings.INBOX_USER, settings.INBOX_PASSWORD = USER, PASSWORD
        settings.INBOX_FOLDER, settings.INBOX_STARTS_TLS = "INBOX", False
        settings.INBOX_CA = str(certificate)
        yield box


@pytest.fixture
def told(action_item: ActionItem) -> Message:
    """Return the mail by which Anna was told of her one item."""
    assign(action_item)
    one_round(NOW)
    return Message.objects.get(state=Message.State.SENT)


def answer(
    message: Message | None,
    *,
    text: str = "Notatet er sendt til udvalget.",
    sender: str = f"Anna Holm <{ANNA}>",
    **headers: str,
) -> EmailMessage:
    """Return what a mail program sends when somebody answers."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "folgop@noerrevang.example"
    mail["Subject"] = f"SV: {message.subject}" if message else "Hej"
    mail["Message-ID"] = f"<{timezone.now().timestamp()}@x.example>"
    if message:
        mail["In-Reply-To"] = message.message_id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def arrives(box: Mailbox, content: EmailMessage | bytes) -> IncomingMail:
    """Let a mail come in and be read."""
    box.put(content if isinstance(content, bytes) else content.as_bytes())
    before = set(IncomingMail.objects.values_list("pk", flat=True))
    inbox_poll(now=NOW)
    return IncomingMail.objects.exclude(pk__in=before).get()


# --- filed -------------------------------------------------------------------------------------


def test_the_owners_answer_lies_on_the_item_and_changes_nothing_else(
    box, told, action_item
) -> None:
    incoming = arrives(box, answer(told))
    assert (incoming.state, incoming.action_item, incoming.reason) == ("filed", action_item, "")
    event = Event.objects.get(kind=Event.Kind.REPLIED)
    assert (event.subject_id, event.note) == (action_item.pk, "Notatet er sendt til udvalget.")
    assert event.by_name == "Anna Holm (svar på mail)"
    action_item.refresh_from_db()
    assert action_item.is_open
    assert action_item.moved_at == NOW


def test_a_person_takes_it_as_the_answer_once(box, told, action_item, cast: Cast) -> None:
    incoming = arrives(box, answer(told))
    incoming_take(incoming=incoming, by=cast.lene, now=NOW)
    action_item.refresh_from_db()
    assert action_item.is_answered
    assert action_item.answer == "Notatet er sendt til udvalget."
    assert action_item.answered_by == "Anna Holm"
    with pytest.raises(MessageMovedOnError):
        incoming_take(incoming=incoming, by=cast.lene, now=NOW)


def test_what_was_closed_meanwhile_is_not_answered(box, told, action_item, cast: Cast) -> None:
    incoming = arrives(box, answer(told))
    action_item_cancel(action_item=action_item, reason="x", by=cast.lene, now=NOW)
    with pytest.raises(AlreadyClosedError):
        incoming_take(incoming=incoming, by=cast.lene, now=NOW)
    incoming.refresh_from_db()
    assert incoming.settled_at is None


def test_a_thread_is_known_by_its_references_too(box, told, action_item) -> None:
    mail = answer(None, References=f"<fremmed@x.example> {told.message_id} <svar@x.example>")
    assert arrives(box, mail).action_item == action_item


def test_files_are_kept_as_other_answers_files_and_the_rest_is_named(
    box, told, action_item
) -> None:
    mail = answer(told)
    mail.add_attachment(b"%PDF-1.7 notat", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="b.exe")
    mail.add_attachment(b"<b>", maintype="application", subtype="pdf", filename="falsk.pdf")
    incoming = arrives(box, mail)
    assert [file.name for file in action_item.attachments.all()] == ["a.pdf"]
    assert incoming.note == "Ikke gemt på opgaven: b.exe, falsk.pdf"
    assert b"falsk.pdf" in incoming.raw.read()


def test_the_pictures_of_a_signature_are_no_files(box, told, action_item) -> None:
    mail = answer(told)
    mail.add_attachment(
        b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png",
        disposition="inline", cid="<logo>",
    )  # fmt: skip
    assert arrives(box, mail).note == ""
    assert not action_item.attachments.exists()


# --- put aside -----------------------------------------------------------------------------------


def put_aside(incoming: IncomingMail) -> str:
    assert incoming.state == "aside"
    assert incoming.action_item is None
    assert not Event.objects.filter(kind=Event.Kind.REPLIED).exists()
    return incoming.reason


@pytest.mark.parametrize("sender", ["ib@x.example", f"{ANNA}, ib@x.example", f'"{ANNA}" <ib@x.dk>'])
def test_whoever_else_writes_is_put_aside(box, told, sender) -> None:
    assert put_aside(arrives(box, answer(told, sender=sender))) == "other_sender"


def test_a_mail_out_of_the_blue_is_put_aside(box, told) -> None:
    assert put_aside(arrives(box, answer(None))) == "no_thread"


def test_an_answer_to_a_mail_about_several_items_is_not_guessed_at(
    box, action_item, cast: Cast
) -> None:
    other = another_item(action_item)
    for one in (action_item, other):
        assign(one)
    one_round(NOW)
    incoming = arrives(box, answer(Message.objects.get()))
    assert put_aside(incoming) == "several_items"
    incoming_file(incoming=incoming, action_item=other, by=cast.lene, now=NOW)
    assert Event.objects.get(kind=Event.Kind.REPLIED).subject_id == other.pk
    incoming.refresh_from_db()
    assert (incoming.state, incoming.by_name) == ("filed", "Anna Holm")
    with pytest.raises(MessageMovedOnError):
        incoming_file(incoming=incoming, action_item=action_item, by=cast.lene, now=NOW)


def test_who_has_the_item_no_more_is_put_aside(box, told, action_item, cast: Cast) -> None:
    action_item_change(
        action_item=action_item, version=action_item.version, task=action_item.task,
        owner_person=None, owner_unit=cast.unit, deadline=action_item.deadline, by=cast.lene,
        now=NOW,
    )  # fmt: skip
    assert put_aside(arrives(box, answer(told))) == "not_owner"


def test_a_mail_that_only_repeats_ours_is_put_aside(box, told) -> None:
    repeated = "\n".join(f"> {line}" for line in told.text.splitlines())
    text = f"Den 3. marts 2026 kl. 10.00 skrev Følg op <folgop@x.example>:\n{repeated}"
    assert put_aside(arrives(box, answer(told, text=text))) == "empty"


def test_a_mail_that_is_put_away_waits_for_nobody_and_is_still_there(box, told, cast: Cast) -> None:
    incoming = arrives(box, answer(None))
    incoming_settle(incoming=incoming, by=cast.bo, now=NOW)
    assert not IncomingMail.objects.waiting().exists()
    with pytest.raises(MessageMovedOnError):
        incoming_settle(incoming=incoming, by=cast.bo, now=NOW)
    assert IncomingMail.objects.get().raw.read()


# --- machines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"X-Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"Subject": "Automatisk svar: Ny opgave"},
        {"Subject": "Ikke til stede: Ny opgave"},
        {"Subject": "Out of office"},
    ],
)
def test_an_absence_is_told_and_nothing_comes_of_it(box, told, action_item, headers) -> None:
    mail = answer(told, text="Jeg er på ferie til den 9. marts.")
    for name, value in headers.items():
        del mail[name]
        mail[name] = value
    incoming = arrives(box, mail)
    assert (incoming.nature, incoming.state) == ("automatic", "noted")
    assert incoming.action_item == action_item
    action_item.refresh_from_db()
    assert action_item.moved_at is None
    assert not IncomingMail.objects.waiting().exists()


def report(message: Message, *, action: str = "failed", status: str = "5.1.1", to: str = ANNA):
    """Return what a mail server writes when it gives up, or has not yet."""
    content = (
        "From: MAILER-DAEMON@mail.example\r\nTo: folgop@noerrevang.example\r\n"
        f"Subject: Undelivered\r\nMessage-ID: <{action}{status}{message.pk}@mail.example>\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mail.example\r\n\r\n"
        f"Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        "--x\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: {message.message_id}\r\nSubject: x\r\n\r\n--x--\r\n"
    )
    return content.encode()


def test_a_mail_that_came_back_stands_as_not_sent_and_can_be_sent_again(
    box, told, action_item, cast: Cast
) -> None:
    incoming = arrives(box, report(told))
    assert (incoming.nature, incoming.state) == ("bounce", "noted")
    told.refresh_from_db()
    assert (told.state, told.bounced_at) == ("failed", NOW)
    assert told.error == "Kom retur: 5.1.1 550 5.1.1 User unknown"
    assert action_item.reminders.get(step="assigned").state == "included"
    assert Event.objects.filter(kind=Event.Kind.RETURNED, subject_id=action_item.pk).exists()
    assert "failed_mail" in find_troubles(now=NOW)
    message_retry(message=told, by=cast.bo, now=NOW)
    one_round(NOW)
    told.refresh_from_db()
    assert told.state == "sent"
    assert [sent.extra_headers["Message-ID"] for sent in django_mail.outbox] == [
        told.message_id,
        told.message_id,
    ]


def test_an_address_that_gave_two_mails_back_is_suspect_until_somebody_answers_from_it(
    box, told, action_item, cast: Cast
) -> None:
    arrives(box, report(told))
    assert suspect_addresses() == []
    other = another_item(action_item)
    assign(other)
    one_round(at(TODAY + timedelta(days=1)))
    second = Message.objects.get(state=Message.State.SENT)
    arrives(box, report(second))
    assert [one.email for one in suspect_addresses()] == [ANNA]
    key = f"person:{cast.anna_holm.pk}"
    assert find_recipients([key])[key].email == cast.unit.email
    arrives(box, answer(second))
    assert suspect_addresses() == []


def test_a_mail_of_which_nobody_knew_is_known_to_have_come_back(
    box, told, action_item, cast: Cast
) -> None:
    Message.objects.update(state="uncertain", transmitting_at=NOW, sent_at=None)
    action_item.reminders.update(state="included")
    assert arrives(box, report(told)).state == "noted"
    told.refresh_from_db()
    assert (told.state, told.bounced_at, told.transmitting_at) == ("failed", NOW, None)
    assert Event.objects.filter(kind=Event.Kind.RETURNED, subject_id=action_item.pk).exists()


def test_a_trial_address_that_gives_mails_back_makes_no_owner_suspect(
    box, told, action_item
) -> None:
    assign(another_item(action_item))
    one_round(at(TODAY + timedelta(days=1)))
    Message.objects.update(trial_email="proeve@x.example")
    for message in Message.objects.filter(state="sent"):
        arrives(box, report(message, to="proeve@x.example"))
    assert Message.objects.filter(state="failed").count() == 2
    assert suspect_addresses() == []
    Message.objects.update(trial_email="")
    assert [one.email for one in suspect_addresses()] == [ANNA]


def test_a_person_may_trust_the_address_again(box, told, cast: Cast) -> None:
    arrives(box, report(told))
    assert address_trust(email=ANNA, by=cast.bo, now=NOW)
    told.refresh_from_db()
    assert told.bounced_at is None


def test_a_delay_changes_nothing(box, told) -> None:
    assert arrives(box, report(told, action="delayed", status="4.4.1")).state == "noted"
    told.refresh_from_db()
    assert (told.state, told.bounced_at) == ("sent", None)


def test_a_report_on_somebody_elses_mail_waits_for_a_person(box, told) -> None:
    incoming = arrives(box, report(told, to="en.anden@x.example"))
    assert (incoming.state, incoming.reason) == ("aside", "returned")
    told.refresh_from_db()
    assert (told.state, told.bounced_at) == ("sent", None)


def test_a_mail_that_came_back_in_plain_words_waits_for_a_person(box, told) -> None:
    plain = answer(None, text="Din mail kunne ikke leveres.", sender="postmaster@x.example")
    incoming = arrives(box, plain)
    assert (incoming.nature, incoming.state) == ("bounce", "aside")
    assert incoming in IncomingMail.objects.waiting()


def test_an_answer_from_a_shared_mailbox_is_an_answer(box, told) -> None:
    assert arrives(box, answer(told, Precedence="list")).state == "filed"
    assert arrives(box, answer(None, Precedence="list")).state == "noted"


def test_a_long_address_of_a_stranger_is_filed_as_any_other(box, told, action_item, cast) -> None:
    incoming = arrives(box, answer(told, sender=f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 50}.dk"))
    incoming_file(incoming=incoming, action_item=action_item, by=cast.lene, now=NOW)
    incoming.refresh_from_db()
    event = Event.objects.get(kind=Event.Kind.REPLIED)
    assert len(incoming.by_name) <= 200
    assert event.by_name.endswith(" (svar på mail)")
    assert len(event.by_name) <= 200


def test_a_mail_without_a_sender_is_filed_as_from_nobody_known(
    box, told, action_item, cast
) -> None:
    content = answer(told).as_bytes().replace(f"From: Anna Holm <{ANNA}>\n".encode(), b"")
    incoming = arrives(box, content)
    incoming_file(incoming=incoming, action_item=action_item, by=cast.lene, now=NOW)
    assert Event.objects.get(kind=Event.Kind.REPLIED).by_name == "Ukendt afsender (svar på mail)"


def test_a_full_mailbox_brings_the_mail_back_and_leaves_the_address(box, told) -> None:
    arrives(box, report(told, status="4.2.2"))
    told.refresh_from_db()
    assert (told.state, told.bounced_at) == ("failed", None)


def test_the_same_report_twice_counts_once(box, told) -> None:
    arrives(box, report(told))
    box.put(report(told))
    assert inbox_poll(now=NOW) == 0
    assert Event.objects.filter(kind=Event.Kind.FAILED, subject="message").count() == 1


# --- strange mails, and a mailbox that fails ---------------------------------------------------

STRANGE = [
    b"",
    b"\x00\xff\xfe",
    b"From: =?x-ukendt?Q?=FF?= <a@b>\r\nSubject: =?utf-8?B?!!!?=\r\n\r\n\xff",
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n" * 500,
    b"Content-Type: text/plain; charset=utf-7\r\n\r\n+2AA-",
    b"Subject: \xff\xfe\r\nFrom: \xe6\xf8\xe5\r\nContent-Type: text/html\r\n\r\n<<<<div " * 300,
    b"From: " + b"a@b.example, " * 5000 + b"\r\n\r\nhej",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: \xff\r\n\r\n--x--",
    b"Content-Type: message/rfc822\r\n\r\n" * 200 + b"x",
    b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * 500_000 + b"-" + b"a" * 500_000,
    b"Content-Type: text/html\r\n\r\n" + b"<div " * 100_000,
]  # fmt: skip


@pytest.mark.confined
def test_no_strange_mail_stops_those_behind_it_or_is_lost(
    box, told, action_item, monkeypatch
) -> None:
    monkeypatch.setattr("actions.replies.confined.SECONDS", 1)
    for content in STRANGE:
        box.put(content)
    box.put(answer(told).as_bytes())
    assert inbox_poll(now=NOW) == len(STRANGE) + 1
    assert IncomingMail.objects.get(state="filed").action_item == action_item
    kept = {bytes(one.raw.read()) for one in IncomingMail.objects.all()}
    assert set(STRANGE) <= kept


def test_a_mail_over_which_the_worker_dies_is_kept_as_it_came_at_the_fourth_look(
    box, told, action_item, monkeypatch
) -> None:
    class Death(BaseException):
        pass

    def die(_content: bytes) -> None:
        raise Death

    box.put(b"Subject: farlig\r\n\r\n")
    with monkeypatch.context() as dying:
        dying.setattr("actions.services.incoming.keeping.mail_read", die)
        for _ in range(3):
            with pytest.raises(Death):
                inbox_poll(now=NOW)
    box.put(answer(told).as_bytes())
    assert inbox_poll(now=NOW) == 2
    dangerous = IncomingMail.objects.get(uid=1)
    assert (dangerous.nature, dangerous.state) == ("unreadable", "aside")
    assert dangerous.raw.read() == b"Subject: farlig\r\n\r\n"
    assert IncomingMail.objects.get(uid=2).action_item == action_item


def test_a_look_ends_in_time_and_the_next_one_goes_on(box, told, monkeypatch) -> None:
    for number in range(3):
        box.put(f"Subject: {number}\r\n\r\n".encode())
    with monkeypatch.context() as slow:
        slow.setattr("actions.services.incoming.polling.SECONDS_A_LOOK", -1)
        assert inbox_poll(now=NOW) == 0
    assert inbox_poll(now=NOW) == 3


def test_a_mail_given_up_and_then_handed_out_is_filled_in(told, action_item) -> None:
    number = Number("x", 1, 7)
    incoming_keep_unfetched(number=number, head=b"", reason=IncomingMail.Reason.REFUSED, now=NOW)
    content = answer(told).as_bytes()
    filled = incoming_keep(number=number, content=content, now=NOW)
    assert filled == IncomingMail.objects.get()
    assert (filled.state, filled.action_item, filled.reason) == ("filed", action_item, "")
    assert filled.raw.read() == content
    assert incoming_keep(number=number, content=content, now=NOW) is None


def test_another_mail_under_a_number_that_is_taken_stops_nothing(told) -> None:
    number = Number("x", 1, 7)
    assert incoming_keep(number=number, content=answer(told).as_bytes(), now=NOW)
    assert incoming_keep(number=number, content=b"Subject: x\n\nHej", now=NOW) is None


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("Følg op", '"F&APg-lg op"'),
        ("Svar & spørgsmål", '"Svar &- sp&APg-rgsm&AOU-l"'),
        ("日本/ÿ", '"&ZeVnLA-/&AP8-"'),
    ],
)
def test_a_folder_has_danish_letters(box, told, settings, folder, said) -> None:
    settings.INBOX_FOLDER = folder
    assert arrives(box, answer(told)).state == "filed"
    assert f"EXAMINE {said}" in box.asked


def test_a_password_has_danish_letters(box, told, settings) -> None:
    settings.INBOX_PASSWORD = "blåbærgrød"
    assert arrives(box, answer(told)).state == "filed"
    assert box.users == [(USER, "blåbærgrød")]


def test_what_cannot_be_said_to_the_server_counts_as_a_mailbox_that_is_away(
    box, told, settings
) -> None:
    settings.INBOX_PASSWORD = "\ud800"
    assert inbox_poll(now=NOW) == 0


def test_what_cannot_be_worked_out_is_left_to_a_person(box, told, monkeypatch) -> None:
    def burst(*_arguments: object, **_words: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("actions.services.incoming.keeping.filing_place", burst)
    incoming = arrives(box, answer(told))
    assert (incoming.nature, incoming.state) == ("unreadable", "aside")
    assert b"Notatet er sendt" in incoming.raw.read()


def test_what_is_too_large_is_listed_and_not_fetched(box, told, monkeypatch) -> None:
    monkeypatch.setattr("actions.services.incoming.polling.LARGEST", 100)
    incoming = arrives(box, answer(told))
    assert (incoming.state, incoming.reason) == ("aside", "too_large")
    assert incoming.message == told
    assert not [asked for asked in box.asked if "BODY.PEEK[]" in asked]


def test_a_mail_that_is_never_handed_out_is_listed_and_holds_nobody_back(box, told) -> None:
    box.put(b"Subject: i stykker\r\n\r\n")
    box.put(answer(told).as_bytes())
    box.says = {"UID FETCH 1 ": "NO i stykker"}
    assert [inbox_poll(now=NOW) for _ in range(3)] == [0, 0, 2]
    refused = IncomingMail.objects.get(uid=1)
    assert (refused.state, refused.reason) == ("aside", "refused")
    assert IncomingMail.objects.get(uid=2).state == "filed"
    assert inbox_poll(now=NOW) == 0


def test_a_mail_without_a_body_is_gone_only_where_it_is_not_listed(box, told) -> None:
    box.put(answer(told).as_bytes())
    box.says = {"UID FETCH 1 (BODY": "OK intet"}
    for _ in range(3):
        inbox_poll(now=NOW)
    assert IncomingMail.objects.get().reason == "refused"


def test_each_mail_is_read_once_and_the_mailbox_left_as_it_is(box, told) -> None:
    arrives(box, answer(told))
    assert inbox_poll(now=NOW) == 0
    words = {asked.split()[0] for asked in box.asked}
    assert words <= {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert all("PEEK" in asked for asked in box.asked if "BODY" in asked)


def test_a_mailbox_that_counts_anew_brings_nothing_twice(box, told) -> None:
    arrives(box, answer(told))
    box.uid_validity += 1
    box.mails = {number + 100: content for number, content in box.mails.items()}
    assert inbox_poll(now=NOW) == 0
    assert Event.objects.filter(kind=Event.Kind.REPLIED).count() == 1
    assert InboxPlace.objects.get().last_uid == 101


def test_an_old_mailbox_is_begun_at_its_end(box, told, monkeypatch) -> None:
    box.put(answer(None).as_bytes())
    box.says = {"UID SEARCH SINCE": "OK ingen"}
    assert inbox_poll(now=NOW) == 0
    assert InboxPlace.objects.get().last_uid == 1
    assert arrives(box, answer(told)).state == "filed"


@pytest.mark.parametrize("command", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"])
@pytest.mark.parametrize("said", ["NO ikke nu", "BAD nej", "hang up"])
def test_a_mailbox_that_fails_is_read_at_the_next_look(box, told, command, said, caplog) -> None:
    box.put(answer(told).as_bytes())
    box.says = {command: said}
    assert inbox_poll(now=NOW) == 0
    refused_one = command == "UID FETCH" and said.startswith("NO")
    warning = "does not hand out mail 1" if refused_one else "The mailbox cannot be read"
    assert warning in caplog.text
    assert PASSWORD not in caplog.text
    box.says = {}
    assert inbox_poll(now=NOW) == 1


def test_a_server_that_nobody_vouches_for_hears_no_password(box, told, settings) -> None:
    settings.INBOX_CA = ""
    assert inbox_poll(now=NOW) == 0
    assert box.asked == []


def test_two_who_look_at_once_take_turns(box, told) -> None:
    box.put(answer(told).as_bytes())
    inbox_poll(now=NOW)
    InboxPlace.objects.update(last_uid=0, busy_until=NOW + timedelta(minutes=5))
    asked = len(box.asked)
    assert inbox_poll(now=NOW) == 0
    assert len(box.asked) == asked
    assert inbox_poll(now=NOW + timedelta(minutes=6)) == 0
    assert IncomingMail.objects.count() == 1


def test_a_mailbox_that_is_away_for_long_is_told_to_the_administrator(box, told) -> None:
    box.says = {"LOGIN": "NO ikke nu"}
    inbox_poll(now=NOW)
    assert "inbox_away" not in find_troubles(now=NOW + timedelta(minutes=50))
    assert "inbox_away" in find_troubles(now=NOW + timedelta(minutes=70))
    box.says = {}
    inbox_poll(now=NOW + timedelta(minutes=80))
    assert "inbox_away" not in find_troubles(now=NOW + timedelta(minutes=81))


def test_without_a_mailbox_nothing_is_asked(db) -> None:
    assert inbox_poll(now=NOW) == 0
    assert not InboxPlace.objects.exists()

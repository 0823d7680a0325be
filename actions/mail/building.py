"""From a row of the outbox to the mail that goes on the wire."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from actions.answer_links import unsubscribe_link
from actions.mail.calendar import calendar_file
from actions.mail.clips import clip_parts
from actions.mail.draft import Secretary, one_line
from actions.models import ActionItem, Message, Reminder
from actions.policy import ASSIGNED
from meetings.models import Person

HEADERS = {
    # Out-of-office replies of a whole municipality would otherwise come back to us.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
}


def build_mail(message: Message) -> EmailMultiAlternatives:
    """Return the mail as it is to be sent; raises ValueError for an address that is none."""
    reminders = list(
        message.reminders.filter(state=Reminder.State.INCLUDED).select_related(
            "action_item__agenda_item__meeting__document", "action_item__commitment"
        )
    )
    items = {reminder.action_item_id: reminder.action_item for reminder in reminders}
    mail = EmailMultiAlternatives(
        subject=header_text(_subject(message)),
        body=message.text,
        to=[message.trial_email or message.to_email],
        reply_to=_reply_to(reminders),
        headers={
            **HEADERS,
            "Message-ID": message.message_id,
            **_thread(message, list(items)),
            **_unsubscribing(message),
        },
    )
    mail.attach_alternative(message.html, "text/html")
    for part in clip_parts(message.html, list(items.values())):
        mail.attach(part)
    _attach_calendar(mail, message, reminders)
    # Made once here, so that what is wrong with it shows before the mail server is on the line.
    mail.message()
    return mail


def _subject(message: Message) -> str:
    """On trial the subject says for whom the mail is meant."""
    if message.trial_email:
        return _("[Prøve, til %(email)s] %(subject)s") % {
            "email": message.to_email,
            "subject": message.subject,
        }
    return message.subject


def _attach_calendar(
    mail: EmailMultiAlternatives, message: Message, reminders: Iterable[Reminder]
) -> None:
    """Give the deadlines of what is new along; nothing of a closed item, not even its day."""
    news = [reminder.action_item for reminder in reminders if reminder.step == ASSIGNED]
    dated = [item for item in news if item.deadline and not item.is_confidential]
    if dated:
        content = calendar_file(dated, stamped_at=message.created_at, language=_language(message))
        mail.attach("frister.ics", content.decode(), "text/calendar")


def _language(message: Message) -> str:
    person_id = _person_id(message)
    if person_id is None:
        return Person.Language.DANISH
    languages = Person.objects.filter(pk=person_id).values_list("language", flat=True)
    return languages.first() or Person.Language.DANISH


def _person_id(message: Message) -> int | None:
    kind, _colon, number = message.recipient.partition(":")
    return int(number) if kind == "person" and number.isdecimal() else None


def _thread(message: Message, item_ids: list[int]) -> dict[str, str]:
    """Hang a mail about one item on the first mail that the recipient had about it."""
    if len(item_ids) != 1:
        return {}
    told = Message.objects.filter(
        recipient=message.recipient,
        state=Message.State.SENT,
        reminders__action_item_id=item_ids[0],
        reminders__state=Reminder.State.SENT,
    ).exclude(pk=message.pk)
    first = told.order_by("sent_at", "pk").values_list("message_id", flat=True).first()
    return {"In-Reply-To": first, "References": first} if first else {}


def _unsubscribing(message: Message) -> dict[str, str]:
    """Let a mail program offer to stop the reminders with one click (RFC 8058)."""
    person_id = _person_id(message)
    if person_id is None or message.kind != Message.Kind.DIGEST:
        return {}
    # Whoever stands in for the person does not settle the person's mails.
    if not Person.objects.filter(pk=person_id, email=message.to_email).exists():
        return {}
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}/afmeld/{unsubscribe_link(person_id)}/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _reply_to(reminders: Iterable[Reminder]) -> list[str] | None:
    """Return where answers go: the common mailbox, or the secretary whom all items share."""
    if settings.MAIL_REPLY_TO:
        return [header_text(settings.MAIL_REPLY_TO)]
    secretaries = secretaries_of(reminder.action_item for reminder in reminders)
    if len(secretaries) == 1 and secretaries[0].email:
        return [header_text(secretaries[0].email)]
    return None


def secretaries_of(action_items: Iterable[ActionItem]) -> list[Secretary]:
    """Return who accepted the items, by name; nobody where that is not known of all of them."""
    users = {action_item.created_by_id for action_item in action_items}
    people = Person.objects.filter(user__in=[pk for pk in users if pk], is_active=True)
    found = [Secretary(person.name, person.email) for person in people.order_by("name")]
    return found if len(found) == len(users) else []


def header_text(text: str) -> str:
    """A line break in a header would begin another header."""
    return one_line("".join(letter if letter.isprintable() else " " for letter in text))

"""From a row of the outbox to the mail that goes on the wire."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.utils.translation import gettext as _

from actions.answer_links import unsubscribe_link
from actions.mail.background import Background, person_id
from actions.mail.calendar import calendar_file
from actions.mail.clips import clip_parts
from actions.mail.draft import one_line
from actions.mail.entries import is_escalation
from actions.mail.made import MadeMail
from actions.models import Message, Reminder
from actions.policy import ASSIGNED
from meetings.models import Person

HEADERS = {
    # Out-of-office replies of a whole municipality would otherwise come back to us.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
}


def build_mail(
    message: Message, reminders: Collection[Reminder], background: Background
) -> EmailMultiAlternatives:
    """Return the mail with these reminders as it is to be sent.

    Raises ValueError for an address that is none.
    """
    items = {reminder.action_item_id: reminder.action_item for reminder in reminders}
    mail = MadeMail(
        subject=header_text(_subject(message)),
        body=message.text,
        from_email=_sender(settings.DEFAULT_FROM_EMAIL),
        to=[message.trial_email or message.to_email],
        reply_to=_reply_to(reminders, background),
        headers={
            **HEADERS,
            "Message-ID": message.message_id,
            **_thread(message, list(items), background),
            **_unsubscribing(message, reminders, background),
        },
    )
    mail.attach_alternative(message.html, "text/html")
    for part in clip_parts(message.html, list(items.values())):
        mail.attach(part)
    _attach_calendar(mail, message, reminders, _language(message, background))
    # Made once here, so that what is wrong with it shows before the mail server is on the line.
    mail.message()
    return mail


@cache
def _sender(address: str) -> str:
    """Return the sender as it stands in a header: encoded once, and not for each mail."""
    return sanitize_address(address, "utf-8")


def _subject(message: Message) -> str:
    """On trial the subject says for whom the mail is meant."""
    if message.trial_email:
        return _("[Prøve, til %(email)s] %(subject)s") % {
            "email": message.to_email,
            "subject": message.subject,
        }
    return message.subject


def _attach_calendar(
    mail: EmailMultiAlternatives, message: Message, reminders: Iterable[Reminder], language: str
) -> None:
    """Give the deadlines of what is new along; nothing of a closed item, not even its day."""
    news = [reminder.action_item for reminder in reminders if reminder.step == ASSIGNED]
    dated = [item for item in news if item.deadline and not item.is_confidential]
    if dated:
        content = calendar_file(dated, stamped_at=message.created_at, language=language)
        mail.attach("frister.ics", content.decode(), "text/calendar")


def _language(message: Message, background: Background) -> str:
    reader = background.readers.get(person_id(message.recipient) or 0)
    return reader.language if reader else Person.Language.DANISH


def _thread(message: Message, item_ids: list[int], background: Background) -> dict[str, str]:
    """Hang a mail about one item on the first mail that the recipient had about it."""
    if len(item_ids) != 1:
        return {}
    first = background.threads.get((item_ids[0], message.recipient))
    return {"In-Reply-To": first, "References": first} if first else {}


def _unsubscribing(
    message: Message, reminders: Iterable[Reminder], background: Background
) -> dict[str, str]:
    """Let a mail program offer to stop the reader's own reminders with one click (RFC 8058)."""
    key = person_id(message.recipient)
    if key is None or message.kind != Message.Kind.DIGEST:
        return {}
    if all(is_escalation(reminder.step) for reminder in reminders):
        return {}
    reader = background.readers.get(key)
    # Whoever stands in for the person does not settle the person's mails.
    if reader is None or reader.email != message.to_email:
        return {}
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}/afmeld/{unsubscribe_link(key)}/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _reply_to(reminders: Iterable[Reminder], background: Background) -> list[str] | None:
    """Return where answers go: the common mailbox, or the secretary whom all items share."""
    if settings.MAIL_REPLY_TO:
        return [header_text(settings.MAIL_REPLY_TO)]
    secretaries = background.secretaries_of(reminder.action_item for reminder in reminders)
    if len(secretaries) == 1 and secretaries[0].email:
        return [header_text(secretaries[0].email)]
    return None


def header_text(text: str) -> str:
    """A line break in a header would begin another header."""
    return one_line("".join(letter if letter.isprintable() else " " for letter in text))

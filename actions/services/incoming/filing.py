"""Which item an answer belongs to, where that is sure; and putting it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from actions.exceptions import FileRefusedError
from actions.models import ActionItem, IncomingMail, Message, Reminder
from actions.models.action_item import ActionItemQuerySet
from actions.recipients import find_recipients, owner_name, recipient_keys
from actions.replies import Enclosed, ReadMail
from actions.services.attachments import attachment_keep
from actions.services.log import NAME_LENGTH, item_log
from meetings.models import Event, Person, User

MOST_FILES = 10
NOTE_LENGTH = 500
EVENT_LENGTH = 2000
TOLD = [Reminder.State.SENT, Reminder.State.INCLUDED]


@dataclass(frozen=True, slots=True)
class Place:
    """The item, or the reason why a person has to say which."""

    action_item: ActionItem | None
    reason: str


def told_items(message: Message | None) -> ActionItemQuerySet:
    """Return the items that a mail of ours told of."""
    told = Reminder.objects.filter(message=message, state__in=TOLD)
    if message is None:
        return ActionItem.objects.none()
    return ActionItem.objects.filter(pk__in=told.values("action_item"))


def incoming_about(mails: Iterable[IncomingMail]) -> ActionItemQuerySet:
    """Return the items that mails lie on, and those that ours told of which they answer."""
    rows = list(mails)
    told = Reminder.objects.filter(message__in={row.message_id for row in rows if row.message_id})
    lying = {row.action_item_id for row in rows if row.action_item_id}
    about = ActionItem.objects.filter(Q(pk__in=lying) | Q(pk__in=told.values("action_item")))
    return about.select_related("agenda_item").order_by("pk")


def items_told(mails: Iterable[IncomingMail]) -> dict[int, list[ActionItem]]:
    """Return the items that ours told of which these mails answer, by our mail, in one question."""
    told = Reminder.objects.filter(
        message__in={mail.message_id for mail in mails if mail.message_id}, state__in=TOLD
    )
    found: dict[int, dict[int, ActionItem]] = {}
    for reminder in told.select_related("action_item").order_by("action_item"):
        of_mail = found.setdefault(reminder.message_id or 0, {})
        of_mail[reminder.action_item_id] = reminder.action_item
    return {message: list(items.values()) for message, items in found.items()}


def mixed_among(mails: Iterable[IncomingMail]) -> set[int]:
    """Return of replies those that may speak of a closed item other than the one they lie on."""
    rows = [mail for mail in mails if mail.message_id]
    told = Reminder.objects.filter(
        message__in={mail.message_id for mail in rows},
        state__in=TOLD,
        action_item__in=ActionItem.objects.confidential().order_by().values("pk"),
    )
    closed = set(told.values_list("message_id", "action_item_id"))
    return {
        mail.pk
        for mail in rows
        if any(of == mail.message_id and pk != mail.action_item_id for of, pk in closed)
    }


def is_mixed(incoming: IncomingMail) -> bool:
    return incoming.pk in mixed_among([incoming])


def filing_place(incoming: IncomingMail) -> Place:
    """Say where an answer belongs: refuse rather than guess."""
    reasons, message = IncomingMail.Reason, incoming.message
    if message is None:
        return Place(None, reasons.NO_THREAD)
    if incoming.from_email not in _addresses(message):
        return Place(None, reasons.OTHER_SENDER)
    items = list(told_items(message)[:2])
    if len(items) != 1:
        return Place(None, reasons.SEVERAL_ITEMS if items else reasons.NO_ITEM)
    if message.recipient not in recipient_keys(items[0]):
        return Place(None, reasons.NOT_OWNER)
    return Place(items[0], "")


def _addresses(message: Message) -> set[str]:
    """Return where the mail went, and where its recipient is written to now."""
    now = find_recipients([message.recipient])[message.recipient].email
    return {address.lower() for address in (message.to_email, now) if address}


def reply_file(
    *, incoming: IncomingMail, read: ReadMail | None, by: User | None, now: datetime
) -> None:
    """Put the words and files of an answer on its item; the item stays as it is.

    Where a closed item may be spoken of, both stay in the mail.
    """
    action_item = incoming.action_item
    assert action_item is not None
    incoming.by_name = writer_name(incoming)
    mixed = is_mixed(incoming)
    item_log(
        action_item,
        Event.Kind.REPLIED,
        by=by,
        by_name=_("%(name)s (svar på mail)") % {"name": incoming.by_name[:NAME_LENGTH]},
        now=now,
        note=_("Ordene står i mailen.") if mixed else incoming.text[:EVENT_LENGTH],
    )
    _note_alive(incoming)
    # Last: where something above is refused, no file is left lying without a row.
    enclosed = read.enclosed if read else ()
    if mixed:
        refused = [file.name for file in enclosed]
    else:
        refused = _keep_files(incoming, enclosed, now=now)
    if refused:
        words = _("Ikke gemt på opgaven: %(names)s") % {"names": ", ".join(refused)}
        incoming.note = words[:NOTE_LENGTH]
    incoming.save(update_fields=["by_name", "note"])


def writer_name(incoming: IncomingMail) -> str:
    """Return who wrote, as the register knows the address; else the address."""
    message = incoming.message
    if message and incoming.from_email in _addresses(message):
        person = Person.objects.filter(email__iexact=incoming.from_email).first()
        name = person.name if person else owner_name(message.recipient)
    else:
        name = incoming.from_email or _("Ukendt afsender")
    return name[: IncomingMail._meta.get_field("by_name").max_length]


def _note_alive(incoming: IncomingMail) -> None:
    """Trust an address again that a person has answered from."""
    gone = Message.objects.filter(bounced_at__isnull=False, to_email__iexact=incoming.from_email)
    gone.update(bounced_at=None)


def _keep_files(
    incoming: IncomingMail, enclosed: tuple[Enclosed, ...], *, now: datetime
) -> list[str]:
    """Keep what may be kept, and return the names of the rest; the mail itself has them all."""
    assert incoming.action_item is not None
    refused = [file.name for file in enclosed[MOST_FILES:]]
    for file in enclosed[:MOST_FILES]:
        try:
            attachment_keep(
                action_item=incoming.action_item,
                name=file.name,
                content=file.content,
                by_name=incoming.by_name,
                now=now,
            )
        except FileRefusedError:
            refused.append(file.name)
    return refused

"""The mails that sending a review would bring about, written and taken back again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actions.answer_links import PATHS
from actions.language import DEFAULT_GRADE, Grade
from actions.mail import Draft, compose
from actions.models import Reminder
from actions.models.action_item import ActionItemQuerySet
from actions.recipients import Recipient, find_recipients
from actions.services.reviews import review_send
from meetings.models import Meeting, User

# Links that act for their reader; who looks at the mail beforehand is not the reader.
KEYED = re.compile(
    rf"(?P<to>{'|'.join(sorted(PATHS.values(), key=len, reverse=True))}|/afmeld/)[^/\s\"'<>]+"
)


@dataclass(frozen=True, slots=True)
class MailPreview:
    """Who is written to and what; no draft where nobody can be reached."""

    recipient: Recipient
    number: int
    draft: Draft | None
    # Reminders that the same mail carries and that are not for whoever looks at it.
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class _Bundle:
    """What one mail would tell, gathered before the sending was undone."""

    recipient: Recipient
    number: int
    reminders: list[Reminder]
    day: date
    withheld: int


def review_preview(
    *,
    meeting: Meeting,
    visible: ActionItemQuerySet,
    by: User,
    now: datetime,
    seen: Grade = DEFAULT_GRADE,
    only: str | None = None,
) -> list[MailPreview]:
    """Return the mails as sending now would write them; raises what review_send raises.

    The review is sent for the moment and the transaction undone, so that it is one road that writes
    both. `visible` are the action items that may be shown, `only` the one recipient asked for. The
    mails are written, and their pictures drawn, after the transaction: it holds nobody up.
    """
    with transaction.atomic():
        review_send(meeting=meeting, by=by, now=now, seen=seen)
        mine = Reminder.objects.filter(
            action_item__agenda_item__meeting=meeting, action_item__assigned_at=now
        )
        if only:
            mine = mine.filter(recipient=only)
        keys = sorted(set(mine.values_list("recipient", flat=True)))
        recipients = find_recipients(keys)
        bundles = [_bundle(recipients[key], meeting, visible, now=now) for key in keys]
        transaction.set_rollback(True)
    meeting.refresh_from_db()
    return [_preview(bundle) for bundle in bundles]


def _bundle(
    recipient: Recipient, meeting: Meeting, visible: ActionItemQuerySet, *, now: datetime
) -> _Bundle:
    mine = Reminder.objects.filter(recipient=recipient.key)
    new = mine.filter(action_item__agenda_item__meeting=meeting, action_item__assigned_at=now)
    first = new.order_by("due_on").values_list("due_on", flat=True).first()
    # On a day without mails it is the next one's.
    day = max(first, timezone.localdate(now)) if first else timezone.localdate(now)
    due = mine.due(today=day)
    if not recipient.wants_reminders:
        due = due.news()
    shown = due.filter(action_item__in=visible.values("pk")).select_related(
        "action_item__agenda_item__meeting__document",
        "action_item__committee",
        "action_item__commitment",
    )
    number = new.values("action_item").distinct().count()
    return _Bundle(recipient, number, list(shown), day, withheld=due.count() - len(shown))


def _preview(bundle: _Bundle) -> MailPreview:
    if bundle.recipient.problem:
        return MailPreview(bundle.recipient, bundle.number, draft=None)
    draft = compose(recipient=bundle.recipient, reminders=bundle.reminders, today=bundle.day)
    return MailPreview(
        bundle.recipient, bundle.number, _without_keys(draft), withheld=bundle.withheld
    )


def _without_keys(draft: Draft) -> Draft:
    """Keep the links from acting: they are the owner's."""
    site = settings.SITE_URL
    return replace(
        draft,
        text=KEYED.sub(r"\g<to>…", draft.text),
        html=KEYED.sub(r"\g<to>-", draft.html).replace(f'href="{site}', f'title="{site}'),
    )

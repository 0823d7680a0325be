"""A person decides on a recognition: the words answer the item or not, ask for the same or not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from actions.exceptions import AlreadyDecidedError
from actions.models import ActionItem, Commitment, Recognition
from actions.services.answers import action_item_answer, answer_accept
from actions.services.commitments import commitment_reject
from actions.services.log import item_log
from meetings.models import Event, User
from meetings.reading.sentences import running_text


def recognition_take(*, recognition: Recognition, by: User, now: datetime) -> None:
    """Close the item with the words as its answer, or put the suggestion aside as the same.

    Raises AlreadyDecidedError where somebody decided before or the matter is settled.
    """
    with transaction.atomic():
        _decide(recognition, Recognition.Decision.TAKEN, by=by, now=now)
        if recognition.commitment is not None:
            _put_aside(recognition.commitment, recognition.action_item, by=by, now=now)
        else:
            _close(recognition, by=by, now=now)


def recognition_refuse(*, recognition: Recognition, by: User, now: datetime) -> None:
    """Remember that the words answer or repeat something else; the item stays as it is."""
    with transaction.atomic():
        _decide(recognition, Recognition.Decision.REFUSED, by=by, now=now)
        note = (
            _("Forslaget fra mødet %(day)s er et andet.")
            if recognition.is_repeat
            else _("Ikke besvaret på mødet %(day)s.")
        )
        item_log(
            recognition.action_item,
            Event.Kind.REJECTED,
            by=by,
            now=now,
            note=note % {"day": f"{recognition.said_on:%d-%m-%Y}"},
            is_movement=False,
        )


def _decide(
    recognition: Recognition, decision: Recognition.Decision, *, by: User, now: datetime
) -> None:
    # The item first, as everybody locks it: nobody answers or closes it meanwhile.
    ActionItem.objects.select_for_update(of=("self",)).get(pk=recognition.action_item_id)
    waiting = Recognition.objects.waiting().filter(pk=recognition.pk).values("pk")
    if not Recognition.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        decision=decision, decided_by=by, decided_at=now
    ):
        raise AlreadyDecidedError
    recognition.refresh_from_db()


def _close(recognition: Recognition, *, by: User, now: datetime) -> None:
    action_item = recognition.action_item
    action_item_answer(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        note=answer_words(recognition),
        by=by,
        by_name=str(by),
        now=now,
    )
    if action_item.is_answered:
        answer_accept(action_item=action_item, by=by, now=now)


def answer_words(recognition: Recognition) -> str:
    """Return the answer that the words make, in Danish: it stands in papers and mails."""
    where = [f"mødet {recognition.said_on:%d-%m-%Y}"]
    if recognition.agenda_item is not None:
        where.append(f"punkt {recognition.agenda_item}")
    if recognition.page:
        where.append(f"side {recognition.page}")
    return f"Besvaret: {', '.join(where)}: »{running_text(recognition.quote)}«"


def _put_aside(commitment: Commitment, action_item: ActionItem, *, by: User, now: datetime) -> None:
    reason = _("Findes allerede som opgave %(number)s.") % {"number": action_item.pk}
    commitment_reject(commitment=commitment, reason=reason, by=by, now=now)

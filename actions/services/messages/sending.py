"""One mail from its row to the mail server. No transaction is open while the line is."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.mail import build_mail
from actions.models import Message, Reminder
from actions.policy import is_final, may_send
from actions.selectors import sending_hours
from actions.services.dispatch import dispatch_go_single, dispatch_state
from actions.services.messages.claiming import Claim, message_claim
from actions.services.messages.drafting import message_draft
from actions.services.messages.outcomes import (
    message_fail,
    message_postpone,
    message_sent,
    message_spoilt,
    message_wait,
)

logger = logging.getLogger(__name__)

# "Service not available" and Exchange Online's "concurrent connections exceeded".
FEWER = {421, 432}


def message_send(*, message_id: int, now: datetime) -> None:
    """Send a mail that is due; however it ends, the row says so, and twice does no harm."""
    dispatch = dispatch_state()
    if dispatch.is_paused or not may_send(timezone.localtime(now), sending_hours()):
        return
    claim = message_claim(message_id=message_id, is_single=dispatch.is_single(now=now), now=now)
    if claim is None:
        return
    try:
        drafted = message_draft(claim=claim, now=now)
        if drafted is not None:
            mail = build_mail(Message.objects.get(pk=message_id))
            _transmit(mail, claim=claim, drafted=drafted, now=now)
    except Exception as error:
        # Whatever is wrong with this row, the others are to go out.
        logger.exception("Message %s could not be made.", message_id)
        reason = _("Mailen kunne ikke dannes (%(error)s).") % {"error": type(error).__name__}
        message_spoilt(claim=claim, reason=reason, now=now)


def _transmit(mail: EmailMessage, *, claim: Claim, drafted: frozenset[int], now: datetime) -> None:
    with _closing(get_connection()) as connection:
        try:
            connection.open()
        except OSError as error:
            if _answer(error) in FEWER:
                dispatch_go_single(now=now)
            message_wait(claim=claim, reason=_words(error), now=now)
            return
        if not _start(claim=claim, drafted=drafted, now=now):
            return
        try:
            connection.send_messages([mail])
        except OSError as error:
            _refused(error, claim=claim, now=now)
            return
        # Before the line is closed: the server may take its time to say goodbye.
        message_sent(claim=claim, now=now)


@contextmanager
def _closing(connection: BaseEmailBackend) -> Iterator[BaseEmailBackend]:
    try:
        yield connection
    finally:
        with suppress(OSError):
            connection.close()


def _start(*, claim: Claim, drafted: frozenset[int], now: datetime) -> bool:
    """Note that the mail goes on the wire; False where it is not to go, or not as it is."""
    with transaction.atomic():
        if _is_held_back(claim):
            # As it stood before the try: on the next tick all is asked anew.
            claim.held().update(state=Message.State.PLANNED, token="", lease_until=None)
            return False
        if not claim.held().update(transmitting_at=now, is_resend=False):
            return False
        mine = Reminder.objects.filter(message_id=claim.message_id).locked()
        included = mine.filter(state=Reminder.State.INCLUDED)
        if drafted == set(included.values_list("pk", flat=True)):
            return True
        # Somebody answered since the mail was written. The next tick has it written anew.
        claim.held().update(
            state=Message.State.PLANNED, transmitting_at=None, token="", lease_until=None
        )
        return False


def _is_held_back(claim: Claim) -> bool:
    """Tell whether mails were paused, or their trial changed, while the mail was being made."""
    dispatch = dispatch_state()
    return dispatch.is_paused or not claim.held().filter(trial_email=dispatch.trial_email).exists()


def _refused(error: OSError, *, claim: Claim, now: datetime) -> None:
    """A server that answers has not taken the mail; a line that breaks leaves us in doubt."""
    answer = _answer(error)
    if answer in FEWER:
        dispatch_go_single(now=now)
    if answer is not None and is_final(answer) and not _is_ours(error):
        message_fail(claim=claim, reason=_words(error), now=now)
    else:
        message_postpone(claim=claim, reason=_words(error), is_uncertain=answer is None, now=now)


def _is_ours(error: OSError) -> bool:
    """A refused sender is our own set-up: no recipient's mail is to be lost for it."""
    return isinstance(error, smtplib.SMTPSenderRefused)


def _answer(error: OSError) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return None


def _words(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _as_text(*min(error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        return _as_text(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _as_text(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"

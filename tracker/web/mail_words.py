"""When a mail goes out, in words that promise no more than what happens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actions.models import ActionItem, Message, Reminder
from actions.policy import ASSIGNED, SendingHours, next_sending_moment, workdays_after
from actions.recipients import Recipient, find_recipients, recipient_key
from actions.selectors import sending_hours
from actions.services.dispatch import dispatch_state

STEPS = {
    ASSIGNED: gettext_lazy("ny eller ændret opgave"),
    "before-7": gettext_lazy("7 arbejdsdage før fristen"),
    "before-1": gettext_lazy("arbejdsdagen før fristen"),
    "due": gettext_lazy("på fristen"),
}
LATE = "late-"
# More recipients than this are counted, not named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class PlannedMail:
    """A mail that is still to come: its day in words, and the step that it tells of."""

    day: str
    why: str


@dataclass(frozen=True, slots=True)
class MailsToCome:
    """What the owner is still to hear, or why no mail can reach anybody."""

    mails: tuple[PlannedMail, ...] = ()
    problem: str = ""
    is_paused: bool = False

    @property
    def first(self) -> PlannedMail | None:
        return self.mails[0] if self.mails else None

    @property
    def later(self) -> str:
        return ", ".join(f"{mail.day} ({mail.why})" for mail in self.mails[1:])


def mails_to_come(action_item: ActionItem, *, now: datetime) -> MailsToCome:
    """Return what the accountable owner is to hear of the item as it stands, the next first."""
    key = recipient_key(action_item)
    mine = action_item.reminders.filter(recipient=key)
    reminders = list(mine.unsent().current().order_by("due_on", "pk"))
    if not reminders:
        return MailsToCome()
    recipient = find_recipients([key])[key]
    if recipient.problem:
        return MailsToCome(problem=recipient.problem)
    hours, heard, today = sending_hours(), heard_today([key], now=now), timezone.localdate(now)
    mails = [
        PlannedMail(
            day_in_words(
                mail_moment(reminder, hours=hours, heard=heard, now=now).date(), today=today
            ),
            _step_words(reminder.step),
        )
        for reminder in reminders
    ]
    return MailsToCome(tuple(mails), is_paused=dispatch_state().is_paused)


def mail_moment(
    reminder: Reminder, *, hours: SendingHours, heard: frozenset[str], now: datetime
) -> datetime:
    """Return when a reminder that lies in no mail yet goes, at the earliest."""
    local_now = timezone.localtime(now)
    due_at = datetime.combine(reminder.due_on, time.min, tzinfo=local_now.tzinfo)
    moment = next_sending_moment(max(local_now, due_at), hours)
    if moment.date() == local_now.date() and reminder.recipient in heard:
        later = _next_day(moment.date(), hours)
        return next_sending_moment(
            datetime.combine(later, time.min, tzinfo=local_now.tzinfo), hours
        )
    return moment


def _next_day(day: date, hours: SendingHours) -> date:
    if hours.any_time:
        return day + timedelta(days=1)
    return workdays_after(day, 1, closed=hours.closed)


def heard_today(keys: Iterable[str], *, now: datetime) -> frozenset[str]:
    """Return who of them has had the day's mail: what comes up now waits for the next one."""
    local_now = timezone.localtime(now)
    midnight = datetime.combine(local_now.date(), time.min, tzinfo=local_now.tzinfo)
    told = Message.objects.exclude(kind=Message.Kind.WEEKLY).filter(
        Q(day=local_now.date()) | Q(sent_at__gte=midnight),
        recipient__in=list(keys),
        sent_at__isnull=False,
    )
    return frozenset(told.values_list("recipient", flat=True))


def _step_words(step: str) -> str:
    if step.startswith(LATE):
        return _("%(days)s arbejdsdage efter fristen") % {"days": step.removeprefix(LATE)}
    return str(STEPS.get(step, step))


def sent_words(action_items: Sequence[ActionItem], *, now: datetime) -> str:
    """Say how many action items were sent, who hears of them when, and who cannot be reached."""
    if not action_items:
        return _("Gennemgangen er afsluttet. Der var ingen opgaver at sende.")
    count = ngettext(
        "Gennemgangen er afsluttet med %(number)s opgave.",
        "Gennemgangen er afsluttet med %(number)s opgaver.",
        len(action_items),
    ) % {"number": len(action_items)}
    recipients = find_recipients(recipient_key(one) for one in action_items)
    reachable = [one for one in recipients.values() if not one.problem]
    problems = [one.problem for one in recipients.values() if one.problem]
    return " ".join([count, *_when_words(reachable, now=now), *_problem_words(problems)])


def _when_words(recipients: Sequence[Recipient], *, now: datetime) -> list[str]:
    if recipients and dispatch_state().is_paused:
        return [
            _("Mails er på pause. Får en mail efter den: %(names)s.")
            % {"names": _names(recipients)}
        ]
    hours, local_now = sending_hours(), timezone.localtime(now)
    moment = next_sending_moment(local_now, hours)
    today = local_now.date()
    heard = heard_today([one.key for one in recipients], now=now)
    waiting = [one for one in recipients if moment.date() == today and one.key in heard]
    first = [one for one in recipients if one not in waiting]
    words = []
    if first and moment == local_now:
        words.append(_("Får en mail nu: %(names)s.") % {"names": _names(first)})
    elif first:
        words.append(
            _("Får en mail %(day)s kl. %(hour)s: %(names)s.")
            % {
                "names": _names(first),
                "day": near_day_in_words(moment.date(), today=today),
                "hour": moment.hour,
            }
        )
    if waiting:
        next_day = near_day_in_words(_next_day(today, hours), today=today)
        words.append(
            _("Har fået dagens mail og får den næste %(day)s: %(names)s.")
            % {"names": _names(waiting), "day": next_day}
        )
    return words


def _names(recipients: Sequence[Recipient]) -> str:
    if len(recipients) > NAMED:
        return _("%(number)s ansvarlige") % {"number": len(recipients)}
    # Units are called "Vej og Park": no "og" between them, and no comma.
    return "; ".join(one.name for one in recipients)


def _problem_words(problems: Sequence[str]) -> list[str]:
    return [*problems, _("Mailen venter, til der er en adresse.")] if problems else []


def near_day_in_words(day: date, *, today: date) -> str:
    """Say i dag, i morgen, or which day."""
    if day == today:
        return _("i dag")
    if day == today + timedelta(days=1):
        return _("i morgen")
    return day_in_words(day, today=today)


def day_in_words(day: date, *, today: date) -> str:
    """onsdag 9. december, with the year where it is another one."""
    return date_format(day, "l j. F" if day.year == today.year else "l j. F Y")

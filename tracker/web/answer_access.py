"""From the key in an address to the action item it opens, or to a plain page that says why not."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from actions.answer_links import AnswerLink, Purpose, read_answer_link
from actions.exceptions import BadLinkError, ExpiredLinkError
from actions.models import ActionItem
from actions.recipients import recipient_keys
from actions.services.link_answers import link_is_used
from meetings.models import Person
from tracker.owners import PERSON

VALID_FOR = timedelta(days=30)


class LinkRefusedError(Exception):
    """The link cannot be acted on; the sentences tell its holder why, and what to do."""

    def __init__(self, heading: str, why: str, *, what_to_do: str = "", status: int) -> None:
        super().__init__(heading)
        self.heading = heading
        self.why = why
        self.what_to_do = what_to_do
        self.status = status


def access_by_link(token: str, purpose: Purpose) -> tuple[AnswerLink, ActionItem]:
    """Return the link and its action item; raises LinkRefusedError where it gives no access.

    The link is what gives access here, to this one item and to this one thing alone: no user is
    known, and nobody is logged in by it.
    """
    try:
        link = read_answer_link(token, purpose)
    except ExpiredLinkError:
        raise expired() from None
    except BadLinkError:
        raise bad() from None
    action_item = (
        ActionItem.objects.filter(pk=link.action_item_id, assigned_at__isnull=False)
        .select_related(
            "agenda_item__meeting", "committee", "commitment", "owner_person__user", "owner_unit"
        )
        .first()
    )
    if action_item is None:
        raise bad()
    _refuse_expired(link, action_item)
    _refuse_spent(token, link, action_item, purpose)
    return link, action_item


def _refuse_spent(token: str, link: AnswerLink, action_item: ActionItem, purpose: Purpose) -> None:
    is_answered = action_item.status in {ActionItem.Status.DONE, ActionItem.Status.ANSWERED}
    if is_answered and purpose == Purpose.DONE:
        raise already_registered()
    if link_is_used(token):
        # Reported as done once, and open again: what comes now has links of its own.
        raise outdated() if purpose == Purpose.DONE and action_item.is_open else already_used()
    if is_answered:
        raise already_registered()
    if action_item.status == ActionItem.Status.CANCELLED:
        raise LinkRefusedError(
            _("Opgaven er bortfaldet"),
            _("Sekretariatet har taget den af listen. Du skal ikke gøre mere."),
            status=410,
        )
    if (
        link.recipient not in recipient_keys(action_item)
        or link.deadline_version != action_item.deadline_version
    ):
        raise outdated()
    if not _may_act(link.recipient):
        raise LinkRefusedError(
            _("Linket gælder ikke længere"),
            _("Den ansvarliges adgang er lukket. Intet er ændret."),
            what_to_do=_("Skriv til sekretæren, hvis det er en fejl."),
            status=410,
        )


def _may_act(owner: str) -> bool:
    """Who may not log in any more does not get in by an old mail either."""
    kind, _colon, number = owner.partition(":")
    if kind != PERSON:
        return True
    person = Person.objects.select_related("user").get(pk=int(number))
    user = getattr(person, "user", None)
    return person.is_active and (user is None or user.is_active)


def _refuse_expired(link: AnswerLink, action_item: ActionItem) -> None:
    """Stop 30 days after the deadline; each late reminder brings a link of its own to act on."""
    today, sent_on = timezone.localdate(), timezone.localdate(link.issued_at)
    if today > max(sent_on, _end_of(action_item, today=today)) + VALID_FOR:
        raise expired()


def _end_of(action_item: ActionItem, *, today: date) -> date:
    """Return the day of its closing, else its deadline; without either it has not ended."""
    if action_item.closed_at is not None:
        return timezone.localdate(action_item.closed_at)
    return action_item.deadline or today


def expired() -> LinkRefusedError:
    return LinkRefusedError(
        _("Linket er udløbet"),
        _("Det er mere end 30 dage siden fristen og mailen. Intet er ændret."),
        what_to_do=_("Brug linket i en nyere mail, eller skriv til sekretæren."),
        status=410,
    )


def bad() -> LinkRefusedError:
    return LinkRefusedError(
        _("Linket virker ikke"),
        _("Det er måske skåret over i mailen."),
        what_to_do=_("Åbn linket direkte fra mailen igen, eller skriv til sekretæren."),
        status=404,
    )


def already_registered() -> LinkRefusedError:
    return LinkRefusedError(
        _("Allerede registreret"),
        _("Opgaven er meldt udført. Du skal ikke gøre mere."),
        status=200,
    )


def already_used() -> LinkRefusedError:
    return LinkRefusedError(
        _("Allerede registreret"),
        _("Linket er brugt, og det, du skrev, er registreret."),
        what_to_do=_("Er der mere at sige, så brug linket i den næste mail."),
        status=200,
    )


def outdated() -> LinkRefusedError:
    return LinkRefusedError(
        _("Linket gælder ikke længere"),
        _("Fristen eller den ansvarlige er en anden, end da mailen blev sendt. Intet er ændret."),
        what_to_do=_("Er du stadig ansvarlig, så brug linket i den nyeste mail."),
        status=410,
    )

"""What owners say beside "done": longer, not mine, how it goes."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.formats import date_format

from actions.answer_links import PATHS
from actions.exceptions import (
    AlreadyAskedError,
    AlreadyClosedError,
    AlreadyDecidedError,
    DeadlineNotLaterError,
    DeadlineTooFarError,
    OutdatedLinkError,
    ReasonMissingError,
)
from actions.models import ActionItem, Decline, Extension
from actions.models.action_item import silent_since
from actions.policy import may_extend_alone
from actions.services.action_items import action_item_cancel, action_item_change
from actions.services.declines import decline_settle, owner_decline
from actions.services.extensions import deadline_extend, extension_grant, extension_refuse
from actions.services.status import status_note
from meetings.models import AgendaItem, Event
from tests.actions.outbox import assign, at, one_round, states
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
LATER = date(2026, 4, 20)


def extend(action_item: ActionItem, deadline: date = LATER, **values: object) -> Extension:
    asked: dict[str, object] = {
        "deadline_version": action_item.deadline_version,
        "deadline": deadline,
        "reason": "Vi mangler tallene.",
        "by": None,
        "by_name": "Anna Holm",
        "now": NOW,
    }
    return deadline_extend(action_item=action_item, **asked | values)


def ask_a_third_time(action_item: ActionItem) -> Extension:
    extend(action_item)
    extend(action_item, LATER + timedelta(days=10))
    return extend(action_item, LATER + timedelta(days=20))


def decline(action_item: ActionItem, **values: object) -> Decline:
    asked: dict[str, object] = {
        "deadline_version": action_item.deadline_version,
        "suggestion": "Teknik og Miljø",
        "reason": "Svømmehallen hører under dem.",
        "by": None,
        "by_name": "Anna Holm",
        "now": NOW,
    }
    return owner_decline(action_item=action_item, **asked | values)


def kinds(action_item: ActionItem) -> list[str]:
    events = Event.objects.filter(subject="action_item", subject_id=action_item.pk)
    return list(events.values_list("kind", flat=True))


def test_two_extensions_are_the_owners_own_and_the_third_is_not() -> None:
    assert [may_extend_alone(number) for number in range(4)] == [True, True, False, False]


def test_an_owner_gets_a_later_deadline_and_the_reminders_follow(action_item: ActionItem) -> None:
    assign(action_item)
    extension = extend(action_item)
    assert extension.state == Extension.State.GRANTED
    assert (action_item.deadline, action_item.extensions) == (LATER, 1)
    assert states(action_item) == dict.fromkeys(
        ["assigned", "before-7", "before-1", "due", "late-5"], "planned"
    )
    assert kinds(action_item) == ["extended"]


def test_who_extends_gets_a_mail_with_links_that_work_on_the_new_deadline(
    action_item: ActionItem, client: Client
) -> None:
    assign(action_item)
    one_round(NOW)
    extend(action_item)
    one_round(at(TODAY + timedelta(days=1)))
    second = mail.outbox[1]
    assert second.subject.startswith("Ændret opgave: ")
    assert "20. april" in second.body
    for path in PATHS.values():
        old, new = (re.findall(rf"{path}[\w:-]{{40,}}/", sent.body) for sent in mail.outbox)
        assert [client.get(old[0]).status_code, client.get(new[0]).status_code] == [410, 200]


def test_what_was_only_asked_for_brings_no_mail(action_item: ActionItem) -> None:
    extend(action_item)
    extend(action_item, LATER + timedelta(days=10))
    one_round(NOW)
    assert len(mail.outbox) == 1
    extend(action_item, LATER + timedelta(days=20))
    one_round(at(TODAY + timedelta(days=1)))
    assert len(mail.outbox) == 1


def test_the_third_time_somebody_else_is_asked_and_nothing_moves(action_item: ActionItem) -> None:
    extension = ask_a_third_time(action_item)
    assert extension.state == Extension.State.WAITING
    assert (action_item.extensions, action_item.deadline) == (2, LATER + timedelta(days=10))
    with pytest.raises(AlreadyAskedError):
        extend(action_item, LATER + timedelta(days=30))


def test_what_was_asked_for_is_given_with_a_reason(action_item: ActionItem, cast: Cast) -> None:
    extension = ask_a_third_time(action_item)
    with pytest.raises(ReasonMissingError):
        extension_grant(extension=extension, reason=" ", by=cast.lene, now=NOW)
    extension_grant(extension=extension, reason="Tallene kommer i maj.", by=cast.lene, now=NOW)
    action_item.refresh_from_db()
    assert (action_item.deadline, action_item.extensions) == (LATER + timedelta(days=20), 3)
    assert states(action_item)["assigned"] == "planned"
    with pytest.raises(AlreadyDecidedError):
        extension_refuse(extension=extension, reason="Nej.", by=cast.lene, now=NOW)


def test_a_refusal_keeps_the_deadline_and_the_owner_hears_of_it(
    action_item: ActionItem, cast: Cast
) -> None:
    extension = ask_a_third_time(action_item)
    one_round(NOW)
    tomorrow = at(TODAY + timedelta(days=1))
    extension_refuse(extension=extension, reason="Udvalget venter.", by=cast.lene, now=tomorrow)
    action_item.refresh_from_db()
    assert action_item.deadline == LATER + timedelta(days=10)
    one_round(tomorrow)
    assert states(action_item)[f"refused-{extension.pk}"] == "sent"
    sent = mail.outbox[-1]
    assert sent.subject.startswith("Ny frist afslået: ")
    assert "Du har bedt om en ny frist. Den er afslået, og fristen står fast." in sent.body
    day = date_format(extension.deadline, "j. F")
    assert f"Ny frist {day} er afslået: Udvalget venter." in sent.body


def test_the_reason_of_a_refusal_is_not_told_of_a_closed_item(
    action_item: ActionItem, cast: Cast
) -> None:
    extension = ask_a_third_time(action_item)
    extension_refuse(extension=extension, reason="Udvalget venter.", by=cast.lene, now=NOW)
    AgendaItem.objects.update(is_closed=True)
    one_round(NOW)
    (sent,) = mail.outbox
    assert "Udvalget venter" not in sent.message().as_string()
    assert date_format(extension.deadline, "j. F") not in sent.body


def test_who_was_refused_may_ask_again_and_is_told_again(
    action_item: ActionItem, cast: Cast
) -> None:
    first = ask_a_third_time(action_item)
    extension_refuse(extension=first, reason="Nej.", by=cast.lene, now=NOW)
    second = extend(action_item, LATER + timedelta(days=25))
    extension_refuse(extension=second, reason="Stadig nej.", by=cast.lene, now=NOW)
    assert {f"refused-{first.pk}", f"refused-{second.pk}"} <= states(action_item).keys()


def test_of_two_refusals_in_one_mail_the_last_is_told(action_item: ActionItem, cast: Cast) -> None:
    first = ask_a_third_time(action_item)
    extension_refuse(extension=first, reason="Nej.", by=cast.lene, now=NOW)
    sooner = extend(action_item, LATER + timedelta(days=15))
    extension_refuse(extension=sooner, reason="Stadig nej.", by=cast.lene, now=NOW)
    one_round(NOW)
    (sent,) = mail.outbox
    assert f"Ny frist {date_format(sooner.deadline, 'j. F')} er afslået: Stadig nej." in sent.body
    assert date_format(first.deadline, "j. F") not in sent.body


def test_a_question_falls_away_where_the_deadline_moved_meanwhile(
    action_item: ActionItem, cast: Cast
) -> None:
    extension = ask_a_third_time(action_item)
    ActionItem.objects.update(deadline_version=9)
    assert not Extension.objects.waiting().exists()
    with pytest.raises(AlreadyDecidedError):
        extension_grant(extension=extension, reason="Ja.", by=cast.lene, now=NOW)


@pytest.mark.parametrize("deadline", [date(2026, 3, 1), date(2026, 3, 20), date(2026, 4, 1)])
def test_a_deadline_that_is_no_later_is_refused(action_item: ActionItem, deadline: date) -> None:
    with pytest.raises(DeadlineNotLaterError):
        extend(action_item, deadline)


def test_the_first_deadline_an_item_gets_is_no_extension(action_item: ActionItem) -> None:
    ActionItem.objects.update(deadline=None, extensions=2)
    action_item.refresh_from_db()
    assert extend(action_item).state == Extension.State.GRANTED
    assert action_item.extensions == 2


def test_an_extension_needs_a_reason_an_open_item_and_the_deadline_of_now(
    action_item: ActionItem, cast: Cast
) -> None:
    with pytest.raises(ReasonMissingError):
        extend(action_item, reason=" ")
    with pytest.raises(OutdatedLinkError):
        extend(action_item, deadline_version=7)
    with pytest.raises(DeadlineTooFarError):
        extend(action_item, date(2099, 1, 1))
    action_item_cancel(action_item=action_item, reason="Aflyst.", by=cast.lene, now=NOW)
    with pytest.raises(AlreadyClosedError):
        extend(action_item)
    assert not Extension.objects.exists()


def test_who_it_is_not_for_gives_it_to_the_unit_and_hears_no_more(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    decline(action_item)
    assert action_item.owner == cast.unit
    one_round(NOW)
    assert [message.to for message in mail.outbox] == [[cast.unit.email]]
    assert kinds(action_item)[0] == "declined"


def test_without_an_inbox_it_waits_for_the_secretary_without_an_owner(
    action_item: ActionItem, cast: Cast
) -> None:
    cast.unit.email = ""
    cast.unit.save()
    action_item.refresh_from_db()
    decline(action_item)
    one_round(NOW)
    assert (action_item.owner, mail.outbox) == (None, [])
    assert Decline.objects.unsettled().count() == 1


def test_what_is_closed_never_goes_to_a_shared_inbox(action_item: ActionItem) -> None:
    AgendaItem.objects.update(is_closed=True)
    decline(ActionItem.objects.get())
    assert ActionItem.objects.get().owner is None


def test_a_new_owner_settles_it(action_item: ActionItem, cast: Cast) -> None:
    decline(action_item)
    action_item_change(
        action_item=action_item,
        version=action_item.version,
        task=action_item.task,
        owner_person=None,
        owner_unit=cast.other_unit,
        deadline=action_item.deadline,
        by=cast.lene,
        now=NOW,
    )
    assert not Decline.objects.unsettled().exists()


def test_the_unit_may_keep_it_but_nobody_may_not(action_item: ActionItem, cast: Cast) -> None:
    declined = decline(action_item)
    decline_settle(decline=declined, by=cast.lene, now=NOW)
    with pytest.raises(AlreadyDecidedError):
        decline_settle(decline=declined, by=cast.lene, now=NOW)
    again = decline(action_item)
    assert action_item.owner is None
    with pytest.raises(AlreadyDecidedError):
        decline_settle(decline=again, by=cast.lene, now=NOW)


def test_not_mine_needs_a_reason_and_the_link_of_now(action_item: ActionItem) -> None:
    with pytest.raises(ReasonMissingError):
        decline(action_item, reason="")
    decline(action_item)
    with pytest.raises(OutdatedLinkError):
        decline(action_item, deadline_version=1)


def test_a_line_on_how_it_goes_is_kept_and_counts_as_movement(action_item: ActionItem) -> None:
    later = at(date(2026, 4, 2))
    assert ActionItem.objects.filter(silent_since(later)).exists()
    status_note(
        action_item=action_item,
        text="Vi har\nholdt  møde.",
        by=None,
        by_name="Anna Holm",
        now=later,
    )
    event = Event.objects.get(kind=Event.Kind.NOTED)
    assert (event.note, event.by_name) == ("Vi har holdt møde.", "Anna Holm")
    assert not ActionItem.objects.filter(silent_since(later)).exists()


def test_an_empty_line_or_one_on_a_closed_item_is_refused(
    action_item: ActionItem, cast: Cast
) -> None:
    with pytest.raises(ReasonMissingError):
        status_note(action_item=action_item, text="  ", by=None, by_name="Anna", now=NOW)
    action_item_cancel(action_item=action_item, reason="Aflyst.", by=cast.lene, now=NOW)
    with pytest.raises(AlreadyClosedError):
        status_note(action_item=action_item, text="Går godt", by=None, by_name="Anna", now=NOW)


def test_mails_are_no_movement(action_item: ActionItem) -> None:
    assign(action_item)
    one_round(NOW)
    assert len(mail.outbox) == 1
    assert ActionItem.objects.get().moved_at is None

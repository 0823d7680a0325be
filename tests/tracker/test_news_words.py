"""The cards of a meeting that was sent say when the mails go, and "Sendt" once they have gone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem, Commitment, Message
from actions.services.dispatch import dispatch_pause
from actions.services.messages import messages_plan
from actions.services.reviews import review_send
from meetings.models import Meeting
from tests.actions.outbox import one_round
from tests.cast import NOW, Cast

EVENING = NOW + timedelta(hours=10)
FRIDAY_EVENING = EVENING + timedelta(days=3)


@pytest.fixture
def unsent(meeting: Meeting, cast: Cast) -> ActionItem:
    """Return the one item of a meeting in which all else is turned down."""
    first = Commitment.objects.earliest("start")
    Commitment.objects.exclude(pk=first.pk).update(status=Commitment.Status.REJECTED)
    Commitment.objects.filter(pk=first.pk).update(status=Commitment.Status.ACCEPTED)
    return ActionItem.objects.create(
        commitment=first,
        agenda_item=first.agenda_item,
        committee=cast.committee,
        promised_on=meeting.held_on,
        task="Notat",
        owner_person=cast.anna_holm,
        deadline="2026-04-01",
        created_at=NOW,
    )


def card(client_of, cast: Cast, meeting: Meeting, now: datetime) -> str:
    with time_machine.travel(now, tick=False):
        page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    return " ".join(page.partition('class="commitment-line"')[2].partition("</p>")[0].split())


@pytest.mark.parametrize(
    "sent",
    [
        (NOW, "Mailen er på vej"),
        (EVENING, "Mailen går i morgen kl. 8"),
        (FRIDAY_EVENING, "Mailen går mandag 9. marts kl. 8"),
    ],
)
def test_until_the_mail_has_gone_the_card_says_when_it_goes(
    unsent, cast: Cast, meeting, client_of, sent
) -> None:
    now, words = sent
    assert "Ikke sendt endnu" in card(client_of, cast, meeting, now)
    review_send(meeting=meeting, by=cast.lene, now=now)
    told = card(client_of, cast, meeting, now)
    assert words in told
    assert "Sendt" not in told


def test_once_it_has_gone_the_card_says_on_which_day(unsent, cast, meeting, client_of) -> None:
    review_send(meeting=meeting, by=cast.lene, now=EVENING)
    one_round(NOW + timedelta(days=1))
    assert "Sendt 04-03-2026" in card(client_of, cast, meeting, NOW + timedelta(days=2))


def test_a_mail_that_is_planned_goes_in_its_minute(unsent, cast, meeting, client_of) -> None:
    review_send(meeting=meeting, by=cast.lene, now=NOW)
    messages_plan(now=NOW)
    Message.objects.update(next_at=NOW + timedelta(hours=3))
    assert "Mailen går i dag kl. 13" in card(client_of, cast, meeting, NOW)


def test_on_pause_no_hour_is_promised(unsent, cast, meeting, client_of) -> None:
    review_send(meeting=meeting, by=cast.lene, now=NOW)
    dispatch_pause(by=cast.bo, now=NOW)
    assert "Mailen venter: udsendelse er på pause" in card(client_of, cast, meeting, NOW)


def test_who_only_reads_is_told_the_same(unsent, cast, meeting, client_of) -> None:
    review_send(meeting=meeting, by=cast.lene, now=EVENING)
    with time_machine.travel(EVENING, tick=False):
        page = client_of(cast.ib).get(reverse("review", args=[meeting.pk])).text
    assert "Mailen går i morgen kl. 8" in page


def test_the_list_of_mails_counts_what_waits_beside_what_is_planned(
    unsent, cast, meeting, client_of
) -> None:
    review_send(meeting=meeting, by=cast.lene, now=EVENING)
    with time_machine.travel(EVENING, tick=False):
        page = client_of(cast.bo).get(reverse("outbox")).text
    assert "planlagt (0, 5 påmindelser venter)" in " ".join(page.split())

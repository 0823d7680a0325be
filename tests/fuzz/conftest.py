"""Each place where input comes in, with the rows that make it more than an empty house."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from actions.models import Message
from meetings.models import PlannedMeeting
from tests.actions.outbox import assign, one_round
from tests.cast import NOW, TODAY, Cast
from tests.fuzz import api, extract, lists, mails, tokens, upload
from tests.fuzz.target import Target
from tests.tracker.test_access_matrix import addresses, clients
from tracker.models import ApiToken
from tracker.tokens import token_make

__all__ = ["addresses", "clients"]


@pytest.fixture
def target_of(request: pytest.FixtureRequest) -> Callable[[str], Target]:
    """Make the target of a name, with what it needs and no more."""
    return lambda name: request.getfixturevalue(f"{name}_target")


@pytest.fixture
def extract_target() -> Target:
    return extract.target()


@pytest.fixture
def upload_target(cast: Cast, client_of, settings) -> Target:
    return upload.target(cast, client_of(cast.lene), settings)


@pytest.fixture
def tokens_target(cast: Cast, action_item, settings, client_of) -> Target:
    return tokens.target(cast, action_item, settings, client_of)


@pytest.fixture
def lists_target(addresses, clients, settings) -> Target:
    settings.LINKS_A_MINUTE = settings.EXPORTS_AN_HOUR = 1_000_000
    return lists.target(addresses, clients)


@pytest.fixture
def mails_target(cast: Cast, action_item, client_of) -> Target:
    assign(action_item)
    one_round(NOW)
    told = Message.objects.get(state=Message.State.SENT)
    return mails.target(told, client_of(cast.lene))


@pytest.fixture
def api_target(cast: Cast, action_item, settings) -> Target:
    settings.API_CALLS_A_MINUTE = settings.API_CALLS_A_MINUTE_IN_ALL = 1_000_000
    settings.UPLOADS_AN_HOUR = 1_000_000
    scopes = ApiToken.Scope.values
    made = token_make(owner=cast.bo, name="Prøve", scopes=scopes, days=3, now=timezone.now())
    suggestion = action_item.agenda_item.commitments.filter(status="proposed").latest("start")
    coming = PlannedMeeting.objects.create(committee=cast.committee, held_on=TODAY)
    places = {
        "item": action_item.pk,
        "suggestion": suggestion.pk,
        "coming": coming.pk,
        "meeting": action_item.agenda_item.meeting_id,
        "agenda_item": action_item.agenda_item_id,
        "document": action_item.agenda_item.meeting.document_id,
        "person": action_item.owner_person_id,
        "none": 999_999_999,
    }
    return api.target({"Authorization": f"Bearer {made[1]}"}, places)

"""Links from a mail: ours, whole and not too old, or refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import signing

from actions.answer_links import (
    AnswerLink,
    answer_link,
    read_answer_link,
    read_unsubscribe_link,
    unsubscribe_link,
)
from actions.exceptions import BadLinkError, ExpiredLinkError
from actions.models import ActionItem
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_a_link_says_item_recipient_deadline_version_and_when_it_was_made(
    action_item: ActionItem,
) -> None:
    with time_machine.travel(NOW, tick=False):
        token = answer_link(action_item, "person:12")
    assert read_answer_link(token) == AnswerLink(action_item.pk, "person:12", 1, NOW)


def test_a_link_fits_into_an_address(action_item: ActionItem) -> None:
    token = answer_link(action_item, "person:12")
    assert len(token) < 100
    assert "/" not in token


@pytest.mark.parametrize("broken", ["", "x", "a:b:c"])
def test_what_we_did_not_make_is_refused(broken: str) -> None:
    with pytest.raises(BadLinkError):
        read_answer_link(broken)


def test_a_link_that_was_changed_is_refused(action_item: ActionItem) -> None:
    token = answer_link(action_item, "person:12")
    payload, _colon, rest = token.partition(":")
    other = answer_link(ActionItem(pk=action_item.pk + 1), "person:12").partition(":")[0]
    for changed in (token[:-1], f"{other}:{rest}", f"{payload}:1{rest}"):
        with pytest.raises(BadLinkError):
            read_answer_link(changed)


def test_a_signature_of_ours_for_something_else_is_refused(action_item: ActionItem) -> None:
    token = signing.dumps([action_item.pk, "person:12", 1], salt="another door")
    with pytest.raises(BadLinkError):
        read_answer_link(token)


def test_a_link_ends_at_last(action_item: ActionItem) -> None:
    with time_machine.travel(NOW, tick=False):
        token = answer_link(action_item, "person:12")
    with time_machine.travel(NOW + timedelta(days=729), tick=False):
        assert read_answer_link(token).recipient == "person:12"
    later = time_machine.travel(NOW + timedelta(days=731), tick=False)
    with later, pytest.raises(ExpiredLinkError):
        read_answer_link(token)


def test_a_changed_key_keeps_links_alive_as_long_as_the_old_one_is_kept(
    action_item: ActionItem, settings
) -> None:
    token = answer_link(action_item, "person:12")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key, long enough to be one"
    assert read_answer_link(token).action_item_id == action_item.pk
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BadLinkError):
        read_answer_link(token)


def test_nor_does_it_end_the_link_that_unsubscribes(settings) -> None:
    token = unsubscribe_link(12)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key, long enough to be one"
    assert read_unsubscribe_link(token) == 12
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BadLinkError):
        read_unsubscribe_link(token)

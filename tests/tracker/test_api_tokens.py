"""A token lets a program in as its person: for these things, for this while, until it is closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem
from meetings.models import Event, Role, User
from tests.cast import Cast
from tracker.models import ApiToken
from tracker.tokens import token_make, token_read, token_revoke

LISTED = "/api/v1/action-items/"
TOKEN = re.compile(r"folgop_[0-9a-f]{12}_[\w-]{43}")


@pytest.fixture
def program(db) -> Callable[..., Client]:
    """Make a client that comes in by a token of the user."""

    def client(user: User, *scopes: str, **more: object) -> Client:
        text = make(user, *(scopes or ApiToken.Scope.values), **more)
        return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {text}"})

    return client


def make(user: User, *scopes: str, days: int = 30) -> str:
    return token_make(owner=user, name="Prøve", scopes=scopes, days=days, now=timezone.now())[1]


def only() -> ApiToken:
    return ApiToken.objects.get()


class TestThePage:
    def test_a_token_is_shown_once_and_kept_as_a_hash(self, cast: Cast, client_of) -> None:
        client = client_of(cast.anna)
        made = client.post(
            reverse("tokens"), {"name": "Kalender", "scopes": ["read"], "days": "90"}
        )
        (text,) = set(TOKEN.findall(made.text))
        assert "no-store" in made["Cache-Control"]
        secret = text.split("_", 2)[2]
        assert secret not in client.get(reverse("tokens")).text
        assert all(secret not in str(value) for value in vars(only()).values())
        assert token_read(text, now=timezone.now()) == only()
        assert only().expires_at - only().created_at == timedelta(days=90)

    @pytest.mark.parametrize("wrong", [{"scopes": ["all"]}, {"scopes": []}, {"days": "9999"}])
    def test_a_token_for_everything_or_for_ever_is_refused(
        self, cast: Cast, client_of, wrong
    ) -> None:
        form = {"name": "Kalender", "scopes": ["read"], "days": "90", **wrong}
        answer = client_of(cast.anna).post(reverse("tokens"), form)
        assert answer.status_code == 422
        assert not ApiToken.objects.exists()

    def test_everybody_closes_their_own_and_an_administrator_any(
        self, cast: Cast, client_of
    ) -> None:
        make(cast.anna, "read")
        close = reverse("token_revoke", args=[only().pk])
        assert "Prøve" not in client_of(cast.lene).get(reverse("tokens")).text
        assert client_of(cast.lene).post(close).status_code == 404
        assert only().revoked_at is None
        assert "Anna Holm" in client_of(cast.bo).get(reverse("tokens")).text
        assert client_of(cast.bo).post(close).status_code == 302
        assert only().revoked_at is not None

    def test_what_is_made_and_closed_stands_in_the_log(self, cast: Cast, client_of) -> None:
        make(cast.anna, "read", "decide")
        client_of(cast.bo).post(reverse("token_revoke", args=[only().pk]))
        client_of(cast.bo).post(reverse("token_revoke", args=[only().pk]))
        made, closed = Event.objects.filter(subject=Event.Subject.USER).order_by("pk")
        assert (made.kind, made.by, made.subject_id) == ("created", cast.anna, cast.anna.pk)
        assert (closed.kind, closed.by) == ("withdrawn", cast.bo)
        assert only().prefix in made.note
        assert "read, decide" in made.note


class TestComingIn:
    def test_a_token_sees_what_its_person_sees(
        self, cast: Cast, action_item: ActionItem, program
    ) -> None:
        assert len(program(cast.anna).get(LISTED).json()["results"]) == 1
        assert program(cast.eva).get(LISTED).json()["results"] == []

    @pytest.mark.parametrize(
        "text", ["", "folgop", "folgop_x_y", "folgop_000000000000_" + "a" * 43, "æøå", "a_b_c"]
    )
    def test_what_is_no_token_is_refused_in_the_right_form(self, client, cast, text: str) -> None:
        answer = client.get(LISTED, headers={"Authorization": f"Bearer {text}"})
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert "Nøglen kendes ikke" in answer.json()["detail"]

    def test_half_of_a_token_opens_nothing(self, client, cast: Cast) -> None:
        text = make(cast.anna, "read")
        for wrong in (text[:-1], text[:-1] + ("a" if text[-1] != "a" else "b"), text.upper()):
            answer = client.get(LISTED, headers={"Authorization": f"Bearer {wrong}"})
            assert answer.status_code == 401

    def test_a_closed_token_is_refused_at_once(self, cast: Cast, program) -> None:
        client = program(cast.anna)
        assert client.get(LISTED).status_code == 200
        token_revoke(token=only(), by=cast.anna, now=timezone.now())
        assert client.get(LISTED).status_code == 401

    def test_an_old_token_is_refused(self, cast: Cast, program) -> None:
        client = program(cast.anna, days=30)
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert client.get(LISTED).status_code == 401

    def test_who_is_deactivated_is_out_with_all_tokens(self, cast: Cast, program) -> None:
        client = program(cast.anna)
        User.objects.filter(pk=cast.anna.pk).update(is_active=False)
        assert client.get(LISTED).status_code == 401

    def test_a_role_taken_away_is_gone_from_the_token_at_once(
        self, cast: Cast, action_item: ActionItem, program
    ) -> None:
        client = program(cast.lene)
        address = f"{LISTED}{action_item.pk}/"
        assert client.get(address).status_code == 200
        Role.objects.filter(user=cast.lene).delete()
        assert client.get(address).status_code == 404

    def test_the_last_use_is_noted_once_a_minute(self, cast: Cast, program) -> None:
        client = program(cast.anna)
        with time_machine.travel("2026-03-03T09:00:00Z", tick=False):
            ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=3000))
            client.get(LISTED)
            first = only().last_used_at
        with time_machine.travel("2026-03-03T09:00:30Z", tick=False):
            client.get(LISTED)
            assert only().last_used_at == first
        with time_machine.travel("2026-03-03T09:01:00Z", tick=False):
            client.get(LISTED)
            assert only().last_used_at == first + timedelta(minutes=1)


class TestScopes:
    def test_a_token_for_reading_changes_nothing(
        self, cast: Cast, action_item: ActionItem, program
    ) -> None:
        client = program(cast.lene, "read")
        address = f"{LISTED}{action_item.pk}/"
        seen = client.get(address)["ETag"]
        answer = client.patch(
            address, {"task": "Andet"}, "application/json", headers={"If-Match": seen}
        )
        assert answer.status_code == 403
        assert "write-action-items" in answer.json()["detail"]
        assert ActionItem.objects.get().task == action_item.task

    def test_a_token_for_changing_does_so_without_a_csrf_mark(
        self, cast: Cast, action_item: ActionItem, program
    ) -> None:
        client = program(cast.lene, "read", "write-action-items")
        address = f"{LISTED}{action_item.pk}/"
        seen = client.get(address)["ETag"]
        answer = client.patch(
            address, {"task": "Andet"}, "application/json", headers={"If-Match": seen}
        )
        assert (answer.status_code, answer.json()["task"]) == (200, "Andet")

    def test_a_token_for_putting_files_in_reads_none(self, cast: Cast, program) -> None:
        assert program(cast.lene, "write-documents").get("/api/v1/documents/").status_code == 403

    def test_a_browser_may_look_and_needs_a_csrf_mark_to_change(
        self, cast: Cast, action_item: ActionItem
    ) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.lene)
        address = f"{LISTED}{action_item.pk}/"
        seen = client.get(address)["ETag"]
        answer = client.patch(address, {}, "application/json", headers={"If-Match": seen})
        assert answer.status_code == 403
        assert "CSRF" in answer.json()["detail"]

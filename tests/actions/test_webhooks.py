"""Other systems are called once for what happened, on a real line, and told nothing closed."""

from __future__ import annotations

import ipaddress
import json
import re
import socket
import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from actions.exceptions import CallMovedOnError, ChangedMeanwhileError
from actions.models import ActionItem, Commitment, Webhook, WebhookCall
from actions.policy import AddressRefusedError
from actions.services.action_items import (
    action_item_cancel,
    action_item_create,
    action_item_reopen,
)
from actions.services.answers import action_item_answer, answer_accept
from actions.services.commitments import commitment_accept, commitment_undo
from actions.services.merging import action_item_merge
from actions.services.webhooks import (
    WebhookDraft,
    call_repeat,
    former_secret_end,
    late_note,
    line,
    secret_renew,
    webhook_call,
    webhook_change,
    webhook_create,
    webhook_pause,
    webhook_remove,
    webhook_resume,
    webhook_secret,
    webhook_secrets,
    webhook_try,
    webhooks_due,
)
from actions.services.webhooks.claiming import LEASE, call_claim_next
from actions.services.webhooks.outcomes import call_delivered
from meetings.models import AgendaItem, Event, Meeting
from tests.actions import webhook_server
from tests.actions.outbox import another_item
from tests.actions.webhook_server import System
from tests.cast import NOW, Cast

ALL = ("accepted", "answered", "late", "closed")


@pytest.fixture
def system(settings) -> Iterator[System]:
    with webhook_server.running() as running:
        settings.WEBHOOK_HOSTS = frozenset({f"127.0.0.1:{running.port}"})
        settings.WEBHOOK_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
        settings.WEBHOOK_HTTP = True
        yield running


@pytest.fixture
def webhook(system: System, cast: Cast) -> Webhook:
    draft = WebhookDraft(name="ESDH", address=system.address, kinds=ALL)
    return webhook_create(draft=draft, by=cast.bo, now=NOW)


def call(webhook: Webhook, *, at=NOW) -> None:
    webhook_call(webhook_id=webhook.pk, clock=lambda: at)
    webhook.refresh_from_db()


def answer(action_item: ActionItem, *, now=NOW) -> None:
    action_item_answer(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        note="Notatet er sendt",
        by=None,
        by_name="Anna Holm",
        now=now,
    )


def kinds_of(action_item: ActionItem) -> list[str]:
    calls = WebhookCall.objects.filter(action_item=action_item).order_by("pk")
    return list(calls.values_list("kind", flat=True))


def told(system: System) -> dict[str, object]:
    return json.loads(system.requests[-1].body)


# --- what leads to a call -----------------------------------------------------------------


def accept(meeting: Meeting, cast: Cast) -> ActionItem:
    return commitment_accept(
        commitment=Commitment.objects.earliest("start"),
        task="Udarbejd notat",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=date(2026, 4, 1),
        by=cast.lene,
        now=NOW,
    )


def test_an_accepted_suggestion_is_told(webhook, meeting: Meeting, cast: Cast) -> None:
    assert kinds_of(accept(meeting, cast)) == ["accepted"]


def test_an_item_made_by_hand_is_told_as_accepted(webhook, cast: Cast) -> None:
    made = action_item_create(
        committee=cast.committee,
        agenda_item=None,
        task="Ring til klubben",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=None,
        is_closed=False,
        by=cast.lene,
        now=NOW,
    )
    assert kinds_of(made) == ["accepted"]


def test_an_accepted_suggestion_that_is_taken_back_is_told_as_closed(
    webhook, meeting: Meeting, cast: Cast
) -> None:
    made = accept(meeting, cast)
    commitment_undo(commitment=made.commitment, by=cast.lene, now=NOW)
    assert kinds_of(made) == ["accepted", "closed"]


def test_an_answer_is_told_and_its_acceptance_as_closed(webhook, action_item, cast: Cast) -> None:
    answer(action_item)
    assert kinds_of(action_item) == ["answered"]
    answer_accept(action_item=action_item, by=cast.lene, now=NOW)
    assert kinds_of(action_item) == ["answered", "closed"]


def test_an_answer_that_closes_is_told_as_both(webhook, action_item, cast: Cast) -> None:
    type(cast.committee).objects.update(closes_on_answer=True)
    answer(ActionItem.objects.get())
    assert kinds_of(action_item) == ["answered", "closed"]


def test_what_lapses_is_told_as_closed_and_what_it_was_put_into_is_not(
    webhook, action_item, cast: Cast
) -> None:
    other = another_item(action_item, owner=cast.anna_holm)
    action_item_merge(action_item=action_item, into=other, by=cast.lene, now=NOW)
    assert (kinds_of(action_item), kinds_of(other)) == (["closed"], [])


def test_an_item_that_is_closed_twice_is_told_of_twice(webhook, action_item, cast: Cast) -> None:
    for _number in range(2):
        action_item_cancel(action_item=action_item, reason="", by=cast.lene, now=NOW)
        action_item_reopen(action_item=action_item, by=cast.lene, now=NOW)
    assert kinds_of(action_item) == ["closed", "closed"]


def test_a_webhook_hears_only_what_it_asked_for(webhook, action_item, cast: Cast) -> None:
    Webhook.objects.update(kinds=["closed"])
    answer(action_item)
    assert kinds_of(action_item) == []


def test_without_webhooks_nothing_is_noted(action_item) -> None:
    answer(action_item)
    assert not WebhookCall.objects.exists()


def test_what_is_rolled_back_is_not_told(webhook, action_item) -> None:
    with transaction.atomic():
        answer(action_item)
        transaction.set_rollback(True)
    assert not WebhookCall.objects.exists()


# --- late ---------------------------------------------------------------------------------


def test_an_item_becomes_late_once_for_each_deadline(webhook, action_item) -> None:
    ActionItem.objects.update(deadline=date(2026, 3, 10))
    for day in (10, 11, 11, 12):
        late_note(now=NOW.replace(day=day))
    assert kinds_of(action_item) == ["late"]
    ActionItem.objects.update(deadline=date(2026, 3, 20), deadline_version=2)
    for day in (20, 21, 25):
        late_note(now=NOW.replace(day=day))
    assert kinds_of(action_item) == ["late", "late"]


def test_what_was_late_before_there_was_a_webhook_is_no_news(webhook, action_item) -> None:
    ActionItem.objects.update(deadline=date(2026, 3, 2), created_at=NOW - timedelta(days=9))
    late_note(now=NOW + timedelta(days=1))
    assert kinds_of(action_item) == []


def test_what_is_made_late_is_news(webhook, action_item) -> None:
    ActionItem.objects.update(deadline=date(2025, 3, 2), created_at=NOW)
    late_note(now=NOW)
    assert kinds_of(action_item) == ["late"]


def test_what_is_done_is_never_late(webhook, action_item) -> None:
    answer(action_item)
    late_note(now=NOW + timedelta(days=90))
    assert "late" not in kinds_of(action_item)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_make_one_call(webhook, action_item) -> None:
    at_once(lambda: late_note(now=NOW + timedelta(days=90)))
    assert kinds_of(action_item) == ["late"]


def at_once(run) -> None:
    barrier, problems = threading.Barrier(2), []

    def one() -> None:
        try:
            barrier.wait(timeout=10)
            run()
        except BaseException as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert problems == []


# --- the call -----------------------------------------------------------------------------


def test_the_call_says_what_happened_to_which_item(webhook, system, action_item, settings) -> None:
    settings.SITE_URL = "https://folgop.noerrevang.example"
    answer(action_item)
    call(webhook)
    (row,) = WebhookCall.objects.all()
    assert told(system) == {
        "version": 1,
        "id": str(row.uid),
        "kind": "answered",
        "at": "2026-03-03T10:00:00+01:00",
        "action_item": {
            "id": action_item.pk,
            "url": f"https://folgop.noerrevang.example/opfoelgning/{action_item.pk}/",
            "confidential": False,
            "task": "Udarbejd notat om svømmehallens åbningstider i ferierne",
            "status": "answered",
            "owner": "Anna Holm",
            "committee": "Kultur- og Fritidsudvalget",
            "promised_on": "2026-03-02",
            "deadline": "2026-04-01",
            "answered_at": "2026-03-03T10:00:00+01:00",
            "closed_at": None,
        },
    }
    assert (row.state, row.delivered_at, row.attempts) == ("delivered", NOW, 1)


def test_the_request_is_json_by_post_to_the_host_that_was_named(
    webhook, system, action_item
) -> None:
    answer(action_item)
    call(webhook)
    (request,) = system.requests
    assert request.first_line == "POST /folgop HTTP/1.1"
    assert request.headers["Host"] == f"127.0.0.1:{system.port}"
    assert request.headers["Content-Type"] == "application/json; charset=utf-8"
    assert request.headers["Folgop-Kind"] == "answered"
    assert request.headers["Folgop-Id"] == told(system)["id"]


@pytest.mark.parametrize("how", ["agenda item", "item"])
def test_of_a_closed_item_number_and_link_are_told_and_no_word(
    how: str, webhook, system, action_item, cast: Cast
) -> None:
    answer(action_item)
    # It is closed after the row was made, and before the call.
    if how == "item":
        ActionItem.objects.update(is_closed=True)
    else:
        AgendaItem.objects.update(is_closed=True)
    call(webhook)
    assert set(told(system)["action_item"]) == {"id", "url", "confidential"}
    for word in ("svømmehal", "Anna", "Kultur", "2026-04-01"):
        assert word.encode() not in system.requests[0].body


def test_a_number_that_looks_like_cpr_is_taken_out(webhook, system, action_item) -> None:
    ActionItem.objects.update(task="Skriv til borgeren 010190-1234")
    answer(action_item)
    call(webhook)
    assert told(system)["action_item"]["task"] == "Skriv til borgeren xxxxxx-xxxx"


def test_calls_go_out_in_the_order_of_what_happened(webhook, system, action_item, cast) -> None:
    answer(action_item)
    answer_accept(action_item=action_item, by=cast.lene, now=NOW)
    call(webhook)
    assert [json.loads(one.body)["kind"] for one in system.requests] == ["answered", "closed"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_call_once(webhook, system, action_item, cast: Cast) -> None:
    for number in range(6):
        answer(another_item(action_item, owner=cast.anna_holm), now=NOW + timedelta(seconds=number))
    at = NOW + timedelta(minutes=1)
    at_once(lambda: webhook_call(webhook_id=webhook.pk, clock=lambda: at))
    assert len(system.requests) == len({one.headers["Folgop-Id"] for one in system.requests}) == 6


def test_a_worker_that_lost_its_lease_writes_nothing(webhook, action_item) -> None:
    answer(action_item)
    lost = call_claim_next(webhook_id=webhook.pk, now=NOW)
    assert call_claim_next(webhook_id=webhook.pk, now=NOW) is None
    taken = call_claim_next(webhook_id=webhook.pk, now=NOW + LEASE)
    assert (lost is None, taken is None) == (False, False)
    call_delivered(claim=lost, now=NOW)
    assert WebhookCall.objects.get().state == "calling"
    call_delivered(claim=taken, now=NOW)
    assert WebhookCall.objects.get().state == "delivered"


# --- what does not come through -----------------------------------------------------------

FAILING = {
    "500": (webhook_server.answers(500), "Svarede 500."),
    "404": (webhook_server.answers(404), "Svarede 404."),
    "redirect": (
        webhook_server.answers(302, "Location: http://127.0.0.1/"),
        "Svarede 302, en omdirigering. Den følges ikke.",
    ),
    "silence": (webhook_server.hangs, "Svarede ikke i tide."),
    "drip": (webhook_server.drips, "Svarede ikke i tide."),
    "reset": (webhook_server.resets, "Forbindelsen blev brudt (ConnectionResetError)."),
    "nothing": (lambda _line: None, "Forbindelsen blev brudt (RemoteDisconnected)."),
    "nonsense": (webhook_server.says(b"hej\r\n\r\n"), "Svaret kan ikke forstås (BadStatusLine)."),
    "endless": (
        webhook_server.says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000),
        "Svaret kan ikke forstås (LineTooLong).",
    ),
}


@pytest.fixture
def impatient(monkeypatch) -> None:
    monkeypatch.setattr(line, "STEP_SECONDS", 0.4)
    monkeypatch.setattr(line, "ALL_SECONDS", 0.8)


@pytest.mark.parametrize("how", FAILING)
def test_what_does_not_come_through_waits_and_says_why(
    how: str, webhook, system, action_item, impatient
) -> None:
    system.answer, words = FAILING[how]
    answer(action_item)
    call(webhook)
    row = WebhookCall.objects.get()
    assert (row.state, row.error, row.attempts) == ("planned", words, 1)
    assert timedelta(seconds=8) <= row.next_at - NOW <= timedelta(seconds=12)
    assert (webhook.failing_since, webhook.failures) == (NOW, 1)


def test_it_comes_again_under_the_same_id_and_all_is_well(webhook, system, action_item) -> None:
    system.answer = webhook_server.answers(503)
    answer(action_item)
    call(webhook)
    call(webhook)  # not due yet
    system.answer = webhook_server.answers(204)
    call(webhook, at=NOW + timedelta(seconds=12))
    first, second = system.requests
    assert first.headers["Folgop-Id"] == second.headers["Folgop-Id"]
    assert WebhookCall.objects.get().state == "delivered"
    assert (webhook.failing_since, webhook.failures, webhook.resting_until) == (None, 0, None)


def test_one_call_is_tried_and_the_others_wait_behind_it(
    webhook, system, action_item, cast
) -> None:
    system.answer = webhook_server.answers(500)
    answer(action_item)
    answer_accept(action_item=action_item, by=cast.lene, now=NOW)
    call(webhook)
    assert len(system.requests) == 1
    assert webhooks_due(now=NOW + timedelta(seconds=5)) == []


def test_a_call_that_is_refused_for_itself_holds_no_other_back(
    webhook, system, action_item, cast
) -> None:
    system.answer = webhook_server.answers(422)
    answer(action_item)
    answer_accept(action_item=action_item, by=cast.lene, now=NOW)
    call(webhook)
    assert len(system.requests) == 2


def fail_for_a_day(webhook: Webhook) -> None:
    for _number in range(40):
        waiting = WebhookCall.objects.filter(state="planned").order_by("pk").first()
        if waiting is None:
            return
        webhook.refresh_from_db()
        call(webhook, at=max(waiting.next_at, webhook.resting_until or waiting.next_at))


def test_after_a_day_it_is_given_up_visibly_and_the_webhook_paused(
    webhook, system, action_item, cast: Cast
) -> None:
    system.answer = webhook_server.answers(500)
    answer(action_item)
    fail_for_a_day(webhook)
    row = WebhookCall.objects.get()
    assert (row.state, row.error, row.attempts) == ("failed", "Svarede 500.", 30)
    assert (webhook.is_paused, webhook.paused_because) == (True, "Svarede 500.")
    events = Event.objects.filter(subject="webhook", by=None).order_by("pk")
    assert [(one.kind, one.note) for one in events] == [
        ("failed", "ESDH: Opgivet efter 30 forsøg: Svarede 500."),
        ("paused", "ESDH: Svarede 500."),
    ]
    # What happens meanwhile waits; what was given up comes again when it goes on.
    answer_accept(action_item=action_item, by=cast.lene, now=NOW)
    system.answer, system.requests[:] = webhook_server.answers(200), []
    call(webhook, at=NOW + timedelta(days=3))
    assert system.requests == []
    assert webhook_resume(webhook=webhook, by=cast.bo, now=NOW + timedelta(days=3))
    call(webhook, at=NOW + timedelta(days=3))
    assert [json.loads(one.body)["kind"] for one in system.requests] == ["answered", "closed"]


def test_one_call_given_up_while_others_come_through_pauses_nothing(
    webhook, system, action_item
) -> None:
    system.answer = webhook_server.answers(422)
    answer(action_item)
    call(webhook)
    Webhook.objects.update(failing_since=NOW + timedelta(hours=5))
    fail_for_a_day(webhook)
    assert WebhookCall.objects.get().state == "failed"
    assert not webhook.is_paused


# --- where it may go ----------------------------------------------------------------------


def test_a_host_that_is_not_allowed_is_refused_when_it_is_made(system, cast: Cast) -> None:
    for address in ("https://esdh.example/", "http://127.0.0.1:1/", "http://localhost/"):
        with pytest.raises(AddressRefusedError):
            webhook_create(draft=WebhookDraft("X", address, ALL), by=cast.bo, now=NOW)
    assert not Webhook.objects.exists()


def test_a_host_that_is_no_longer_allowed_is_not_called(
    webhook, system, action_item, settings
) -> None:
    settings.WEBHOOK_HOSTS = frozenset()
    answer(action_item)
    call(webhook)
    assert system.lines == 0
    error = WebhookCall.objects.get().error
    assert error == "Værten står ikke længere på listen over godkendte."


def test_an_inner_address_is_not_called_unless_its_network_is_named(
    webhook, system, action_item, settings
) -> None:
    settings.WEBHOOK_NETWORKS = ()
    answer(action_item)
    call(webhook)
    assert system.lines == 0
    assert "127.0.0.1 på et net, der ikke må kaldes" in WebhookCall.objects.get().error


@pytest.mark.parametrize(
    "addresses", [["169.254.169.254"], ["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["::1"]]
)
def test_a_name_that_leads_inside_is_not_called(
    addresses, webhook, system, action_item, monkeypatch
) -> None:
    """Not even where one of its addresses would do: the next look-up may give another."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, system.port)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: found)
    answer(action_item)
    call(webhook)
    assert system.lines == 0
    assert "på et net, der ikke må kaldes" in WebhookCall.objects.get().error


def test_the_line_goes_to_the_address_that_was_checked(
    webhook, system, action_item, monkeypatch
) -> None:
    """A name that means something else a moment later leads nowhere."""
    asked = []

    def resolve(host, *_args, **_named):
        asked.append(host)
        address = {1: "127.0.0.1"}.get(asked.count(host), "10.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, system.port))]

    answer(action_item)
    place = f"esdh.noerrevang.example:{system.port}"
    Webhook.objects.update(address=f"http://{place}/")
    monkeypatch.setattr("django.conf.settings.WEBHOOK_HOSTS", frozenset({place}))
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    call(webhook)
    assert [one.headers["Host"] for one in system.requests] == [place]
    assert asked == ["esdh.noerrevang.example", "127.0.0.1"]


def test_no_proxy_of_the_environment_is_used(webhook, system, action_item, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    answer(action_item)
    call(webhook)
    assert len(system.requests) == 1


# --- signatures ---------------------------------------------------------------------------


def signatures(system: System) -> list[str]:
    return re.findall(r"v1=([0-9a-f]{64})", system.requests[-1].headers["Folgop-Signature"])


def test_the_secret_stands_in_no_row(webhook) -> None:
    secret = webhook_secret(webhook)
    assert len(secret) > 40
    assert secret not in repr(Webhook.objects.values().get())
    assert not Event.objects.filter(note__contains=secret).exists()


def test_for_a_week_after_a_new_secret_both_sign(webhook, system, action_item, cast: Cast) -> None:
    old = webhook_secret(webhook)
    secret_renew(webhook=webhook, by=cast.bo, now=NOW)
    new = webhook_secret(webhook)
    assert webhook_secrets(webhook, now=NOW + timedelta(days=6)) == [new, old]
    assert webhook_secrets(webhook, now=NOW + timedelta(days=7)) == [new]
    answer(action_item)
    call(webhook)
    assert len(signatures(system)) == 2
    assert former_secret_end(webhook=webhook, by=cast.bo, now=NOW)
    assert webhook_secrets(webhook, now=NOW) == [new]
    assert not former_secret_end(webhook=webhook, by=cast.bo, now=NOW)


def test_a_second_new_secret_ends_the_first(webhook, cast: Cast) -> None:
    first = webhook_secret(webhook)
    secret_renew(webhook=webhook, by=cast.bo, now=NOW)
    secret_renew(webhook=webhook, by=cast.bo, now=NOW)
    assert first not in webhook_secrets(webhook, now=NOW)


# --- what a person decides ----------------------------------------------------------------


def test_a_paused_webhook_keeps_what_happens_until_it_goes_on(
    webhook, system, action_item, cast: Cast
) -> None:
    assert webhook_pause(webhook=webhook, by=cast.bo, now=NOW)
    assert not webhook_pause(webhook=webhook, by=cast.bo, now=NOW)
    answer(action_item)
    call(webhook)
    assert (system.requests, webhooks_due(now=NOW)) == ([], [])
    assert webhook_resume(webhook=webhook, by=cast.bo, now=NOW)
    assert not webhook_resume(webhook=webhook, by=cast.bo, now=NOW)
    call(webhook)
    assert len(system.requests) == 1


def test_a_trial_goes_out_of_a_paused_webhook_and_is_not_repeated(
    webhook, system, cast: Cast
) -> None:
    webhook_pause(webhook=webhook, by=cast.bo, now=NOW)
    system.answer = webhook_server.answers(500)
    webhook_try(webhook=webhook, by=cast.bo, now=NOW)
    assert webhooks_due(now=NOW) == [webhook.pk]
    call(webhook)
    assert (told(system)["kind"], told(system)["action_item"]) == ("trial", None)
    assert WebhookCall.objects.get().state == "failed"
    assert webhook.failures == 0


def test_a_call_is_repeated_under_its_id(webhook, system, action_item, cast: Cast) -> None:
    answer(action_item)
    row = WebhookCall.objects.get()
    with pytest.raises(CallMovedOnError):
        call_repeat(call=row, by=cast.bo, now=NOW)
    call(webhook)
    call_repeat(call=row, by=cast.bo, now=NOW)
    call(webhook)
    assert {one.headers["Folgop-Id"] for one in system.requests} == {str(row.uid)}
    assert len(system.requests) == 2


def test_what_is_taken_out_of_use_is_called_no_more(webhook, system, action_item, cast) -> None:
    answer(action_item)
    webhook_remove(webhook=webhook, by=cast.bo, now=NOW)
    answer_accept(action_item=action_item, by=cast.lene, now=NOW)
    call(webhook)
    assert (system.requests, kinds_of(action_item)) == ([], ["answered"])
    assert WebhookCall.objects.get().state == "cancelled"
    with pytest.raises(ChangedMeanwhileError):
        webhook_remove(webhook=webhook, by=cast.bo, now=NOW)


def test_two_who_change_at_once_are_told_apart(webhook, system, cast: Cast) -> None:
    draft = WebhookDraft("Nyt navn", system.address, ("closed",))
    webhook_change(webhook=webhook, version=1, draft=draft, by=cast.bo, now=NOW)
    with pytest.raises(ChangedMeanwhileError):
        webhook_change(webhook=webhook, version=1, draft=draft, by=cast.bo, now=NOW)
    assert Event.objects.filter(subject="webhook", kind="changed").count() == 1


def test_the_query_of_an_address_stands_in_no_event(webhook, system, cast: Cast) -> None:
    draft = WebhookDraft("ESDH", f"{system.address}?key=hemmelig", ALL)
    webhook_change(webhook=webhook, version=1, draft=draft, by=cast.bo, now=NOW)
    changed = Event.objects.get(subject="webhook", kind="changed")
    assert "hemmelig" not in f"{changed.note}{changed.changes}"
    assert "?…" in changed.changes["address"][1]


def test_a_new_key_of_the_installation_ends_no_systems_check_while_the_old_one_is_kept(
    webhook: Webhook, settings
) -> None:
    told_once = webhook_secret(webhook)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key, long enough to be one"
    assert webhook_secrets(webhook, now=NOW) == [webhook_secret(webhook), told_once]
    settings.SECRET_KEY_FALLBACKS = []
    assert told_once not in webhook_secrets(webhook, now=NOW)

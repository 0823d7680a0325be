"""The pages on which an administrator says which other systems hear of what happens."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from actions.models import Webhook, WebhookCall
from actions.services.webhooks import webhook_secret
from meetings.models import Event
from tests.cast import NOW, Cast

ADDRESS = "https://esdh.noerrevang.example/folgop"
FORM = {"name": "ESDH", "address": ADDRESS, "kinds": ["accepted", "closed"]}


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.WEBHOOK_HOSTS = frozenset({"esdh.noerrevang.example"})
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bo(cast: Cast, client_of) -> Client:
    return client_of(cast.bo)


@pytest.fixture
def webhook(bo: Client) -> Webhook:
    bo.post(reverse("webhook_new"), FORM)
    return Webhook.objects.get()


def page(bo: Client, webhook: Webhook) -> str:
    return bo.get(reverse("webhook", args=[webhook.pk])).text


def press(bo: Client, step: str, pk: int, **fields: str) -> str:
    return bo.post(reverse(f"webhook_{step}", args=[pk]), fields, follow=True).text


def call_of(webhook: Webhook, **columns) -> WebhookCall:
    defaults = {"kind": "answered", "occasion": 1, "at": NOW, "next_at": NOW}
    return WebhookCall.objects.create(webhook=webhook, **{**defaults, **columns})


def test_without_systems_the_page_says_so(bo: Client) -> None:
    shown = bo.get(reverse("webhooks")).text
    assert "Ingen systemer får besked." in shown
    assert reverse("webhook_new") in shown


def test_without_allowed_hosts_the_page_says_who_allows_them(bo: Client, settings) -> None:
    settings.WEBHOOK_HOSTS = frozenset()
    for name in ("webhooks", "webhook_new"):
        shown = bo.get(reverse(name)).text
        assert "FOLGOP_WEBHOOK_HOSTS" in shown
        assert 'name="address"' not in shown


def test_the_secret_is_shown_once(bo: Client) -> None:
    made = bo.post(reverse("webhook_new"), FORM)
    webhook = Webhook.objects.get()
    assert made.url == reverse("webhook", args=[webhook.pk])
    bo.head(made.url)
    assert webhook_secret(webhook) in bo.get(made.url).text
    assert webhook_secret(webhook) not in bo.get(made.url).text


def test_the_secret_is_shown_to_who_made_it_alone(bo: Client, client_of, cast: Cast) -> None:
    made = bo.post(reverse("webhook_new"), FORM)
    assert webhook_secret(Webhook.objects.get()) not in client_of(cast.bo).get(made.url).text


def test_what_is_made_is_listed_and_logged(bo: Client, webhook: Webhook, cast: Cast) -> None:
    shown = bo.get(reverse("webhooks")).text
    assert "ESDH" in shown
    assert "godkendt, afsluttet" in shown
    assert "aldrig" in shown
    event = Event.objects.get(subject="webhook")
    assert (event.kind, event.by, event.note) == ("created", cast.bo, f"ESDH: {ADDRESS}")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Skriv, hvad systemet hedder."),
        ("address", "", "Skriv den adresse, der skal kaldes."),
        ("address", "http://esdh.noerrevang.example/", "Adressen skal begynde med https://."),
        ("address", "https://169.254.169.254/", "Værten er ikke godkendt."),
        ("address", "https://a@esdh.noerrevang.example/", "Adressen kan ikke læses."),
        ("kinds", [], "Vælg mindst ét"),
        ("kinds", ["trial"], "trial er ikke en"),
    ],
)
def test_what_cannot_be_called_is_refused_with_the_reason(
    field: str, value, words: str, bo: Client
) -> None:
    answer = bo.post(reverse("webhook_new"), {**FORM, field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert not Webhook.objects.exists()


def test_it_is_changed_and_a_change_by_two_is_told(bo: Client, webhook: Webhook) -> None:
    address = reverse("webhook", args=[webhook.pk])
    changed = {**FORM, "name": "Arkivet", "version": 1}
    assert bo.post(address, changed).status_code == 302
    again = bo.post(address, {**FORM, "name": "Noget andet", "version": 1})
    assert again.status_code == 409
    assert "En anden har ændret systemet i mellemtiden." in again.text
    assert Webhook.objects.get().name == "Arkivet"
    assert bo.post(address, {**changed, "address": "x"}).status_code == 422


def test_a_new_secret_is_shown_and_the_old_one_stopped(bo: Client, webhook: Webhook) -> None:
    page(bo, webhook)
    shown = press(bo, "secret", webhook.pk)
    webhook.refresh_from_db()
    assert webhook_secret(webhook) in shown
    assert "Den gamle nøgle gælder også, indtil" in shown
    assert "Den gamle nøgle gælder ikke længere." in press(bo, "former_secret", webhook.pk)
    assert "Der var ingen gammel nøgle" in press(bo, "former_secret", webhook.pk)


def test_it_is_paused_and_resumed(bo: Client, webhook: Webhook) -> None:
    assert "på pause" in press(bo, "pause", webhook.pk, til="pause")
    assert Webhook.objects.get().is_paused
    press(bo, "pause", webhook.pk, til="start")
    assert not Webhook.objects.get().is_paused


def test_a_trial_is_planned_and_shown(bo: Client, webhook: Webhook) -> None:
    assert "prøvekald" in press(bo, "try", webhook.pk)
    assert WebhookCall.objects.get().kind == "trial"


def test_calls_tell_how_they_went_and_which_item_they_are_of(
    bo: Client, webhook: Webhook, action_item
) -> None:
    call_of(webhook, action_item=action_item, state="delivered", delivered_at=NOW, attempts=1)
    call_of(webhook, kind="closed", error="Svarede 500.", attempts=3)
    shown = page(bo, webhook)
    assert f"Opgave {action_item.pk}" in shown
    assert "svømmehal" not in shown
    assert "Modtaget" in shown
    assert "Svarede 500. Prøves igen" in shown


def test_what_was_given_up_is_sent_again(bo: Client, webhook: Webhook) -> None:
    call = call_of(webhook, state="failed", error="Svarede 500.")
    assert "Kaldet sendes igen" in press(bo, "call_repeat", call.pk)
    assert "venter allerede" in press(bo, "call_repeat", call.pk)
    assert Event.objects.filter(subject="webhook", kind="resent").count() == 1


def test_a_system_that_was_stopped_is_told_of_everywhere(bo: Client, webhook: Webhook) -> None:
    Webhook.objects.update(paused_at=NOW, paused_because="Svarede 500.")
    assert "Det sidste svar: Svarede 500." in page(bo, webhook)
    assert "stoppet: svarer ikke" in bo.get(reverse("webhooks")).text
    assert "kaldene til det er stoppet" in bo.get(reverse("dispatch")).text


def test_a_system_that_does_not_answer_yet_is_seen(bo: Client, webhook: Webhook) -> None:
    Webhook.objects.update(failing_since=NOW - timedelta(hours=1))
    assert "svarer ikke siden" in bo.get(reverse("webhooks")).text


def test_a_system_whose_last_call_was_given_up_is_not_said_to_be_well(
    bo: Client, webhook: Webhook
) -> None:
    call_of(webhook, kind="trial", occasion=0, state="failed", error="Svarede ikke.")
    words, told = "seneste kald blev opgivet", "Det seneste kald til 1 system blev opgivet."
    assert words in bo.get(reverse("webhooks")).text
    assert words in page(bo, webhook)
    operations = bo.get(reverse("operations")).text
    assert told in operations
    assert "Alt går, som det skal." not in operations
    call_of(webhook, occasion=2, state="planned")
    assert words in page(bo, webhook)
    call_of(webhook, occasion=3, state="delivered", delivered_at=NOW)
    assert words not in page(bo, webhook)
    assert words not in bo.get(reverse("webhooks")).text
    assert told not in bo.get(reverse("operations")).text


def test_a_system_that_was_taken_out_is_no_trouble(bo: Client, webhook: Webhook) -> None:
    call_of(webhook, kind="trial", occasion=0, state="failed")
    press(bo, "remove", webhook.pk)
    assert "blev opgivet" not in bo.get(reverse("operations")).text


def test_what_is_taken_out_is_gone_from_the_pages(bo: Client, webhook: Webhook) -> None:
    call = call_of(webhook, state="failed")
    assert "ESDH får ikke besked mere." in press(bo, "remove", webhook.pk)
    assert bo.get(reverse("webhook", args=[webhook.pk])).status_code == 404
    assert bo.post(reverse("webhook_call_repeat", args=[call.pk])).status_code == 404


def test_the_page_asks_as_much_for_many_calls_as_for_few(
    bo: Client, webhook: Webhook, django_assert_max_num_queries
) -> None:
    for number in range(60):
        call_of(webhook, occasion=number)
    with django_assert_max_num_queries(14):
        page(bo, webhook)


def test_an_event_of_a_call_is_in_plain_words(bo: Client, webhook: Webhook) -> None:
    press(bo, "try", webhook.pk)
    shown = page(bo, webhook)
    assert "<strong>Prøvekald bestilt</strong>" in shown
    assert "ESDH: Prøvekald bestilt" in bo.get(reverse("log")).text
    assert "<strong>Sendt</strong>" not in shown
    assert "Gennemgang sendt" not in shown

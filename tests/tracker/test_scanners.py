"""Mail programs and virus scanners open every link of a mail: whatever they open, nothing changes.

The links are those of mails that were really sent: of what is new, today, late, told to unit and
manager, in text, HTML and headers.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import resolve, reverse

from actions.answer_links import PATHS, Purpose, answer_link
from actions.models import ActionItem
from meetings.models import Person, Unit
from tests.actions.outbox import another_item, assign, rounds
from tests.cast import NOW, TODAY, Cast
from tracker.models import RateCount

LINK = re.compile(r"https?://[^\s\"'<>]+")
LAST = date(2026, 4, 30)


@pytest.fixture
def links(cast: Cast, action_item: ActionItem, settings) -> set[str]:
    """Return the paths of all links in the mails of two months."""
    settings.LINKS_A_MINUTE = 10_000
    manager = Person.objects.create(name="Leder", email="leder@noerrevang.example")
    Unit.objects.filter(pk=cast.unit.pk).update(manager=manager)
    assign(action_item)
    assign(another_item(action_item, deadline=TODAY + timedelta(days=1)))
    rounds(TODAY, LAST)
    sent = [str(one.message()) + one.body + one.alternatives[0][0] for one in mail.outbox]
    found = {link for text in sent for link in LINK.findall(text)}
    ours = {urlsplit(link) for link in found if link.startswith(settings.SITE_URL)}
    return {link.path for link in ours if link.path.endswith("/") or "." in link.path[-5:]}


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Return all that the product keeps of its own, but for how often somebody came."""
    labels = ("meetings", "actions", "tracker")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    kept = [model for model in models if model is not RateCount]
    return {model.__name__: sorted(model.objects.values_list(), key=repr) for model in kept}


def test_every_link_of_every_mail_is_opened_ten_times_and_nothing_changes(links: set[str]) -> None:
    opened = {resolve(path).url_name for path in links}
    assert opened >= {"answer", "answer_deadline", "answer_decline", "answer_status", "unsubscribe"}
    client, before = Client(), rows()
    with time_machine.travel(NOW.replace(month=4, day=30), tick=False):
        for path in sorted(links):
            for _time in range(10):
                assert client.get(path).status_code in {200, 302, 410}, path
                assert client.head(path).status_code in {200, 302, 410}, path
    assert rows() == before


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", Purpose)
class TestMisuse:
    @pytest.fixture(autouse=True)
    def a_tuesday_morning(self):
        with time_machine.travel(NOW, tick=False) as clock:
            yield clock

    def refused(self, path: str) -> None:
        before = rows()
        for method in ("get", "post"):
            words = {"note": "x", "text": "x", "reason": "x", "deadline": "2026-05-01"}
            assert getattr(Client(), method)(path, words).status_code == 410, path
        assert rows() == before

    def test_another_persons_link_is_refused(self, action_item, cast: Cast, purpose) -> None:
        other = Person.objects.create(name="Gerda Lund", email="gerda@x.example")
        token = answer_link(action_item, f"person:{other.pk}", purpose)
        self.refused(f"{PATHS[purpose]}{token}/")

    def test_a_link_of_another_version_is_refused(self, action_item, purpose) -> None:
        token = answer_link(action_item, f"person:{action_item.owner_person_id}", purpose)
        ActionItem.objects.update(deadline_version=2)
        self.refused(f"{PATHS[purpose]}{token}/")

    def test_a_link_too_old_is_refused(self, action_item, purpose, a_tuesday_morning) -> None:
        token = answer_link(action_item, f"person:{action_item.owner_person_id}", purpose)
        a_tuesday_morning.move_to(NOW + timedelta(days=800))
        self.refused(f"{PATHS[purpose]}{token}/")

    def test_a_link_for_another_item_is_none(self, action_item, purpose) -> None:
        token = answer_link(action_item, f"person:{action_item.owner_person_id}", purpose)
        payload, stamp, signature = token.rsplit(":", 2)
        other = answer_link(another_item(action_item), "person:1", purpose).rsplit(":", 2)[0]
        before = rows()
        for forged in (f"{other}:{stamp}:{signature}", f"{payload}:{stamp}:{signature[::-1]}"):
            path = f"{PATHS[purpose]}{forged}/"
            assert Client().post(path, {"note": "x"}).status_code in {404, 410}
        assert rows() == before

    def test_a_link_acts_once(self, action_item, purpose) -> None:
        token = answer_link(action_item, f"person:{action_item.owner_person_id}", purpose)
        words = {"note": "x", "text": "x", "reason": "x", "deadline": "2026-05-01"}
        path = f"{PATHS[purpose]}{token}/"
        before = rows()
        assert Client().post(path, words).status_code == 200
        once = rows()
        assert once != before
        Client().post(path, words)
        assert rows() == once


def test_without_a_login_nothing_else_is_opened(links: set[str], client) -> None:
    for path in links:
        if not path.startswith(("/svar/", "/afmeld/")):
            answer = client.get(path)
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("login"))

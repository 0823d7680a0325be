"""Two people on one meeting see each other, and the inbox says what is wrong with a meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from meetings.models import (
    Document,
    Event,
    Meeting,
    MinutesCopy,
    Person,
    Presence,
    Role,
    User,
)
from meetings.models.presence import LIFETIME
from meetings.reading.doubt import is_doubtful
from meetings.reading.text import Box, FileText, Page, Word
from meetings.services.presences import presence_note, presences_sweep
from tests.cast import NOW, Cast, make_meeting

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ClientOf = Callable[[User], Client]


@pytest.fixture
def mette(cast: Cast) -> User:
    """Take care of the same committee as Lene."""
    person = Person.objects.create(name="Mette Lund", email="mette.lund@noerrevang.example")
    user = User.objects.create(username="mette", person=person)
    Role.objects.create(user=user, kind=Role.Kind.SECRETARY, committee=cast.committee)
    return user


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def look(client: Client, meeting: Meeting) -> str:
    return client.get(reverse("review", args=[meeting.pk])).text


def ask(client: Client, meeting: Meeting, shown: str = "") -> object:
    url = reverse("presence", args=[meeting.pk])
    return client.get(url, {"vist": shown}, headers=HTMX)


def test_two_people_on_one_meeting_see_each_other(client_of: ClientOf, cast, meeting, mette):
    assert "ser også på dette møde" not in look(client_of(mette), meeting)
    page = look(client_of(cast.lene), meeting)
    assert "Mette Lund ser også på dette møde." in page
    assert "lene ser også" not in page
    # Without scripts it is the page itself that tells, when it is asked for again.
    assert "lene ser også på dette møde." in look(client_of(mette), meeting)


def test_whom_the_page_shows_already_it_is_not_told_again(client_of, cast, meeting, mette):
    look(client_of(mette), meeting)
    answer = ask(client_of(cast.lene), meeting)
    assert "Mette Lund ser også på dette møde." in answer.text
    assert ask(client_of(cast.lene), meeting, shown=str(mette.pk)).status_code == 204


def test_who_has_gone_is_no_longer_shown(client_of, cast, meeting, mette, clock):
    look(client_of(mette), meeting)
    clock.shift(LIFETIME + timedelta(seconds=1))
    answer = ask(client_of(cast.lene), meeting, shown=str(mette.pk))
    assert answer.status_code == 200
    assert "Mette" not in answer.text
    assert list(Presence.objects.values_list("user", flat=True)) == [cast.lene.pk]


def test_the_page_that_asks_is_itself_seen(client_of, cast, meeting, mette, clock):
    look(client_of(mette), meeting)
    clock.shift(LIFETIME - timedelta(seconds=10))
    ask(client_of(mette), meeting)
    clock.shift(timedelta(seconds=60))
    assert "Mette Lund ser også" in look(client_of(cast.lene), meeting)


def test_a_reader_is_neither_shown_nor_told(client_of, cast, meeting, mette):
    look(client_of(mette), meeting)
    assert "ser også" not in look(client_of(cast.ib), meeting)
    assert ask(client_of(cast.ib), meeting).status_code == 403
    assert "ib ser" not in look(client_of(cast.lene), meeting)
    assert "ser på det nu" not in client_of(cast.ib).get(reverse("meetings")).text


def test_another_committees_people_are_out_of_sight(client_of, cast, meeting, mette):
    assert ask(client_of(cast.eva), meeting).status_code == 404
    other = make_meeting(cast.other_committee, sha256="b" * 64)
    presence_note(meeting=other, user=mette, now=NOW)
    assert "ser på det nu" not in client_of(cast.lene).get(reverse("meetings")).text


def test_being_on_a_meeting_is_one_row_and_no_event(cast, meeting):
    for _ in range(3):
        presence_note(meeting=meeting, user=cast.lene, now=NOW)
    assert Presence.objects.count() == 1
    assert not Event.objects.exists()
    assert presences_sweep(now=NOW + LIFETIME) == 1
    assert not Presence.objects.exists()


def test_a_busy_database_keeps_nobody_from_the_page(
    client_of, cast, meeting, monkeypatch: pytest.MonkeyPatch
):
    def busy(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(type(Presence.objects.all()), "bulk_create", busy)
    assert "Kultur- og Fritidsudvalget" in look(client_of(cast.lene), meeting)


# --- the inbox ---------------------------------------------------------------------------


def inbox(client: Client) -> str:
    page = client.get(reverse("meetings")).text
    return page[page.index("<tbody>") :]


def test_the_inbox_says_who_is_on_a_meeting(client_of, cast, meeting, mette):
    look(client_of(mette), meeting)
    assert "Mette Lund ser på det nu" in inbox(client_of(cast.lene))
    assert "ser på det nu" not in inbox(client_of(mette))


def test_a_meeting_that_is_all_right_has_no_problems(client_of, cast, meeting):
    page = inbox(client_of(cast.lene))
    for words in ("mangler", "usikkert", "Ligner", "igen", "Rettet udgave"):
        assert words not in page


def test_the_inbox_says_what_is_wrong(client_of, cast, meeting):
    other = make_meeting(cast.committee, sha256="b" * 64)
    Meeting.objects.filter(pk=other.pk).update(resembles=meeting, held_on=None)
    Document.objects.filter(pk=other.document_id).update(is_doubtful=True)
    MinutesCopy.objects.create(document=other.document, position=1, meeting=meeting)
    page = inbox(client_of(cast.lene))
    for words in ("Dato mangler", "Læst usikkert", "Ligner et andet møde", "Kommet ind igen"):
        assert page.count(words) == 1
    # Of how minutes came in a reader is told nothing.
    page = inbox(client_of(cast.ib))
    assert "Dato mangler" in page
    for words in ("Læst usikkert", "Ligner et andet møde", "Kommet ind igen"):
        assert words not in page


def test_a_likeness_to_a_meeting_out_of_reach_is_not_told(client_of, cast, meeting):
    other = make_meeting(cast.other_committee, sha256="b" * 64)
    Meeting.objects.filter(pk=meeting.pk).update(resembles=other)
    assert "Ligner" not in inbox(client_of(cast.lene))
    assert "Ligner et andet møde" in inbox(client_of(cast.bo))


def test_many_meetings_cost_no_more_questions(client_of, cast, django_assert_max_num_queries):
    for number in range(8):
        make_meeting(cast.committee, sha256=f"{number:064}")
    client = client_of(cast.lene)
    with django_assert_max_num_queries(12):
        client.get(reverse("meetings"))


# --- a file that was read badly ----------------------------------------------------------

WORD = Word(0, 4, Box(1, 0, 0, 10, 10), confidence=95.0)
SOUND = "Udvalget drøftede åbningstiderne og ønsker et øget tilsyn på skolerne. " * 12


def read(*words: Word, text: str = SOUND) -> FileText:
    page = Page(number=1, width=595, height=842, start=0, end=len(text), words=words, source="ocr")
    return FileText(text=text, pages=(page,), source="ocr")


def test_a_clean_scan_is_not_doubtful() -> None:
    assert not is_doubtful(read(*[WORD] * 19, replace(WORD, confidence=30.0)))
    assert not is_doubtful(read())


def test_a_scan_with_many_unsure_words_is_doubtful() -> None:
    assert is_doubtful(read(*[WORD] * 7, *[replace(WORD, confidence=30.0)] * 3))


def test_a_text_without_its_danish_letters_is_doubtful() -> None:
    lost = SOUND.replace("å", "a").replace("ø", "o").replace("æ", "ae")
    assert is_doubtful(FileText(text=lost))
    assert not is_doubtful(FileText(text=SOUND))

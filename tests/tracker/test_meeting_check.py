"""Who met, when and who was there: shown with its words, put right in place, weighed before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Commitment
from actions.services import redating
from actions.services.commitments import commitment_accept, commitment_undo
from actions.services.redating import Redating, meeting_redate
from actions.services.rereads import meetings_reread
from actions.services.reviews import meeting_settle
from meetings.models import Document, Event, Meeting, Page, Person, User
from tests.cast import NOW, Cast, read_meeting
from tracker.web import meeting_check

pytestmark = pytest.mark.django_db

MINUTES = """Kultur- og Fritidsudvalget

Mødedato: 2. marts 2026

Til stede: Anna Holm (AH), centerchef, Nils Bro
Referent: Ida Lund

Referat

Punkt 1: Svømmehallen

Udvalget ønskede et notat om åbningstiderne i ferierne inden 14 dage. KF følger op.

Det blev aftalt, at KF indkalder til et møde inden udgangen af måneden.

KF undersøger taget senest 1. maj 2026.
"""
ClientOf = Callable[[User], Client]


@pytest.fixture
def read(cast: Cast) -> Meeting:
    """Return a meeting that has been read and waits."""
    return read_meeting(cast, MINUTES)


def correct(client: Client, meeting: Meeting, held_on: str, **more: object):
    data = {"committee": meeting.committee_id, "held_on": held_on, **more}
    return client.post(reverse("meeting_correct", args=[meeting.pk]), data)


def dues(meeting: Meeting) -> list[date | None]:
    rows = Commitment.objects.filter(agenda_item__meeting=meeting).order_by("start")
    return list(rows.values_list("due", flat=True))


def page_of(client: Client, meeting: Meeting) -> str:
    return client.get(reverse("review", args=[meeting.pk])).text


# --- the date ----------------------------------------------------------------------------


def test_a_corrected_date_shows_what_it_changes_before_it_is_saved(client_of, cast, read):
    before = dues(read)
    assert before == [date(2026, 3, 16), date(2026, 3, 31), date(2026, 5, 1)]
    answer = correct(client_of(cast.lene), read, "2026-02-02")
    assert "Der er ikke gemt noget endnu." in answer.text
    assert "2 frister læses anderledes" in answer.text
    assert "<td>16-03-2026</td>" in answer.text
    assert "<td>16-02-2026</td>" in answer.text
    assert "<td>28-02-2026</td>" in answer.text
    assert "<td>01-05-2026</td>" not in answer.text
    read.refresh_from_db()
    assert read.held_on == date(2026, 3, 2)
    assert dues(read) == before


def test_what_was_weighed_is_what_is_saved_and_read_again(client_of, cast, read):
    client = client_of(cast.lene)
    weighed = f"{cast.committee.pk}:2026-02-02"
    answer = correct(client, read, "2026-02-02", weighed=weighed)
    assert answer.status_code == 302
    read.refresh_from_db()
    assert read.held_on == date(2026, 2, 2)
    meetings_reread(now=read.reread_at)
    assert dues(read) == [date(2026, 2, 16), date(2026, 2, 28), date(2026, 5, 1)]


def test_another_date_than_the_weighed_one_is_weighed_anew(client_of, cast, read):
    weighed = f"{cast.committee.pk}:2026-02-02"
    answer = correct(client_of(cast.lene), read, "2026-01-05", weighed=weighed)
    assert "<td>19-01-2026</td>" in answer.text
    read.refresh_from_db()
    assert read.held_on == date(2026, 3, 2)


def test_a_deadline_that_a_person_has_been_at_stays(client_of, cast, read):
    first = Commitment.objects.earliest("start")
    commitment_accept(
        commitment=first,
        task=first.task,
        owner_person=None,
        owner_unit=cast.unit,
        deadline=date(2026, 3, 20),
        by=cast.lene,
        now=NOW,
    )
    commitment_undo(commitment=first, by=cast.lene, now=NOW)
    client = client_of(cast.lene)
    answer = correct(client, read, "2026-02-02")
    assert "1 frist læses anderledes" in answer.text
    assert "1 frist bliver stående" in answer.text
    correct(client, read, "2026-02-02", weighed=f"{cast.committee.pk}:2026-02-02")
    read.refresh_from_db()
    assert dues(read)[0] == date(2026, 3, 16)
    meetings_reread(now=read.reread_at)
    assert dues(read) == [date(2026, 3, 16), date(2026, 2, 28), date(2026, 5, 1)]
    assert 'value="2026-03-20"' in page_of(client, read)


@pytest.mark.confined
def test_what_takes_too_long_to_weigh_is_said_and_can_be_saved(
    client_of, cast, read, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(redating, "SECONDS", 0)
    assert meeting_redate(meeting=read, committee=cast.committee, held_on=date(2026, 2, 2)) is None
    client = client_of(cast.lene)
    answer = correct(client, read, "2026-02-02")
    assert "Det tager for længe at vise" in answer.text
    saved = correct(client, read, "2026-02-02", weighed=f"{cast.committee.pk}:2026-02-02")
    assert saved.status_code == 302


def test_two_who_put_the_meeting_right_do_not_overwrite_each_other(client_of, cast, read):
    seen = f"{cast.committee.pk}:2026-03-02"
    Meeting.objects.filter(pk=read.pk).update(held_on=date(2026, 3, 1))
    answer = correct(client_of(cast.lene), read, "2026-02-02", seen=seen)
    assert answer.status_code == 409
    assert "Mødet er rettet af en anden imens." in answer.text
    read.refresh_from_db()
    assert read.held_on == date(2026, 3, 1)


def test_who_puts_it_right_while_another_weighs_is_not_overwritten(
    client_of, cast, read, monkeypatch: pytest.MonkeyPatch
):
    def while_weighing(**_asked: object) -> Redating:
        meeting_settle(
            meeting=read, committee=cast.committee, held_on=date(2026, 3, 1), by=cast.lene, now=NOW
        )
        return Redating(changes=(), kept=0)

    monkeypatch.setattr(meeting_check, "meeting_redate", while_weighing)
    seen = f"{cast.committee.pk}:2026-03-02"
    answer = correct(client_of(cast.lene), read, "2026-02-02", seen=seen)
    assert answer.status_code == 409
    assert "Mødet er rettet af en anden imens." in answer.text
    # The page is ready for another try, over what stands there now.
    assert f'name="seen" value="{cast.committee.pk}:2026-03-01"' in answer.text
    read.refresh_from_db()
    assert read.held_on == date(2026, 3, 1)


# --- while it is read again ----------------------------------------------------------------


@pytest.fixture
def waiting(client_of, cast, read) -> Meeting:
    """Return the meeting with its date put right, and its deadlines not read again yet."""
    correct(client_of(cast.lene), read, "2026-02-02", weighed=f"{cast.committee.pk}:2026-02-02")
    read.refresh_from_db()
    return read


def ask(client: Client, meeting: Meeting):
    headers = {"HX-Request": "true", "HX-Trigger": "rereading"}
    return client.get(reverse("review", args=[meeting.pk]), headers=headers)


def accept_as_shown(client: Client, commitment: Commitment, **written: str):
    """Accept a card that was opened while its deadline was blank."""
    owner = str(commitment.owner_unit)
    shown = {"task": commitment.task, "owner": owner, "deadline": "", "recurrence": ""}
    seen = {f"initial-{name}": value for name, value in shown.items()}
    version = str(commitment.version)
    data = {**shown, **seen, "version": version, **written}
    return client.post(reverse("commitment_accept", args=[commitment.pk]), data)


def test_a_card_says_that_its_deadline_is_read_again(client_of, cast, waiting):
    page = page_of(client_of(cast.lene), waiting)
    assert page.count("læses igen …") == 3
    assert "det er ingen dato" not in page
    meetings_reread(now=waiting.reread_at)
    assert "læses igen …" not in page_of(client_of(cast.lene), waiting)


def test_the_page_asks_until_the_cards_have_come(client_of, cast, waiting):
    client = client_of(cast.lene)
    assert 'id="rereading"' in page_of(client, waiting)
    assert ask(client, waiting).status_code == 204
    meetings_reread(now=waiting.reread_at)
    done = ask(client, waiting)
    assert done.status_code == 200
    assert 'value="2026-02-16"' in done.text
    assert 'id="rereading"' not in done.text


def test_a_reader_is_not_told_of_it(client_of, cast, waiting):
    client = client_of(cast.ib)
    assert 'id="rereading"' not in page_of(client, waiting)
    assert "læses igen" not in ask(client, waiting).text


def test_a_stale_card_takes_over_the_deadline_that_was_not_touched(client_of, cast, waiting):
    stale = Commitment.objects.earliest("start")
    meetings_reread(now=waiting.reread_at)
    answer = accept_as_shown(client_of(cast.lene), stale, task="Skriv et notat")
    assert answer.status_code == 409
    card = answer.text.split(f'id="commitment-{stale.pk}"')[1].split("</article>")[0]
    assert 'name="deadline" value="2026-02-16"' in card
    assert "Skriv et notat" in card
    assert "<td>ingen</td>" not in card
    assert Commitment.objects.undecided().filter(pk=stale.pk).exists()


def test_a_stale_card_with_a_wrong_owner_has_the_deadline_too(client_of, cast, waiting):
    stale = Commitment.objects.earliest("start")
    meetings_reread(now=waiting.reread_at)
    answer = accept_as_shown(client_of(cast.lene), stale, owner="Ingen Kender")
    assert answer.status_code == 422
    assert 'name="deadline" value="2026-02-16"' in answer.text
    assert 'value="Ingen Kender"' in answer.text


def test_a_deadline_that_was_written_in_a_stale_card_stays(client_of, cast, waiting):
    stale = Commitment.objects.earliest("start")
    meetings_reread(now=waiting.reread_at)
    answer = accept_as_shown(client_of(cast.lene), stale, deadline="2026-04-01")
    assert answer.status_code == 409
    assert 'name="deadline" value="2026-04-01"' in answer.text
    assert "<td>01-04-2026</td>" in answer.text
    assert "16-02-2026" in answer.text


# --- the words ---------------------------------------------------------------------------


def test_committee_date_and_participants_stand_with_their_words(client_of, cast, read):
    page = page_of(client_of(cast.lene), read)
    assert "Referatet: »Mødedato: 2. marts 2026«" in page
    assert "Referatet: »Kultur- og Fritidsudvalget«" in page
    assert "<strong>Ida Lund</strong> – referent" in page
    assert "Referatet: »Referent: Ida Lund«" in page
    assert "<strong>Anna Holm</strong> (AH), centerchef" in page


def test_the_words_lead_to_their_page_which_is_shown(client_of, cast, read):
    head = MINUTES.index("Punkt 1")
    for number, (start, end) in enumerate([(0, head), (head, len(MINUTES))], start=1):
        Page.objects.create(
            document=read.document,
            number=number,
            width=595,
            height=842,
            start=start,
            end=end,
            source="text layer",
        )
    Meeting.objects.filter(pk=read.pk).update(page=1)
    Document.objects.update(text_source="text layer")
    page = page_of(client_of(cast.lene), read)
    assert 'Referatet: »Mødedato: 2. marts 2026« <a href="#side-1">Side 1</a>' in page
    assert 'id="side-1"' in page


def test_words_that_do_not_stand_there_are_not_made_up(client_of, cast, read):
    Meeting.objects.filter(pk=read.pk).update(
        date_evidence="3. marts 2026", participants=[{"name": "Bo Gran"}]
    )
    page = page_of(client_of(cast.lene), read)
    assert "Datoen er ikke fundet i referatet." in page
    assert "Navnet er ikke fundet i referatet." in page


def test_a_reader_sees_no_check(client_of, cast, read):
    assert "Ret deltagerne" not in page_of(client_of(cast.ib), read)


def test_initials_that_two_share_are_said_to_be_so(client_of, cast, read):
    Commitment.objects.update(owner_text="AH", owner_unit=None, owner_person=None)
    assert "står ikke i registret" in page_of(client_of(cast.lene), read)
    Person.objects.create(name="Anders Hede", initials="AH")
    page = page_of(client_of(cast.lene), read)
    assert "initialerne er flere personers: Anders Hede, Anna Holm. Vælg." in page
    assert "står ikke i registret" not in page


# --- the participants --------------------------------------------------------------------


def put_right(client: Client, meeting: Meeting, **lines: str):
    page = page_of(client, meeting)
    form = page[page.index(reverse("participants_correct", args=[meeting.pk])) :]
    seen = form.split('name="seen" value="')[1].split('"')[0]
    url = reverse("participants_correct", args=[meeting.pk])
    return client.post(url, {"seen": seen, **lines})


def test_participants_are_put_right_and_the_log_tells(client_of, cast, read):
    answer = put_right(
        client_of(cast.lene),
        read,
        attendee="Anna Holm (AH), centerchef\nNiels Bro\n",
        minute_taker="Ida Lund",
        apology="Åge Kjær-Ø",
    )
    assert answer.status_code == 302
    read.refresh_from_db()
    assert [
        (one["name"], one["initials"], one["title"], one["role"]) for one in read.participants
    ] == [
        ("Anna Holm", "AH", "centerchef", "attendee"),
        ("Niels Bro", None, None, "attendee"),
        ("Ida Lund", None, None, "minute_taker"),
        ("Åge Kjær-Ø", None, None, "apology"),
    ]
    event = Event.objects.get(subject=Event.Subject.MEETING, kind=Event.Kind.CORRECTED)
    assert event.changes["participants"][0] == "Anna Holm, Nils Bro, Ida Lund"


def test_a_line_that_is_no_name_is_refused_and_stays_as_written(client_of, cast, read):
    answer = put_right(client_of(cast.lene), read, attendee="(AH), centerchef")
    assert answer.status_code == 422
    assert "Linjen »(AH), centerchef« kan ikke læses." in answer.text
    assert "(AH), centerchef</textarea>" in answer.text
    read.refresh_from_db()
    assert read.participants[0]["name"] == "Anna Holm"


def test_participants_put_right_by_another_meanwhile_are_not_overwritten(client_of, cast, read):
    client = client_of(cast.lene)
    url = reverse("participants_correct", args=[read.pk])
    answer = client.post(url, {"seen": "0" * 16, "attendee": "Kim Dam"})
    assert answer.status_code == 409
    assert "Kim Dam</textarea>" in answer.text
    read.refresh_from_db()
    assert read.participants[0]["name"] == "Anna Holm"


def test_reading_again_leaves_the_participants_alone(client_of, cast, read):
    client = client_of(cast.lene)
    put_right(client, read, attendee="Kim Dam")
    correct(client, read, "2026-02-02", weighed=f"{cast.committee.pk}:2026-02-02")
    read.refresh_from_db()
    meetings_reread(now=read.reread_at)
    read.refresh_from_db()
    assert [one["name"] for one in read.participants] == ["Kim Dam"]

"""The inbox and the page of review: each suggestion beside its words, decided by a person."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem, Commitment, Message, Reminder
from actions.services.previews import KEYED, review_preview
from meetings.models import AgendaItem, Meeting, Page, Person
from tests.actions.outbox import one_round
from tests.cast import NOW, QUOTES, TEXT, make_commitment, make_meeting
from tracker.web.page_marks import Quoted, marks_on, segments, unsure_words

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def first(meeting: Meeting) -> Commitment:
    return Commitment.objects.filter(agenda_item__meeting=meeting).earliest("start")


def accept(client, commitment, *, headers=None, **changed):
    data = {"task": "Skriv et notat", "owner": "Anna Holm", "deadline": "2026-04-01", **changed}
    return client.post(
        reverse("commitment_accept", args=[commitment.pk]), data, headers=headers or {}
    )


def reject(client, commitment, reason="Er allerede gjort", *, headers=None):
    url = reverse("commitment_reject", args=[commitment.pk])
    return client.post(url, {"reason": reason}, headers=headers or {})


def decide_all(client, meeting: Meeting) -> None:
    for commitment in Commitment.objects.filter(agenda_item__meeting=meeting):
        accept(client, commitment)


# --- the inbox ---------------------------------------------------------------------------


def test_the_inbox_lists_what_waits_with_its_counts(client_of, cast, meeting):
    page = client_of(cast.lene).get(reverse("meetings")).text
    assert "Kultur- og Fritidsudvalget" in page
    assert "02-03-2026" in page
    assert "3 åbne" in page


def test_the_inbox_says_what_a_meeting_lacks(client_of, cast, meeting):
    Meeting.objects.update(held_on=None)
    assert "Dato mangler" in client_of(cast.lene).get(reverse("meetings")).text


def test_a_sent_meeting_moves_over(client_of, cast, meeting):
    Meeting.objects.update(review=Meeting.Review.SENT)
    client = client_of(cast.lene)
    assert "Alt er gennemgået" in client.get(reverse("meetings")).text
    assert "02-03-2026" in client.get(reverse("meetings") + "?vis=sent").text


def test_another_committees_meeting_is_not_in_the_inbox(client_of, cast, meeting):
    assert "02-03-2026" not in client_of(cast.eva).get(reverse("meetings")).text


def test_counts_tell_a_reader_what_was_sent_and_no_more(client_of, cast, meeting, action_item):
    assert "2 åbne" in client_of(cast.lene).get(reverse("meetings")).text
    page = client_of(cast.ib).get(reverse("meetings")).text
    assert "1 opgave</span>" in page
    assert "åbne" not in page[page.index("<tbody>") :]


def test_counts_tell_a_reader_nothing_of_closed_items(client_of, cast, meeting, action_item):
    AgendaItem.objects.update(is_closed=True)
    page = client_of(cast.ib).get(reverse("meetings")).text
    assert "Ingen opgaver sendt" in page


@pytest.mark.parametrize("who", ["anna", "mads"])
@pytest.mark.parametrize("name", ["meetings", "documents"])
def test_owners_and_managers_are_told_that_meetings_are_not_theirs(
    client_of, cast, meeting, who, name
):
    answer = client_of(getattr(cast, who)).get(reverse(name))
    assert answer.status_code == 403
    assert "Det har du ikke adgang til" in answer.text
    assert "Alt er gennemgået" not in answer.text


def test_the_inbox_asks_the_database_few_questions(
    client_of, cast, meeting, django_assert_max_num_queries
):
    client = client_of(cast.lene)
    with django_assert_max_num_queries(16):
        client.get(reverse("meetings"))


# --- the page ----------------------------------------------------------------------------


def test_the_page_shows_every_suggestion_beside_its_words(client_of, cast, meeting):
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    for quote in QUOTES:
        assert page.count(quote) == 2  # at the suggestion and in the text
    assert page.count('<mark class="words"') == len(QUOTES)


def test_an_agenda_item_without_suggestions_is_shown_too(client_of, cast, meeting):
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    assert "1. Godkendelse af dagsorden" in page
    assert "Ingen forslag" in page


def test_what_the_minutes_do_not_say_is_said(client_of, cast, meeting):
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    assert "Referatet nævner ingen." in page
    assert "Referatet giver ingen frist." in page
    assert "»inden 1. april 2026«" in page


def test_the_words_are_lit_on_the_picture_of_the_page(client_of, cast, meeting):
    Page.objects.create(
        document=meeting.document,
        number=1,
        width=595.3,
        height=841.9,
        start=0,
        end=len(TEXT),
        source="text layer",
    )
    meeting.document.text_source = "text layer"
    meeting.document.save()
    commitment = first(meeting)
    commitment.page = 1
    commitment.boxes = [{"page": 1, "x0": 72.1, "top": 301.5, "x1": 520.0, "bottom": 327.9}]
    commitment.save()
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    assert reverse("page_picture", args=[meeting.document_id, 1]) in page
    assert 'viewBox="0 0 595.3 841.9"' in page
    assert 'x="70.1" y="299.5" width="451.9" height="30.4"' in page
    assert f'id="ord-{commitment.pk}"' in page


def test_another_committees_review_does_not_exist(client_of, cast, meeting):
    url = reverse("review", args=[meeting.pk])
    assert client_of(cast.eva).get(url).status_code == 404


def test_a_reader_looks_and_decides_nothing(client_of, cast, meeting):
    client = client_of(cast.ib)
    page = client.get(reverse("review", args=[meeting.pk])).text
    assert "</form>" not in page[page.index("<main") : page.index("</main>")]
    assert accept(client, first(meeting)).status_code == 403
    assert first(meeting).status == Commitment.Status.PROPOSED


def test_a_reader_sees_what_was_sent_and_nothing_that_was_weighed(
    client_of, cast, meeting, action_item
):
    second, third = Commitment.objects.filter(status="proposed").order_by("start")
    reject(client_of(cast.lene), second, "Hører til en anden sag")
    page = client_of(cast.ib).get(reverse("review", args=[meeting.pk])).text
    assert action_item.task in page
    assert "1 opgave er sendt" in page
    assert page.count('class="commitment ') == 1
    for secret in ("Hører til en anden sag", f"commitment-{second.pk}", f"commitment-{third.pk}"):
        assert secret not in page
    assert 'id="send"' not in page
    assert page.count('<mark class="words"') == 1


def test_what_is_not_sent_yet_is_nothing_to_a_reader(client_of, cast, meeting):
    accept(client_of(cast.lene), first(meeting), task="Skriv et hemmeligt notat")
    page = client_of(cast.ib).get(reverse("review", args=[meeting.pk])).text
    assert "Skriv et hemmeligt notat" not in page
    assert "Ingen opgaver er sendt endnu" in page


def test_a_file_out_of_reach_says_why(client_of, cast, meeting):
    AgendaItem.objects.filter(number="1").update(is_closed=True)
    page = client_of(cast.ib).get(reverse("review", args=[meeting.pk])).text
    assert "et lukket punkt eller et andet udvalgs referat" in page
    assert reverse("document", args=[meeting.document_id]) not in page


def test_every_page_of_the_minutes_is_shown_with_suggestions_or_without(
    client_of, cast, meeting, django_assert_max_num_queries
):
    meeting.document.text_source = "text layer"
    meeting.document.save()
    edges = [0, TEXT.index("Punkt 1"), TEXT.index("Punkt 2"), len(TEXT), len(TEXT) + 9]
    for number, (start, end) in enumerate(pairwise(edges), start=1):
        Page.objects.create(
            document=meeting.document,
            number=number,
            width=595,
            height=842,
            start=start,
            end=end,
            source="text layer",
        )
    client = client_of(cast.lene)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("review", args=[meeting.pk])).text
    shown = [reverse("page_picture", args=[meeting.document_id, n]) in page for n in range(1, 5)]
    assert shown == [False, True, True, False]
    assert reverse("document_original", args=[meeting.document_id]) in page


def test_a_reader_sees_nothing_of_a_closed_item(client_of, cast, meeting):
    AgendaItem.objects.filter(number="2").update(is_closed=True)
    page = client_of(cast.ib).get(reverse("review", args=[meeting.pk])).text
    assert "Svømmehallens" not in page
    assert QUOTES[0] not in page


def test_the_page_asks_the_database_few_questions(
    client_of, cast, meeting, django_assert_max_num_queries
):
    second = AgendaItem.objects.get(number="2")
    for number in range(10):
        commitment = make_commitment(second, QUOTES[0][number + 1 :])
        commitment.owner_person = cast.anna_holm
        commitment.save()
    client = client_of(cast.lene)
    with django_assert_max_num_queries(12):
        client.get(reverse("review", args=[meeting.pk]))


# --- accepting ---------------------------------------------------------------------------


def test_an_accepted_suggestion_becomes_an_action_item(client_of, cast, meeting):
    commitment = first(meeting)
    response = accept(client_of(cast.lene), commitment)
    assert response.url == f"{reverse('review', args=[meeting.pk])}#commitment-{commitment.pk}"
    item = ActionItem.objects.get()
    assert item.task == "Skriv et notat"
    assert item.owner == cast.anna_holm
    assert item.deadline == date(2026, 4, 1)
    assert item.assigned_at is None


@pytest.mark.parametrize("name", ["KF", "kultur og fritid", "Kultur og Fritid (KF)"])
def test_the_owner_may_be_a_unit_by_any_of_its_names(client_of, cast, meeting, name):
    accept(client_of(cast.lene), first(meeting), owner=name)
    assert ActionItem.objects.get().owner == cast.unit


def test_an_owner_that_nobody_knows_is_refused_not_guessed(client_of, cast, meeting):
    response = accept(client_of(cast.lene), first(meeting), owner="Anne Holm", headers=HTMX)
    assert response.status_code == 422
    assert "Vi finder ikke »Anne Holm« i registret" in response.text
    assert not ActionItem.objects.exists()


def test_a_name_that_two_people_bear_is_refused_not_guessed(client_of, cast, meeting):
    Person.objects.create(name="Anna Holm", unit=cast.other_unit)
    client = client_of(cast.lene)
    assert "kan være flere" in accept(client, first(meeting), headers=HTMX).text
    accept(client, first(meeting), owner="Anna Holm, Teknik og Miljø")
    assert ActionItem.objects.get().owner.unit == cast.other_unit


def test_a_deadline_before_the_meeting_is_refused(client_of, cast, meeting):
    response = accept(client_of(cast.lene), first(meeting), deadline="2025-04-01")
    assert response.status_code == 422
    assert "Fristen ligger før mødet den 02-03-2026." in response.text
    assert "Skriv et notat" in response.text


def test_owner_and_deadline_may_wait(client_of, cast, meeting):
    accept(client_of(cast.lene), first(meeting), owner="", deadline="")
    item = ActionItem.objects.get()
    assert item.owner is None
    assert item.deadline is None


def test_htmx_gets_the_suggestion_and_the_counts(client_of, cast, meeting):
    commitment = first(meeting)
    response = accept(client_of(cast.lene), commitment, headers=HTMX)
    assert response.status_code == 200
    assert f'id="commitment-{commitment.pk}"' in response.text
    assert "1 af 3 forslag behandlet" in response.text
    assert "<html" not in response.text


def test_the_second_to_decide_is_told_so(client_of, cast, meeting):
    commitment = first(meeting)
    reject(client_of(cast.bo), commitment)
    response = accept(client_of(cast.lene), commitment, headers=HTMX)
    assert response.status_code == 409
    assert "bo har behandlet forslaget i mellemtiden" in response.text
    assert "Er allerede gjort" in response.text


def test_without_a_date_nothing_is_accepted(client_of, cast, meeting):
    Meeting.objects.update(held_on=None)
    response = accept(client_of(cast.lene), first(meeting))
    assert response.status_code == 409
    assert "Mødet mangler dato. Udfyld det øverst på siden først." in response.text
    assert "Skriv et notat" in response.text
    assert not ActionItem.objects.exists()


def test_without_a_date_the_page_does_not_say_that_there_is_no_deadline(client_of, cast, meeting):
    address = reverse("review", args=[meeting.pk])
    assert "Referatet giver ingen frist." in client_of(cast.lene).get(address).text
    Meeting.objects.update(held_on=None)
    page = client_of(cast.lene).get(address).text
    assert "Fristen læses, når mødet har en dato." in page
    assert "Referatet giver ingen frist." not in page


def test_another_committees_suggestion_does_not_exist(client_of, cast, meeting):
    assert accept(client_of(cast.eva), first(meeting)).status_code == 404


# --- rejecting and taking back -----------------------------------------------------------


def test_a_rejected_suggestion_keeps_its_reason(client_of, cast, meeting):
    client = client_of(cast.lene)
    assert "Er allerede gjort" in reject(client, first(meeting), headers=HTMX).text
    assert first(meeting).status == Commitment.Status.REJECTED


def test_a_rejection_without_a_reason_is_refused(client_of, cast, meeting):
    response = reject(client_of(cast.lene), first(meeting), "", headers=HTMX)
    assert response.status_code == 422
    assert "Skriv kort hvorfor." in response.text


def test_a_decision_can_be_taken_back_until_it_is_sent(client_of, cast, meeting):
    client, commitment = client_of(cast.lene), first(meeting)
    accept(client, commitment)
    url = reverse("commitment_undo", args=[commitment.pk])
    assert "Godkend" in client.post(url, headers=HTMX).text
    assert first(meeting).status == Commitment.Status.PROPOSED


def test_what_was_typed_is_still_there_after_taking_it_back(client_of, cast, meeting):
    client, commitment = client_of(cast.lene), first(meeting)
    accept(client, commitment, task="Skriv et kort notat", deadline="2026-05-04")
    url = reverse("commitment_undo", args=[commitment.pk])
    page = client.post(url, headers=HTMX).text
    assert "Skriv et kort notat</textarea>" in page
    assert 'value="Anna Holm (AH), Kultur og Fritid"' in page
    assert 'value="2026-05-04"' in page


def test_an_accepted_deadline_that_has_passed_is_pointed_out(client_of, cast, meeting):
    client = client_of(cast.lene)
    late = "Fristen er allerede overskredet."
    with time_machine.travel(NOW, tick=False):
        assert late not in accept(client, first(meeting), deadline="2026-03-03", headers=HTMX).text
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert late in client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text


def test_what_is_sent_cannot_be_taken_back(client_of, cast, meeting, action_item):
    url = reverse("commitment_undo", args=[action_item.commitment_id])
    response = client_of(cast.lene).post(url, headers=HTMX)
    assert response.status_code == 409
    assert "Opgaven er sendt" in response.text


# --- the meeting -------------------------------------------------------------------------


def test_a_missing_date_can_be_given(client_of, cast, meeting):
    Meeting.objects.update(held_on=None)
    client = client_of(cast.lene)
    page = client.get(reverse("review", args=[meeting.pk])).text
    assert "Mødet mangler dato." in page
    client.post(
        reverse("meeting_correct", args=[meeting.pk]),
        {"committee": cast.committee.pk, "held_on": "2026-03-02"},
    )
    meeting.refresh_from_db()
    assert meeting.held_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"committee": None}, "Mødet mangler udvalg."),
        ({"committee": None, "held_on": None}, "Mødet mangler udvalg og dato."),
    ],
)
def test_what_is_missing_is_said_exactly(client_of, cast, meeting, lacking, words):
    Meeting.objects.update(**lacking)
    page = client_of(cast.bo).get(reverse("review", args=[meeting.pk])).text
    assert f"<strong>{words} Udfyld det, før du godkender.</strong>" in page


def correct(client, cast, meeting, held_on):
    return client.post(
        reverse("meeting_correct", args=[meeting.pk]),
        {"committee": cast.committee.pk, "held_on": held_on},
        follow=True,
    )


def test_a_meeting_that_is_yet_to_come_has_no_minutes(client_of, cast, meeting):
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.lene)
        assert "Mødedatoen ligger i fremtiden." in correct(client, cast, meeting, "2026-03-04").text
        assert correct(client, cast, meeting, "2026-03-03").status_code == 200
    meeting.refresh_from_db()
    assert meeting.held_on == date(2026, 3, 3)


def test_what_was_sent_follows_its_meeting(client_of, cast, meeting, action_item):
    client = client_of(cast.lene)
    assert "1 sendt opgave følger med" in client.get(reverse("review", args=[meeting.pk])).text
    answer = correct(client, cast, meeting, "2026-03-01")
    assert "Mødet er rettet. 1 sendt opgave følger med." in answer.text


def test_a_meeting_cannot_be_given_to_another_committee(client_of, cast, meeting):
    response = client_of(cast.lene).post(
        reverse("meeting_correct", args=[meeting.pk]),
        {"committee": cast.other_committee.pk, "held_on": "2026-03-02"},
    )
    assert response.status_code == 422
    meeting.refresh_from_db()
    assert meeting.committee == cast.committee


def test_a_reader_corrects_nothing(client_of, cast, meeting):
    response = client_of(cast.ib).post(
        reverse("meeting_correct", args=[meeting.pk]),
        {"committee": cast.committee.pk, "held_on": "2025-01-01"},
    )
    assert response.status_code == 403


# --- sending -----------------------------------------------------------------------------


def test_the_page_says_who_will_get_how_many(client_of, cast, meeting):
    client = client_of(cast.lene)
    decide_all(client, meeting)
    page = client.get(reverse("review", args=[meeting.pk])).text
    assert "3 opgaver" in page
    assert "Se mailene, og send 3 opgaver" in page


def test_sending_assigns_the_items_and_says_so(client_of, cast, meeting):
    client = client_of(cast.lene)
    decide_all(client, meeting)
    response = client.post(reverse("review_send", args=[meeting.pk]), follow=True)
    assert "Gennemgangen er afsluttet med 3 opgaver." in response.text
    assert not ActionItem.objects.filter(assigned_at=None).exists()


def test_a_sent_meeting_leads_to_the_next_one_that_waits(client_of, cast, meeting):
    waiting = make_meeting(cast.other_committee, sha256="b" * 64)
    mine = make_meeting(cast.committee, sha256="c" * 64)
    Meeting.objects.filter(pk=mine.pk).update(held_on=date(2026, 2, 2))
    client = client_of(cast.lene)
    page = reverse("review", args=[meeting.pk])
    assert "Næste møde" not in client.get(page).text
    decide_all(client, meeting)
    sent = client.post(reverse("review_send", args=[meeting.pk]), follow=True).text
    assert f'<a href="{reverse("review", args=[mine.pk])}">Kultur- og Fritidsudvalget</a>' in sent
    assert "mandag 2. februar 2026" in sent
    assert reverse("review", args=[waiting.pk]) not in sent
    Meeting.objects.update(review=Meeting.Review.SENT)
    assert "Ingen møder venter på gennemgang." in client.get(page).text
    assert "Ingen møder venter" not in client_of(cast.ib).get(page).text


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "Får en mail nu: Anna Holm."),
        (NOW + timedelta(hours=9), "Får en mail i morgen kl. 8: Anna Holm."),
        (NOW + timedelta(days=4), "Får en mail mandag 9. marts kl. 8: Anna Holm."),
    ],
)
def test_sending_says_who_hears_of_it_and_when(client_of, cast, meeting, moment, words):
    with time_machine.travel(moment, tick=False):
        client = client_of(cast.lene)
        decide_all(client, meeting)
        answer = client.post(reverse("review_send", args=[meeting.pk]), follow=True)
    assert f"Gennemgangen er afsluttet med 3 opgaver. {words}" in answer.text


def test_who_has_had_todays_mail_is_said_to_wait(client_of, cast, meeting):
    other = make_meeting(cast.committee, sha256="b" * 64)
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.lene)
        decide_all(client, meeting)
        client.post(reverse("review_send", args=[meeting.pk]), follow=True)
        one_round(NOW)
        decide_all(client, other)
        answer = client.post(reverse("review_send", args=[other.pk]), follow=True)
    words = "Har fået dagens mail og får den næste i morgen: Anna Holm."
    assert words in answer.text
    assert "en mail nu" not in answer.text


def test_who_cannot_be_reached_is_named(client_of, cast, meeting):
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="", unit=None)
    client = client_of(cast.lene)
    decide_all(client, meeting)
    answer = client.post(reverse("review_send", args=[meeting.pk]), follow=True)
    assert "Anna Holm har ingen e-mailadresse" in answer.text
    assert "Får en mail" not in answer.text


def test_nothing_is_sent_while_a_suggestion_is_open(client_of, cast, meeting):
    client = client_of(cast.lene)
    accept(client, first(meeting))
    response = client.post(reverse("review_send", args=[meeting.pk]))
    assert response.status_code == 409
    assert "2 forslag mangler" in response.text
    assert ActionItem.objects.get().assigned_at is None


def test_nothing_is_sent_while_nobody_is_to_do_it(client_of, cast, meeting):
    client = client_of(cast.lene)
    for commitment in Commitment.objects.all():
        accept(client, commitment, owner="", task="Undersøg taget")
    response = client.post(reverse("review_send", args=[meeting.pk]))
    assert response.status_code == 409
    assert "mangler en ansvarlig" in response.text
    assert "Undersøg taget" in response.text


def mails(client, meeting):
    return client.get(reverse("review_mails", args=[meeting.pk]))


def test_the_mails_are_shown_before_they_go_and_nothing_is_sent(client_of, cast, meeting):
    client = client_of(cast.lene)
    decide_all(client, meeting)
    page = mails(client, meeting).text
    for words in ("Anna Holm", "anna.holm@noerrevang.example", "Skriv et notat", "Send 3 opgaver"):
        assert words in page
    key = f"person:{cast.anna_holm.pk}"
    frame = client.get(reverse("review_mail", args=[meeting.pk, key]))
    assert "Skriv et notat" in frame.text
    assert "sandbox" in frame.headers["Content-Security-Policy"]
    # What is signed is a value, a time and a signature: with none of them in it no link works.
    assert not re.search(r"[\w-]+:[\w-]{6}:[\w-]{27,}", page + frame.text)
    assert not ActionItem.objects.filter(assigned_at__isnull=False).exists()
    assert not Reminder.objects.exists()
    meeting.refresh_from_db()
    assert meeting.review == Meeting.Review.OPEN


def test_the_mail_that_goes_is_the_one_that_was_shown(client_of, cast, meeting):
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.lene)
        decide_all(client, meeting)
        shown = review_preview(
            meeting=meeting, visible=ActionItem.objects.all(), by=cast.lene, now=timezone.now()
        )
        client.post(reverse("review_send", args=[meeting.pk]))
        one_round(NOW)
    sent = Message.objects.get()
    assert [one.draft.subject for one in shown] == [sent.subject]
    assert KEYED.sub("", shown[0].draft.text) == KEYED.sub("", sent.text)


@pytest.mark.django_db(transaction=True)
def test_pictures_are_drawn_for_the_one_asked_for_and_outside_of_transactions(
    client_of, cast, meeting, monkeypatch
):
    drawn = []

    def looked_on(action_item):
        drawn.append((action_item.owner_person_id, connection.in_atomic_block))
        return ""

    monkeypatch.setattr("actions.mail.entries.clip_id", looked_on)
    client = client_of(cast.lene)
    decide_all(client, meeting)
    ActionItem.objects.filter(pk=ActionItem.objects.latest("pk").pk).update(
        owner_person=None, owner_unit=cast.unit
    )
    client.get(reverse("review_mail", args=[meeting.pk, f"person:{cast.anna_holm.pk}"]))
    assert set(drawn) == {(cast.anna_holm.pk, False)}


def test_the_mails_wait_until_everything_is_decided(client_of, cast, meeting):
    client = client_of(cast.lene)
    accept(client, first(meeting))
    assert mails(client, meeting).url == reverse("review", args=[meeting.pk])


def test_nothing_else_is_sent_than_what_was_looked_at(client_of, cast, meeting):
    client = client_of(cast.lene)
    decide_all(client, meeting)
    url = reverse("review_send", args=[meeting.pk])
    answer = client.post(url, {"seen": "1:1"})
    assert answer.status_code == 409
    assert "siden du så mailene" in answer.text
    assert not ActionItem.objects.filter(assigned_at__isnull=False).exists()


def test_what_is_not_for_the_secretary_is_neither_shown_nor_counted(client_of, cast, meeting):
    other = make_meeting(cast.other_committee, sha256="d" * 64)
    AgendaItem.objects.filter(meeting=other).update(is_closed=True)
    with time_machine.travel(NOW, tick=False):
        boss = client_of(cast.bo)
        for commitment in Commitment.objects.filter(agenda_item__meeting=other):
            accept(boss, commitment, task="Sælg grunden i stilhed")
        boss.post(reverse("review_send", args=[other.pk]))
        client = client_of(cast.lene)
        decide_all(client, meeting)
        page = mails(client, meeting).text
    assert "Mailen fortæller også om noget, som du ikke har adgang til." in page
    assert "3 andre" not in page
    assert "Sælg grunden" not in page


def test_a_reader_sends_nothing(client_of, cast, meeting):
    client = client_of(cast.ib)
    assert client.post(reverse("review_send", args=[meeting.pk])).status_code == 403


# --- the marks ---------------------------------------------------------------------------


def quoted(number: int, start: int, end: int, *boxes: dict[str, float]) -> Quoted:
    return Quoted(pk=number * 10, number=number, start=start, end=end, boxes=boxes)


@pytest.mark.pure
def test_overlapping_words_belong_to_both():
    found = segments("abcdef", 0, 6, [quoted(1, 1, 4), quoted(2, 2, 6)])
    assert [segment.text for segment in found] == ["a", "b", "cd", "ef"]
    assert [[one.number for one in segment.quoted] for segment in found] == [[], [1], [1, 2], [2]]
    assert "".join(segment.text for segment in found) == "abcdef"


@pytest.mark.pure
def test_the_marks_of_a_heading_are_apart_and_every_place_still_counts_them():
    text = "## Punkt 1: Hal\n\nFAS ser på #2 og ## 3.\n#4 er væk\n"
    found = segments(text, 0, len(text), [quoted(1, 9, 15)])
    assert [(one.looks, one.text) for one in found if one.looks] == [
        ("heading-mark", "## "),
        ("heading-words", "Punkt "),
        ("heading-words", "1: Hal"),
    ]
    assert [text[one.start : one.start + len(one.text)] for one in found] == [
        one.text for one in found
    ]
    assert "".join(one.text for one in found) == text


@pytest.mark.pure
def test_a_suggestion_over_two_pages_has_its_anchor_on_the_first():
    box = {"x0": 10.0, "top": 20.0, "x1": 50.0, "bottom": 30.0}
    one = quoted(1, 0, 5, {"page": 1, **box}, {"page": 2, **box})
    assert [marks_on(page, [one])[0].is_first for page in (1, 2)] == [True, False]
    assert marks_on(3, [one]) == []


@pytest.mark.pure
def test_words_of_a_suggestion_that_a_scan_gave_with_doubt_are_underlined():
    words = [
        [0, 4, 10.0, 20.0, 30.0, 28.0, 59.0],
        [5, 9, 32.0, 20.0, 50.0, 28.0, 60.0],
        [10, 14, 52.0, 20.0, 70.0, 28.0, 12.0],
    ]
    (line,) = unsure_words(words, [quoted(1, 0, 9)])
    assert (line.x1, line.x2, line.y) == ("10.0", "30.0", "28.0")


def test_doubt_is_shown_on_the_page_of_a_scan_and_on_no_other(client_of, cast, meeting):
    document = meeting.document
    start = Commitment.objects.earliest("start").start
    row = Page.objects.create(
        document=document, number=1, width=595, height=842, start=0, end=len(TEXT), source="ocr"
    )
    row.words = [[start, start + 4, 10.0, 20.0, 30.0, 28.0, 12.0]]
    row.save()
    shown = {}
    for source in ("text layer", "ocr"):
        Page.objects.update(source=source)
        type(document).objects.update(text_source=source)
        shown[source] = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    assert "mark-unsure" not in shown["text layer"]
    assert "mark-unsure" in shown["ocr"]
    assert "læst usikkert i scanningen" in shown["ocr"]


def test_while_a_meeting_waits_to_be_read_again_its_page_says_so(client_of, cast, meeting):
    address = reverse("review", args=[meeting.pk])
    assert "læses igen" not in client_of(cast.lene).get(address).text
    Meeting.objects.update(reread_at=NOW)
    assert "Forslagene læses igen" in client_of(cast.lene).get(address).text
    assert "læses igen" not in client_of(cast.ib).get(address).text

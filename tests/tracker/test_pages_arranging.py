"""Dividing, putting together, adding and stepping back on the page of review, as plain forms."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Meeting, Page
from tests.cast import TEXT
from tracker.web.marking import Frame, span_in_frame, span_of_heading, span_of_words

pytestmark = pytest.mark.django_db


def rows(meeting):
    found = Commitment.objects.standing().filter(agenda_item__meeting=meeting)
    return list(found.order_by("agenda_item__position", "start", "ordinal"))


def add(client, meeting, **data):
    return client.post(reverse("commitment_add", args=[meeting.pk]), data, follow=True)


def test_a_suggestion_is_divided_and_both_stand_on_the_page(client_of, cast, meeting):
    one = rows(meeting)[0]
    answer = client_of(cast.lene).post(
        reverse("commitment_split", args=[one.pk]),
        {"first": "Skriv notatet", "second": "Send notatet ud", "version": one.version},
        follow=True,
    )
    assert "Forslaget er delt i to." in answer.text
    assert [row.task for row in rows(meeting)][:2] == ["Skriv notatet", "Send notatet ud"]
    assert len(rows(meeting)) == 4


def test_half_a_division_is_refused_with_what_was_written(client_of, cast, meeting):
    one = rows(meeting)[0]
    answer = client_of(cast.lene).post(
        reverse("commitment_split", args=[one.pk]), {"first": "Skriv et helt nyt notat"}
    )
    assert answer.status_code == 422
    assert "Skriv et helt nyt notat" in answer.text
    assert "Skriv, hvad der skal gøres." in answer.text
    assert len(rows(meeting)) == 3


def merge(client, meeting, *chosen):
    values = [f"{row.pk}:{row.version}" for row in chosen]
    url = reverse("commitments_merge", args=[meeting.pk])
    return client.post(url, {"chosen": values}, follow=True)


def test_suggestions_put_together_keep_both_places_lit(client_of, cast, meeting):
    one, two, three = rows(meeting)
    answer = merge(client_of(cast.lene), meeting, two, one)
    assert "2 forslag er lagt sammen." in answer.text
    assert rows(meeting) == [one, three]
    assert answer.text.count(f'data-mark="{one.pk}"') == 2
    assert two.quote in answer.text


def test_one_chosen_suggestion_is_not_put_together_with_nothing(client_of, cast, meeting):
    answer = merge(client_of(cast.lene), meeting, rows(meeting)[0])
    assert answer.status_code == 409
    assert "mindst to" in answer.text


def test_suggestions_of_another_meeting_are_not_put_together_from_here(client_of, cast, meeting):
    here = Meeting.objects.get(pk=meeting.pk)
    here.pk, here.position = None, 99
    here.save()
    one, two, _three = rows(meeting)
    answer = merge(client_of(cast.lene), here, one, two)
    assert answer.status_code == 409
    assert len(rows(meeting)) == 3


def test_a_number_too_long_for_an_agenda_item_is_asked_for_anew(client_of, cast, meeting):
    assert add(client_of(cast.lene), meeting, item="9" * 5000, task="Ring").status_code == 422


def test_what_changed_since_it_was_chosen_is_not_put_together(client_of, cast, meeting):
    one, two, _three = rows(meeting)
    Commitment.objects.filter(pk=two.pk).update(version=5)
    answer = merge(client_of(cast.lene), meeting, one, two)
    assert answer.status_code == 409
    assert "Forslaget er ændret" in answer.text
    assert len(rows(meeting)) == 3


def test_an_agenda_item_without_suggestions_offers_to_add_one(client_of, cast, meeting):
    item = AgendaItem.objects.get(number="1")
    client = client_of(cast.lene)
    page = client.get(reverse("review", args=[meeting.pk])).text
    assert "et forslag under 1. Godkendelse af dagsorden" in page
    answer = add(client, meeting, item=item.pk, task="Send dagsordenen ud")
    made = rows(meeting)[0]
    assert "Forslaget er tilføjet." in answer.text
    assert (made.task, made.quote) == ("Send dagsordenen ud", "Punkt 1: Godkendelse af dagsorden")


def test_words_are_pointed_out_by_their_ends(client_of, cast, meeting):
    item = AgendaItem.objects.get(number="2")
    add(client_of(cast.lene), meeting, item=item.pk, first="svømmeklubben", last="næste møde.")
    made = Commitment.objects.get(rule="by hand")
    assert made.quote == "svømmeklubben inviteres til næste møde."


def test_words_that_do_not_stand_there_are_said_so(client_of, cast, meeting):
    item = AgendaItem.objects.get(number="1")
    answer = add(client_of(cast.lene), meeting, item=item.pk, first="Rådhusets tag", task="Mal det")
    assert answer.status_code == 422
    assert "Ordene står ikke i punktet." in answer.text
    assert "Mal det" in answer.text
    assert len(rows(meeting)) == 3


def test_words_marked_with_the_mouse_find_their_agenda_item(client_of, cast, meeting):
    start = TEXT.index("Dagsordenen blev")
    add(client_of(cast.lene), meeting, start=start, end=start + len("Dagsordenen blev godkendt."))
    assert rows(meeting)[0].quote == "Dagsordenen blev godkendt."
    assert rows(meeting)[0].agenda_item.number == "1"


def test_a_frame_drawn_on_the_page_takes_the_words_in_it(client_of, cast, meeting):
    start = TEXT.index("Dagsordenen blev")
    Page.objects.create(
        document=meeting.document,
        number=1,
        width=595,
        height=842,
        start=0,
        end=len(TEXT),
        source="text layer",
        words=[
            [start, start + 11, 72, 100, 140, 112, None],
            [start + 12, start + 16, 145, 100, 170, 112, None],
        ],
    )
    frame = {"page": 1, "x0": 60, "top": 95, "x1": 200, "bottom": 120}
    add(client_of(cast.lene), meeting, **frame)
    assert rows(meeting)[0].quote == "Dagsordenen blev"
    assert add(client_of(cast.lene), meeting, **{**frame, "top": 300}).status_code == 422


def test_the_last_step_is_taken_back_and_named_on_the_button(client_of, cast, meeting):
    client = client_of(cast.lene)
    one = rows(meeting)[0]
    url = reverse("commitment_reject", args=[one.pk])
    page = client.post(url, {"reason": "Er allerede gjort"}, follow=True).text
    assert "Fortryd afvisningen" in page
    answer = client.post(reverse("review_undo", args=[meeting.pk]), follow=True)
    assert "Afvisningen er fortrudt." in answer.text
    assert rows(meeting)[0].status == Commitment.Status.PROPOSED
    assert client.post(reverse("review_undo", args=[meeting.pk])).status_code == 409


def test_what_is_sure_is_accepted_at_once(client_of, cast, meeting):
    Commitment.objects.update(owner_unit=cast.unit)
    client = client_of(cast.lene)
    assert "Godkend 3 sikre" in client.get(reverse("review", args=[meeting.pk])).text
    seen = [f"{row.pk}:{row.version}" for row in rows(meeting)]
    url = reverse("commitments_accept", args=[meeting.pk])
    answer = client.post(url, {"grade": "certain", "seen": seen}, follow=True)
    assert "3 forslag er godkendt." in answer.text
    assert ActionItem.objects.count() == 3


def test_a_deadline_far_out_waits_for_a_person_and_holds_nobody_up(client_of, cast, meeting):
    Commitment.objects.update(owner_unit=cast.unit)
    far, *_others = seen = rows(meeting)
    Commitment.objects.filter(pk=far.pk).update(due=date(2040, 1, 1))
    answer = client_of(cast.lene).post(
        reverse("commitments_accept", args=[meeting.pk]),
        {"grade": "certain", "seen": [f"{row.pk}:{row.version}" for row in seen]},
        follow=True,
    )
    assert "2 forslag er godkendt." in answer.text
    assert "frist meget langt ude" in answer.text
    assert rows(meeting)[0].status == Commitment.Status.PROPOSED


def test_the_second_reviewer_sees_what_was_written_beside_what_stands(client_of, cast, meeting):
    one = rows(meeting)[0]
    url = reverse("commitment_accept", args=[one.pk])
    client_of(cast.bo).post(url, {"task": "Skriv til naboerne", "owner": "Anna Holm"})
    answer = client_of(cast.lene).post(
        url, {"task": "Ring til naboerne", "owner": "KF", "version": one.version}
    )
    assert answer.status_code == 409
    assert "bo har behandlet forslaget i mellemtiden" in answer.text
    for words in ("Ring til naboerne", "Skriv til naboerne", "Du skrev", "Står nu"):
        assert words in answer.text
    assert ActionItem.objects.get().task == "Skriv til naboerne"


def test_what_was_read_anew_meanwhile_is_not_accepted_unseen(client_of, cast, meeting):
    one = rows(meeting)[0]
    Commitment.objects.filter(pk=one.pk).update(version=2, task="Noget andet")
    answer = client_of(cast.lene).post(
        reverse("commitment_accept", args=[one.pk]), {"task": "Mit eget", "version": 1}
    )
    assert answer.status_code == 409
    assert "Mit eget" in answer.text
    assert "Noget andet" in answer.text
    assert not ActionItem.objects.exists()


@pytest.mark.pure
def test_words_are_found_across_lines_and_whatever_their_case():
    text = "Punkt 1\nUdvalget ønsker\nen plan inden jul."
    assert span_of_words(text, 0, len(text), "udvalget ønsker en", "JUL.") == (8, len(text))
    assert span_of_words(text, 0, len(text), "udvalget", "påske") is None
    assert span_of_words(text, 0, len(text), "", "") is None


@pytest.mark.pure
def test_a_heading_is_the_first_line_with_words():
    assert span_of_heading("\n  Punkt 1\nTekst", 0, 15) == (3, 10)
    assert span_of_heading(" \n ", 0, 3) is None


@pytest.mark.pure
def test_words_half_out_of_the_frame_count_by_their_middle():
    words = [[0, 4, 10, 10, 30, 20, None], [5, 9, 35, 10, 55, 20, None]]
    assert span_in_frame(words, Frame(0, 0, 40, 30)) == (0, 4)
    assert span_in_frame(words, Frame(0, 0, 50, 30)) == (0, 9)
    assert span_in_frame(words, Frame(60, 0, 90, 30)) is None

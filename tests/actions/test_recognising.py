"""What was read is looked through for open items: proposed once, with evidence, and no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions import tasks
from actions.exceptions import AlreadyDecidedError
from actions.models import ActionItem, Commitment, RecognisedDocument, Recognition
from actions.services import recognising
from actions.services.answers import action_item_answer
from actions.services.recognising import (
    document_recognise,
    documents_recognise,
    documents_to_recognise,
)
from actions.services.recognitions import recognition_refuse, recognition_take
from actions.services.reviews import meeting_settle, review_send
from actions.services.search import search_rebuild
from meetings.models import AgendaItem, Document, Event
from tests.actions.recognised import (
    AFTER,
    BEFORE,
    TASK,
    TITLE,
    later_minutes,
    look_through,
    open_item,
    suggest,
)
from tests.cast import NOW, Cast, read_meeting

MINUTES = """Kultur- og Fritidsudvalget

Referat

Mødedato: 4. maj 2026

Punkt 1: Godkendelse af dagsorden

Dagsordenen blev godkendt.

Punkt 2: Notat om status for tandsundhedsplanen

Forvaltningen gennemgik notatet. Udvalget tog det til efterretning.
"""


def test_an_answer_is_proposed_with_its_words_and_their_place(cast: Cast) -> None:
    item = open_item(cast)
    meeting = later_minutes(
        cast.committee, ("Budget", "Drøftet."), (TITLE, "Taget til efterretning.")
    )
    assert look_through(meeting) == 1
    (one,) = Recognition.objects.all()
    assert (one.action_item, one.agenda_item.number, one.said_on) == (item, "2", AFTER)
    assert one.quote == TITLE == meeting.document.text[one.start : one.end]
    assert one.words == [["tandsundhedsplanen", "tandsundhedsplanen"]]
    item.refresh_from_db()
    assert (item.status, item.moved_at) == ("open", None)
    event = Event.objects.get(subject="action_item", kind="proposed")
    assert event.note == "Måske besvaret på mødet 02-03-2026."


def test_minutes_that_come_in_are_looked_through_as_in_the_product(cast: Cast) -> None:
    item = open_item(cast)
    search_rebuild()
    meeting = read_meeting(cast, MINUTES)
    tasks.recognise()
    (one,) = Recognition.objects.all()
    assert (one.action_item, one.document) == (item, meeting.document)
    assert one.agenda_item.title == TITLE


def test_what_was_looked_through_is_left_alone_and_again_proposes_nothing_twice(cast: Cast) -> None:
    open_item(cast)
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."))
    search_rebuild()
    assert documents_recognise(now=NOW) == 1
    assert not documents_to_recognise().exists()
    assert look_through(meeting) == 0
    assert Recognition.objects.count() == Event.objects.filter(kind="proposed").count() == 1


def test_a_no_is_remembered_also_in_a_corrected_version(cast: Cast) -> None:
    open_item(cast)
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."))
    look_through(meeting)
    recognition_refuse(recognition=Recognition.objects.get(), by=cast.lene, now=NOW)
    assert look_through(meeting) == 0
    version = later_minutes(cast.committee, (TITLE, "Drøftet, og taget til efterretning."))
    assert look_through(version) == 0


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "done", "closed_at": NOW},
        {"status": "answered"},
        {"assigned_at": None},
        {"promised_on": AFTER},
        {"promised_on": None},
        {"committee": None},
    ],
    ids=str,
)
def test_only_what_is_open_and_older_is_met_again(cast: Cast, columns: dict[str, object]) -> None:
    open_item(cast, **columns)
    assert look_through(later_minutes(cast.committee, (TITLE, "Drøftet."))) == 0


def test_another_committee_answers_nothing(cast: Cast) -> None:
    open_item(cast)
    assert look_through(later_minutes(cast.other_committee, (TITLE, "Drøftet."))) == 0
    assert look_through(later_minutes(None, (TITLE, "Drøftet."))) == 0
    assert look_through(later_minutes(cast.committee, (TITLE, "Drøftet."), held_on=None)) == 0


def test_what_is_said_behind_closed_doors_answers_nothing_that_is_open(cast: Cast) -> None:
    open_item(cast)
    closed = later_minutes(cast.committee, (TITLE, "Drøftet."), is_closed=True)
    assert look_through(closed) == 0
    open_item(cast, is_closed=True)
    assert look_through(closed) == 1


def test_an_agenda_item_that_is_closed_afterwards_takes_its_proposal_along(cast: Cast) -> None:
    open_item(cast)
    look_through(later_minutes(cast.committee, (TITLE, "Drøftet.")))
    assert Recognition.objects.waiting().count() == 1
    AgendaItem.objects.update(is_closed=True)
    assert Recognition.objects.waiting().count() == 0


def test_the_head_of_an_appendix_answers_too(cast: Cast) -> None:
    item = open_item(cast)
    appendix = "NOTAT\nStatus for tandsundhedsplanen\n\nDato: 1. marts 2026\n"
    look_through(later_minutes(cast.committee, ("Eventuelt", "Intet."), appendix=appendix))
    (one,) = Recognition.objects.all()
    assert (one.action_item, one.agenda_item) == (item, None)
    assert one.quote == "NOTAT\nStatus for tandsundhedsplanen"


def test_a_file_that_turns_out_to_hold_something_closed_takes_its_appendix_along(
    cast: Cast,
) -> None:
    item = open_item(cast)
    appendix = "NOTAT\nStatus for tandsundhedsplanen\n\nDato: 1. marts 2026\n"
    meeting = later_minutes(cast.committee, ("Eventuelt", "Intet."), appendix=appendix)
    look_through(meeting)
    assert Recognition.objects.waiting().count() == 1
    Document.objects.filter(pk=meeting.document_id).update(mentions_closed=True)
    assert not Recognition.objects.waiting().exists()
    Document.objects.filter(pk=meeting.document_id).update(mentions_closed=False)
    AgendaItem.objects.update(is_closed=True)
    assert not Recognition.objects.waiting().exists()
    ActionItem.objects.filter(pk=item.pk).update(is_closed=True)
    assert Recognition.objects.waiting().count() == 1


def test_minutes_go_before_their_appendix(cast: Cast) -> None:
    open_item(cast)
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."), appendix=f"{TITLE}\n")
    assert look_through(meeting) == 1
    assert Recognition.objects.get().agenda_item is not None


def test_yes_closes_the_item_with_the_words_as_its_answer(cast: Cast) -> None:
    item = open_item(cast)
    look_through(later_minutes(cast.committee, (TITLE, "Drøftet.")))
    recognition_take(recognition=Recognition.objects.get(), by=cast.lene, now=NOW)
    item.refresh_from_db()
    assert item.status == "done"
    assert item.answer == f"Besvaret: mødet 02-03-2026, punkt 1. {TITLE}: »{TITLE}«"
    kinds = (
        Event.objects.filter(subject="action_item").order_by("pk").values_list("kind", flat=True)
    )
    assert list(kinds) == ["proposed", "answered", "answer_accepted"]
    assert not Recognition.objects.waiting().exists()


def test_who_comes_second_changes_nothing(cast: Cast) -> None:
    item = open_item(cast)
    look_through(later_minutes(cast.committee, (TITLE, "Drøftet.")))
    one = Recognition.objects.get()
    action_item_answer(
        action_item=item, deadline_version=1, note="Sendt.", by=None, by_name="Anna", now=NOW
    )
    for decide in (recognition_take, recognition_refuse):
        with pytest.raises(AlreadyDecidedError):
            decide(recognition=one, by=cast.lene, now=NOW)
    item.refresh_from_db()
    assert (item.status, item.answer) == ("answered", "Sendt.")


def test_a_suggestion_that_repeats_an_open_item_is_put_aside_by_a_yes(cast: Cast) -> None:
    item = open_item(cast)
    meeting = later_minutes(cast.committee, ("Tandpleje", "Udvalget ønskede en status."))
    suggestion = suggest(meeting, "Fremlæg en status på tandsundhedsplanen")
    assert look_through(meeting) == 1
    one = Recognition.objects.get()
    assert (one.is_repeat, one.action_item) == (True, item)
    recognition_take(recognition=one, by=cast.lene, now=NOW)
    suggestion.refresh_from_db()
    assert suggestion.status == Commitment.Status.REJECTED
    assert suggestion.rejected_because == f"Findes allerede som opgave {item.pk}."
    item.refresh_from_db()
    assert item.status == "open"


def test_a_suggestion_and_an_item_of_which_one_is_closed_are_kept_apart(cast: Cast) -> None:
    open_item(cast, is_closed=True)
    meeting = later_minutes(cast.committee, ("Tandpleje", "Udvalget ønskede en status."))
    suggest(meeting, "Fremlæg en status på tandsundhedsplanen")
    assert look_through(meeting) == 0


def test_items_that_are_sent_later_are_looked_for_in_minutes_that_are_here_already(
    cast: Cast, meeting
) -> None:
    later = later_minutes(cast.committee, (TITLE, "Drøftet."), held_on=date(2026, 5, 4))
    look_through(later)
    Commitment.objects.all().update(status="rejected")
    ActionItem.objects.create(
        agenda_item=meeting.agenda_items.latest("position"),
        committee=cast.committee,
        promised_on=meeting.held_on,
        task=TASK,
        owner_person=cast.anna_holm,
        created_at=NOW,
    )
    review_send(meeting=meeting, by=cast.lene, now=NOW)
    search_rebuild()
    assert documents_recognise(now=NOW) == 1


def test_a_corrected_day_lets_go_what_was_found_by_the_old_one(cast: Cast) -> None:
    open_item(cast)
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."))
    look_through(meeting)
    meeting_settle(meeting=meeting, committee=cast.committee, held_on=BEFORE, by=cast.lene, now=NOW)
    assert not Recognition.objects.waiting().exists()
    assert documents_recognise(now=NOW) == 0
    meeting_settle(meeting=meeting, committee=cast.committee, held_on=AFTER, by=cast.lene, now=NOW)
    assert documents_recognise(now=NOW) == 1


def test_a_file_that_we_stumble_over_keeps_no_other_waiting(cast: Cast, monkeypatch) -> None:
    open_item(cast)
    later_minutes(cast.committee, ("Budget", "Drøftet."))
    later_minutes(cast.committee, (TITLE, "Drøftet."))
    search_rebuild()
    calls = []
    real = recognising.recognised_in

    def stumbling(document):
        calls.append(document)
        if len(calls) == 1:
            raise ValueError("odd file")
        return real(document)

    monkeypatch.setattr(recognising, "recognised_in", stumbling)
    assert documents_recognise(now=NOW) == 1
    assert RecognisedDocument.objects.count() == 2


def test_the_questions_grow_with_the_words_and_not_with_the_open_items(cast: Cast) -> None:
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."))
    open_item(cast)
    look_through(meeting)

    def asked() -> int:
        search_rebuild()
        with CaptureQueriesContext(connection) as queries:
            document_recognise(document=meeting.document, now=NOW)
        return len(queries)

    few = asked()
    for number in range(60):
        open_item(cast, f"Udarbejd et notat om sag nummer {number} i havnen")
    assert asked() == few

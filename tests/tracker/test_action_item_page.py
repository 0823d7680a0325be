"""The page of a follow-up: what it tells whom, and what it keeps from others."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from actions.models import ActionItem, Commitment, Message
from actions.services.commitments import commitment_accept
from actions.services.reminders import reminders_plan
from actions.services.reviews import review_send
from meetings.models import AgendaItem, Document, Event, Meeting, Page, Person
from tests.actions.outbox import one_round
from tests.cast import NOW, TODAY, Cast, make_action_item
from tests.tracker.item_pages import (
    CANARY,
    a_tuesday_morning,
    address,
    body_of,
    closed_item,
    page_of,
)

__all__ = ["a_tuesday_morning", "closed_item"]


class TestThePage:
    def test_it_tells_where_the_words_stand(self, cast, action_item, client_of):
        page = client_of(cast.lene).get(page_of(action_item)).content.decode()
        assert action_item.commitment.quote in page
        assert "2. Svømmehallens åbningstider" in page
        assert reverse("review", args=[action_item.agenda_item.meeting_id]) in page

    def test_what_the_minutes_mark_as_open_is_not_part_of_its_title(
        self, cast, action_item, client_of
    ):
        AgendaItem.objects.filter(position=1).update(title="Svømmehallen (Åben)")
        page = client_of(cast.lene).get(page_of(action_item)).text
        assert "2. Svømmehallen</dd>" in page

    def test_what_the_review_took_back_does_not_stand_beside_it(self, cast, action_item, client_of):
        values = {"agenda_item": action_item.agenda_item, "created_at": NOW}
        values |= {"committee": cast.committee}
        ActionItem.objects.create(task="Fortrudt", status="cancelled", closed_at=NOW, **values)
        page = client_of(cast.lene).get(page_of(action_item)).text
        assert "Hører sammen med" not in page
        dropped = {"status": "cancelled", "closed_at": NOW, "assigned_at": NOW}
        ActionItem.objects.create(task="Bortfaldet siden", **dropped, **values)
        page = client_of(cast.lene).get(page_of(action_item)).text
        assert ("Bortfaldet siden" in page, "Fortrudt" in page) == (True, False)

    @pytest.mark.parametrize("seer", ["lene", "ib", "mads", "anna", "bo"])
    def test_who_may_see_it_sees_it(self, cast, action_item, client_of, seer):
        assert client_of(getattr(cast, seer)).get(page_of(action_item)).status_code == 200

    @pytest.mark.parametrize("stranger", ["eva", "ulla"])
    def test_for_others_it_is_not_there(self, cast, action_item, client_of, stranger):
        answer = client_of(getattr(cast, stranger)).get(page_of(action_item))
        assert answer.status_code == 404
        assert action_item.task not in answer.content.decode()

    def test_the_owner_gets_no_link_to_a_meeting_that_is_out_of_reach(
        self, cast, action_item, client_of
    ):
        page = client_of(cast.anna).get(page_of(action_item)).content.decode()
        assert reverse("review", args=[action_item.agenda_item.meeting_id]) not in page

    def test_the_mails_to_come_are_told_by_their_days(self, cast, action_item, client_of):
        reminders_plan(action_item=action_item, today=TODAY, assigned=True)
        page = client_of(cast.lene).get(page_of(action_item)).text
        assert "Næste mail: <strong>tirsdag 3. marts</strong> (ny eller ændret opgave)" in page
        assert "onsdag 18. marts (7 arbejdsdage før fristen)" not in page
        assert "mandag 23. marts (7 arbejdsdage før fristen)" in page
        assert "onsdag 1. april (på fristen)" in page
        assert "Der er ingen mails" not in page

    def test_who_has_had_todays_news_hears_the_next_working_day(self, cast, action_item, client_of):
        reminders_plan(action_item=action_item, today=TODAY, assigned=True)
        make_news_sent_today(cast)
        page = client_of(cast.lene).get(page_of(action_item)).text
        assert "Næste mail: <strong>onsdag 4. marts</strong>" in page

    def test_on_a_saturday_the_next_mail_is_mondays(self, cast, action_item, client_of):
        reminders_plan(action_item=action_item, today=TODAY, assigned=True)
        with time_machine.travel(NOW + timedelta(days=4), tick=False):
            page = client_of(cast.lene).get(page_of(action_item)).text
        assert "Næste mail: <strong>mandag 9. marts</strong>" in page

    def test_an_owner_without_an_address_is_told_of(self, cast, action_item, client_of):
        reminders_plan(action_item=action_item, today=TODAY, assigned=True)
        Person.objects.filter(pk=cast.anna_holm.pk).update(email="", unit=cast.other_unit)
        page = client_of(cast.lene).get(page_of(action_item)).text
        assert "Næste mail" not in page
        assert "har ingen e-mailadresse" in page

    def test_before_the_meeting_is_sent_nothing_is_promised(self, cast, meeting, client_of):
        unsent = make_action_item(meeting, owner_person=cast.anna_holm, is_assigned=False)
        page = client_of(cast.lene).get(page_of(unsent)).text
        assert "Der sendes ingen mails, før opgaverne fra mødet er sendt." in page
        assert "Meld udført" not in page
        answer = client_of(cast.lene).post(
            address("action_item_answer", unsent), {"deadline_version": 1, "note": ""}
        )
        assert answer.status_code == 404

    def test_history_tells_people_and_mails_apart(self, cast, meeting, client_of):
        commitment = Commitment.objects.earliest("start")
        action_item = commitment_accept(
            commitment=commitment,
            task="Skriv et notat",
            owner_person=cast.anna_holm,
            owner_unit=None,
            deadline=date(2026, 4, 1),
            by=cast.lene,
            now=NOW,
        )
        Commitment.objects.exclude(pk=commitment.pk).update(status="rejected")
        review_send(meeting=meeting, by=cast.lene, now=NOW)
        one_round(NOW)
        page = client_of(cast.lene).get(page_of(action_item)).text
        history = page[page.index('id="history"') : page.index('id="mails"')]
        assert history.count("Godkendt") == 1
        assert "Oprettet" not in history
        assert "<strong>Givet til" in history
        assert "<strong>Mail sendt til anna.holm@noerrevang.example</strong>" in history

    def test_looking_changes_nothing(self, cast, action_item, client_of):
        before = (ActionItem.objects.values().get(), Event.objects.count())
        client_of(cast.lene).get(page_of(action_item))
        client_of(cast.lene).get(reverse("action_items"))
        assert (ActionItem.objects.values().get(), Event.objects.count()) == before

    @pytest.mark.parametrize(
        "name",
        ["action_item_change", "action_item_answer", "action_item_reopen", "action_item_cancel"],
    )
    def test_a_get_does_not_act(self, cast, action_item, client_of, name):
        assert client_of(cast.lene).get(address(name, action_item)).status_code == 405

    def test_a_post_needs_the_form_of_our_own_page(self, cast, action_item):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.lene)
        answer = client.post(address("action_item_cancel", action_item), {"reason": "Nej"})
        assert answer.status_code == 403


def make_news_sent_today(cast: Cast) -> None:
    Message.objects.create(
        recipient=f"person:{cast.anna_holm.pk}",
        kind=Message.Kind.ASSIGNMENT,
        day=TODAY,
        message_id="<1@noerrevang.example>",
        state=Message.State.SENT,
        next_at=NOW,
        sent_at=NOW,
        created_at=NOW,
    )


class TestClosedAgendaItems:
    @pytest.mark.parametrize("seer", ["lene", "anna", "bo"])
    def test_who_needs_it_sees_it(self, cast, closed_item, client_of, seer):
        assert CANARY in client_of(getattr(cast, seer)).get(page_of(closed_item)).content.decode()

    @pytest.mark.parametrize("other", ["eva", "ib", "mads", "ulla"])
    @pytest.mark.parametrize(
        "query", ["", "?status=all", f"?text={CANARY}", "?status=all&format=csv", "?owner=none"]
    )
    def test_no_list_tells_others_of_it(self, cast, closed_item, client_of, other, query):
        client = client_of(getattr(cast, other))
        page = body_of(client.get(reverse("action_items") + query))
        # What was asked for stands in the fields; it says nothing of what there is.
        page = re.sub(rf'value="([^"?]*\?)?(text=)?{CANARY}"', "", page)
        assert CANARY not in page
        assert cast.anna_holm.name not in page

    @pytest.mark.parametrize("other", ["eva", "ib", "mads", "ulla"])
    @pytest.mark.parametrize("name", ["action_item", "action_item_clip"])
    def test_no_page_tells_others_of_it(self, cast, closed_item, client_of, other, name):
        answer = client_of(getattr(cast, other)).get(address(name, closed_item))
        assert answer.status_code == 404
        assert CANARY not in answer.content.decode()


class TestTheClip:
    @pytest.fixture
    def drawn_item(self, meeting: Meeting, action_item: ActionItem) -> ActionItem:
        """Anna's item with its words on the first page of a drawn PDF."""
        boxes = [{"page": 1, "x0": 72.0, "top": 300.0, "x1": 300.0, "bottom": 314.0}]
        Commitment.objects.filter(pk=action_item.commitment_id).update(page=1, boxes=boxes)
        document = Document.objects.get(pk=meeting.document_id)
        document.file.save("paper.pdf", _paper())
        Page.objects.create(
            document=document, number=1, width=595, height=842, start=0, end=1, source="text layer"
        )
        return action_item

    def test_it_is_a_strip_of_the_page(self, cast, drawn_item, client_of):
        answer = client_of(cast.anna).get(address("action_item_clip", drawn_item))
        assert answer["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
        assert "private" in answer["Cache-Control"]

    def test_the_page_shows_it_with_words_for_who_does_not_see(self, cast, drawn_item, client_of):
        page = client_of(cast.anna).get(page_of(drawn_item)).content.decode()
        assert address("action_item_clip", drawn_item) in page
        assert 'alt="Udklip af referatets side 1' in page
        assert 'viewBox="0.0 270.0 595.0 74.0"' in page
        assert "clip-link page-picture-frame is-wide" in page
        assert '<rect class="mark-words" x="70.0" y="298.0" width="232.0" height="18.0"' in page

    def test_beside_a_closed_item_it_shows_the_words_alone(self, cast, drawn_item, client_of):
        client = client_of(cast.anna)
        clip = address("action_item_clip", drawn_item)
        wide = height_of(client.get(clip).content)
        AgendaItem.objects.filter(position=0).update(is_closed=True)
        assert "is-wide" not in client.get(page_of(drawn_item)).text
        assert wide == 2 * (14 + 30 + 30)
        assert height_of(client.get(clip).content) == 2 * (14 + 1 + 1)

    def test_others_get_no_picture(self, cast, drawn_item, client_of):
        assert client_of(cast.eva).get(address("action_item_clip", drawn_item)).status_code == 404

    def test_words_without_a_place_have_no_picture(self, cast, action_item, client_of):
        client = client_of(cast.anna)
        assert client.get(address("action_item_clip", action_item)).status_code == 404
        assert "udklip.png" not in client.get(page_of(action_item)).content.decode()


def height_of(png: bytes) -> int:
    return Image.open(io.BytesIO(png)).height


def _paper() -> ContentFile:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(72, 530, "Udvalget ønskede et notat.")
    canvas.save()
    return ContentFile(out.getvalue())

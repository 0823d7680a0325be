"""The lists of follow-ups, and the page of one: who sees what, and what each may do."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from actions.models import ActionItem, Attachment, Commitment, Message
from actions.services.commitments import commitment_accept
from actions.services.reminders import reminders_plan
from actions.services.reviews import review_send
from meetings.models import AgendaItem, Committee, Document, Event, Meeting, Page, Person, Unit
from tests.actions.outbox import one_round
from tests.cast import NOW, TODAY, Cast, make_action_item, make_meeting

CANARY = "Kanariefuglen"
# Out of reach is not there; within reach but not theirs to decide is forbidden.
REFUSALS = {"eva": 404, "ulla": 404, "ib": 403, "mads": 403, "anna": 403}


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def closed_item(cast: Cast, meeting: Meeting) -> ActionItem:
    """Anna's item of a closed agenda item, with a canary in each of its fields."""
    action_item = make_action_item(meeting, owner_person=cast.anna_holm)
    AgendaItem.objects.filter(pk=action_item.agenda_item_id).update(
        is_closed=True, title=f"{CANARY} titel"
    )
    Commitment.objects.filter(pk=action_item.commitment_id).update(quote=f"{CANARY} ord")
    ActionItem.objects.filter(pk=action_item.pk).update(task=f"{CANARY} opgave")
    return action_item


def page_of(action_item: ActionItem) -> str:
    return reverse("action_item", args=[action_item.pk])


def address(name: str, action_item: ActionItem) -> str:
    return reverse(name, args=[action_item.pk])


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))


def body_of(answer) -> str:
    """Return what came, also where it came a piece at a time."""
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def change_of(action_item: ActionItem, **changes: object) -> dict[str, object]:
    return {
        "version": action_item.version,
        "task": action_item.task,
        "owner": str(action_item.owner),
        "deadline": action_item.deadline or "",
        **changes,
    }


class TestTheList:
    def test_the_secretary_sees_what_belongs_to_the_committee(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(reverse("action_items"))
        assert action_item.task in answer.content.decode()

    @pytest.mark.parametrize("stranger", ["eva", "ulla"])
    def test_others_see_an_empty_list_that_says_so(self, cast, action_item, client_of, stranger):
        answer = client_of(getattr(cast, stranger)).get(reverse("action_items"))
        page = answer.content.decode()
        assert action_item.task not in page
        assert "Her er ingen åbne opgaver." in page

    def test_nobody_sees_it_without_a_login(self, client, action_item):
        answer = client.get(reverse("action_items"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("login"))

    def test_an_overdue_item_says_so_in_words(self, cast, action_item, client_of):
        ActionItem.objects.update(deadline=TODAY - timedelta(days=3))
        page = client_of(cast.lene).get(reverse("action_items")).content.decode()
        assert "3 dage over fristen" in page

    def test_on_the_day_itself_nothing_is_overdue(self, cast, action_item, client_of):
        ActionItem.objects.update(deadline=TODAY)
        page = client_of(cast.lene).get(reverse("action_items")).content.decode()
        assert "over fristen" not in page

    def test_the_nearest_deadline_comes_first_and_none_comes_last(self, cast, meeting, client_of):
        undated = make_action_item(meeting, owner_person=cast.anna_holm, deadline=None)
        far = make_action_item(meeting, owner_person=cast.anna_holm, deadline=date(2026, 9, 1))
        near = make_action_item(meeting, owner_person=cast.anna_holm, deadline=date(2026, 3, 9))
        answer = client_of(cast.lene).get(reverse("action_items"))
        assert [row.pk for row in answer.context["rows"]] == [near.pk, far.pk, undated.pk]

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            ("status=open", True),
            ("status=late", False),
            ("status=undated", False),
            ("status=done", False),
            ("status=all", True),
            ("deadline_from=2026-04-01&deadline_to=2026-04-01", True),
            ("deadline_from=2026-04-02", False),
            ("text=SVØMMEHALLENS", True),
            ("text=notat om (", False),
            ("text=vandværk", False),
            ("owner=none", False),
        ],
    )
    def test_the_address_narrows_the_list(self, cast, action_item, client_of, query, is_found):
        answer = client_of(cast.lene).get(f"{reverse('action_items')}?{query}")
        assert answer.status_code == 200
        assert bool(answer.context["rows"]) is is_found

    def test_it_can_be_narrowed_to_committee_unit_and_owner(self, cast, action_item, client_of):
        query = (
            f"committee={cast.committee.pk}&unit={cast.directorate.pk}"
            f"&owner=person:{cast.anna_holm.pk}"
        )
        answer = client_of(cast.lene).get(f"{reverse('action_items')}?{query}")
        assert [row.pk for row in answer.context["rows"]] == [action_item.pk]

    def test_units_that_do_not_occur_are_no_choice(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        page = client.get(reverse("action_items")).text
        assert cast.unit.name in page
        assert cast.directorate.name in page
        assert cast.other_unit.name not in page
        answer = client.get(reverse("action_items"), {"unit": str(cast.other_unit.pk)})
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "query", ["status=nonsense", "deadline_from=31-02-2026", "committee=99999", "owner=x:1"]
    )
    def test_a_filter_that_cannot_be_read_shows_nothing(self, cast, action_item, client_of, query):
        answer = client_of(cast.lene).get(f"{reverse('action_items')}?{query}")
        assert answer.status_code == 422
        assert action_item.task not in answer.content.decode()

    def test_the_choices_name_nobody_elses_committee(self, cast, action_item, client_of):
        page = client_of(cast.eva).get(reverse("action_items")).content.decode()
        assert cast.committee.name not in page
        assert cast.anna_holm.name not in page

    def test_a_fragment_has_the_list_alone(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(reverse("action_items"), headers={"HX-Request": "true"})
        assert "<html" not in answer.content.decode()
        assert action_item.task in answer.content.decode()
        assert "HX-Request" in answer["Vary"]

    def test_fifty_stand_on_a_page(self, cast, client_of):
        make_many(cast, 51)
        client = client_of(cast.lene)
        first = client.get(reverse("action_items")).context
        assert len(first["rows"]) == 50
        second = client.get(reverse("action_items"), {"efter": first["page"].after}).context
        assert len(second["rows"]) == 1

    def test_a_full_list_costs_no_more_questions(
        self, cast, client_of, django_assert_max_num_queries
    ):
        make_many(cast, 51)
        client = client_of(cast.lene)
        with django_assert_max_num_queries(12):
            client.get(reverse("action_items"))


def make_many(cast: Cast, count: int) -> None:
    for number in range((count + 2) // 3):
        meeting = make_meeting(cast.committee, sha256=f"{number:064}")
        for _place in range(min(3, count - 3 * number)):
            make_action_item(meeting, owner_person=cast.anna_holm)


class TestMine:
    def test_the_owner_sees_her_own(self, cast, action_item, client_of):
        page = client_of(cast.anna).get(reverse("my_items")).content.decode()
        assert action_item.task in page

    def test_others_do_not(self, cast, action_item, client_of):
        page = client_of(cast.lene).get(reverse("my_items")).content.decode()
        assert action_item.task not in page

    def test_what_has_not_been_sent_is_not_hers_yet(self, cast, meeting, client_of):
        action_item = make_action_item(meeting, owner_person=cast.anna_holm, is_assigned=False)
        page = client_of(cast.anna).get(reverse("my_items")).content.decode()
        assert action_item.task not in page


class TestCsv:
    def test_it_holds_what_is_shown(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(reverse("action_items"), {"format": "csv"})
        assert answer["Content-Disposition"].startswith("attachment")
        whole = b"".join(answer)
        assert whole.startswith("\ufeff".encode())
        _header, row = csv.reader(io.StringIO(whole.decode("utf-8-sig")), delimiter=";")
        assert row[1] == action_item.task
        assert row[3] == "2026-04-01"

    def test_what_is_not_shown_is_not_in_it(self, cast, action_item, client_of):
        client = client_of(cast.eva)
        answer = client.get(reverse("action_items"), {"format": "csv", "status": "all"})
        assert len(rows_of(answer)) == 1

    def test_a_filter_that_cannot_be_read_gives_no_file(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(
            reverse("action_items"), {"format": "csv", "status": "nonsense"}
        )
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "payload",
        [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "|cmd",
            "%0A",
            "  =1+1",
            "\n=1",
            "\u00a0=1",
        ],
    )
    def test_a_spreadsheet_runs_nothing(self, cast, action_item, client_of, payload):
        ActionItem.objects.update(task=payload)
        answer = client_of(cast.lene).get(reverse("action_items"), {"format": "csv"})
        assert rows_of(answer)[1][1] == f"'{payload}"

    def test_an_ordinary_sentence_is_left_alone(self, cast, action_item, client_of):
        ActionItem.objects.update(task="Ring til 12 = tolv; og skriv")
        answer = client_of(cast.lene).get(reverse("action_items"), {"format": "csv"})
        assert rows_of(answer)[1][1] == "Ring til 12 = tolv; og skriv"


class TestThePage:
    def test_it_tells_where_the_words_stand(self, cast, action_item, client_of):
        page = client_of(cast.lene).get(page_of(action_item)).content.decode()
        assert action_item.commitment.quote in page
        assert "2. Svømmehallens åbningstider" in page
        assert reverse("review", args=[action_item.agenda_item.meeting_id]) in page

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
        assert "<strong>Gennemgang sendt</strong> – lene" in history
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


class TestChanging:
    def test_the_secretary_sets_a_new_deadline(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        answer = client.post(
            address("action_item_change", action_item),
            change_of(action_item, deadline="2026-05-01"),
            follow=True,
        )
        page = answer.content.decode()
        assert "Rettelsen er gemt." in page
        assert "Frist: 01-04-2026 → 01-05-2026" in page
        action_item.refresh_from_db()
        assert action_item.deadline == date(2026, 5, 1)

    def test_a_unit_can_be_given_the_work(self, cast, action_item, client_of):
        client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, owner="Teknik og Miljø"),
        )
        action_item.refresh_from_db()
        assert (action_item.owner_person, action_item.owner_unit) == (None, cast.other_unit)

    def test_the_second_of_two_is_told_and_nothing_is_lost(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        shown = change_of(action_item)
        client.post(address("action_item_change", action_item), {**shown, "task": "Den første"})
        answer = client.post(
            address("action_item_change", action_item), {**shown, "task": "Den anden"}
        )
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Intet er gemt" in page
        assert "<dd>Den anden</dd>" in page
        assert ActionItem.objects.get().task == "Den første"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("task", ""),
            ("owner", ""),
            ("owner", "Ukendt Person"),
            ("deadline", "31-04-2026"),
            ("deadline", "2026-03-01"),
        ],
    )
    def test_what_cannot_be_is_refused(self, cast, action_item, client_of, field, value):
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item), change_of(action_item, **{field: value})
        )
        assert answer.status_code == 422
        action_item.refresh_from_db()
        assert action_item.version == 1

    def test_who_has_left_since_may_keep_what_is_theirs(self, cast, action_item, client_of):
        Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
        client = client_of(cast.lene)
        shown = client.get(page_of(action_item)).context["forms"]["change"]["owner"].value()
        client.post(
            address("action_item_change", action_item),
            change_of(action_item, owner=shown, task="Nyt"),
        )
        action_item.refresh_from_db()
        assert (action_item.task, action_item.owner) == ("Nyt", cast.anna_holm)

    @pytest.mark.parametrize(
        ("first", "last"), [(None, date(2026, 3, 2)), (date(2026, 3, 4), None)]
    )
    def test_a_unit_that_is_not_there_today_cannot_be_given_work(
        self, cast, action_item, client_of, first, last
    ):
        Unit.objects.filter(pk=cast.other_unit.pk).update(valid_from=first, valid_to=last)
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, owner="Teknik og Miljø"),
        )
        assert answer.status_code == 422
        assert "Vi finder ikke »Teknik og Miljø« i registret" in answer.text

    def test_a_deadline_in_another_age_is_refused(self, cast, action_item, client_of):
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, deadline="2206-05-01"),
        )
        assert answer.status_code == 422
        assert "Den kan senest være 03-03-2036." in answer.text

    def test_somebody_who_has_left_cannot_be_given_new_work(self, cast, action_item, client_of):
        Person.objects.create(name="Gerda Lund", is_active=False)
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, owner="Gerda Lund"),
        )
        assert answer.status_code == 422

    @pytest.mark.parametrize("who", REFUSALS)
    @pytest.mark.parametrize(
        "name", ["action_item_change", "action_item_reopen", "action_item_cancel"]
    )
    def test_nobody_else_decides(self, cast, action_item, client_of, who, name):
        answer = client_of(getattr(cast, who)).post(
            address(name, action_item), {**change_of(action_item, task="Nyt"), "reason": "Nej"}
        )
        assert answer.status_code == REFUSALS[who]
        action_item.refresh_from_db()
        assert action_item.version == 1


def reported(cast, action_item, client_of) -> None:
    client_of(cast.anna).post(
        address("action_item_answer", action_item), {"deadline_version": 1, "note": "Sendt."}
    )


class TestEnding:
    def test_the_owner_reports_it_done(self, cast, action_item, client_of):
        answer = client_of(cast.anna).post(
            address("action_item_answer", action_item),
            {"deadline_version": 1, "note": "Notatet er sendt ud."},
            follow=True,
        )
        page = answer.content.decode()
        assert "Sekretæren ser på svaret." in page
        assert "Notatet er sendt ud." in page
        assert ActionItem.objects.get().status == ActionItem.Status.ANSWERED

    def test_a_file_goes_along_and_stands_on_the_page(self, cast, action_item, client_of):
        client = client_of(cast.anna)
        given = {
            "deadline_version": action_item.deadline_version,
            "note": "Se notatet.",
            "file": SimpleUploadedFile("notat.pdf", b"%PDF-1.7 notat"),
        }
        page = client.post(address("action_item_answer", action_item), given, follow=True).text
        assert "notat.pdf" in page
        sent = Attachment.objects.get()
        got = client.get(reverse("action_item_attachment", args=[action_item.pk, sent.pk]))
        assert b"".join(got).startswith(b"%PDF-1.7")

    def test_a_program_is_no_answer_and_nothing_is_kept(self, cast, action_item, client_of):
        given = {
            "deadline_version": action_item.deadline_version,
            "note": "Her er den.",
            "file": SimpleUploadedFile("svar.exe", b"MZ"),
        }
        client = client_of(cast.anna)
        answer = client.post(address("action_item_answer", action_item), given)
        assert answer.status_code == 422
        assert "Den slags fil kan ikke sendes med." in answer.text
        assert "Her er den." in answer.text
        assert not Attachment.objects.exists()
        action_item.refresh_from_db()
        assert action_item.is_open

    def test_where_the_committee_says_so_the_answer_closes_it(self, cast, action_item, client_of):
        Committee.objects.update(closes_on_answer=True)
        page = client_of(cast.anna).post(
            address("action_item_answer", action_item),
            {"deadline_version": 1, "note": "Notatet er sendt ud."},
            follow=True,
        )
        assert "Der kommer ikke flere mails." in page.text
        assert ActionItem.objects.get().status == ActionItem.Status.DONE

    def test_the_secretary_accepts_the_answer(self, cast, action_item, client_of):
        reported(cast, action_item, client_of)
        client = client_of(cast.lene)
        assert "Er svaret godt nok?" in client.get(address("action_item", action_item)).text
        assert "svar til godkendelse" in client.get(reverse("home")).text
        page = client.post(address("action_item_accept_answer", action_item), follow=True)
        assert "svar godkendt" in page.text.lower()
        assert ActionItem.objects.get().status == ActionItem.Status.DONE
        again = client.post(address("action_item_accept_answer", action_item))
        assert again.status_code == 409

    def test_the_secretary_sends_it_back_and_the_owner_reads_why(
        self, cast, action_item, client_of
    ):
        reported(cast, action_item, client_of)
        page = client_of(cast.lene).post(
            address("action_item_return_answer", action_item),
            {"reason": "Tallene for 2025 mangler."},
            follow=True,
        )
        assert "Tallene for 2025 mangler." in page.text
        current = ActionItem.objects.get()
        assert (current.is_open, current.deadline_version) == (True, 2)
        one_round(NOW)
        (sent,) = mail.outbox
        html = sent.alternatives[0].content
        assert "Tallene for 2025 mangler." in sent.body
        assert "Tallene for 2025 mangler." in html

    def test_sending_it_back_takes_a_reason(self, cast, action_item, client_of):
        reported(cast, action_item, client_of)
        answer = client_of(cast.lene).post(address("action_item_return_answer", action_item), {})
        assert answer.status_code == 422
        assert ActionItem.objects.get().is_answered

    def test_only_what_was_answered_can_be_accepted_or_sent_back(
        self, cast, action_item, client_of
    ):
        client = client_of(cast.lene)
        accepted = client.post(address("action_item_accept_answer", action_item))
        returned = client.post(address("action_item_return_answer", action_item), {"reason": "x"})
        assert (accepted.status_code, returned.status_code) == (409, 409)
        assert ActionItem.objects.get().is_open

    @pytest.mark.parametrize(("who", "status"), [("ib", 404), ("mads", 404), ("eva", 404)])
    def test_nobody_answers_for_her(self, cast, action_item, client_of, who, status):
        answer = client_of(getattr(cast, who)).post(
            address("action_item_answer", action_item), {"deadline_version": 1, "note": ""}
        )
        assert answer.status_code == status
        assert ActionItem.objects.get().is_open

    def test_a_second_answer_is_told_that_it_is_done(self, cast, action_item, client_of):
        client = client_of(cast.anna)
        answer = {"deadline_version": 1, "note": ""}
        client.post(address("action_item_answer", action_item), answer)
        again = client.post(address("action_item_answer", action_item), answer)
        assert again.status_code == 409

    def test_the_secretary_lets_it_lapse_with_a_reason(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        answer = client.post(
            address("action_item_cancel", action_item), {"reason": "Hallen er solgt."}, follow=True
        )
        assert "Hallen er solgt." in answer.content.decode()
        assert ActionItem.objects.get().status == ActionItem.Status.CANCELLED

    def test_without_a_reason_it_stays(self, cast, action_item, client_of):
        answer = client_of(cast.lene).post(address("action_item_cancel", action_item), {})
        assert answer.status_code == 422
        assert ActionItem.objects.get().is_open

    def test_the_secretary_opens_it_again(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        client.post(address("action_item_cancel", action_item), {"reason": "En fejl"})
        client.post(address("action_item_reopen", action_item))
        assert ActionItem.objects.get().is_open

    def test_what_is_open_cannot_be_opened(self, cast, action_item, client_of):
        answer = client_of(cast.lene).post(address("action_item_reopen", action_item))
        assert answer.status_code == 409

    @pytest.mark.parametrize("is_taken_up", [True, False])
    def test_what_has_been_reviewed_anew_stays_closed(
        self, cast, meeting, action_item, client_of, is_taken_up
    ):
        client = client_of(cast.lene)
        client.post(address("action_item_cancel", action_item), {"reason": "En fejl"})
        Commitment.objects.filter(pk=action_item.commitment_id).update(status="proposed")
        if is_taken_up:
            make_action_item(meeting, owner_person=cast.anna_holm)
        answer = client.post(address("action_item_reopen", action_item), follow=True)
        assert "Forslaget er taget op igen" in answer.text
        action_item.refresh_from_db()
        assert action_item.status == ActionItem.Status.CANCELLED


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
        assert 'viewBox="0 270.0 595.0 74.0"' in page
        assert '<rect class="mark-words" x="70.0" y="298.0" width="232.0" height="18.0"' in page

    def test_beside_a_closed_item_it_shows_the_words_alone(self, cast, drawn_item, client_of):
        client = client_of(cast.anna)
        clip = address("action_item_clip", drawn_item)
        wide = height_of(client.get(clip).content)
        AgendaItem.objects.filter(position=0).update(is_closed=True)
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

"""A follow-up ends: answered, accepted, sent back, lapsed and opened again."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.models import ActionItem, Attachment, Commitment
from meetings.models import Committee
from tests.actions.outbox import one_round
from tests.cast import NOW, make_action_item
from tests.tracker.item_pages import (
    a_tuesday_morning,
    address,
    closed_item,
)

__all__ = ["a_tuesday_morning", "closed_item"]


def reported(cast, action_item, client_of) -> None:
    client_of(cast.anna).post(
        address("action_item_answer", action_item), {"deadline_version": 1, "note": "Sendt."}
    )


def form_of(client, action_item, name: str) -> dict[str, str]:
    """Return what the form on the page says without being filled in."""
    page = client.get(address("action_item", action_item)).text
    form = page.split(f'action="{address(name, action_item)}"')[1].split("</form>")[0]
    return {"version": form.split('name="version" value="')[1].split('"')[0]}


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

    @pytest.mark.parametrize(
        ("name", "further"),
        [
            ("action_item_accept_answer", {}),
            ("action_item_return_answer", {"reason": "Tallene mangler."}),
        ],
    )
    def test_nobody_decides_on_an_answer_that_was_not_on_the_screen(
        self, cast, action_item, client_of, name, further
    ):
        reported(cast, action_item, client_of)
        lene = client_of(cast.lene)
        shown = form_of(lene, action_item, name)
        lene.post(address("action_item_return_answer", action_item), {"reason": "Mere."})
        client_of(cast.anna).post(
            address("action_item_answer", action_item),
            {"deadline_version": 2, "note": "Kan ikke lade sig gøre."},
        )
        refused = lene.post(address(name, action_item), {**shown, **further})
        assert refused.status_code == 409
        assert "Kan ikke lade sig gøre." in refused.text
        assert further.get("reason", "") in refused.text
        assert ActionItem.objects.get().is_answered
        lene.post(address(name, action_item), {**form_of(lene, action_item, name), **further})
        assert not ActionItem.objects.get().is_answered

    def test_nobody_lets_lapse_what_was_changed_meanwhile(self, cast, action_item, client_of):
        lene = client_of(cast.lene)
        shown = form_of(lene, action_item, "action_item_cancel")
        reported(cast, action_item, client_of)
        lene.post(address("action_item_return_answer", action_item), {"reason": "Mere."})
        posted = {**shown, "reason": "Hallen er solgt."}
        refused = lene.post(address("action_item_cancel", action_item), posted)
        assert refused.status_code == 409
        assert "Hallen er solgt." in refused.text
        assert ActionItem.objects.get().is_open

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

"""The only way from a user to a row: what each role sees, and what it does not."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Committee, Document, Meeting, Unit
from tests.cast import Cast, make_action_item, make_meeting
from tracker.permissions import (
    access_action_item,
    access_commitment,
    access_document,
    access_meeting,
    may_answer,
    may_see_outbox,
    visible_action_items,
    visible_agenda_items,
    visible_documents,
    visible_meetings,
)

EVERYBODY = ("lene", "eva", "ib", "mads", "ulla", "anna", "bo")


def who_sees(visible, row, cast: Cast) -> set[str]:
    return {name for name in EVERYBODY if visible(getattr(cast, name)).filter(pk=row.pk).exists()}


def test_a_meeting_is_seen_by_its_committee(cast: Cast, meeting: Meeting) -> None:
    assert who_sees(visible_meetings, meeting, cast) == {"lene", "ib", "bo"}
    assert who_sees(visible_documents, meeting.document, cast) == {"lene", "ib", "bo"}


def test_an_action_item_is_seen_by_its_committee_owner_and_managers_above(
    cast: Cast, action_item: ActionItem
) -> None:
    assert who_sees(visible_action_items, action_item, cast) == {"lene", "ib", "mads", "anna", "bo"}


def test_an_action_item_of_a_unit_is_seen_by_the_people_in_it(cast: Cast, meeting: Meeting) -> None:
    item = make_action_item(meeting, owner_unit=cast.unit)
    assert who_sees(visible_action_items, item, cast) == {"lene", "ib", "mads", "anna", "bo"}
    assert may_answer(cast.anna, item)
    assert not may_answer(cast.mads, item)


def test_what_is_not_sent_yet_is_seen_by_who_decides(cast: Cast, meeting: Meeting) -> None:
    item = make_action_item(meeting, owner_person=cast.anna_holm, is_assigned=False)
    assert who_sees(visible_action_items, item, cast) == {"lene", "bo"}


def test_a_closed_item_is_seen_by_who_decides_and_by_its_owner(
    cast: Cast, meeting: Meeting, action_item: ActionItem
) -> None:
    AgendaItem.objects.filter(meeting=meeting).update(is_closed=True)
    agenda_item = meeting.agenda_items.first()
    assert who_sees(visible_action_items, action_item, cast) == {"lene", "anna", "bo"}
    assert who_sees(visible_agenda_items, agenda_item, cast) == {"lene", "bo"}
    assert who_sees(visible_documents, meeting.document, cast) == {"lene", "bo"}


def test_a_meeting_without_a_committee_belongs_to_whom_its_document_belongs_to(
    cast: Cast, meeting: Meeting
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(committee=None)
    assert who_sees(visible_meetings, meeting, cast) == {"lene", "bo"}


def test_a_file_with_minutes_of_two_committees_is_opened_by_who_takes_care_of_both(
    cast: Cast, meeting: Meeting
) -> None:
    Meeting.objects.create(document=meeting.document, position=1, committee=cast.other_committee)
    assert who_sees(visible_documents, meeting.document, cast) == {"bo"}
    assert who_sees(visible_meetings, meeting, cast) == {"lene", "ib", "bo"}


def test_a_file_that_names_no_committee_belongs_to_that_of_its_minutes(
    cast: Cast, meeting: Meeting
) -> None:
    Document.objects.filter(pk=meeting.document_id).update(committee=None)
    assert who_sees(visible_documents, meeting.document, cast) == {"lene", "ib", "bo"}


@pytest.mark.parametrize("closing", ["words", "committee", "nothing understood"])
def test_a_reader_opens_no_file_that_may_hold_something_closed(
    cast: Cast, meeting: Meeting, closing: str
) -> None:
    if closing == "words":
        Document.objects.update(mentions_closed=True)
    if closing == "committee":
        Committee.objects.update(is_closed_by_default=True)
    if closing == "nothing understood":
        Commitment.objects.all().delete()
        AgendaItem.objects.all().delete()
        Meeting.objects.all().delete()
    assert who_sees(visible_documents, meeting.document, cast) == {"lene", "bo"}


def test_a_closed_item_of_a_unit_is_seen_by_its_manager_and_not_by_everybody_in_it(
    cast: Cast, meeting: Meeting
) -> None:
    item = make_action_item(meeting, owner_unit=cast.unit)
    AgendaItem.objects.filter(meeting=meeting).update(is_closed=True)
    assert who_sees(visible_action_items, item, cast) == {"lene", "bo"}
    Unit.objects.filter(pk=cast.unit.pk).update(manager=cast.anna_holm)
    assert who_sees(visible_action_items, item, cast) == {"lene", "anna", "bo"}


def test_a_reader_sees_no_file_that_is_still_being_read(cast: Cast, meeting: Meeting) -> None:
    document = meeting.document
    document.stage = document.Stage.READ
    document.save(update_fields=["stage"])
    assert who_sees(visible_documents, document, cast) == {"lene", "bo"}


def test_out_of_reach_is_not_found_and_within_reach_is_refused(
    cast: Cast, meeting: Meeting, action_item: ActionItem
) -> None:
    commitment = action_item.commitment
    for access, row in (
        (access_meeting, meeting),
        (access_document, meeting.document),
        (access_commitment, commitment),
        (access_action_item, action_item),
    ):
        assert access(cast.lene, row.pk, to="decide") == row
        with pytest.raises(PermissionDenied):
            access(cast.ib, row.pk, to="decide")
        with pytest.raises(Http404):
            access(cast.eva, row.pk)
        with pytest.raises(Http404):
            access(AnonymousUser(), row.pk)


def test_a_deactivated_user_sees_nothing(cast: Cast, action_item: ActionItem) -> None:
    cast.lene.is_active = False
    assert not visible_action_items(cast.lene).exists()
    assert not visible_meetings(cast.lene).exists()


def test_a_role_without_a_committee_covers_all(cast: Cast, meeting: Meeting) -> None:
    cast.eva.roles.update(committee=None)
    other = make_meeting(cast.other_committee, sha256="c" * 64)
    assert set(visible_meetings(cast.eva)) == {meeting, other}
    assert may_see_outbox(cast.eva)
    assert not may_see_outbox(cast.lene)

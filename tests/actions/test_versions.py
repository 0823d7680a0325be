"""What a corrected version changes is offered; a person decides; human decisions stay."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from actions.exceptions import AlreadyReviewedError
from actions.models import ActionItem, Commitment, Difference, HouseRule, RecognisedDocument
from actions.services import rereading
from actions.services.commitments import commitment_accept, commitment_reject
from actions.services.differences import (
    difference_keep_old,
    difference_take_new,
    differences_decide_all,
)
from actions.services.lookalikes import meeting_join, meeting_part
from actions.services.recognising import document_recognise
from actions.services.rereads import PAUSES, meetings_reread
from actions.services.reviews import meeting_settle
from actions.services.suggestions import commitments_propose
from actions.services.versions import uncompared
from meetings.models import Document, Event, Meeting
from meetings.reading.unreadable import UnreadableError
from meetings.services.documents import document_read, document_receive
from tests.cast import NOW, Cast
from tests.versions import COPY, CORRECTED, MINUTES, corrected, difference, take_in, words
from tracker import pipeline

UNDATED = MINUTES.replace("02-03-2026 16:00 - 18:00\n\n", "")


def accept(commitment: Commitment, cast: Cast) -> ActionItem:
    return commitment_accept(
        commitment=commitment,
        task="Min egen ordlyd",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=date(2026, 5, 1),
        by=cast.lene,
        now=NOW,
    )


def by_words(part: str, **more: object) -> Commitment:
    return Commitment.objects.get(quote__contains=part, **more)


def test_differences_name_what_was_added_changed_and_withdrawn(cast: Cast) -> None:
    _meeting, version = corrected(cast)
    found = {
        one.kind: (words(one.old), words(one.new))
        for one in Difference.objects.filter(version=version)
    }
    assert set(found) == {"added", "changed", "vanished"}
    assert "tidsplan" in found["added"][1]
    assert "1. april" in found["changed"][0]
    assert "15. april" in found["changed"][1]
    assert "svømmeklubben" in found["vanished"][0]
    assert Difference.objects.count() == 3


def test_untouched_suggestions_with_the_same_words_stay_and_nothing_is_proposed_twice(
    cast: Cast,
) -> None:
    meeting, _version = corrected(cast)
    proposed = Commitment.objects.filter(status=Commitment.Status.PROPOSED)
    assert set(proposed.values_list("agenda_item__meeting", flat=True)) == {meeting.pk}
    assert proposed.filter(quote__contains="KF følger op").count() == 1


def test_taking_the_new_proposes_it_and_withdraws_what_nobody_had_decided(cast: Cast) -> None:
    _meeting, version = corrected(cast)
    changed = difference(version, "changed")
    difference_take_new(difference=changed, by=cast.lene, now=NOW)
    assert by_words("15. april").status == Commitment.Status.PROPOSED
    assert by_words("inden 1. april").status == Commitment.Status.DROPPED
    kinds = Event.objects.filter(subject=Event.Subject.COMMITMENT).values_list(
        "kind", "by__username"
    )
    assert sorted(kinds) == [("proposed", "lene"), ("withdrawn", "lene")]


def test_keeping_the_old_leaves_everything_as_it_was(cast: Cast) -> None:
    _meeting, version = corrected(cast)
    for kind in ("added", "changed", "vanished"):
        difference_keep_old(difference=difference(version, kind), by=cast.lene, now=NOW)
    assert by_words("inden 1. april").status == Commitment.Status.PROPOSED
    assert by_words("svømmeklubben").status == Commitment.Status.PROPOSED
    assert by_words("15. april").status == Commitment.Status.DROPPED
    assert by_words("tidsplan").status == Commitment.Status.DROPPED


@pytest.mark.parametrize("takes_new", [True, False])
def test_what_a_person_decided_before_stays_whatever_is_decided_now(
    cast: Cast, takes_new: bool
) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    item = accept(by_words("1. april"), cast)
    commitment_reject(commitment=by_words("svømmeklubben"), reason="Gjort", by=cast.lene, now=NOW)
    before = ActionItem.objects.filter(pk=item.pk).values().get()
    touched = Commitment.objects.exclude(status="proposed")
    decided = list(touched.order_by("pk").values())
    take_in(CORRECTED, committee=cast.committee, cast=cast, name="rettet.txt")
    version = Meeting.objects.get(version_of__isnull=False)
    assert differences_decide_all(version=version, takes_new=takes_new, by=cast.lene, now=NOW) == 3
    assert ActionItem.objects.filter(pk=item.pk).values().get() == before
    pks = [row["id"] for row in decided]
    assert list(Commitment.objects.filter(pk__in=pks).order_by("pk").values()) == decided


def test_an_accepted_item_keeps_its_own_words_and_place(cast: Cast) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    item = accept(by_words("1. april"), cast)
    take_in(CORRECTED, committee=cast.committee, cast=cast, name="rettet.txt")
    differences_decide_all(
        version=Meeting.objects.get(version_of__isnull=False),
        takes_new=True,
        by=cast.lene,
        now=NOW,
    )
    item.refresh_from_db()
    told = item.commitment
    assert told is not None
    text = told.agenda_item.meeting.document.text
    assert text[told.start : told.end] == told.quote
    assert "inden 1. april" in told.quote


def test_reading_again_changes_nothing_that_a_person_has_touched(cast: Cast) -> None:
    document = take_in(MINUTES, committee=cast.committee, cast=cast)
    accept(by_words("1. april"), cast)
    commitment_reject(commitment=by_words("svømmeklubben"), reason="Gjort", by=cast.lene, now=NOW)
    before = list(Commitment.objects.values()), list(ActionItem.objects.values())
    pipeline.walk(document.pk)
    Document.objects.filter(pk=document.pk).update(stage=Document.Stage.READY)
    pipeline.walk(document.pk)
    assert (list(Commitment.objects.values()), list(ActionItem.objects.values())) == before


def test_the_second_to_decide_is_told_and_changes_nothing(cast: Cast) -> None:
    _meeting, version = corrected(cast)
    one = difference(version, "changed")
    difference_take_new(difference=one, by=cast.lene, now=NOW)
    with pytest.raises(AlreadyReviewedError):
        difference_keep_old(difference=one, by=cast.bo, now=NOW)
    assert by_words("15. april").status == Commitment.Status.PROPOSED


def test_a_suggestion_reviewed_while_the_difference_waited_is_not_withdrawn(cast: Cast) -> None:
    _meeting, version = corrected(cast)
    accept(by_words("inden 1. april"), cast)
    difference_take_new(difference=difference(version, "changed"), by=cast.lene, now=NOW)
    assert by_words("inden 1. april").status == Commitment.Status.ACCEPTED


def test_a_third_version_takes_the_place_of_an_undecided_second(cast: Cast) -> None:
    meeting, version = corrected(cast)
    third = CORRECTED.replace("15. april", "30. april")
    take_in(third, committee=cast.committee, cast=cast, name="rettet igen.txt")
    last = meeting.versions.latest("pk")
    assert set(version.differences.values_list("decision", flat=True)) == {"lapsed"}
    assert by_words("15. april").status == Commitment.Status.DROPPED
    assert "30. april" in words(difference(last, "changed").new)


def test_what_was_kept_is_not_asked_again_by_the_next_version(cast: Cast) -> None:
    meeting, version = corrected(cast)
    differences_decide_all(version=version, takes_new=False, by=cast.lene, now=NOW)
    third = CORRECTED.replace("KF følger op", "KF følger op inden 1. maj 2026")
    take_in(third, committee=cast.committee, cast=cast, name="rettet igen.txt")
    last = meeting.versions.latest("pk")
    assert [one.kind for one in last.differences.all()] == ["changed"]
    assert "1. maj" in words(difference(last, "changed").new)


def test_a_version_that_is_understood_before_its_meeting_waits_for_it(cast: Cast) -> None:
    first = take_unread(MINUTES, cast, "referat.txt")
    second = take_unread(CORRECTED, cast, "rettet.txt")
    for document in (first, second):
        document_read(document_id=document.pk, now=NOW)
    commitments_propose(document_id=second.pk, now=NOW)
    assert not Difference.objects.exists()
    assert not Commitment.objects.filter(status=Commitment.Status.PROPOSED).exists()
    commitments_propose(document_id=first.pk, now=NOW)
    assert Difference.objects.count() == 3


def take_unread(text: str, cast: Cast, name: str) -> Document:
    return document_receive(
        name=name,
        content=ContentFile(text.encode()),
        committee=cast.committee,
        by=cast.bo,
        now=NOW,
    )


def joined(cast: Cast) -> Meeting:
    """Return corrected minutes that came without a date, joined to their meeting by a person."""
    take_in(MINUTES, committee=cast.committee, cast=cast)
    undated = CORRECTED.replace("02-03-2026 16:00 - 18:00\n\n", "")
    take_in(undated, committee=cast.committee, cast=cast, name="uden dato.txt")
    version = Meeting.objects.get(held_on=None)
    meeting_join(meeting=version, by=cast.lene, now=NOW)
    return version


def never(*_args: object, **_kwargs: object) -> None:
    pytest.fail("it is read in the request")


class TestLookalikes:
    """Minutes without a date look like others: a person says what they are."""

    @pytest.fixture
    def undated(self, cast: Cast) -> Meeting:
        take_in(MINUTES, committee=cast.committee, cast=cast)
        take_in(UNDATED, committee=cast.committee, cast=cast, name="uden dato.txt")
        return Meeting.objects.get(held_on=None)

    def test_the_same_meeting_gives_no_second_suggestions(self, cast: Cast, undated) -> None:
        root = meeting_join(meeting=undated, by=cast.lene, now=NOW)
        undated.refresh_from_db()
        assert undated.version_of == root
        assert undated.held_on == root.held_on == date(2026, 3, 2)
        assert not Difference.objects.exists()
        proposed = Commitment.objects.filter(status=Commitment.Status.PROPOSED)
        assert set(proposed.values_list("agenda_item__meeting", flat=True)) == {root.pk}

    def test_what_was_found_by_another_day_is_let_go(self, cast: Cast, undated) -> None:
        document_recognise(document=undated.document, now=NOW)
        meeting_join(meeting=undated, by=cast.lene, now=NOW)
        assert not RecognisedDocument.objects.filter(document=undated.document_id).exists()

    def test_nothing_is_read_again_while_a_person_waits(
        self, cast: Cast, undated, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rereading, "understand", never)
        meeting_join(meeting=undated, by=cast.lene, now=NOW)
        undated.refresh_from_db()
        assert undated.reread_at == NOW
        assert uncompared(undated).count() == 3

    def test_once_it_is_read_again_the_same_words_are_dropped(self, cast: Cast, undated) -> None:
        meeting_join(meeting=undated, by=cast.lene, now=NOW)
        meetings_reread(now=NOW)
        undated.refresh_from_db()
        assert undated.reread_at is None
        assert not Difference.objects.exists()
        statuses = Commitment.objects.filter(agenda_item__meeting=undated).values_list("status")
        assert set(statuses) == {(Commitment.Status.DROPPED,)}

    def test_what_was_corrected_is_compared_by_the_day_of_the_meeting(self, cast: Cast) -> None:
        version = joined(cast)
        assert not version.differences.exists()
        meetings_reread(now=NOW)
        kinds = version.differences.values_list("kind", flat=True)
        assert sorted(kinds) == ["added", "changed", "vanished"]
        changed = difference(version, "changed").new
        assert changed is not None
        assert changed.due == date(2026, 4, 15)
        meetings_reread(now=NOW + PAUSES[0])
        assert version.differences.count() == 3

    def test_house_rules_hold_for_what_is_joined(self, cast: Cast) -> None:
        version = joined(cast)
        HouseRule.objects.create(
            committee=cast.committee, kind="never", phrase="en tidsplan", created_at=NOW
        )
        meetings_reread(now=NOW)
        kinds = version.differences.values_list("kind", flat=True)
        assert sorted(kinds) == ["changed", "vanished"]
        assert by_words("tidsplan").status == Commitment.Status.WITHDRAWN

    @pytest.mark.parametrize("breaks", [UnreadableError("too_heavy"), RuntimeError()])
    def test_what_cannot_be_read_again_is_compared_as_it_was_read(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, breaks: Exception
    ) -> None:
        def broken(*_args: object, **_kwargs: object) -> None:
            raise breaks

        version = joined(cast)
        monkeypatch.setattr(rereading, "understand", broken)
        now = NOW
        for pause in PAUSES:
            meetings_reread(now=now)
            now += pause
        version.refresh_from_db()
        assert version.reread_at is None
        assert version.differences.filter(kind="added").count() == 1
        assert not uncompared(version).exists()

    def test_what_stands_on_the_same_day_already_is_compared_at_once(self, cast: Cast) -> None:
        take_in(MINUTES, committee=cast.committee, cast=cast)
        other = CORRECTED.replace("02-03-2026", "03-03-2026")
        take_in(other, committee=cast.committee, cast=cast, name="andet.txt")
        meeting = Meeting.objects.get(held_on=date(2026, 3, 3))
        meeting_settle(
            meeting=meeting,
            committee=cast.committee,
            held_on=date(2026, 3, 2),
            by=cast.lene,
            now=NOW,
        )
        meeting_join(meeting=meeting, by=cast.lene, now=NOW)
        assert meeting.differences.count() == 3

    def test_another_meeting_is_left_alone_and_not_asked_about_again(
        self, cast: Cast, undated
    ) -> None:
        meeting_part(meeting=undated, by=cast.lene, now=NOW)
        meeting_settle(
            meeting=undated,
            committee=cast.committee,
            held_on=date(2026, 3, 2),
            by=cast.lene,
            now=NOW,
        )
        assert undated.resembles is None
        assert undated.version_of is None

    def test_it_is_answered_once(self, cast: Cast, undated) -> None:
        meeting_join(meeting=undated, by=cast.lene, now=NOW)
        with pytest.raises(AlreadyReviewedError):
            meeting_join(meeting=undated, by=cast.lene, now=NOW)
        with pytest.raises(AlreadyReviewedError):
            meeting_part(meeting=undated, by=cast.lene, now=NOW)

    def test_what_was_decided_in_both_stays(self, cast: Cast, undated) -> None:
        reject = by_words("svømmeklubben", agenda_item__meeting=undated)
        commitment_reject(commitment=reject, reason="Gjort", by=cast.lene, now=NOW)
        meeting_join(meeting=undated, by=cast.lene, now=NOW)
        reject.refresh_from_db()
        assert reject.status == Commitment.Status.REJECTED

    def test_a_date_that_another_meeting_has_is_asked_about(self, cast: Cast) -> None:
        take_in(MINUTES, committee=cast.committee, cast=cast)
        other = CORRECTED.replace("02-03-2026", "03-03-2026")
        take_in(other, committee=cast.committee, cast=cast, name="andet.txt")
        meeting = Meeting.objects.get(held_on=date(2026, 3, 3))
        assert meeting.resembles is None
        meeting_settle(
            meeting=meeting,
            committee=cast.committee,
            held_on=date(2026, 3, 2),
            by=cast.lene,
            now=NOW,
        )
        assert meeting.resembles == Meeting.objects.earliest("pk")
        assert meeting.version_of is None


def test_a_version_follows_its_meeting_to_another_committee(cast: Cast) -> None:
    meeting, version = corrected(cast)
    meeting_settle(
        meeting=meeting,
        committee=cast.other_committee,
        held_on=meeting.held_on,
        by=cast.bo,
        now=NOW,
    )
    version.refresh_from_db()
    assert version.committee == cast.other_committee


def test_a_copy_changes_nothing_for_a_meeting_that_is_reviewed(cast: Cast) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    accept(by_words("1. april"), cast)
    before = list(Commitment.objects.values()), list(ActionItem.objects.values())
    take_in(COPY, committee=cast.committee, cast=cast, name="kopi.txt")
    assert (list(Commitment.objects.values()), list(ActionItem.objects.values())) == before

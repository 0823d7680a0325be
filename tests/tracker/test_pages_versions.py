"""A secretary sees what a corrected version changed and decides; nobody sees more than before."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem, Commitment, Difference
from actions.services.commitments import commitment_accept
from actions.services.rereads import meetings_reread
from meetings.models import AgendaItem, Document, Meeting
from tests.cast import NOW, Cast
from tests.versions import COPY, CORRECTED, MINUTES, corrected, difference, take_in
from tracker.permissions import is_secretary
from tracker.web.source_changes import source_changes


def text_of(client, route: str, pk: int) -> str:
    return " ".join(client.get(reverse(route, args=[pk])).content.decode().split())


@pytest.fixture
def told(cast: Cast) -> tuple[Meeting, ActionItem]:
    """Return the corrected version and an item, sent to Anna, whose words it changed."""
    meeting, version = corrected(cast)
    commitment = Commitment.objects.get(
        agenda_item__meeting=meeting, quote__contains="inden 1. april"
    )
    item = commitment_accept(
        commitment=commitment,
        task="Undersøg taget",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=date(2026, 4, 1),
        by=cast.lene,
        now=NOW,
    )
    ActionItem.objects.filter(pk=item.pk).update(assigned_at=NOW)
    return version, item


def test_the_page_of_differences_decides_one_by_one_and_then_all(
    cast: Cast, told, client_of
) -> None:
    version, item = told
    lene = client_of(cast.lene)
    page = text_of(lene, "version", version.pk)
    assert "3 forskelle mangler en afgørelse" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert f"Opgave {item.pk} er godkendt" in page
    added = difference(version, "added")
    lene.post(reverse("difference_decide", args=[added.pk]), {"choice": "new"})
    assert "2 forskelle mangler en afgørelse" in text_of(lene, "version", version.pk)
    assert "tidsplan" in text_of(lene, "review", version.pk)
    again = lene.post(reverse("difference_decide", args=[added.pk]), {"choice": "old"})
    assert again.status_code == 409
    lene.post(reverse("version_decide_all", args=[version.pk]), {"choice": "old"})
    page = text_of(lene, "version", version.pk)
    assert "Der er ikke mere at tage stilling til" in page
    assert not Difference.objects.undecided().exists()


def test_new_words_of_a_task_that_stands_are_a_suggestion_that_points_at_it(
    cast: Cast, told, client_of
) -> None:
    version, item = told
    lene, changed = client_of(cast.lene), difference(version, "changed")
    page = text_of(lene, "version", version.pk)
    assert "Lav et nyt forslag af de nye ord" in page
    assert "Brug de nye ord" not in page
    address = reverse("difference_decide", args=[changed.pk])
    after = lene.post(address, {"choice": "new"}, follow=True).text
    assert f"Opgave {item.pk} står, som den var. Tag stilling til det nye forslag" in after
    assert "Der er lavet et nyt forslag af de nye ord" in after
    card = text_of(lene, "review", version.pk)
    link = f'<a href="{reverse("action_item", args=[item.pk])}">Opgave {item.pk}: Undersøg taget'
    assert f"<strong>Findes allerede:</strong> {link}" in card
    assert f"Gælder rettelsen opgave {item.pk}, så ret opgaven eller fristen dér" in card
    assert f'name="seen" value="{changed.new_id}:' not in card
    item.refresh_from_db()
    assert item.deadline == date(2026, 4, 1)


def test_all_that_is_new_names_the_tasks_that_stand(cast: Cast, told, client_of) -> None:
    version, item = told
    address = reverse("version_decide_all", args=[version.pk])
    page = client_of(cast.lene).post(address, {"choice": "new"}, follow=True).text
    assert f"Opgave {item.pk} står, som den var." in page


def test_a_task_that_fell_away_or_is_kept_is_not_pointed_at(cast: Cast, told, client_of) -> None:
    version, item = told
    lene, changed = client_of(cast.lene), difference(version, "changed")
    ActionItem.objects.update(status=ActionItem.Status.CANCELLED, closed_at=NOW)
    address = reverse("difference_decide", args=[changed.pk])
    assert "står, som den var" not in lene.post(address, {"choice": "new"}, follow=True).text
    assert "Findes allerede" not in text_of(lene, "review", version.pk)
    ActionItem.objects.update(status=ActionItem.Status.DONE)
    assert f"Opgave {item.pk} er afsluttet. Afvis forslaget" in text_of(lene, "review", version.pk)


def test_a_second_correction_points_at_the_task_of_the_first_words(
    cast: Cast, told, client_of
) -> None:
    version, item = told
    lene = client_of(cast.lene)
    lene.post(reverse("version_decide_all", args=[version.pk]), {"choice": "new"})
    again = CORRECTED.replace("inden 15. april 2026", "inden 20. april 2026")
    take_in(again, committee=cast.committee, cast=cast, name="rettet igen.txt")
    second = Meeting.objects.latest("pk")
    lene.post(reverse("version_decide_all", args=[second.pk]), {"choice": "new"})
    assert f"Opgave {item.pk}: Undersøg taget" in text_of(lene, "review", second.pk)


def test_undecided_differences_are_told_in_the_list_on_the_front_page_and_at_the_meeting(
    cast: Cast, told, client_of
) -> None:
    version, _item = told
    lene = client_of(cast.lene)
    assert "Tag stilling til 3 forskelle" in lene.get(reverse("meetings")).content.decode()
    assert "rettet udgave mangler en afgørelse" in lene.get(reverse("home")).content.decode()
    assert version.version_of_id is not None
    page = text_of(lene, "review", version.version_of_id)
    assert reverse("version", args=[version.pk]) in page
    assert "Kilden har ændret sig" in page
    for user in (cast.ib, cast.eva):
        assert "forskelle" not in client_of(user).get(reverse("meetings")).content.decode()


def test_the_item_shows_the_old_and_the_new_words_with_a_link_to_each(
    cast: Cast, told, client_of
) -> None:
    version, item = told
    page = text_of(client_of(cast.lene), "action_item", item.pk)
    assert "Kilden har ændret sig" in page
    assert "inden 1. april" in page
    assert "inden 15. april" in page
    assert f"{reverse('review', args=[version.version_of_id])}#commitment-" in page
    assert f"{reverse('review', args=[version.pk])}#agenda-item-" in page
    owner = text_of(client_of(cast.anna), "action_item", item.pk)
    assert "inden 15. april" in owner
    assert reverse("review", args=[version.pk]) not in owner


def test_words_that_are_closed_in_the_corrected_version_are_withheld_from_the_others(
    cast: Cast, told, client_of
) -> None:
    version, item = told
    AgendaItem.objects.filter(meeting=version).update(is_closed=True)
    for user in (cast.anna, cast.ib, cast.mads):
        page = text_of(client_of(user), "action_item", item.pk)
        assert "Punktet er lukket i den rettede udgave" in page
        assert "15. april" not in page
    assert "15. april" in text_of(client_of(cast.lene), "action_item", item.pk)


def test_a_suggestion_that_waits_in_a_version_cannot_be_reviewed_past_the_difference(
    cast: Cast, told, client_of
) -> None:
    version, _item = told
    offered = difference(version, "added").new
    assert offered is not None
    lene = client_of(cast.lene)
    assert lene.post(reverse("commitment_accept", args=[offered.pk])).status_code == 404
    assert "Ingen forslag i dette møde" in text_of(lene, "review", version.pk)


def test_a_copy_says_where_the_minutes_are_and_links_only_as_far_as_one_may_go(
    cast: Cast, client_of
) -> None:
    first = take_in(MINUTES, committee=cast.committee, cast=cast)
    copy = take_in(COPY, committee=cast.committee, cast=cast, name="kopi.txt")
    page = text_of(client_of(cast.lene), "document", copy.pk)
    assert "Referatet af mødet 2. marts 2026 ligger allerede i" in page
    assert reverse("document", args=[first.pk]) in page
    assert "Ligger her allerede" in page
    Document.objects.filter(pk=first.pk).update(mentions_closed=True)
    reader = text_of(client_of(cast.ib), "document", copy.pk)
    assert reverse("document", args=[first.pk]) not in reader
    assert "er læst før" in reader
    assert client_of(cast.eva).get(reverse("document", args=[copy.pk])).status_code == 404


def test_a_copy_of_another_committees_minutes_closes_the_file_to_the_first(
    cast: Cast, client_of
) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    copy = take_in(COPY, committee=cast.committee, cast=cast, name="kopi.txt")
    Document.objects.filter(pk=copy.pk).update(committee=cast.other_committee)
    assert client_of(cast.eva).get(reverse("document", args=[copy.pk])).status_code == 404


def test_a_copy_with_something_closed_is_no_readers_file(cast: Cast, client_of) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    copy = take_in(COPY, committee=cast.committee, cast=cast, name="kopi.txt")
    assert client_of(cast.ib).get(reverse("document", args=[copy.pk])).status_code == 200
    AgendaItem.objects.filter(number="2").update(is_closed=True)
    assert client_of(cast.ib).get(reverse("document", args=[copy.pk])).status_code == 404


@pytest.mark.parametrize(("route", "joins"), [("meeting_join", True), ("meeting_part", False)])
def test_a_secretary_says_whether_it_is_the_same_meeting(
    cast: Cast, client_of, route: str, joins: bool
) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    undated = CORRECTED.replace("02-03-2026 16:00 - 18:00\n\n", "")
    take_in(undated, committee=cast.committee, cast=cast, name="uden dato.txt")
    meeting = Meeting.objects.get(held_on=None)
    lene = client_of(cast.lene)
    assert "Er det samme møde?" in text_of(lene, "review", meeting.pk)
    answer = lene.post(reverse(route, args=[meeting.pk]), follow=True)
    assert answer.status_code == 200
    meeting.refresh_from_db()
    assert (meeting.version_of_id is not None) == joins
    assert "Er det samme møde?" not in text_of(lene, "review", meeting.pk)


def test_the_differences_of_joined_minutes_come_by_themselves_once_they_are_read_again(
    cast: Cast, client_of
) -> None:
    take_in(MINUTES, committee=cast.committee, cast=cast)
    undated = CORRECTED.replace("02-03-2026 16:00 - 18:00\n\n", "")
    take_in(undated, committee=cast.committee, cast=cast, name="uden dato.txt")
    meeting = Meeting.objects.get(held_on=None)
    lene = client_of(cast.lene)
    page = lene.post(reverse("meeting_join", args=[meeting.pk]), follow=True).text
    assert "De forskelle, du skal tage stilling til, kommer om lidt." in page
    assert "Der er ikke mere at tage stilling til" not in page
    assert "Brug alt det nye" not in page
    address = reverse("version", args=[meeting.pk])
    asking = {"HX-Request": "true", "HX-Trigger": "rereading"}
    assert lene.get(address, headers=asking).status_code == 204
    meetings_reread(now=timezone.now())
    done = lene.get(address, headers=asking)
    assert done.status_code == 200
    assert "3 forskelle mangler en afgørelse" in done.text
    assert 'id="rereading"' not in done.text
    # Read again for another reason, it hides nothing that is to be decided.
    Meeting.objects.filter(pk=meeting.pk).update(reread_at=NOW)
    assert "3 forskelle mangler en afgørelse" in text_of(lene, "version", meeting.pk)


def test_many_changes_are_asked_of_the_database_at_once(
    cast: Cast, rf, django_assert_max_num_queries
) -> None:
    corrected(cast)
    commitments = [one.old for one in Difference.objects.exclude(old=None).select_related("old")]
    assert len(commitments) == 2
    request = rf.get("/")
    request.user = cast.lene
    is_secretary(cast.lene)  # asks for the roles, which every page does
    with django_assert_max_num_queries(3):
        found = source_changes(request, commitments)
    assert all(one.decide_url for one in found.values())

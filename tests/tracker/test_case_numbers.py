"""Under which case of the records system a meeting or an item is filed: set, shown, taken along."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse

from actions.models import ActionItem
from actions.services.recurring import item_renew
from meetings.models import Event, Meeting, PlannedMeeting
from meetings.services.meetings import meeting_correct
from tests.cast import NOW, Cast
from tracker.api.action_item_shapes import told_of

pytestmark = pytest.mark.django_db

NUMBER, OWN = "EMN-2026-00417", "27.18.00-P20-3-26"


@pytest.fixture
def filed(meeting: Meeting) -> Meeting:
    Meeting.objects.filter(pk=meeting.pk).update(case_number=NUMBER)
    meeting.refresh_from_db()
    return meeting


def set_own(item: ActionItem) -> None:
    ActionItem.objects.filter(pk=item.pk).update(case_number=OWN)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def package(client, address: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(client.get(address).getvalue()))


def test_the_secretary_sets_it_on_the_meeting_and_readers_see_it(
    cast: Cast, meeting: Meeting, client_of
) -> None:
    lene, page = client_of(cast.lene), reverse("review", args=[meeting.pk])
    address = reverse("meeting_file_under", args=[meeting.pk])
    assert address in lene.get(page).text
    answer = lene.post(address, {"case_number": f" {NUMBER} "}, follow=True)
    assert "Sagsnummeret er gemt." in answer.text
    meeting.refresh_from_db()
    assert meeting.case_number == NUMBER
    seen = client_of(cast.ib).get(page).text
    assert NUMBER in seen
    assert address not in seen
    event = Event.objects.get(subject="meeting", kind="corrected")
    assert (event.by, event.changes) == (cast.lene, {"case_number": [None, NUMBER]})
    lene.post(address, {"case_number": NUMBER})
    assert Event.objects.filter(subject="meeting", kind="corrected").count() == 1


@pytest.mark.parametrize("name", ["meeting_file_under", "action_item_file_under"])
@pytest.mark.parametrize("who", ["ib", "eva", "anna"])
def test_who_does_not_decide_sets_none(
    cast: Cast, action_item: ActionItem, client_of, name: str, who: str
) -> None:
    is_meeting = name.startswith("meeting")
    pk = action_item.agenda_item.meeting_id if is_meeting else action_item.pk
    answer = client_of(getattr(cast, who)).post(reverse(name, args=[pk]), {"case_number": NUMBER})
    assert answer.status_code in {403, 404}
    assert not Meeting.objects.exclude(case_number="").exists()
    assert not ActionItem.objects.exclude(case_number="").exists()


@pytest.mark.parametrize("name", ["meeting_file_under", "action_item_file_under"])
def test_one_that_is_too_long_is_told_and_stays_in_its_field(
    cast: Cast, action_item: ActionItem, meeting: Meeting, client_of, name: str
) -> None:
    pk = meeting.pk if name.startswith("meeting") else action_item.pk
    long = "9" * 61
    answer = client_of(cast.lene).post(reverse(name, args=[pk]), {"case_number": long})
    assert answer.status_code == 422
    assert "Sagsnummeret er for langt" in answer.text
    assert long in answer.text


def test_an_item_has_that_of_its_meeting_until_it_has_its_own(
    cast: Cast, filed: Meeting, action_item: ActionItem, client_of
) -> None:
    lene, page = client_of(cast.lene), reverse("action_item", args=[action_item.pk])
    assert NUMBER in client_of(cast.anna).get(page).text
    address = reverse("action_item_file_under", args=[action_item.pk])
    before = ActionItem.objects.get().version
    lene.post(address, {"case_number": OWN})
    text = lene.get(page).text
    assert OWN in text
    assert NUMBER not in text
    item = ActionItem.objects.get()
    assert (item.filed_under, item.version, item.moved_at) == (OWN, before + 1, None)
    assert Event.objects.get(kind="changed").changes == {"case_number": [None, OWN]}


def test_the_number_of_a_misread_day_follows_when_the_day_is_corrected(
    cast: Cast, meeting: Meeting
) -> None:
    right = date(2026, 3, 9)
    for day, number in ((meeting.held_on, NUMBER), (right, OWN)):
        PlannedMeeting.objects.create(committee=cast.committee, held_on=day, case_number=number)
    Meeting.objects.filter(pk=meeting.pk).update(case_number=NUMBER)

    def correct(day: date) -> str:
        meeting_correct(
            meeting=meeting, committee=cast.committee, held_on=day, by=cast.lene, now=NOW
        )
        return meeting.case_number

    assert correct(right) == OWN
    corrected = Event.objects.filter(kind="corrected").latest("pk")
    assert corrected.changes["case_number"] == [NUMBER, OWN]
    assert correct(date(2026, 3, 10)) == ""
    assert correct(right) == OWN
    Meeting.objects.filter(pk=meeting.pk).update(case_number="Egen 1")
    meeting.refresh_from_db()
    assert correct(meeting.held_on + timedelta(days=-7)) == "Egen 1"


def test_a_closed_item_and_one_without_minutes_are_filed_too(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    ActionItem.objects.update(status="done", closed_at=NOW, agenda_item=None, commitment=None)
    assert ActionItem.objects.get().filed_under == ""
    address = reverse("action_item_file_under", args=[action_item.pk])
    assert client_of(cast.lene).post(address, {"case_number": OWN}).status_code == 302
    assert ActionItem.objects.get().filed_under == OWN


def test_lists_are_narrowed_to_a_case_and_taken_along_with_it(
    cast: Cast, filed: Meeting, action_item: ActionItem, client_of
) -> None:
    lene = client_of(cast.lene)
    listed = reverse("action_items")
    assert action_item.task in lene.get(listed, {"case_number": NUMBER.lower()}).text
    assert action_item.task not in lene.get(listed, {"case_number": OWN}).text
    for number in (NUMBER, OWN):
        header, row = table(lene.get(listed, {"format": "csv"}).getvalue())
        assert dict(zip(header, row, strict=True))["Sagsnummer i ESDH"] == number
        set_own(action_item)
    assert action_item.task in lene.get(listed, {"case_number": OWN}).text
    assert action_item.task not in lene.get(listed, {"case_number": NUMBER}).text


def test_programs_read_it(cast: Cast, filed: Meeting, action_item: ActionItem, client_of) -> None:
    assert told_of(action_item)["case_number"] == NUMBER
    set_own(action_item)
    assert told_of(action_item)["case_number"] == OWN


def test_the_meetings_package_has_it_in_its_name_its_index_and_the_folder_of_an_own_case(
    cast: Cast, filed: Meeting, action_item: ActionItem, client_of
) -> None:
    set_own(action_item)
    lene, address = client_of(cast.lene), reverse("meeting_journal", args=[filed.pk])
    assert f"journalpakke-{NUMBER}-moede-{filed.pk}.zip" in lene.get(address)["Content-Disposition"]
    pack = package(lene, address)
    numbers = {row[3]: row[4] for row in table(pack.read("indeks.csv"))[1:]}
    assert numbers["referat/referat.txt"] == NUMBER
    assert numbers[f"opgaver/{OWN}-{action_item.pk}/forloeb.pdf"] == OWN
    assert set(numbers) == set(pack.namelist()) - {"indeks.csv"}


def test_a_number_makes_no_folder_of_its_own(
    cast: Cast, meeting: Meeting, action_item: ActionItem, client_of
) -> None:
    ActionItem.objects.update(case_number="../../2026/17")
    pack = package(client_of(cast.lene), reverse("meeting_journal", args=[meeting.pk]))
    assert not [name for name in pack.namelist() if ".." in name.split("/") or name.startswith("/")]


def test_one_item_has_a_package_without_the_minutes_of_others(
    cast: Cast, filed: Meeting, action_item: ActionItem, client_of
) -> None:
    lene, address = client_of(cast.lene), reverse("action_item_journal", args=[action_item.pk])
    assert address in lene.get(reverse("action_item", args=[action_item.pk])).text
    pack = package(lene, address)
    names = set(pack.namelist())
    index = table(pack.read("indeks.csv"))[1:]
    assert {row[3] for row in index} == names - {"indeks.csv"}
    assert {row[4] for row in index} == {NUMBER}
    assert f"opgaver/{action_item.pk}/forloeb.pdf" in names
    assert not [name for name in names if name.startswith("referat/")]
    assert len(table(pack.read("afgoerelser.csv"))) == 2
    noted = Event.objects.filter(kind=Event.Kind.EXPORTED).latest("pk")
    assert f"journalpakke for opgave {action_item.pk}: 1 opgaver" in noted.note


def test_what_comes_again_stays_in_the_case_of_its_own(
    cast: Cast, filed: Meeting, action_item: ActionItem
) -> None:
    ActionItem.objects.update(recurrence="yearly", case_number=OWN)
    renewal = item_renew(action_item=action_item, by=cast.lene, now=NOW)
    assert renewal.filed_under == OWN


def test_the_package_of_an_item_that_was_renewed_names_itself_and_not_the_renewal(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    ActionItem.objects.update(recurrence="monthly")
    renewal = item_renew(action_item=action_item, by=cast.lene, now=NOW)
    for item in (action_item, renewal):
        pack = package(client_of(cast.lene), reverse("action_item_journal", args=[item.pk]))
        (decided,) = table(pack.read("afgoerelser.csv"))[1:]
        assert decided[4] == str(item.pk)


@pytest.mark.parametrize(("who", "status"), [("ib", 403), ("eva", 404), ("anna", 403)])
def test_who_does_not_decide_on_the_item_gets_no_package(
    cast: Cast, action_item: ActionItem, client_of, who: str, status: int
) -> None:
    address = reverse("action_item_journal", args=[action_item.pk])
    assert client_of(getattr(cast, who)).get(address).status_code == status
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()

"""The meeting plan: planned, moved, called off; in as a table or a calendar, and out again."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actions.calendars import plan_of
from actions.models import ActionItem, Commitment
from actions.tasks import apply_house_rules
from meetings.models import ClosingDay, Event, Meeting, PlannedMeeting
from tests.actions.test_calendars import deadline_of
from tests.cast import NOW, TODAY, Cast, read_meeting

pytestmark = pytest.mark.django_db

LATER = date(2026, 4, 14)
CSV = "udvalg;dato;sted;aflyst\n"
CASES_CSV = "udvalg;dato;sted;aflyst;sagsnummer\n"
MOVED_CSV = "udvalg;dato;sted;aflyst;flyttet_fra\n"
ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Copenhagen:20260414T160000
SUMMARY:Møde i Kultur- og Fritidsudvalget
LOCATION:Rådhuset\\, lokale 2
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20260512
SUMMARY:KFU
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(cast: Cast, client_of) -> Client:
    return client_of(cast.bo)


def plan(cast: Cast, held_on: date = LATER, place: str = "Rådhuset") -> PlannedMeeting:
    return PlannedMeeting.objects.create(committee=cast.committee, held_on=held_on, place=place)


def upload(client: Client, text: str, **more: object):
    file = SimpleUploadedFile("plan.csv", text.encode())
    return client.post(reverse("meeting_plan_import"), {"file": file, **more}, follow=True)


def test_a_meeting_is_planned_and_deadlines_can_hang_on_it(client, cast) -> None:
    data = {"committee": cast.committee.pk, "held_on": "2026-04-14", "place": "Rådhuset"}
    page = client.post(reverse("planned_meeting_new"), data, follow=True)
    assert "Mødet er planlagt." in page.text
    assert "14-04-2026" in page.text
    assert plan_of(cast.committee).own == (LATER,)
    assert Event.objects.get().kind == Event.Kind.CREATED


def test_a_committee_meets_once_a_day(client, cast) -> None:
    plan(cast)
    data = {"committee": cast.committee.pk, "held_on": "2026-04-14", "place": "Biblioteket"}
    answer = client.post(reverse("planned_meeting_new"), data)
    assert answer.status_code == 422
    assert "Udvalget har allerede et møde den dag." in answer.text
    assert 'value="Biblioteket"' in answer.text
    assert PlannedMeeting.objects.count() == 1


def test_a_meeting_is_moved_and_the_log_says_from_where(client, cast) -> None:
    address = reverse("planned_meeting", args=[plan(cast).pk])
    seen = {"seen_on": "2026-04-14", "seen_place": "Rådhuset"}
    client.post(address, {"held_on": "2026-04-21", "place": "Rådhuset", **seen})
    assert PlannedMeeting.objects.get().held_on == date(2026, 4, 21)
    assert Event.objects.get().changes == {"held_on": ["2026-04-14", "2026-04-21"]}


def test_who_saw_an_older_plan_overwrites_nothing(client, cast) -> None:
    address = reverse("planned_meeting", args=[plan(cast).pk])
    PlannedMeeting.objects.update(held_on=date(2026, 4, 15))
    seen = {"seen_on": "2026-04-14", "seen_place": "Rådhuset"}
    answer = client.post(address, {"held_on": "2026-04-21", "place": "", **seen})
    assert answer.status_code == 409
    assert "En anden har rettet mødet imens." in answer.text
    assert PlannedMeeting.objects.get().held_on == date(2026, 4, 15)


def test_a_meeting_does_not_move_onto_another(client, cast) -> None:
    plan(cast, date(2026, 4, 21))
    address = reverse("planned_meeting", args=[plan(cast).pk])
    seen = {"seen_on": "2026-04-14", "seen_place": "Rådhuset"}
    answer = client.post(address, {"held_on": "2026-04-21", "place": "", **seen})
    assert answer.status_code == 422
    assert "Udvalget har allerede et møde den dag." in answer.text


def test_a_meeting_that_is_called_off_counts_no_more_and_can_be_held_all_the_same(
    client, cast
) -> None:
    planned = plan(cast)
    address = reverse("planned_meeting_cancel", args=[planned.pk])
    asked = client.post(address).text
    assert "Aflys mødet?" in asked
    assert "Ingen frister følger mødet." in asked
    assert plan_of(cast.committee).own == (LATER,)
    page = client.post(address, {"confirm": "yes"}, follow=True)
    assert "Mødet er aflyst." in page.text
    assert plan_of(cast.committee).own == ()
    for given in ({}, {"confirm": "yes"}):
        assert client.post(address, given).status_code == 409
    client.post(reverse("planned_meeting_restore", args=[planned.pk]))
    assert plan_of(cast.committee).own == (LATER,)


def test_before_it_is_called_off_it_is_told_what_follows_and_nothing_is_done(
    client, cast, bound
) -> None:
    def rows() -> list[object]:
        return [
            *PlannedMeeting.objects.values(),
            *ActionItem.objects.values(),
            *Event.objects.values(),
        ]

    before, address = rows(), reverse("planned_meeting_cancel", args=[bound.bound_to_id])
    asked = client.post(address).text
    assert "1 frist har ikke længere et møde. Sekretæren spørges under Afgørelser." in asked
    assert "Nej, behold det" in asked
    assert rows() == before
    PlannedMeeting.objects.create(committee=cast.committee, held_on=date(2026, 4, 21))
    before = rows()
    assert "1 frist følger med, og den ansvarlige får besked." in client.post(address).text
    assert rows() == before


def test_a_suggestion_that_waits_for_a_meeting_is_read_again_once_it_is_planned(
    client, cast
) -> None:
    assert deadline_of(cast, "til næste udvalgsmøde") is None
    form = {"committee": cast.committee.pk, "held_on": "2026-04-14"}
    page = client.post(reverse("planned_meeting_new"), form, follow=True)
    assert "1 referat under gennemgang læses igen efter planen." in page.text
    apply_house_rules()
    assert Commitment.objects.get().due == LATER
    address = reverse("planned_meeting", args=[PlannedMeeting.objects.get().pk])
    seen = {"seen_on": "2026-04-14", "seen_place": ""}
    client.post(address, {"held_on": "2026-04-15", "place": "", **seen})
    apply_house_rules()
    assert Commitment.objects.get().due == date(2026, 4, 15)


def test_a_file_of_meetings_lets_suggestions_be_read_again_too(client, cast) -> None:
    deadline_of(cast, "til næste udvalgsmøde")
    page = upload(client, f"{CSV}Kultur- og Fritidsudvalget;14-04-2026;;\n", store="")
    assert "1 referat under gennemgang læses igen efter planen." in page.text
    apply_house_rules()
    assert Commitment.objects.get().due == LATER


def test_a_deadline_at_a_meeting_of_a_month_moves_to_the_day_once_the_meeting_is_planned(
    client, cast
) -> None:
    assert deadline_of(cast, "på mødet i april") == date(2026, 4, 30)
    form = {"committee": cast.committee.pk, "held_on": "2026-04-14"}
    page = client.post(reverse("planned_meeting_new"), form, follow=True)
    assert "1 referat under gennemgang læses igen efter planen." in page.text
    apply_house_rules()
    assert Commitment.objects.get().due == LATER


def test_what_hangs_on_no_meeting_or_is_decided_is_not_read_again(client, cast) -> None:
    deadline_of(cast, "inden 1. april 2026")
    form = {"committee": cast.committee.pk, "held_on": "2026-04-14"}
    page = client.post(reverse("planned_meeting_new"), form, follow=True)
    assert "læses igen" not in page.text
    assert not Meeting.objects.filter(reread_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        ("2026-06-05", "05-06-2026 er grundlovsdag. Den næste arbejdsdag er mandag 8. juni 2026."),
        ("2026-04-06", "06-04-2026 er anden påskedag."),
        ("2026-04-18", "18-04-2026 er en lørdag. Den næste arbejdsdag er mandag 20. april 2026."),
        ("2026-04-17", "17-04-2026 er en lukkedag (Flytning)."),
        ("2026-04-14", ""),
    ],
)
def test_a_meeting_on_a_day_off_is_planned_with_a_hint(client, cast, day: str, hint: str) -> None:
    ClosingDay.objects.create(day="2026-04-17", name="Flytning")
    form = {"committee": cast.committee.pk, "held_on": day}
    page = client.post(reverse("planned_meeting_new"), form, follow=True)
    assert PlannedMeeting.objects.filter(held_on=day).exists()
    assert hint in page.text
    assert ("Den næste arbejdsdag" in page.text) is bool(hint)


def test_the_page_shows_what_is_to_come_and_all_when_asked(client, cast) -> None:
    plan(cast, date(2026, 1, 13))
    plan(cast, TODAY)
    assert "13-01-2026" not in client.get(reverse("meeting_plan")).text
    assert "03-03-2026" in client.get(reverse("meeting_plan")).text
    assert "13-01-2026" in client.get(reverse("meeting_plan"), {"vis": "alle"}).text
    other = {"udvalg": cast.other_committee.pk, "vis": "alle"}
    assert "13-01-2026" not in client.get(reverse("meeting_plan"), other).text


# --- what hangs on it ----------------------------------------------------------------------


@pytest.fixture
def bound(cast: Cast, action_item: ActionItem) -> ActionItem:
    """An item whose deadline was read from the meeting of 14 April."""
    ActionItem.objects.update(bound_to=plan(cast), bound_on=LATER, deadline=LATER)
    action_item.refresh_from_db()
    return action_item


def test_deadlines_follow_the_meeting_and_the_page_says_how_many(client, bound) -> None:
    address = reverse("planned_meeting", args=[bound.bound_to_id])
    assert "Andre frister bliver, som de er." in client.get(address).text
    seen = {"seen_on": "2026-04-14", "seen_place": "Rådhuset"}
    moved = {"held_on": "2026-04-21", "place": "Rådhuset", **seen}
    page = client.post(address, moved, follow=True)
    assert "Mødet er rettet. 1 frist følger med, og den ansvarlige får besked." in page.text
    bound.refresh_from_db()
    assert bound.deadline == date(2026, 4, 21)


def test_a_meeting_is_held_on_a_further_day_and_what_is_earlier_counts(client, bound) -> None:
    address = reverse("planned_meeting_split", args=[bound.bound_to_id])
    taken = client.post(address, {"held_on": "2026-04-14"})
    assert taken.status_code == 422
    assert "Udvalget har allerede et møde den dag." in taken.text
    page = client.post(address, {"held_on": "2026-04-13", "place": "Biblioteket"}, follow=True)
    assert "Mødet er delt i to. 1 frist følger med" in page.text
    bound.refresh_from_db()
    assert bound.deadline == date(2026, 4, 13)


def test_a_meeting_that_is_off_is_not_split(client, bound) -> None:
    PlannedMeeting.objects.update(is_cancelled=True)
    address = reverse("planned_meeting_split", args=[bound.bound_to_id])
    assert client.post(address, {"held_on": "2026-04-15"}).status_code == 409
    assert PlannedMeeting.objects.count() == 1


def test_the_secretary_is_asked_about_a_deadline_without_a_meeting(
    client, client_of, cast, bound
) -> None:
    cancel = reverse("planned_meeting_cancel", args=[bound.bound_to_id])
    page = client.post(cancel, {"confirm": "yes"}, follow=True)
    assert "1 frist har ikke længere et møde. Sekretæren spørges under Afgørelser." in page.text
    lene = client_of(cast.lene)
    assert "frist uden møde" in lene.get(reverse("home")).text
    asked = lene.get(reverse("decisions")).text
    assert "Frister, hvis møde er aflyst" in asked
    assert bound.task in asked
    item = lene.get(reverse("action_item", args=[bound.pk])).text
    assert "er aflyst, og der er ikke planlagt et nyt." in item
    assert bound.task not in client_of(cast.eva).get(reverse("decisions")).text
    assert "Frister, hvis møde" not in client_of(cast.mads).get(reverse("decisions")).text


def test_the_secretary_keeps_the_deadline_as_it_was_seen(client, client_of, cast, bound) -> None:
    client.post(reverse("planned_meeting_cancel", args=[bound.bound_to_id]), {"confirm": "yes"})
    bound.refresh_from_db()
    lene, address = client_of(cast.lene), reverse("action_item_unbind", args=[bound.pk])
    assert lene.post(address, {"version": bound.version - 1}).status_code == 409
    page = lene.post(address, {"version": bound.version}, follow=True)
    assert "Fristen bliver, som den er, også hvis mødet flyttes." in page.text
    assert "Frister, hvis møde" not in lene.get(reverse("decisions")).text
    bound.refresh_from_db()
    assert (bound.deadline, bound.bound_to) == (LATER, None)


def test_an_owner_sees_the_meeting_and_cannot_let_go_of_it(client_of, cast, bound) -> None:
    page = client_of(cast.anna).get(reverse("action_item", args=[bound.pk])).text
    assert "Kultur- og Fritidsudvalget. Flyttes mødet, flytter fristen med." in page
    assert "Lad fristen stå fast" not in page


def test_another_calendar_moves_a_meeting_it_knows_by_name(client, cast, bound) -> None:
    upload(client, ICS, store="")
    moved = ICS.replace("20260414T160000", "20260421T160000")
    page = upload(client, moved)
    assert "flyttes fra 14-04-2026" in page.text
    assert "1 frist følger med" in page.text
    bound.refresh_from_db()
    assert bound.deadline == LATER  # shown, not done
    page = upload(client, moved, store="")
    assert "0 nye, 1 rettet. 1 frist følger med" in page.text
    bound.refresh_from_db()
    assert bound.deadline == date(2026, 4, 21)
    assert "Filen ændrer ingenting." in upload(client, moved).text
    log = Event.objects.get(subject=Event.Subject.REGISTER, changes__has_key="held_on")
    assert log.changes["held_on"] == ["2026-04-14", "2026-04-21"]


def test_meetings_that_move_up_one_after_another_each_keep_what_hangs_on_them(
    client, cast, bound
) -> None:
    both = ICS.replace("STATUS:CANCELLED\n", "").replace("20260512", "20260421")
    upload(client, both, store="")
    moved = both.replace("20260421", "20260428").replace("20260414T", "20260421T")
    upload(client, moved, store="")
    days = PlannedMeeting.objects.order_by("held_on").values_list("uid", "held_on")
    assert list(days) == [("1", date(2026, 4, 21)), ("2", date(2026, 4, 28))]
    bound.refresh_from_db()
    assert bound.deadline == date(2026, 4, 21)


def test_a_name_that_several_meetings_share_moves_none_of_them(client, cast, bound) -> None:
    shared = ICS.replace("UID:2", "UID:1")
    upload(client, shared, store="")
    moved = shared.replace("20260414T160000", "20260421T160000")
    assert "flyttes fra" not in upload(client, moved, store="").text
    bound.refresh_from_db()
    assert bound.deadline == LATER


def test_a_table_says_from_which_day_a_meeting_was_moved(client, cast, bound) -> None:
    table = MOVED_CSV + "KFU;2026-04-21;Rådhuset;;2026-04-14\n"
    assert "flyttes fra 14-04-2026" in upload(client, table).text
    upload(client, table, store="")
    assert PlannedMeeting.objects.get().held_on == date(2026, 4, 21)
    bound.refresh_from_db()
    assert bound.deadline == date(2026, 4, 21)
    assert "Filen ændrer ingenting." in upload(client, table).text


def test_a_table_divides_a_meeting(client, cast, bound) -> None:
    table = MOVED_CSV + (
        "KFU;2026-04-21;Rådhuset;;2026-04-14\nKFU;2026-04-13;Rådhuset;;2026-04-14\n"
    )
    upload(client, table, store="")
    part = PlannedMeeting.objects.get(split_from__isnull=False)
    assert part.split_from_id == bound.bound_to_id
    bound.refresh_from_db()
    assert bound.deadline == date(2026, 4, 13)
    assert "Filen ændrer ingenting." in upload(client, table).text


def test_two_meetings_that_change_days_with_each_other_are_refused(client, cast) -> None:
    both = ICS.replace("STATUS:CANCELLED\n", "").replace("20260512", "20260421")
    upload(client, both, store="")
    swapped = both.replace("20260421", "DAY").replace("20260414T", "20260421T")
    answer = upload(client, swapped.replace("DAY", "20260414"), store="")
    assert answer.status_code == 422
    assert "Udvalget har allerede et møde den dag." in answer.text


# --- as a file -----------------------------------------------------------------------------


def test_another_calendar_is_shown_first_and_then_stored(client, cast) -> None:
    left = plan(cast, date(2026, 4, 28))
    page = upload(client, ICS)
    assert "14-04-2026: Kultur- og Fritidsudvalget, Rådhuset, lokale 2" in page.text
    assert "12-05-2026: Kultur- og Fritidsudvalget (aflyst)" in page.text
    assert "Står ikke i filen" in page.text
    assert "28-04-2026" in page.text
    assert PlannedMeeting.objects.count() == 1
    stored = {"content": page.context["content"], "store": ""}
    page = client.post(reverse("meeting_plan_import"), stored, follow=True)
    assert "Mødeplanen er indlæst: 2 nye, 0 rettet." in page.text
    assert plan_of(cast.committee).own == (LATER, left.held_on)


def test_a_calendar_that_names_no_committee_is_that_of_the_one_chosen(client, cast) -> None:
    nameless = ICS.replace("Møde i Kultur- og Fritidsudvalget", "Ordinært møde").replace(
        "SUMMARY:KFU", "SUMMARY:Ordinært møde"
    )
    answer = upload(client, nameless)
    assert answer.status_code == 422
    assert "Linje 1: Udvalget »Ordinært møde« findes ikke i registret." in answer.text
    page = upload(client, nameless, committee=cast.other_committee.pk)
    assert f'name="committee" value="{cast.other_committee.pk}"' in page.text
    upload(client, nameless, committee=cast.other_committee.pk, store="")
    assert plan_of(cast.other_committee).own == (LATER,)


def test_an_evening_in_another_zone_falls_on_the_day_it_is_here(client, cast) -> None:
    late = ICS.replace(";TZID=Europe/Copenhagen:20260414T160000", ":20260414T230000Z")
    upload(client, late, store="")
    assert plan_of(cast.committee).own == (date(2026, 4, 15),)


def test_what_goes_out_comes_in_again_unchanged_and_runs_nothing(client, cast) -> None:
    plan(cast, place="=1+1")
    PlannedMeeting.objects.create(
        committee=cast.other_committee, held_on=TODAY, place='Sal "B"; 2', is_cancelled=True
    )
    content = client.get(reverse("meeting_plan_export")).content.decode("utf-8-sig")
    assert ";'=1+1;" in content
    page = upload(client, content)
    assert "Filen ændrer ingenting." in page.text
    PlannedMeeting.objects.all().delete()
    upload(client, content, store="")
    rows = PlannedMeeting.objects.values_list("place", "is_cancelled")
    assert set(rows) == {("=1+1", False), ('Sal "B"; 2', True)}


def test_a_file_may_name_the_case_and_one_without_the_column_leaves_it(client, cast) -> None:
    planned = plan(cast)
    day = planned.held_on.strftime("%d-%m-%Y")
    page = upload(client, CASES_CSV + f"KFU;{day};{planned.place};;EMN-2026-17\n")
    assert "EMN-2026-17" in page.text
    planned.refresh_from_db()
    assert planned.case_number == ""
    upload(client, CASES_CSV + f"KFU;{day};{planned.place};;EMN-2026-17\n", store="")
    planned.refresh_from_db()
    assert planned.case_number == "EMN-2026-17"
    assert "EMN-2026-17" in client.get(reverse("meeting_plan") + "?vis=alle").text
    assert "EMN-2026-17" in client.get(reverse("meeting_plan_export")).content.decode()
    upload(client, CSV + f"KFU;{day};Biblioteket;\n", store="")
    planned.refresh_from_db()
    assert (planned.place, planned.case_number) == ("Biblioteket", "EMN-2026-17")


def test_a_number_that_is_too_long_is_refused_with_its_line(client, cast) -> None:
    planned = plan(cast)
    day = planned.held_on.strftime("%d-%m-%Y")
    page = upload(client, CASES_CSV + f"KFU;{day};;;{'9' * 61}\n")
    assert page.status_code == 422
    assert "sagsnummer" in page.text


def test_minutes_that_come_in_have_the_number_of_their_day_in_the_plan(cast) -> None:
    minutes = "Kultur- og Fritidsudvalget\n\nReferat af mødet den 2. marts 2026\n\n"
    minutes += "Punkt 1: Godkendelse af dagsorden\n\nDagsordenen blev godkendt.\n"
    common = {"held_on": date(2026, 3, 2)}
    PlannedMeeting.objects.create(
        committee=cast.other_committee, case_number="EMN-2026-99", **common
    )
    PlannedMeeting.objects.create(committee=cast.committee, case_number="EMN-2026-17", **common)
    assert read_meeting(cast, minutes).case_number == "EMN-2026-17"


def test_a_place_that_changes_and_a_meeting_called_off_are_shown(client, cast) -> None:
    plan(cast)
    page = upload(client, CSV + "KFU;14-04-2026;Biblioteket;ja\n")
    assert "sted: Rådhuset → Biblioteket, aflyses" in page.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x\n", "første linje skal være udvalg;dato;sted;aflyst"),
        (CSV + "Findes ikke;2026-04-14;;\n", "Linje 2: Udvalget »Findes ikke« findes ikke"),
        (CSV + "KFU;31-04-2026;;\n", "Linje 2, kolonnen »dato«"),
        (CSV + "KFU;;;\n", "Linje 2, kolonnen »dato«: datoen mangler"),
        (CSV + "KFU;2026-04-14;;måske\n", "kolonnen »aflyst«: »måske« er ikke et gyldigt svar"),
        (CSV + "KFU;2026-04-14;;\nKFU;2026-04-14;;\n", "Linje 3: Det samme møde står i linje 2."),
        (CSV + f"KFU;2026-04-14;{'x' * 301};\n", "længere end 300 tegn"),
        (CSV + "KFU;2026-04-14;;;;\n", "6 felter, men kun 4 kolonner"),
        (CSV + "KFU;2026-04-14;;\n" * 2001, "flere end 2.000 linjer"),
        (ICS.replace("UID:2", "RRULE:FREQ=MONTHLY"), "»KFU« gentager sig"),
        (ICS.replace("DTSTART;VALUE=DATE:20260512\n", ""), "begivenheden har ingen dato"),
        ("BEGIN:VCALENDAR\nvrøvl\n", "kan ikke læses som iCalendar"),
    ],
)
@pytest.mark.parametrize("store", [{}, {"store": ""}])
def test_a_bad_file_says_where_and_saves_nothing(client, cast, text, told, store) -> None:
    answer = upload(client, text, **store)
    assert answer.status_code == 422
    assert told in answer.text
    assert not PlannedMeeting.objects.exists()
    assert not Event.objects.exists()


def test_the_empty_choice_asks_for_a_committee(cast: Cast, client: Client) -> None:
    text = client.get(reverse("meeting_plan")).text
    assert '<option value="" selected>Vælg udvalg</option>' in text
    assert "---------" not in text

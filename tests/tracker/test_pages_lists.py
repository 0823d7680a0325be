"""The lists: turned by key, kept as views, taken along as files, changed many at once, and mine."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from actions.models import ActionItem
from actions.services.action_items import action_item_create
from meetings.models import AgendaItem, Person, Role, User
from tests.cast import NOW, TODAY, Cast, make_action_item
from tracker.models import SavedView

LIST = reverse("action_items")
BULK = reverse("action_items_bulk")
PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|cmd", "%0A", "  =1+1", "http://x.dk"]


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def make(cast: Cast, task: str, *, deadline: date | None = None, **columns) -> ActionItem:
    action_item = action_item_create(
        committee=cast.committee,
        agenda_item=None,
        task=task,
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=deadline,
        is_closed=False,
        by=cast.lene,
        now=NOW,
    )
    ActionItem.objects.filter(pk=action_item.pk).update(**columns)
    return action_item


def read_all(client: Client, query: str) -> list[int]:
    """Return the rows of all pages from the first to the last, then see them back again."""
    pages, extra = [], ""
    while True:
        context = client.get(f"{LIST}?{query}{extra}").context
        pages.append([row.pk for row in context["rows"]])
        if not context["page"].after:
            break
        extra = f"&efter={context['page'].after}"
    back = [pages[-1]]
    while context["page"].before:
        context = client.get(f"{LIST}?{query}&foer={context['page'].before}").context
        back.insert(0, [row.pk for row in context["rows"]])
    assert back == pages
    return [pk for page in pages for pk in page]


class TestTurning:
    @pytest.mark.parametrize("sort", ["frist", "frist-sidst", "nyeste", "aeldste"])
    def test_each_row_is_met_once_however_many_share_a_deadline(self, cast, client_of, sort):
        days = [TODAY, None, TODAY, TODAY + timedelta(days=9)]
        for number in range(120):
            make(cast, f"Opgave {number}", deadline=days[number % 4])
        met = read_all(client_of(cast.lene), f"status=open&sort={sort}")
        assert len(met) == len(set(met)) == 120
        items = ActionItem.objects.in_bulk()
        keys = [(items[pk].deadline_key, pk) if "frist" in sort else pk for pk in met]
        assert keys == sorted(keys, reverse=sort in {"frist-sidst", "nyeste"})

    def test_without_a_deadline_comes_last(self, cast, client_of):
        undated, dated = make(cast, "Uden"), make(cast, "Med", deadline=date(2030, 1, 1))
        assert read_all(client_of(cast.lene), "status=open") == [dated.pk, undated.pk]

    @pytest.mark.parametrize("key", ["x", "2026-02-31_1", "9_9", "_", "1" * 40, "2026-01-01_²"])
    def test_a_key_that_cannot_be_read_shows_the_first_page(self, cast, client_of, key):
        item = make(cast, "Den første")
        answer = client_of(cast.lene).get(LIST, {"efter": key})
        assert [row.pk for row in answer.context["rows"]] == [item.pk]

    def test_the_pages_keep_what_the_list_is_narrowed_to(self, cast, client_of):
        for number in range(51):
            make(cast, f"Ring {number}")
        page = client_of(cast.lene).get(f"{LIST}?text=Ring&sort=nyeste").text
        assert re.search(r'href="\?text=Ring&amp;sort=nyeste&amp;efter=\d+"', page)

    def test_more_than_a_thousand_are_not_counted(self, cast, client_of):
        make(cast, "En")
        columns = {"committee": cast.committee, "assigned_at": NOW, "created_at": NOW}
        ActionItem.objects.bulk_create(ActionItem(task="x", **columns) for _ in range(1000))
        client = client_of(cast.lene)
        assert "Mere end 1.000 opgaver" in client.get(LIST).text
        assert client.get(LIST, {"text": "En"}).context["count"].number == 1


class TestNarrowing:
    @pytest.mark.parametrize("text", ["aagade", "Ågade", "ÅGADE"])
    def test_double_a_and_its_ring_are_one_letter(self, cast, client_of, text):
        make(cast, "Ring til Ågade 3")
        make(cast, "Ring til Aagade 5")
        found = client_of(cast.lene).get(LIST, {"text": text}).context["rows"]
        assert len(found) == 2

    def test_what_has_been_silent(self, cast, client_of):
        long_ago = NOW - timedelta(days=15)
        silent = make(cast, "Stille", moved_at=long_ago, assigned_at=long_ago)
        make(cast, "I gang")
        found = client_of(cast.lene).get(LIST, {"status": "silent"}).context["rows"]
        assert [row.pk for row in found] == [silent.pk]

    def test_a_meeting(self, cast, meeting, action_item, client_of):
        make(cast, "Uden møde")
        answer = client_of(cast.lene).get(LIST, {"meeting": meeting.pk})
        assert [row.pk for row in answer.context["rows"]] == [action_item.pk]
        assert "Kun fra mødet" in answer.text
        assert client_of(cast.eva).get(LIST, {"meeting": meeting.pk}).status_code == 422

    def test_the_day_of_closing_begins_at_midnight(self, cast, client_of):
        make(cast, "Før", status="done", closed_at=NOW.replace(day=2, hour=22, minute=59))
        on_the_day = make(cast, "På", status="done", closed_at=NOW.replace(day=2, hour=23))
        found = client_of(cast.lene).get(LIST, {"status": "done", "closed_from": "2026-03-03"})
        assert [row.pk for row in found.context["rows"]] == [on_the_day.pk]


class TestExcel:
    def sheet(self, answer) -> str:
        book = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
        assert not [name for name in book.namelist() if "hyperlink" in name.lower()]
        return "".join(
            book.read(name).decode() for name in book.namelist() if name.startswith("xl/work")
        )

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_a_spreadsheet_runs_nothing(self, cast, client_of, payload):
        make(cast, payload)
        sheet = self.sheet(client_of(cast.lene).get(LIST, {"format": "xlsx"}))
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert payload.strip() in sheet

    def test_closed_items_are_in_nobody_elses(self, cast, meeting, client_of):
        action_item = make_action_item(meeting, owner_person=cast.anna_holm)
        AgendaItem.objects.update(is_closed=True)
        query = {"format": "xlsx", "status": "all"}
        assert action_item.task not in self.sheet(client_of(cast.ib).get(LIST, query))
        assert action_item.task in self.sheet(client_of(cast.lene).get(LIST, query))


class TestSeveralAtOnce:
    def send(self, client: Client, items: list[ActionItem], **given):
        form = {
            "items": [f"{item.pk}:{item.version}" for item in items],
            "reason": "Nyt budget.",
            "query": "status=open",
            **given,
        }
        return client.post(BULK, form, follow=True)

    @pytest.fixture
    def items(self, cast) -> list[ActionItem]:
        rows = [make(cast, f"Opgave {number}", deadline=date(2026, 4, 1)) for number in range(3)]
        return list(ActionItem.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))

    def test_all_are_given_to_another(self, cast, items, client_of):
        answer = self.send(client_of(cast.lene), items[:2], what="assign", owner="Teknik og Miljø")
        assert "2 opgaver er ændret." in answer.text
        assert ActionItem.objects.filter(owner_unit=cast.other_unit).count() == 2

    def test_all_are_put_off(self, cast, items, client_of):
        self.send(client_of(cast.lene), items, what="postpone", deadline="2026-05-01")
        assert ActionItem.objects.filter(deadline=date(2026, 5, 1), extensions=1).count() == 3

    def test_all_lapse(self, cast, items, client_of):
        self.send(client_of(cast.lene), items, what="withdraw")
        assert ActionItem.objects.filter(status="cancelled").count() == 3

    def test_each_that_is_refused_says_why(self, cast, items, client_of):
        client = client_of(cast.lene)
        ActionItem.objects.filter(pk=items[0].pk).update(version=9)
        ActionItem.objects.filter(pk=items[1].pk).update(deadline=date(2026, 6, 1))
        answer = self.send(client, items, what="postpone", deadline="2026-05-01")
        assert answer.status_code == 409
        assert "1 opgave er ændret." in answer.text
        assert "Den er ændret, siden du åbnede listen." in answer.text
        assert "Den nye frist skal ligge efter 01-06-2026." in answer.text

    def test_a_double_click_does_it_once(self, cast, items, client_of):
        client = client_of(cast.lene)
        self.send(client, items, what="postpone", deadline="2026-05-01")
        assert self.send(client, items, what="postpone", deadline="2026-06-01").status_code == 409
        assert ActionItem.objects.filter(extensions=1).count() == 3

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"what": ""}, "Vælg, hvad der skal ske."),
            ({"what": "assign"}, "Skriv, hvem der skal have opgaverne."),
            ({"what": "postpone"}, "Skriv den nye frist."),
            ({"what": "withdraw", "reason": ""}, "Skriv hvorfor."),
        ],
    )
    def test_what_is_missing_is_said_and_the_choice_is_kept(
        self, cast, items, client_of, given, said
    ):
        answer = self.send(client_of(cast.lene), items, **given)
        assert answer.status_code == 422
        assert said in answer.text
        assert answer.text.count("checked") == 3
        assert ActionItem.objects.filter(version=1, status="open").count() == 3

    def test_the_list_asks_first_what_is_to_be_done(self, cast, items, client_of):
        answer = client_of(cast.lene).post(BULK, {"items": [f"{items[0].pk}:1"]})
        assert answer.status_code == 200
        assert "Opgave 0" in answer.text
        assert "Vælg, hvad der skal ske" in answer.text
        assert ActionItem.objects.filter(version=1, status="open").count() == 3

    def test_nothing_ticked_changes_nothing(self, cast, items, client_of):
        answer = self.send(client_of(cast.lene), [], what="withdraw")
        assert "Sæt kryds ved de opgaver, det gælder." in answer.text

    @pytest.mark.parametrize("other", ["ib", "mads", "anna"])
    def test_others_change_nothing(self, cast, items, client_of, other):
        answer = self.send(client_of(getattr(cast, other)), items, what="withdraw")
        assert answer.status_code == 403
        assert ActionItem.objects.filter(status="open").count() == 3

    def test_of_another_committees_items_nothing_is_said(self, cast, items, client_of):
        answer = self.send(client_of(cast.eva), items, what="withdraw")
        assert "Opgave 0" not in answer.text
        assert ActionItem.objects.filter(status="open").count() == 3


class TestSavedViews:
    def save(self, client: Client, **given):
        form = {"name": "Sene", "query": "status=late&efter=1", **given}
        return client.post(reverse("saved_view_save"), form, follow=True)

    def test_it_is_found_again_without_the_page_of_it(self, cast, client_of):
        answer = self.save(client_of(cast.lene))
        assert "Visningen »Sene« er gemt." in answer.text
        assert f'href="{LIST}?status=late"' in answer.text

    def test_the_same_name_takes_its_place(self, cast, client_of):
        client = client_of(cast.lene)
        self.save(client)
        self.save(client, query="status=undated")
        assert SavedView.objects.get().query == "status=undated"

    def test_the_first_one_is_shown_first_and_there_is_one(self, cast, client_of):
        client = client_of(cast.lene)
        self.save(client, is_default="on")
        self.save(client, name="Uden", query="status=undated", is_default="on")
        assert client.get(LIST)["Location"] == f"{LIST}?status=undated"
        assert client.get(f"{LIST}?status=open").status_code == 200

    def test_shared_it_is_seen_by_the_committees_secretaries_alone(self, cast, client_of):
        self.save(client_of(cast.lene), shared_with=cast.committee.pk)
        assert "delt af lene" in client_of(cast.bo).get(f"{LIST}?status=open").text
        for other in (cast.eva, cast.ib, cast.mads):
            assert "Sene" not in client_of(other).get(f"{LIST}?status=open").text

    def test_of_two_committees_it_is_shared_with_one(self, cast, client_of):
        """What Lene looks for in one committee is nothing to the secretary of the other."""
        Role.objects.create(
            user=cast.lene, kind=Role.Kind.SECRETARY, committee=cast.other_committee
        )
        self.save(client_of(cast.lene), query="text=hemmeligt", shared_with=cast.committee.pk)
        page = client_of(cast.eva).get(f"{LIST}?status=open").text
        assert "Sene" not in page
        assert "hemmeligt" not in page
        self.save(client_of(cast.lene), shared_with=cast.other_committee.pk)
        assert "delt af lene" in client_of(cast.eva).get(f"{LIST}?status=open").text

    def test_shared_with_those_of_all_committees_it_is_theirs_alone(self, cast, client_of):
        self.save(client_of(cast.bo), shared_with="alle")
        Role.objects.create(user=cast.ib, kind=Role.Kind.SECRETARY)
        assert "delt af bo" in client_of(cast.ib).get(f"{LIST}?status=open").text
        assert "Sene" not in client_of(cast.lene).get(f"{LIST}?status=open").text

    @pytest.mark.parametrize("who", ["ib", "mads", "anna", "eva", "lene"])
    def test_nobody_shares_with_a_committee_of_others(self, cast, client_of, who):
        strange = cast.other_committee if who != "eva" else cast.committee
        for team in (strange.pk, "alle"):
            self.save(client_of(getattr(cast, who)), shared_with=team)
        assert not SavedView.objects.exists()

    def test_through_it_each_sees_what_is_theirs(self, cast, client_of):
        make(cast, "Kun vores")
        self.save(client_of(cast.bo), query="status=open", shared_with=cast.other_committee.pk)
        page = client_of(cast.eva).get(f"{LIST}?status=open").text
        assert "delt af bo" in page
        assert "Kun vores" not in page

    def test_it_is_put_away_by_its_owner_alone(self, cast, client_of):
        self.save(client_of(cast.lene), shared_with=cast.committee.pk)
        address = reverse("saved_view_remove", args=[SavedView.objects.get().pk])
        assert client_of(cast.bo).post(address).status_code == 404
        assert "Visningen er fjernet." in client_of(cast.lene).post(address, follow=True).text
        assert client_of(cast.lene).post(address).status_code == 404

    def test_without_a_name_it_is_not_kept(self, cast, client_of):
        assert "Skriv et navn." in self.save(client_of(cast.lene), name=" ").text
        assert not SavedView.objects.exists()


class TestMine:
    def test_they_are_grouped_by_when(self, cast: Cast, client_of):
        late = make(cast, "For sent")
        ActionItem.objects.filter(pk=late.pk).update(deadline=TODAY - timedelta(days=1))
        make(cast, "Søndag", deadline=date(2026, 3, 8))
        make(cast, "Mandag", deadline=date(2026, 3, 9))
        make(cast, "Engang")
        make(cast, "Svaret", status="answered")
        groups = client_of(cast.anna).get(reverse("my_items")).context["groups"]
        assert [(group.name, [row.task for row in group.rows]) for group in groups] == [
            ("late", ["For sent"]),
            ("week", ["Søndag"]),
            ("later", ["Mandag"]),
            ("undated", ["Engang"]),
            ("answered", ["Svaret"]),
        ]

    def test_nothing_to_do_says_so(self, cast, client_of):
        page = client_of(cast.anna).get(reverse("my_items")).text
        assert "Du har ingen opfølgninger lige nu." in page

    def test_what_is_finished_is_gone(self, cast, client_of):
        make(cast, "Færdig", status="done", closed_at=NOW)
        assert "Færdig" not in client_of(cast.anna).get(reverse("my_items")).text


@pytest.mark.parametrize("user", ["lene", "mads", "ib", "anna", "bo"])
def test_a_long_list_costs_twelve_questions(
    cast, client_of, django_assert_max_num_queries, user
) -> None:
    people = [Person.objects.create(name=f"Person {n}", unit=cast.unit) for n in range(5)]
    for number in range(60):
        make(cast, f"Opgave {number}", owner_person=people[number % 5])
    client: Client = client_of(User.objects.get(username=user))
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(f"{LIST}?status=open&sort=nyeste&unit={cast.unit.pk}")

"""The register: looked at by secretaries, kept true by administrators, in and out as a file."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.models import ActionItem
from meetings.models import Alias, Committee, Event, Person, Role, Unit, User
from tests.cast import Cast

FILE = """type;navn;kort;titel;email;hører_til;leder;gyldig_fra;gyldig_til
udvalg;Børne- og Ungeudvalget;BUU;;;;;;
enhed;Kultur og Fritid;KUF;;kf@noerrevang.example;Kultur og Borgere;;;
enhed;Skole og Dagtilbud;SD;;;Kultur og Borgere;;;
person;Søren Ågård;SÅ;Afdelingsleder;soeren@noerrevang.example;Skole og Dagtilbud;;;
alias;Skoleafdelingen;;;;Skole og Dagtilbud;;2020-01-01;31-12-2024
"""


def upload(text: str | bytes, name: str = "register.csv") -> dict[str, SimpleUploadedFile]:
    content = text.encode() if isinstance(text, str) else text
    return {"file": SimpleUploadedFile(name, content, content_type="text/csv")}


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Committee, Unit, Person, Alias, Event))


class TestLooking:
    @pytest.mark.parametrize("who", ["lene", "bo"])
    @pytest.mark.parametrize(
        ("chosen", "name"),
        [
            ("committees", "Kultur- og Fritidsudvalget"),
            ("units", "Kultur og Fritid"),
            ("people", "Anna Holm"),
            ("aliases", "Kulturforvaltningen"),
        ],
    )
    def test_each_list_is_shown(self, cast: Cast, client_of, who, chosen, name):
        Alias.objects.create(text="Kulturforvaltningen", unit=cast.unit)
        answer = client_of(getattr(cast, who)).get(reverse("register"), {"vis": chosen})
        assert name in answer.text
        assert "Enheder (3)" in answer.text

    @pytest.mark.parametrize("who", ["ib", "anna", "mads"])
    @pytest.mark.parametrize("name", ["register", "register_export"])
    def test_it_is_not_for_others(self, cast: Cast, client_of, who, name):
        assert client_of(getattr(cast, who)).get(reverse(name)).status_code == 403

    @pytest.mark.parametrize("name", ["register", "register_export"])
    def test_nobody_sees_it_without_a_login(self, client, db, name):
        assert client.get(reverse(name)).status_code == 302

    def test_a_secretary_is_offered_no_change(self, cast: Cast, client_of):
        page = client_of(cast.lene).get(reverse("register")).text
        assert reverse("register_import") not in page
        assert reverse("admin:index") not in page

    def test_an_empty_list_says_so(self, cast: Cast, client_of):
        answer = client_of(cast.lene).get(reverse("register"), {"vis": "aliases"})
        assert "Her er ingen endnu." in answer.text

    def test_a_list_costs_few_questions(self, cast, client_of, django_assert_max_num_queries):
        client = client_of(cast.bo)
        with django_assert_max_num_queries(12):
            client.get(reverse("register"), {"vis": "units"})


class TestImport:
    def test_it_is_shown_first_and_nothing_is_saved(self, cast: Cast, client_of):
        before = counts()
        answer = client_of(cast.bo).post(reverse("register_import"), upload(FILE))
        shown = answer.context["preview"]
        assert [line.name for line in shown.created] == [
            "Børne- og Ungeudvalget",
            "Skole og Dagtilbud",
            "Søren Ågård",
            "Skoleafdelingen",
        ]
        assert [(line.name, line.changes) for line in shown.changed] == [
            ("Kultur og Fritid", ("kort: KF → KUF",))
        ]
        assert counts() == before

    def test_what_was_shown_is_stored_when_confirmed(self, cast: Cast, client_of):
        client = client_of(cast.bo)
        content = client.post(reverse("register_import"), upload(FILE)).context["content"]
        answer = client.post(
            reverse("register_import"), {"content": content, "store": ""}, follow=True
        )
        assert "Registret er indlæst: 4 nye, 1 rettet." in answer.text
        assert Person.objects.get(name="Søren Ågård").unit.name == "Skole og Dagtilbud"
        assert Event.objects.get(kind=Event.Kind.IMPORTED).by == cast.bo

    def test_two_who_would_share_initials_are_named_before_and_after(self, cast: Cast, client_of):
        client = client_of(cast.bo)
        text = "type;navn;kort\nperson;Arne Holt;AH\nperson;Dorte Ny;DN\n"
        words = "Anna Holm og Arne Holt har samme initialer, »AH«."
        shown = client.post(reverse("register_import"), upload(text)).text
        assert words in shown
        assert "Dorte Ny og" not in shown
        assert Person.objects.count() == 1
        stored = client.post(
            reverse("register_import"), {"content": text, "store": ""}, follow=True
        )
        assert words in stored.text
        assert Person.objects.filter(initials="AH").count() == 2

    def test_who_has_left_shares_no_initials(self, cast: Cast, client_of):
        Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
        text = "type;navn;kort\nperson;Arne Holt;AH\n"
        shown = client_of(cast.bo).post(reverse("register_import"), upload(text)).text
        assert "har samme initialer" not in shown

    def test_a_second_time_there_is_nothing_to_do(self, cast: Cast, client_of):
        client = client_of(cast.bo)
        client.post(reverse("register_import"), {"content": FILE, "store": ""})
        answer = client.post(reverse("register_import"), upload(FILE))
        assert (answer.context["preview"].created, answer.context["preview"].changed) == ((), ())
        assert "Filen ændrer ingenting." in answer.text
        assert "Gem ændringerne" not in answer.text

    def test_a_person_who_gains_an_address_is_shown_as_changed(self, cast: Cast, client_of):
        Person.objects.create(name="Jens Krog")
        gained = "type;navn;email\nperson;Jens Krog;jk@noerrevang.example\n"
        shown = client_of(cast.bo).post(reverse("register_import"), upload(gained))
        assert shown.context["preview"].created == ()
        assert [line.changes for line in shown.context["preview"].changed] == [
            ("e-mail: tom → jk@noerrevang.example",)
        ]

    def test_a_unit_that_moves_is_shown(self, cast: Cast, client_of):
        moved = "type;navn;kort;email;hører_til\nenhed;Teknik og Miljø;TM;;Kultur og Borgere\n"
        answer = client_of(cast.bo).post(reverse("register_import"), upload(moved))
        assert [line.changes for line in answer.context["preview"].changed] == [
            ("hører til: tom → Kultur og Borgere",)
        ]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "fil er tom"),
            ("type;navn;farve\n", "Linje 1, kolonnen »farve«"),
            ("type;navn\nhus;Rådhuset\n", "kolonnen »type«: »hus« er ikke en type"),
            ("type;navn;gyldig_fra\nenhed;Park;31-04-2026\n", "»31-04-2026« er ikke en dato"),
            (
                "type;navn;hører_til\nperson;Per Dam;Ukendt enhed\n",
                "Linje 2: Enheden Ukendt enhed findes ikke",
            ),
            (
                "type;navn;leder\nudvalg;Havneudvalget;\nenhed;Havnen;Ingen Her\n",
                "Linje 3: Der findes hverken en enhed eller en person ved navn Ingen Her",
            ),
            ("type;navn\n" + "udvalg;Skole\n" * 10_001, "flere end 10.000 linjer"),
            (b"\x00\x01", "Filen er ikke en CSV-fil."),
            (b"a" * (1024 * 1024 + 1), "Filen er større end 1 MB."),
        ],
    )
    @pytest.mark.parametrize("store", [{}, {"store": ""}])
    def test_a_bad_file_says_where_and_saves_nothing(
        self, cast: Cast, client_of, text, words, store
    ):
        before = counts()
        answer = client_of(cast.bo).post(reverse("register_import"), {**upload(text), **store})
        assert answer.status_code == 422
        assert words in answer.text
        assert counts() == before

    def test_no_file_at_all(self, cast: Cast, client_of):
        answer = client_of(cast.bo).post(reverse("register_import"))
        assert answer.status_code == 422
        assert "Vælg en fil." in answer.text

    def test_a_file_from_an_older_excel_keeps_its_letters(self, cast: Cast, client_of):
        content = FILE.encode("cp1252")
        answer = client_of(cast.bo).post(reverse("register_import"), upload(content))
        assert "Søren Ågård" in answer.text

    def test_what_a_file_calls_things_is_shown_as_text(self, cast: Cast, client_of):
        text = "type;navn\nudvalg;<script>window.__x=1</script>\n"
        answer = client_of(cast.bo).post(reverse("register_import"), upload(text))
        assert "<script>window" not in answer.text

    @pytest.mark.parametrize("who", ["lene", "ib", "anna", "mads"])
    def test_others_may_not(self, cast: Cast, client_of, who):
        before = counts()
        answer = client_of(getattr(cast, who)).post(
            reverse("register_import"), {"content": FILE, "store": ""}
        )
        assert answer.status_code == 403
        assert counts() == before

    def test_looking_at_its_address_does_nothing(self, cast: Cast, client_of):
        assert client_of(cast.bo).get(reverse("register_import")).status_code == 405


class TestExport:
    def test_what_comes_out_goes_in_again_unchanged(self, cast: Cast, client_of):
        client = client_of(cast.bo)
        content = client.get(reverse("register_export")).content
        answer = client.post(reverse("register_import"), upload(content))
        assert (answer.context["preview"].created, answer.context["preview"].changed) == ((), ())

    def test_a_spreadsheet_runs_nothing(self, cast: Cast, client_of):
        Committee.objects.create(name='=HYPERLINK("x")')
        content = client_of(cast.lene).get(reverse("register_export")).content.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(content), delimiter=";")
        assert '\'=HYPERLINK("x")' in [row[1] for row in rows]


class TestAdministration:
    """Django's admin, behind our own roles."""

    def test_the_administrator_corrects_a_unit_and_it_is_logged(self, cast: Cast, client_of):
        client = client_of(cast.bo)
        address = reverse("admin:meetings_unit_change", args=[cast.unit.pk])
        client.post(address, unit_form(cast.unit, abbreviation="KUF"))
        assert Unit.objects.get(pk=cast.unit.pk).abbreviation == "KUF"
        event = Event.objects.get(subject=Event.Subject.REGISTER)
        assert event.by == cast.bo
        assert event.changes == {"abbreviation": ["KF", "KUF"]}

    def test_a_role_is_given_and_logged(self, cast: Cast, client_of):
        client_of(cast.bo).post(
            reverse("admin:meetings_role_add"),
            {"user": cast.ib.pk, "kind": "secretary", "committee": cast.other_committee.pk},
        )
        assert Role.objects.filter(user=cast.ib, kind=Role.Kind.SECRETARY).exists()
        assert Event.objects.get(kind=Event.Kind.CREATED).changes["kind"] == [None, "secretary"]

    def test_a_role_can_be_taken_back_and_that_is_logged(self, cast: Cast, client_of):
        role = Role.objects.get(user=cast.ib)
        client_of(cast.bo).post(
            reverse("admin:meetings_role_delete", args=[role.pk]), {"post": "yes"}
        )
        assert not Role.objects.filter(user=cast.ib).exists()
        assert Event.objects.get(kind=Event.Kind.CANCELLED).note == f"rolle: {role}"

    def test_a_new_password_is_not_in_the_log(self, cast: Cast, client_of):
        client_of(cast.bo).post(
            reverse("admin:meetings_user_add"),
            {
                "username": "ny",
                "password1": "meget-hemmeligt-ord",
                "password2": "meget-hemmeligt-ord",
                "usable_password": "true",
                "roles-TOTAL_FORMS": 0,
                "roles-INITIAL_FORMS": 0,
            },
        )
        assert User.objects.filter(username="ny").exists()
        assert "password" not in str(Event.objects.get().changes)

    @pytest.mark.parametrize("model", ["committee", "unit", "person", "user"])
    def test_what_others_refer_to_is_not_deleted(self, cast: Cast, client_of, model):
        row = {
            "committee": cast.committee,
            "unit": cast.unit,
            "person": cast.anna_holm,
            "user": cast.ib,
        }[model]
        answer = client_of(cast.bo).post(
            reverse(f"admin:meetings_{model}_delete", args=[row.pk]), {"post": "yes"}
        )
        assert answer.status_code == 403

    def test_what_happened_can_be_looked_at_only(
        self, cast: Cast, action_item: ActionItem, client_of
    ):
        client = client_of(cast.bo)
        assert client.get(reverse("admin:actions_message_changelist")).status_code == 200
        assert client.get(reverse("admin:actions_message_add")).status_code == 403

    @pytest.mark.parametrize("name", ["actions/actionitem", "actions/commitment", "meetings/event"])
    def test_what_may_be_closed_is_looked_at_on_its_page_alone(
        self, cast, action_item, client_of, name
    ):
        client = client_of(cast.bo)
        for address in (f"/admin/{name}/", f"/admin/{name}/{action_item.pk}/change/"):
            assert client.get(address).status_code == 404

    def test_every_list_of_the_administrator_opens(self, cast: Cast, action_item, client_of):
        client = client_of(cast.bo)
        for model in ("committee", "unit", "person", "alias", "closingday", "user", "role"):
            for page in ("changelist", "add"):
                assert client.get(reverse(f"admin:meetings_{model}_{page}")).status_code == 200

    @pytest.mark.parametrize("who", ["lene", "eva", "ib", "mads", "anna"])
    @pytest.mark.parametrize("name", ["admin:index", "admin:meetings_user_changelist"])
    def test_nobody_else_gets_in(self, cast: Cast, client_of, who, name):
        User.objects.update(is_staff=True, is_superuser=True)
        client = client_of(getattr(cast, who))
        assert client.get(reverse(name), follow=True).status_code == 403

    def test_without_a_login_the_way_leads_to_ours(self, client, db):
        answer = client.get(reverse("admin:index"), follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("login"))


def unit_form(unit: Unit, **changes: object) -> dict[str, object]:
    return {
        "name": unit.name,
        "abbreviation": unit.abbreviation,
        "parent": unit.parent_id or "",
        "email": unit.email,
        "aliases-TOTAL_FORMS": 0,
        "aliases-INITIAL_FORMS": 0,
        **changes,
    }

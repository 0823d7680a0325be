"""What outlives a session asks for the password again when it is more than a quarter ago."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from actions.models import Dispatch, Webhook
from meetings.models import Absence, Alias, Event, Person, Role, Unit, User
from meetings.services.logins import MOST_FOR_ONE
from meetings.services.register_rows import row_seen
from tests.cast import NOW, Cast
from tracker.models import ApiToken

PASSWORD = "en-lang-adgangskode"
KEY = {"name": "Kalender", "scopes": ["read"], "days": "90"}
QUARTER = timedelta(minutes=15)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def anna(cast: Cast) -> User:
    cast.anna.set_password(PASSWORD)
    cast.anna.save()
    return cast.anna


@pytest.fixture
def client(anna: User) -> Client:
    client = Client()
    client.post(reverse("login"), {"username": "anna", "password": PASSWORD})
    return client


def again(client: Client, password: str = PASSWORD, goes_to: str = ""):
    return client.post(reverse("login_again", query={"next": goes_to}), {"password": password})


def asked(response) -> bool:
    return response.status_code == 302 and response.url.startswith(reverse("login_again"))


def test_a_key_is_made_within_a_quarter_and_asks_after_it(client: Client, clock) -> None:
    clock.shift(QUARTER)
    assert client.post(reverse("tokens"), KEY).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert asked(client.post(reverse("tokens"), KEY))
    assert ApiToken.objects.count() == 1


def test_the_password_opens_the_page_that_was_wanted(client: Client, clock) -> None:
    clock.shift(2 * QUARTER)
    page = client.get(reverse("tokens")).text
    assert "Lav nøglen" not in page
    assert f"{reverse('login_again')}?next={reverse('tokens')}" in page
    assert again(client, goes_to=reverse("tokens")).url == reverse("tokens")
    assert "Lav nøglen" in client.get(reverse("tokens")).text
    assert client.post(reverse("tokens"), KEY).status_code == 200
    assert ApiToken.objects.count() == 1


def test_a_wrong_password_opens_nothing_and_is_written_down(client: Client, clock, anna) -> None:
    clock.shift(2 * QUARTER)
    answer = again(client, "gæt", reverse("tokens"))
    assert answer.status_code == 422
    assert "Adgangskoden passer ikke." in answer.text
    assert asked(client.post(reverse("tokens"), KEY))
    assert Event.objects.filter(kind="login_refused", subject_id=anna.pk).count() == 1


def test_tries_are_counted_with_those_of_the_login(client: Client, clock) -> None:
    clock.shift(2 * QUARTER)
    for _try in range(MOST_FOR_ONE):
        assert again(client, "gæt").status_code == 422
    answer = again(client)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert asked(client.post(reverse("tokens"), KEY))
    locked = Client().post(reverse("login"), {"username": "anna", "password": PASSWORD})
    assert locked.status_code == 429


@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example", "javascript:1"])
def test_nobody_is_led_out_of_the_house(client: Client, elsewhere: str) -> None:
    assert again(client, goes_to=elsewhere).url == reverse("profile")


def test_the_password_of_one_session_opens_no_other(client: Client, clock) -> None:
    forgotten = Client()
    forgotten.post(reverse("login"), {"username": "anna", "password": PASSWORD})
    clock.shift(2 * QUARTER)
    again(client)
    assert client.post(reverse("tokens"), KEY).status_code == 200
    assert asked(forgotten.post(reverse("tokens"), KEY))


def test_the_second_step_is_set_up_and_taken_away_only_by_who_is_fresh(
    client: Client, clock, anna: User
) -> None:
    clock.shift(2 * QUARTER)
    assert asked(client.get(reverse("login_setup")))
    assert asked(client.post(reverse("login_setup"), {"code": "123456"}))
    TOTPDevice.objects.create(user=anna, name="app", confirmed=True)
    assert asked(client.post(reverse("second_step_codes")))
    assert asked(client.post(reverse("second_step_remove")))
    assert TOTPDevice.objects.filter(user=anna).exists()
    again(client)
    client.post(reverse("second_step_remove"))
    assert not TOTPDevice.objects.filter(user=anna).exists()


def test_the_key_of_another_system_is_made_only_by_who_is_fresh(cast: Cast, client_of, clock):
    client = client_of(cast.bo)
    assert client.get(reverse("webhook_new")).status_code == 200
    webhook = Webhook.objects.create(
        name="ESDH",
        address="https://esdh.noerrevang.example/folgop",
        kinds=["answered"],
        late_from=NOW,
        salt="salt",
        created_at=NOW,
    )
    renew = reverse("webhook_secret", args=[webhook.pk])
    clock.shift(2 * QUARTER)
    assert asked(client.get(reverse("webhook_new")))
    assert asked(client.post(reverse("webhook_new"), {"name": "Sag"}))
    assert asked(client.post(renew))
    webhook.refresh_from_db()
    assert webhook.salt == "salt"
    client = client_of(cast.bo)
    assert client.post(renew).url == reverse("webhook", args=[webhook.pk])
    webhook.refresh_from_db()
    assert webhook.salt != "salt"


def test_who_has_no_password_here_logs_in_again_another_way(cast: Cast, clock) -> None:
    cast.anna.set_unusable_password()
    cast.anna.save()
    client = Client()
    client.force_login(cast.anna)
    assert client.post(reverse("tokens"), KEY).status_code == 200
    clock.shift(2 * QUARTER)
    answer = client.post(reverse("tokens"), KEY)
    assert asked(answer)
    page = client.get(answer.url).text
    assert "Du har ingen adgangskode her." in page
    assert 'type="password"' not in page
    assert again(client, "").status_code == 422
    assert again(client, "gæt").status_code == 422
    client.force_login(cast.anna)
    assert client.post(reverse("tokens"), KEY).status_code == 200


@pytest.fixture
def stale(cast: Cast, client_of, clock) -> Client:
    """Let an administrator's session be there whose password was shown too long ago."""
    client = client_of(cast.bo)
    clock.shift(QUARTER + timedelta(seconds=1))
    return client


FIRST = "Vis det i en ny fane"


@pytest.mark.parametrize(
    ("model", "step"),
    [
        ("meetings_user", "add"),
        ("meetings_user", "change"),
        ("auth_user", "password_change"),
        ("meetings_role", "add"),
        ("meetings_role", "change"),
        ("meetings_role", "delete"),
        ("meetings_person", "change"),
        ("meetings_unit", "change"),
    ],
)
def test_logins_roles_and_addresses_are_changed_only_by_who_is_fresh(
    stale: Client, cast: Cast, client_of, model: str, step: str
) -> None:
    rows = {
        "meetings_user": cast.lene,
        "auth_user": cast.lene,
        "meetings_role": cast.lene.roles.get(),
        "meetings_person": cast.anna_holm,
        "meetings_unit": cast.unit,
    }
    page = reverse(f"admin:{model}_{step}", args=[] if step == "add" else [rows[model].pk])
    assert asked(stale.get(page))
    assert asked(stale.post(page, {}))
    assert client_of(cast.bo).get(page).status_code == 200


def test_nobody_is_made_an_administrator_from_a_machine_that_was_left(
    stale: Client, cast: Cast, client_of
) -> None:
    role = {"user": cast.ib.pk, "kind": Role.Kind.ADMINISTRATOR}
    stale.post(reverse("admin:meetings_role_add"), role)
    assert not cast.ib.roles.filter(kind=Role.Kind.ADMINISTRATOR).exists()
    client_of(cast.bo).post(reverse("admin:meetings_role_add"), role)
    assert cast.ib.roles.filter(kind=Role.Kind.ADMINISTRATOR).exists()


def test_the_lists_of_the_administration_ask_nothing(stale: Client) -> None:
    for name in ("meetings_user", "meetings_role", "meetings_person"):
        assert stale.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert stale.get(reverse("admin:meetings_closingday_add")).status_code == 200


def test_everything_is_taken_along_only_by_who_is_fresh(stale: Client, cast: Cast, client_of):
    table = reverse("exchange_table", args=["people", "csv"])
    assert asked(stale.get(reverse("exchange")))
    assert asked(stale.get(table))
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()
    fresh = client_of(cast.bo)
    assert fresh.get(reverse("exchange")).status_code == 200
    assert fresh.get(table).status_code == 200


def person_data(person: Person, **changes: object) -> dict[str, object]:
    names = ("name", "initials", "title", "email", "language")
    kept = {name: getattr(person, name) for name in names}
    return {"seen": row_seen(person), **kept, "unit": person.unit_id or "", **changes}


def test_an_address_is_moved_only_by_who_is_fresh_and_what_was_typed_stays(
    stale: Client, cast: Cast, client_of
) -> None:
    page = reverse("register_edit", args=["personer", cast.anna_holm.pk])
    moved = person_data(cast.anna_holm, email="en-anden@noerrevang.example")
    answer = stale.post(page, moved)
    assert answer.status_code == 422
    assert FIRST in answer.text
    assert "en-anden@noerrevang.example" in answer.text
    cast.anna_holm.refresh_from_db()
    assert cast.anna_holm.email == "anna.holm@noerrevang.example"
    assert client_of(cast.bo).post(page, moved).status_code == 302
    cast.anna_holm.refresh_from_db()
    assert cast.anna_holm.email == "en-anden@noerrevang.example"


def test_a_title_is_corrected_without_being_asked(stale: Client, cast: Cast) -> None:
    page = reverse("register_edit", args=["personer", cast.anna_holm.pk])
    assert stale.post(page, person_data(cast.anna_holm, title="Chef")).status_code == 302
    cast.anna_holm.refresh_from_db()
    assert cast.anna_holm.title == "Chef"


def test_a_register_file_is_looked_at_by_anybody_in_and_stored_only_by_who_is_fresh(
    stale: Client, cast: Cast, client_of
) -> None:
    file = {"content": "type;navn\nudvalg;Havneudvalget\n"}
    assert FIRST not in stale.post(reverse("register_import"), file).text
    answer = stale.post(reverse("register_import"), {**file, "store": ""})
    assert FIRST in answer.text
    assert "Havneudvalget" in answer.text
    assert not Event.objects.filter(subject=Event.Subject.REGISTER).exists()
    fresh = client_of(cast.bo)
    assert fresh.post(reverse("register_import"), {**file, "store": ""}).status_code == 302


def test_all_mails_are_sent_elsewhere_only_by_who_is_fresh_and_paused_by_anybody_in(
    stale: Client, cast: Cast, client_of
) -> None:
    trial = {"email": "proeve@noerrevang.example"}
    answer = stale.post(reverse("dispatch_trial"), trial)
    assert FIRST in answer.text
    assert "proeve@noerrevang.example" in answer.text
    assert not Dispatch.objects.exclude(trial_email="").exists()
    assert stale.post(reverse("dispatch_pause"), {"til": "pause"}).status_code == 302
    assert Dispatch.objects.get().is_paused  # stopping them is never held up
    client_of(cast.bo).post(reverse("dispatch_trial"), trial)
    assert Dispatch.objects.get().trial_email == "proeve@noerrevang.example"


def away(**further: object) -> dict[str, object]:
    return {"first_day": NOW.date(), "last_day": NOW.date(), "stand_in": "", **further}


@pytest.mark.parametrize("role", ["bo", "lene"])
def test_mails_of_another_person_go_to_a_colleague_only_by_who_is_fresh(
    cast: Cast, client_of, clock, role: str
) -> None:
    carl = Person.objects.create(name="Carl Bro", email="c@noerrevang.example", unit=cast.unit)
    client = client_of(getattr(cast, role))
    clock.shift(QUARTER + timedelta(seconds=1))
    page = reverse("person_absences", args=[cast.anna_holm.pk])
    answer = client.post(page, away(stand_in=carl.pk))
    assert answer.status_code == 422
    assert FIRST in answer.text
    assert f'value="{carl.pk}" selected' in answer.text
    assert not Absence.objects.exists()
    fresh = client_of(getattr(cast, role))
    assert fresh.post(page, away(stand_in=carl.pk)).status_code == 302
    assert Absence.objects.get().stand_in == carl


def test_an_inbox_of_the_unit_counts_as_somebody_else(stale: Client, cast: Cast) -> None:
    Unit.objects.filter(pk=cast.unit.pk).update(email="")
    page = reverse("person_absences", args=[cast.anna_holm.pk])
    assert stale.post(page, away()).status_code == 302  # nobody: mails go where they went
    Absence.objects.all().delete()
    Unit.objects.filter(pk=cast.unit.pk).update(email="enheden@noerrevang.example")
    assert FIRST in stale.post(page, away()).text
    assert not Absence.objects.exists()


def test_ones_own_absence_and_taking_one_back_ask_nothing(cast: Cast, client_of, clock) -> None:
    carl = Person.objects.create(name="Carl Bro", email="c@noerrevang.example", unit=cast.unit)
    anna, bo = client_of(cast.anna), client_of(cast.bo)
    clock.shift(QUARTER + timedelta(seconds=1))
    assert anna.post(reverse("absences"), away(stand_in=carl.pk)).status_code == 302
    taken_back = reverse("person_absence_withdraw", args=[Absence.objects.get().pk])
    assert bo.post(taken_back).status_code == 302
    assert not Absence.objects.standing().exists()


def test_a_name_is_given_to_somebody_without_being_asked(stale: Client, cast: Cast) -> None:
    alias = {"text": "Havnefogeden", "owner": "Anna Holm", "seen": ""}
    answer = stale.post(reverse("register_new", args=["aliaser"]), alias)
    assert answer.status_code == 302
    assert Alias.objects.filter(
        text="Havnefogeden"
    ).exists()  # a person accepts each suggestion, and no address moves

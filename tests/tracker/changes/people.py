"""One's own profile and login, and what is kept of a person or erased."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django_otp.plugins.otp_totp.models import TOTPDevice

from actions.models import ActionItem
from actions.services.leaving import person_leave
from meetings.models import Unit, User
from meetings.services.holds import hold_set
from tests.cast import NOW
from tests.tracker.changes.shape import Change, by_bo, item, one
from tracker.models import RetentionRule, RetentionRun
from tracker.sessions import SessionStore

PASSWORD, NEW = "en-lang-adgangskode", "en-anden-lang-adgangskode"
NEW_PASSWORD = {
    "old_password": PASSWORD,
    "new_password1": NEW,
    "new_password2": NEW,
    # Of her passkey; what is closed with the password is one Event each, counted elsewhere.
    "closes_passkeys": [],
    "closes_keys": "",
}


def listed_by_another() -> None:
    RetentionRule.objects.update(is_on=True)
    RetentionRun.objects.update(proposed_by=User.objects.get(username="lene"))


def closed_long_ago() -> None:
    RetentionRule.objects.update(is_on=True)
    ActionItem.objects.update(status="done", closed_at=NOW - timedelta(days=3000))


def held() -> None:
    bo = User.objects.get(username="bo")
    hold_set(row=item().owner_person, reason="Klagesag", by=bo, now=NOW)


def gone() -> None:
    bo, heir = User.objects.get(username="bo"), Unit.objects.get(abbreviation="KF")
    person_leave(person=item().owner_person, heir=heir, by=bo, now=NOW)


def has_an_app() -> None:
    TOTPDevice.objects.create(user=User.objects.get(username="anna"), name="app", confirmed=True)


def has_a_password() -> None:
    """Give Anna one, and let her go on where she is in already."""
    anna = User.objects.get(username="anna")
    anna.set_password(PASSWORD)
    anna.save(update_fields=["password"])
    for row in Session.objects.all():
        session = SessionStore(row.session_key)
        if session.get(SESSION_KEY) == str(anna.pk):
            session[HASH_SESSION_KEY] = anna.get_session_auth_hash()
            session.save()


PEOPLE: dict[str, Change] = {
    "password_change": one(
        "user changed", "password_change", role="anna", before=has_a_password, said=NEW_PASSWORD
    ),
    # The app that is gone, and everybody logged out.
    "second_step_remove": Change(("user changed", "user changed"), "anna", before=has_an_app),
    "calendar_renew": one("register changed", "profile", role="anna"),
    "calendar_revoke": one("register changed", "profile", role="anna"),
    "hold": by_bo("register hold_set", "hold"),
    "retention": by_bo(
        "log changed", said={"data_class": "mail_texts", "years": "6", "legal_basis": "Lov"}
    ),
    "retention_approve": by_bo("log accepted", before=listed_by_another),
    "retention_propose": by_bo("log proposed", before=closed_long_ago),
    "retention_withdraw": by_bo("log withdrawn"),
    "profile": one("register changed", "profile", role="anna", said={"language": "en"}),
    "sessions_end": one("user changed"),
    "hold_lift": by_bo("register hold_lifted", said={"reason": "Afgjort."}, before=held),
    # What is taken along stands in the log among the looks, which are not counted.
    "person_report_ask": Change((), "bo", "person_report"),
    "passkey_remove": one("user changed", role="anna"),
    "passkey_rename": one("user changed", role="anna", said={"name": "Telefon"}),
    "person_pseudonymise": by_bo("register pseudonymised", said={"is_sure": "on"}, before=gone),
    "second_step_codes": one("user changed", role="anna"),
}

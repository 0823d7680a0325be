"""One's own profile and login, and what is kept of a person or erased."""

from __future__ import annotations

from datetime import timedelta

from actions.models import ActionItem
from actions.services.leaving import person_leave
from meetings.models import Unit, User
from meetings.services.holds import hold_set
from tests.cast import NOW
from tests.tracker.changes.shape import Change, by_bo, item, one
from tracker.models import RetentionRule, RetentionRun


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


PEOPLE: dict[str, Change] = {
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

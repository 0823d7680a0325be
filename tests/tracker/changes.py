"""What each address that changes something leaves in the log: a table beside the access matrix.

A row says who asks, on which page the form stands, what is filled in, what must be so beforehand,
and which Events come of it, one for each change. An address without a row fails the suite.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import (
    ActionItem,
    Commitment,
    Decline,
    Extension,
    HouseRule,
    IncomingMail,
    Message,
    Webhook,
)
from meetings.models import Absence, Document, Meeting, PlannedMeeting, Unit, User
from tests.cast import NOW
from tracker.models import RetentionRule, RetentionRun

Said = dict[str, object]
# The item of the matrix is number one, its owner and the wish that waits are too.
OWNER = "Teknik og Miljø"


def item() -> ActionItem:
    return ActionItem.objects.earliest("pk")


def meeting() -> Meeting:
    return Meeting.objects.earliest("pk")


def listed_by_another() -> None:
    RetentionRule.objects.update(is_on=True)
    RetentionRun.objects.update(proposed_by=User.objects.get(username="lene"))


def closed_long_ago() -> None:
    RetentionRule.objects.update(is_on=True)
    ActionItem.objects.update(status="done", closed_at=NOW - timedelta(days=3000))


@dataclass(frozen=True)
class Change:
    """`kinds` are "subject kind" of each Event, in the order in which they are written."""

    kinds: tuple[str, ...]
    role: str = "lene"
    page: str = ""
    said: Said = field(default_factory=dict)
    also: Callable[[], Said] = dict
    before: Callable[[], Any] = dict
    headers: Callable[[], dict[str, str]] = dict


def one(kind: str, page: str = "", *, role: str = "lene", **more: Any) -> Change:
    """Return a change that is one Event."""
    return Change((kind,), role, page, **more)


def by_bo(kind: str, page: str = "", **more: Any) -> Change:
    return one(kind, page, role="bo", **more)


def answered() -> None:
    ActionItem.objects.update(status="answered", answer="Sendt.", answered_at=NOW)


def cancelled() -> None:
    ActionItem.objects.update(status="cancelled", closed_at=NOW)


def bound() -> None:
    planned = PlannedMeeting.objects.earliest("pk")
    ActionItem.objects.update(bound_to=planned, bound_on=date(2026, 4, 1))


def lying() -> None:
    unit = Unit.objects.get(abbreviation="KF")
    ActionItem.objects.update(owner_person=None, owner_unit=unit)


def taken() -> None:
    ActionItem.objects.update(taken_from=Unit.objects.get(abbreviation="KF"))


def unasked() -> None:
    Extension.objects.all().delete()
    Decline.objects.all().delete()


def csv(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("fil.csv", words.encode())


def two_suggestions() -> Said:
    rows = Commitment.objects.filter(status="proposed", agenda_item__meeting=meeting())
    return {"chosen": [f"{row.pk}:{row.version}" for row in rows.order_by("start")[:2]]}


def rejected() -> None:
    Commitment.objects.filter(status="proposed").update(status="rejected")


def owned_suggestions() -> None:
    unit = Unit.objects.get(abbreviation="KF")
    Commitment.objects.filter(status="proposed").update(owner_unit=unit)


def seen() -> dict[str, str]:
    return {"If-Match": "*"}


CHANGES: dict[str, Change] = {
    "absence_withdraw": one("register withdrawn", role="anna"),
    "absences": one(
        "register created", "absences", role="anna", before=Absence.objects.all().delete
    ),
    "action_item_accept_answer": one("action_item answer_accepted", "action_item", before=answered),
    "action_item_answer": one("action_item answered", "action_item"),
    "action_item_bind": one(
        "action_item bound",
        "action_item",
        before=lambda: PlannedMeeting.objects.update(held_on=date(2026, 4, 14)),
    ),
    "action_item_cancel": one("action_item cancelled", "action_item"),
    "action_item_change": one("action_item changed", "action_item", said={"task": "Ring"}),
    "action_item_comment": one("action_item commented", "action_item"),
    "action_item_file_under": one(
        "action_item changed", "action_item", said={"case_number": "2026-001234"}
    ),
    "action_item_give_back": one("action_item given_back", role="anna", before=taken),
    "action_item_new": one("action_item entered", "action_item_new", said={"owner": OWNER}),
    "action_item_pace": one("action_item snoozed", "action_item_pace"),
    "action_item_postpone": one(
        "action_item extended", "action_item", said={"deadline": "2026-06-01"}
    ),
    "action_item_reassign": one("action_item handed_over", "action_item", said={"owner": OWNER}),
    "action_item_reopen": one("action_item reopened", "action_item", before=cancelled),
    "action_item_repeat": one("action_item changed", "action_item", said={"recurrence": "yearly"}),
    "action_item_return_answer": one("action_item answer_returned", "action_item", before=answered),
    "action_item_share": one(
        "action_item shared", "action_item", said={"owner": "Kultur og Borgere"}
    ),
    "action_item_take": one("action_item taken", role="anna", before=lying),
    "action_item_unbind": one("action_item unbound", "action_item", before=bound),
    "action_item_unshare": one("action_item shared", "action_item"),
    "action_items_bulk": one(
        "action_item handed_over",
        also=lambda: {
            "items": f"{item().pk}:{item().version}",
            "what": "assign",
            "owner": OWNER,
            "reason": "Ferie.",
        },
    ),
    "address_trust": by_bo(
        "dispatch restored",
        said={"email": "x@x.example"},
        before=lambda: Message.objects.update(to_email="x@x.example", refused_at=NOW),
    ),
    "agenda_item_new": one("action_item entered", "agenda_item_new", said={"owner": OWNER}),
    "alias_withdraw": by_bo("register withdrawn"),
    "answer": one("action_item answered", "answer", role="nobody"),
    "answer_deadline": one(
        "action_item extended",
        "answer_deadline",
        role="nobody",
        said={"deadline": "2026-06-01"},
        before=unasked,
    ),
    "answer_decline": one("action_item declined", "answer_decline", role="nobody", before=unasked),
    "answer_status": one("action_item noted", "answer_status", role="nobody"),
    "api_action_item_accept_answer": one(
        "action_item answer_accepted", before=answered, headers=seen
    ),
    "api_action_item_answer": one("action_item answered", said={"note": "Sendt."}, headers=seen),
    "api_action_item_cancel": one("action_item cancelled", said={"reason": "x"}, headers=seen),
    "api_action_item_postpone": one(
        "action_item extended", said={"deadline": "2026-06-01", "reason": "x"}, headers=seen
    ),
    "api_action_item_reassign": one(
        "action_item handed_over",
        headers=seen,
        also=lambda: {
            "owner": f"unit:{Unit.objects.get(abbreviation='TM').pk}",
            "reason": "x",
        },
    ),
    "api_action_item_reopen": one("action_item reopened", before=cancelled, headers=seen),
    "api_action_item_return_answer": one(
        "action_item answer_returned", said={"reason": "x"}, before=answered, headers=seen
    ),
    "api_action_items": one(
        "action_item entered",
        also=lambda: {
            "committee": meeting().committee_id,
            "task": "Ring",
            "owner": f"person:{item().owner_person_id}",
        },
    ),
    "api_suggestion_accept": Change(
        ("commitment accepted", "action_item created"), before=owned_suggestions, headers=seen
    ),
    "api_suggestion_reject": one("commitment rejected", said={"reason": "x"}, headers=seen),
    "calendar_renew": one("register changed", "profile", role="anna"),
    "calendar_revoke": one("register changed", "profile", role="anna"),
    "closing_day_new": by_bo("register created", "calendar_days"),
    "closing_day_remove": by_bo("register cancelled", "calendar_days"),
    "commitment_accept": Change(
        ("commitment accepted", "action_item created"), page="review", said={"owner": OWNER}
    ),
    "commitment_reject": one("commitment rejected", "review"),
    "commitment_split": Change(
        ("commitment split", "commitment created", "commitment created"), page="review"
    ),
    "commitment_undo": one("commitment reopened", before=rejected),
    "commitments_merge": one("commitment merged", also=two_suggestions),
    "decline_settle": one("action_item changed", "decisions"),
    "difference_decide": one("commitment kept", "version"),
    "dispatch_pause": by_bo("dispatch paused", "dispatch"),
    "dispatch_trial": by_bo("dispatch changed", "dispatch", said={"email": "x@x.example"}),
    "document_retry": one(
        "document retried",
        before=lambda: Document.objects.update(stage="rejected", problems=["damaged"]),
    ),
    "documents": one(
        "document uploaded",
        also=lambda: {
            "file": SimpleUploadedFile("nyt.txt", b"Referat"),
            "committee": meeting().committee_id,
        },
    ),
    "api_documents": one(
        "document uploaded",
        also=lambda: {
            "file": SimpleUploadedFile("nyt.txt", b"Referat"),
            "committee": meeting().committee_id,
        },
    ),
    "extension_decide": one(
        "action_item extended",
        "decisions",
        before=lambda: Extension.objects.update(deadline=date(2026, 6, 1)),
    ),
    "hold": by_bo("register hold_set", "hold"),
    "house_rule": one("house_rule changed", "house_rule", said={"reason": "Aldrig."}),
    "house_rule_new": one(
        "house_rule created",
        "house_rule_new",
        also=lambda: {
            "phrase": "sagen drøftes",
            "kind": "never",
            "store": "1",
            "committee": meeting().committee_id,
        },
    ),
    "house_rule_restore": one(
        "house_rule restored", before=lambda: HouseRule.objects.update(withdrawn_at=NOW)
    ),
    "house_rule_withdraw": one("house_rule withdrawn", "house_rule"),
    "incoming_file": by_bo(
        "action_item replied",
        also=lambda: {"number": item().pk},
        before=lambda: IncomingMail.objects.update(state="aside", action_item=None),
    ),
    "incoming_settle": one("incoming put_aside", "incoming"),
    "incoming_take": one("action_item answered", "incoming"),
    "intake_pause": by_bo("intake paused", "intake"),
    "intake_retry": one(
        "document retried",
        before=lambda: Document.objects.filter(pk=meeting().document_id).update(stage="rejected"),
    ),
    "meeting_file_under": one("meeting corrected", "review", said={"case_number": "2026-001234"}),
    "meeting_join": one(
        "meeting joined",
        before=lambda: Meeting.objects.filter(version_of__isnull=False).update(
            resembles=meeting(), version_of=None
        ),
    ),
    "meeting_part": one(
        "meeting parted",
        before=lambda: Meeting.objects.filter(version_of__isnull=False).update(
            resembles=meeting(), version_of=None
        ),
    ),
    "message_retry": by_bo("message resent", "outbox"),
    "message_settle": by_bo("message sent", "outbox"),
    "retention": by_bo(
        "log changed", said={"data_class": "mail_texts", "years": "6", "legal_basis": "Lov"}
    ),
    "retention_approve": by_bo("log accepted", before=listed_by_another),
    "retention_propose": by_bo("log proposed", before=closed_long_ago),
    "retention_withdraw": by_bo("log withdrawn"),
    "message_withdraw": by_bo(
        "message withdrawn",
        before=lambda: Message.objects.update(state="planned", transmitting_at=None),
    ),
    "paper_template": one("register created", "paper_template", said={"title": "Opfølgning"}),
    "period_new": by_bo("register created", "calendar_days"),
    "period_remove": by_bo("register cancelled", "calendar_days"),
    "person_absence_withdraw": one("register withdrawn"),
    "person_absences": one(
        "register created", "person_absences", before=Absence.objects.all().delete
    ),
    "person_leave": Change(
        ("action_item handed_over", "register handed_over"),
        "bo",
        "person_leave",
        also=lambda: {"unit": Unit.objects.get(abbreviation="KF").pk},
    ),
    "planned_meeting": by_bo("register changed", "planned_meeting", said={"place": "Rådhuset"}),
    "planned_meeting_cancel": by_bo("register cancelled", said={"confirm": "yes"}),
    "planned_meeting_new": by_bo("register created", "meeting_plan"),
    "planned_meeting_restore": by_bo(
        "register restored", before=lambda: PlannedMeeting.objects.update(is_cancelled=True)
    ),
    "planned_meeting_split": by_bo("register created", "planned_meeting"),
    "profile": one("register changed", "profile", role="anna", said={"language": "en"}),
    "recognition_decide": Change(
        ("action_item answered", "action_item answer_accepted"), page="action_item"
    ),
    "register_edit": by_bo("register changed", "register_edit", said={"name": "Kultur"}),
    "register_entry_end": by_bo("register changed", "register_entry"),
    # What the file holds, and that it came in.
    "register_import": Change(
        ("register created", "register imported"),
        "bo",
        also=lambda: {"file": csv("type;navn\nudvalg;Byrådet\n"), "store": "1"},
    ),
    "register_new": by_bo("register created", "register_new"),
    "rhythm_settle": by_bo("register created", "rhythms", said={"days_before": "5, 1"}),
    "rhythm_withdraw": one("register withdrawn", "rhythms"),
    "sessions_end": one("user changed"),
    "token_revoke": by_bo("user withdrawn", "tokens"),
    "tokens": one("user created", "tokens"),
    "unsubscribe": one("register changed", "unsubscribe", role="nobody"),
    "usual_day": by_bo("register changed", "calendar_days"),
    "version_decide_all": one("commitment kept", "version", said={"choice": "old"}),
    "webhook": by_bo("webhook changed", "webhook", said={"name": "Journalen"}),
    "webhook_call_repeat": by_bo("webhook resent", "webhook"),
    "webhook_new": by_bo(
        "webhook created",
        "webhook_new",
        said={"name": "A", "address": "https://esdh.noerrevang.example/a", "kinds": ["answered"]},
    ),
    "webhook_former_secret": by_bo(
        "webhook changed",
        before=lambda: Webhook.objects.update(
            former_salt="x", former_until=NOW + timedelta(days=2)
        ),
    ),
    "webhook_pause": by_bo("webhook paused", "webhook"),
    "webhook_remove": by_bo("webhook withdrawn", "webhook"),
    "webhook_secret": by_bo("webhook changed", "webhook"),
    "webhook_try": by_bo("webhook sent", "webhook"),
}
# Nothing that anybody else is to find again later.
NOT_LOGGED = {
    "grade_choose": "how many suggestions one wants to see oneself",
    "language_choose": "the language of one's own browser",
    "logout": "a session's end; its beginning is written down",
    "saved_view_save": "a list's address under a name of one's own",
    "saved_view_remove": "the same, put away",
    "login": "without a password nothing begins; each try is counted in test_login.py",
    "login_code": "the same between its steps",
}
# What they need is made where they are tried; their Events are not counted here.
TRIED_ELSEWHERE = {
    "action_item_merge": "test_action_item_steps.py",
    "action_item_undo": "test_action_item_steps.py",
    "alias_learn": "test_alias_pages.py",
    "alias_unlearn": "test_alias_pages.py",
    "calendar_import": "test_calendar_days_pages.py",
    "commitment_add": "test_pages_arranging.py",
    "commitments_accept": "test_pages_review.py",
    "hold_lift": "test_holds.py",
    "house_rules_import": "test_house_rule_pages.py",
    "login_again": "test_password_again.py",
    "login_setup": "test_login.py",
    "meeting_correct": "test_meeting_check.py",
    "meeting_plan_import": "test_meeting_plan_pages.py",
    "participants_correct": "test_meeting_check.py",
    "passkey_again": "test_passkeys.py",
    "passkey_options": "test_passkeys.py",
    "passkey_remove": "test_passkeys.py",
    "passkey_rename": "test_passkeys.py",
    "passkeys": "test_passkeys.py",
    "password_change": "test_login.py",
    "person_pseudonymise": "test_pseudonymising.py",
    "register_entry_remove": "test_register_edit.py",
    "review_send": "test_pages_review.py",
    "review_undo": "test_pages_arranging.py",
    "second_step_codes": "test_login.py",
    "second_step_remove": "test_login.py",
}

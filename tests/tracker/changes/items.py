"""What happens to an action item on its pages."""

from __future__ import annotations

from datetime import date

from actions.models import (
    ActionItem,
    Extension,
)
from actions.services.handing_over import action_item_reassign
from meetings.models import Event, PlannedMeeting, Unit, User
from tests.actions.outbox import another_item
from tests.cast import NOW
from tests.tracker.changes.shape import OWNER, Change, Said, item, one


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


def beside() -> None:
    another_item(item())


def handed_over() -> None:
    action_item_reassign(
        action_item=item(),
        version=item().version,
        owner_person=None,
        owner_unit=Unit.objects.get(abbreviation="TM"),
        reason="Ferie.",
        by=User.objects.get(username="lene"),
        now=NOW,
    )


def last_step() -> Said:
    return {"step": Event.objects.latest("pk").pk}


ITEMS: dict[str, Change] = {
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
    "agenda_item_new": one("action_item entered", "agenda_item_new", said={"owner": OWNER}),
    "decline_settle": one("action_item changed", "decisions"),
    "extension_decide": one(
        "action_item extended",
        "decisions",
        before=lambda: Extension.objects.update(deadline=date(2026, 6, 1)),
    ),
    "action_item_merge": Change(
        ("action_item merged", "action_item merged"),
        before=beside,
        also=lambda: {"into": ActionItem.objects.latest("pk").pk},
    ),
    "action_item_undo": one("action_item handed_over", before=handed_over, also=last_step),
}

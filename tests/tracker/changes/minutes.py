"""Documents, meetings, suggestions and the house rules that read them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import (
    ActionItem,
    Commitment,
    HouseRule,
)
from actions.services.aliases import alias_learn
from actions.services.commitments import commitment_accept, commitment_reject
from meetings.models import Document, Meeting, Unit, User
from tests.cast import NOW
from tests.tracker.changes.shape import OWNER, Change, Said, by_bo, csv, meeting, one


def two_suggestions() -> Said:
    rows = Commitment.objects.filter(status="proposed", agenda_item__meeting=meeting())
    return {"chosen": [f"{row.pk}:{row.version}" for row in rows.order_by("start")[:2]]}


def rejected() -> None:
    Commitment.objects.filter(status="proposed").update(status="rejected")


RULES = "betydning;vending;udvalg;begrundelse;gyldig_fra;gyldig_til\naldrig;taget undersøges;;;;\n"


def owned_suggestions() -> None:
    unit = Unit.objects.get(abbreviation="KF")
    Commitment.objects.filter(status="proposed").update(owner_unit=unit)


def one_seen() -> Said:
    row = Commitment.objects.filter(status="proposed", agenda_item__meeting=meeting()).earliest(
        "pk"
    )
    return {"grade": "maybe", "seen": f"{row.pk}:{row.version}"}


def all_decided() -> None:
    Commitment.objects.filter(status="proposed").update(status="rejected")
    ActionItem.objects.update(assigned_at=None)


def rejected_by_lene() -> None:
    commitment_reject(
        commitment=Commitment.objects.filter(status="proposed").latest("start"),
        reason="x",
        by=User.objects.get(username="lene"),
        now=NOW,
    )


def accepted_as_another() -> ActionItem:
    """Let the words that were read as the owner be nobody's in the register, and settle on one."""
    words = {"owner_text": "TSK", "owner_person": None, "owner_unit": None, "co_owners": []}
    pk = Commitment.objects.filter(status="proposed").latest("start").pk
    Commitment.objects.filter(pk=pk).update(**words)
    return commitment_accept(
        commitment=Commitment.objects.get(pk=pk),
        task="Notat",
        owner_person=None,
        owner_unit=Unit.objects.get(name=OWNER),
        deadline=None,
        by=User.objects.get(username="lene"),
        now=NOW,
    )


def learned() -> None:
    action_item = accepted_as_another()
    assert action_item.commitment is not None
    alias_learn(
        commitment=action_item.commitment,
        action_item=action_item,
        valid_from=None,
        by=User.objects.get(username="lene"),
        now=NOW,
    )


MINUTES: dict[str, Change] = {
    "alias_learn": one("register learned", before=accepted_as_another),
    "alias_unlearn": one("register withdrawn", before=learned),
    "commitment_accept": Change(
        ("commitment accepted", "action_item created"), page="review", said={"owner": OWNER}
    ),
    "commitment_reject": one("commitment rejected", "review"),
    "commitment_split": Change(
        ("commitment split", "commitment created", "commitment created"), page="review"
    ),
    "commitment_undo": one("commitment reopened", before=rejected),
    "commitments_merge": one("commitment merged", also=two_suggestions),
    "difference_decide": one("commitment kept", "version"),
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
    "version_decide_all": one("commitment kept", "version", said={"choice": "old"}),
    "commitment_add": one("commitment marked", "review", said={"task": "Ring"}),
    "commitments_accept": Change(
        ("commitment accepted", "action_item created"), before=owned_suggestions, also=one_seen
    ),
    "house_rules_import": by_bo(
        "house_rule created", also=lambda: {"file": csv(RULES), "store": "1"}
    ),
    "meeting_correct": Change(
        ("meeting corrected", "commitment changed", "meeting corrected"),
        page="review",
        also=lambda: {"held_on": "2026-02-02", "weighed": f"{meeting().committee_id}:2026-02-02"},
    ),
    "participants_correct": one("meeting corrected", "review", said={"attendee": "Anna Holm"}),
    "review_send": Change(("action_item sent", "meeting sent"), before=all_decided),
    "review_undo": one("commitment reopened", "review", before=rejected_by_lene),
}

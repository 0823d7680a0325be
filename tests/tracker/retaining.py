"""What the tests of erasing share: an item closed long ago, two administrators, a whole run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from actions.models import ActionItem, Comment
from meetings.models import Event, Role, User
from meetings.services.events import event_record
from tests.cast import NOW, Cast
from tracker.models import RetentionRule, RetentionRun
from tracker.retention.carrying_out import retention_work
from tracker.retention.runs import rule_settle, run_approve, run_propose

CLOSED_AT = datetime(2020, 3, 3, 12, tzinfo=UTC)
LAST_DAY = datetime(2025, 3, 3, 12, tzinfo=UTC)  # five years to the day: not yet
DAY_AFTER = LAST_DAY + timedelta(days=1)
CANARY = "kanariefuglen"


def another_administrator() -> User:
    user = User.objects.create(username="kim")
    Role.objects.create(user=user, kind=Role.Kind.ADMINISTRATOR)
    return user


def close_long_ago(action_item: ActionItem, cast: Cast) -> ActionItem:
    """Close it five years and a day before DAY_AFTER, with a canary in every word of ours."""
    ActionItem.objects.filter(pk=action_item.pk).update(
        status="done", closed_at=CLOSED_AT, task=CANARY, answer=CANARY, background=CANARY
    )
    Comment.objects.create(action_item=action_item, text=CANARY, by=cast.lene, at=CLOSED_AT)
    event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=action_item.pk,
        kind=Event.Kind.CHANGED,
        at=CLOSED_AT,
        by=cast.lene,
        changes={"task": ["før", CANARY]},
        note=CANARY,
    )
    action_item.refresh_from_db()
    return action_item


def rule(cast: Cast, data_class: str = "items", **changes) -> RetentionRule:
    settled = {"committee": None, "legal_basis": "BEK 995 § 5", "years": 5, "is_on": True}
    return rule_settle(data_class=data_class, **{**settled, **changes}, by=cast.bo, now=NOW)


def proposed(cast: Cast, data_class: str = "items", now: datetime = DAY_AFTER, **changes):
    return run_propose(rule=rule(cast, data_class, **changes), by=cast.bo, now=now)


def carry_out(run: RetentionRun, kim: User, now: datetime = DAY_AFTER) -> RetentionRun:
    run_approve(run=run, by=kim, now=now)
    retention_work(now=now)
    retention_work(now=now)
    run.refresh_from_db()
    return run


class KilledError(BaseException):
    """The process is gone."""


def die(*args: object, **kwargs: object) -> None:
    raise KilledError

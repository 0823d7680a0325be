"""House rules are written, changed, withdrawn and put back; nothing of them is deleted.

Whoever saves one rings for `actions.tasks.apply_house_rules` once the row is committed; a bell
that is lost is rung again by the tick.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from actions.exceptions import ChangedMeanwhileError, HouseRuleExistsError
from actions.language.house_rules import clean_phrase
from actions.models import HouseRule
from meetings.models import Committee, Event, User
from meetings.services.events import event_record


@dataclass(frozen=True, slots=True)
class HouseRuleDraft:
    """What a rule is to say."""

    kind: HouseRule.Kind
    phrase: str
    committee: Committee | None
    reason: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def house_rule_create(*, draft: HouseRuleDraft, by: User | None, now: datetime) -> HouseRule:
    """Keep a new rule; raises PhraseError, or HouseRuleExistsError where it is there already."""
    rule = HouseRule(
        kind=draft.kind,
        phrase=clean_phrase(draft.phrase),
        committee=draft.committee,
        reason=draft.reason,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        created_at=now,
        created_by=by,
    )
    try:
        with transaction.atomic():
            rule.save()
            _log(rule, Event.Kind.CREATED, by=by, now=now)
    except IntegrityError as error:
        raise HouseRuleExistsError from error
    return rule


def house_rule_change(
    *,
    house_rule: HouseRule,
    version: int,
    reason: str,
    valid_from: date | None,
    valid_to: date | None,
    by: User | None,
    now: datetime,
) -> None:
    """Give a rule other days or another reason; its phrase is what was tried and stays."""
    wanted = {"reason": reason, "valid_from": valid_from, "valid_to": valid_to}
    changes: dict[str, list[object]] = {
        name: [_plain(getattr(house_rule, name)), _plain(value)]
        for name, value in wanted.items()
        if getattr(house_rule, name) != value
    }
    with transaction.atomic():
        same = HouseRule.objects.standing().filter(pk=house_rule.pk, version=version)
        if not same.update(
            reason=reason, valid_from=valid_from, valid_to=valid_to, version=F("version") + 1
        ):
            raise ChangedMeanwhileError
        house_rule.refresh_from_db()
        if changes:
            _log(house_rule, Event.Kind.CHANGED, by=by, now=now, changes=changes)


def house_rule_withdraw(*, house_rule: HouseRule, by: User, now: datetime) -> None:
    """Let a rule hold no longer; what it held back comes back."""
    _turn(house_rule, to=now, by=by, now=now)


def house_rule_restore(*, house_rule: HouseRule, by: User, now: datetime) -> None:
    """Take the withdrawal back; raises HouseRuleExistsError where another stands in its place."""
    try:
        _turn(house_rule, to=None, by=by, now=now)
    except IntegrityError as error:
        raise HouseRuleExistsError from error


def _turn(house_rule: HouseRule, *, to: datetime | None, by: User, now: datetime) -> None:
    with transaction.atomic():
        other = HouseRule.objects.filter(pk=house_rule.pk, withdrawn_at__isnull=to is not None)
        if not other.update(withdrawn_at=to, version=F("version") + 1):
            raise ChangedMeanwhileError
        house_rule.refresh_from_db()
        kind = Event.Kind.WITHDRAWN if to else Event.Kind.RESTORED
        _log(house_rule, kind, by=by, now=now)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _log(
    house_rule: HouseRule,
    kind: Event.Kind,
    *,
    by: User | None,
    now: datetime,
    changes: dict[str, list[object]] | None = None,
) -> None:
    event_record(
        subject=Event.Subject.HOUSE_RULE,
        subject_id=house_rule.pk,
        kind=kind,
        at=now,
        by=by,
        changes=changes,
        note=f"{house_rule.get_kind_display()}: »{house_rule.phrase}«",
    )


def house_rules_import(
    *, drafts: list[HouseRuleDraft], by: User | None, now: datetime
) -> tuple[int, int]:
    """Bring the standing rules in line with a file; return how many were made and changed.

    All of it or nothing; rules that the file does not name stay as they are.
    """
    made = changed = 0
    with transaction.atomic():
        for draft in drafts:
            standing = HouseRule.objects.standing().filter(
                kind=draft.kind, phrase=clean_phrase(draft.phrase), committee=draft.committee
            )
            rule = standing.first()
            if rule is None:
                house_rule_create(draft=draft, by=by, now=now)
                made += 1
                continue
            told = (draft.reason, draft.valid_from, draft.valid_to)
            if told != (rule.reason, rule.valid_from, rule.valid_to):
                house_rule_change(
                    house_rule=rule,
                    version=rule.version,
                    reason=draft.reason,
                    valid_from=draft.valid_from,
                    valid_to=draft.valid_to,
                    by=by,
                    now=now,
                )
                changed += 1
    return made, changed

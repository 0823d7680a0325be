"""House rules reach what waits, and leave alone what a person has decided on."""

from __future__ import annotations

import pytest

from actions import tasks
from actions.exceptions import ChangedMeanwhileError, HouseRuleExistsError
from actions.language.house_rules import PhraseError
from actions.models import Commitment, HouseRule
from actions.services import rereading
from actions.services.commitments import commitment_reject, commitment_undo
from actions.services.house_rules import (
    HouseRuleDraft,
    house_rule_change,
    house_rule_create,
    house_rule_restore,
    house_rule_withdraw,
)
from actions.services.rereads import PAUSES, house_rules_apply, meetings_reread
from meetings.models import Committee, Event, Meeting
from meetings.reading.unreadable import UnreadableError
from tests.cast import NOW, Cast, read_meeting
from tests.versions import take_in

pytestmark = pytest.mark.django_db

MINUTES = """Kultur- og Fritidsudvalget

Mødedato: 2. marts 2026

Referat

Punkt 1: Svømmehallen

Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.

Formanden opfordrer medlemmerne til at deltage i åbningen.
"""
NEVER, ALWAYS = HouseRule.Kind.NEVER, HouseRule.Kind.ALWAYS


@pytest.fixture
def read(cast: Cast) -> Meeting:
    """Return a meeting that has been read and waits."""
    return read_meeting(cast, MINUTES)


def rule(
    cast: Cast,
    phrase: str = "ønskede et notat om",
    kind: HouseRule.Kind = NEVER,
    committee: Committee | None = None,
) -> HouseRule:
    draft = HouseRuleDraft(kind=kind, phrase=phrase, committee=committee)
    return house_rule_create(draft=draft, by=cast.lene, now=NOW)


def statuses() -> list[str]:
    return list(Commitment.objects.order_by("start").values_list("status", flat=True))


def test_a_rule_holds_back_what_waits_and_says_which_rule_did(cast: Cast, read: Meeting) -> None:
    rule(cast)
    assert house_rules_apply(now=NOW) == 1
    assert statuses() == ["withdrawn"]
    event = Event.objects.get(subject="commitment", kind="withdrawn")
    assert event.note == "Husregel: »ønskede et notat om«"
    assert event.by is None


def test_a_withdrawn_rule_gives_back_what_it_held(cast: Cast, read: Meeting) -> None:
    made = rule(cast)
    house_rules_apply(now=NOW)
    house_rule_withdraw(house_rule=made, by=cast.lene, now=NOW)
    assert house_rules_apply(now=NOW) == 1
    assert statuses() == ["proposed"]
    house_rule_restore(house_rule=made, by=cast.lene, now=NOW)
    house_rules_apply(now=NOW)
    assert statuses() == ["withdrawn"]


def test_an_always_rule_adds_a_suggestion_and_takes_it_back(cast: Cast, read: Meeting) -> None:
    made = rule(cast, "opfordrer medlemmerne til", ALWAYS)
    house_rules_apply(now=NOW)
    added = Commitment.objects.latest("start")
    assert added.rule == "house rule"
    read.document.refresh_from_db()
    assert read.document.text[added.start : added.end] == added.quote
    house_rule_withdraw(house_rule=made, by=cast.lene, now=NOW)
    house_rules_apply(now=NOW)
    assert statuses() == ["proposed", "withdrawn"]


def test_what_a_person_has_touched_stays(cast: Cast, read: Meeting) -> None:
    only = Commitment.objects.get()
    commitment_reject(commitment=only, reason="Nej", by=cast.lene, now=NOW)
    rule(cast)
    assert house_rules_apply(now=NOW) == 0
    assert statuses() == ["rejected"]
    commitment_undo(commitment=only, by=cast.lene, now=NOW)
    rule(cast, "notat om åbningstiderne")
    assert house_rules_apply(now=NOW) == 0
    assert statuses() == ["proposed"]


def test_a_rule_of_another_committee_touches_nothing(cast: Cast, read: Meeting) -> None:
    rule(cast, committee=cast.other_committee)
    assert house_rules_apply(now=NOW) == 0
    assert statuses() == ["proposed"]


def test_a_sent_meeting_is_left_alone(cast: Cast, read: Meeting) -> None:
    Meeting.objects.update(review=Meeting.Review.SENT)
    rule(cast)
    assert house_rules_apply(now=NOW) == 0


def test_applying_twice_changes_nothing_the_second_time(cast: Cast, read: Meeting) -> None:
    rule(cast)
    house_rules_apply(now=NOW)
    assert not HouseRule.objects.unapplied().exists()
    assert house_rules_apply(now=NOW) == 0


def test_a_lost_bell_is_made_up_for_by_the_tick(cast: Cast, read: Meeting, monkeypatch) -> None:
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda road, *, waiting: rung.append(road.task))
    rule(cast)
    tasks.tick()
    assert "actions.tasks.apply_house_rules" in rung


def test_new_minutes_are_read_by_the_rules_that_hold(cast: Cast) -> None:
    rule(cast)
    read_meeting(cast, MINUTES)
    assert statuses() == []


def test_the_same_rule_cannot_stand_twice_and_a_short_one_not_at_all(cast: Cast) -> None:
    rule(cast)
    with pytest.raises(HouseRuleExistsError):
        rule(cast)
    with pytest.raises(PhraseError):
        rule(cast, "notat")
    assert HouseRule.objects.count() == 1


def test_two_who_change_a_rule_do_not_overwrite_each_other(cast: Cast) -> None:
    made = rule(cast)
    days = {"valid_from": NOW.date(), "valid_to": None, "by": cast.lene, "now": NOW}
    house_rule_change(house_rule=made, version=1, reason="a", **days)
    with pytest.raises(ChangedMeanwhileError):
        house_rule_change(house_rule=made, version=1, reason="b", **days)
    assert HouseRule.objects.get().reason == "a"
    kinds = Event.objects.filter(subject="house_rule").values_list("kind", flat=True)
    assert list(kinds) == ["created", "changed"]


def test_a_rule_suggests_the_same_words_of_two_versions_once(cast: Cast, read: Meeting) -> None:
    take_in(
        MINUTES.replace("notat om åbningstiderne", "kort notat om åbningstiderne"),
        committee=cast.committee,
        cast=cast,
        name="rettet.txt",
    )
    assert read.versions.count() == 1
    rule(cast, "opfordrer medlemmerne til", ALWAYS)
    house_rules_apply(now=NOW)
    added = Commitment.objects.get(quote__contains="opfordrer medlemmerne")
    assert added.agenda_item.meeting == read


def test_a_rule_that_is_taken_back_gives_back_the_words_of_two_versions_once(
    cast: Cast, read: Meeting
) -> None:
    made = rule(cast)
    house_rules_apply(now=NOW)
    take_in(
        MINUTES.replace("deltage i åbningen", "deltage i den store åbning"),
        committee=cast.committee,
        cast=cast,
        name="rettet.txt",
    )
    assert read.versions.count() == 1
    house_rule_withdraw(house_rule=made, by=cast.lene, now=NOW)
    house_rules_apply(now=NOW)
    assert statuses() == ["proposed"]


def test_a_rule_holds_back_also_what_takes_too_much_to_read_again(
    cast: Cast, read: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_heavy(*_args: object, **_more: object) -> None:
        raise UnreadableError("too_heavy")

    monkeypatch.setattr(rereading, "understand", too_heavy)
    made = rule(cast)
    house_rules_apply(now=NOW)
    assert statuses() == ["withdrawn"]
    house_rule_withdraw(house_rule=made, by=cast.lene, now=NOW)
    house_rules_apply(now=NOW)
    assert statuses() == ["proposed"]


def test_a_meeting_that_cannot_be_read_again_is_tried_thrice_and_keeps_no_other_waiting(
    cast: Cast, read: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def breaks(*_args: object, **_more: object) -> None:
        tried.append(1)
        raise RuntimeError

    understand = rereading.understand
    monkeypatch.setattr(rereading, "understand", breaks)
    rule(cast)
    assert house_rules_apply(now=NOW) == 0
    assert not HouseRule.objects.unapplied().exists()
    assert meetings_reread(now=NOW) == 0
    assert len(tried) == 1
    later = NOW + PAUSES[0]
    meetings_reread(now=later)
    monkeypatch.setattr(rereading, "understand", understand)
    assert meetings_reread(now=later + PAUSES[1]) == 1
    assert statuses() == ["withdrawn"]
    read.refresh_from_db()
    assert read.reread_at is None


def test_what_breaks_every_time_is_given_up(
    cast: Cast, read: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(rereading, "understand", breaks)
    rule(cast)
    now = NOW
    house_rules_apply(now=now)
    for pause in PAUSES:
        now += pause
        meetings_reread(now=now)
    read.refresh_from_db()
    assert read.reread_at is None
    assert statuses() == ["proposed"]

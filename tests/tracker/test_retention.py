"""What has had its time goes, by two hands, and nothing before; what is held or reopened stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem, Attachment, Commitment, Message, Reminder
from actions.selectors import action_item_events
from actions.services.action_items import action_item_cancel, action_item_reopen
from meetings.models import Event, Person, User
from meetings.services.audit import audit_verify
from meetings.services.holds import hold_set
from tests.cast import NOW, TODAY, Cast
from tests.meetings.test_audit import seal_now
from tests.tracker.retaining import (
    CANARY,
    CLOSED_AT,
    DAY_AFTER,
    LAST_DAY,
    KilledError,
    another_administrator,
    carry_out,
    close_long_ago,
    die,
    proposed,
    rule,
)
from tracker.exchange.exporting import json_lines
from tracker.exchange.tables import table_named
from tracker.models import RetentionItem, RetentionRule, RetentionRun
from tracker.retention import carrying_out
from tracker.retention.carrying_out import certificate_digest, retention_work, run_counts
from tracker.retention.classes import ERASED
from tracker.retention.runs import (
    NothingDueError,
    NotWaitingError,
    RuleOffError,
    SamePersonError,
    last_day_before,
    run_approve,
    run_withdraw,
)
from tracker.web.fresh import SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(cast: Cast) -> User:
    """Another administrator."""
    return another_administrator()


@pytest.fixture
def closed(action_item: ActionItem, cast: Cast) -> ActionItem:
    return close_long_ago(action_item, cast)


def with_file(item: ActionItem) -> Attachment:
    return Attachment.objects.create(
        action_item=item,
        file=ContentFile(b"indhold", name="notat.pdf"),
        name="notat.pdf",
        content_type="application/pdf",
        size=7,
        by_name="Anna Holm",
        at=CLOSED_AT,
    )


def test_nothing_goes_before_its_time_and_everything_after_it(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    with pytest.raises(NothingDueError):
        proposed(cast, now=LAST_DAY)
    run = carry_out(proposed(cast, now=DAY_AFTER), kim)
    assert run_counts(run) == {"listed": 1, "erased": 1, "spared": 0}
    closed.refresh_from_db()
    assert (closed.task, closed.answer, closed.background) == (ERASED, "", "")
    assert closed.comments.get().text == ERASED
    with pytest.raises(NothingDueError):
        proposed(cast, now=DAY_AFTER)


@pytest.mark.parametrize("hour", [0, 12, 22, 23])
def test_the_day_is_local(cast: Cast, closed: ActionItem, hour: int) -> None:
    local = datetime(2020, 3, 3, hour, 30, tzinfo=timezone.get_current_timezone())
    ActionItem.objects.filter(pk=closed.pk).update(closed_at=local)
    late = datetime(2025, 3, 3, 23, 59, tzinfo=timezone.get_current_timezone())
    with pytest.raises(NothingDueError):
        proposed(cast, now=late)
    assert proposed(cast, now=late + timedelta(minutes=2)).items.count() == 1


def test_a_leap_day_has_its_whole_period() -> None:
    assert last_day_before(date(2025, 2, 28), 1) == date(2024, 2, 28)
    assert last_day_before(date(2025, 3, 1), 1) == date(2024, 3, 1)
    assert last_day_before(date(2028, 2, 29), 1) == date(2027, 2, 28)


def test_rules_are_off_until_somebody_turns_them_on(cast: Cast, closed: ActionItem) -> None:
    assert not RetentionRule._meta.get_field("is_on").default
    with pytest.raises(RuleOffError):
        proposed(cast, is_on=False)
    assert not RetentionRun.objects.exists()


def test_it_takes_two_also_in_the_database(cast: Cast, closed: ActionItem, kim: User) -> None:
    run = proposed(cast)
    with pytest.raises(SamePersonError):
        run_approve(run=run, by=cast.bo, now=DAY_AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRun.objects.filter(pk=run.pk).update(state="approved", approved_by=cast.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRun.objects.filter(pk=run.pk).update(state="approved")
    retention_work(now=DAY_AFTER)
    closed.refresh_from_db()
    assert closed.task == CANARY


def test_a_list_is_withdrawn_and_then_approved_by_nobody(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    run = proposed(cast)
    run_withdraw(run=run, by=cast.bo, now=DAY_AFTER)
    with pytest.raises(NotWaitingError):
        run_approve(run=run, by=kim, now=DAY_AFTER)
    with pytest.raises(NotWaitingError):
        run_withdraw(run=run, by=kim, now=DAY_AFTER)


def test_a_rule_that_was_lengthened_or_turned_off_approves_no_old_list(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    run = proposed(cast)
    for changes in ({"years": 10}, {"is_on": False}):
        rule(cast, **changes)
        with pytest.raises(RuleOffError):
            run_approve(run=run, by=kim, now=DAY_AFTER)


@pytest.mark.parametrize("kind", ["person", "meeting", "document", "committee"])
def test_a_hold_keeps_a_row_off_the_list_and_spares_it_on_one(
    cast: Cast, closed: ActionItem, kim: User, kind: str
) -> None:
    meeting = closed.agenda_item.meeting
    rows = {"person": cast.anna_holm, "meeting": meeting, "document": meeting.document}
    run = proposed(cast)
    hold_set(row=rows.get(kind, cast.committee), reason="Sag", by=cast.bo, now=NOW)
    with pytest.raises(NothingDueError):
        proposed(cast)
    assert run_counts(carry_out(run, kim)) == {"listed": 1, "erased": 0, "spared": 1}
    closed.refresh_from_db()
    assert closed.task == CANARY


def test_an_item_that_was_opened_again_is_spared(cast: Cast, closed: ActionItem, kim: User) -> None:
    run = proposed(cast)
    ActionItem.objects.filter(pk=closed.pk).update(status="open", closed_at=None)
    assert run_counts(carry_out(run, kim))["spared"] == 1
    closed.refresh_from_db()
    assert closed.task == CANARY


def test_what_was_erased_and_taken_up_again_goes_anew(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    carry_out(proposed(cast), kim)
    with pytest.raises(NothingDueError):
        proposed(cast)
    again = DAY_AFTER + timedelta(days=10)
    closed.refresh_from_db()
    action_item_reopen(action_item=closed, by=cast.lene, now=again)
    action_item_cancel(
        action_item=closed, version=closed.version, reason=CANARY, by=cast.lene, now=again
    )
    ActionItem.objects.filter(pk=closed.pk).update(answer=CANARY)
    with pytest.raises(NothingDueError):
        proposed(cast, now=again + timedelta(days=365 * 4))
    later = again + timedelta(days=366 * 5 + 2)
    assert run_counts(carry_out(proposed(cast, now=later), kim, now=later))["erased"] == 1
    closed.refresh_from_db()
    assert closed.answer == ""
    assert not any(CANARY in f"{one.note} {one.changes}" for one in action_item_events(closed))


def test_a_task_that_is_called_erased_is_erased_all_the_same(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    ActionItem.objects.update(task=ERASED)
    carry_out(proposed(cast), kim)
    closed.refresh_from_db()
    assert closed.answer == ""


def test_a_rule_of_one_committee_leaves_the_others(cast: Cast, closed: ActionItem) -> None:
    with pytest.raises(NothingDueError):
        proposed(cast, committee=cast.other_committee)
    assert proposed(cast, committee=cast.committee).items.count() == 1


def test_the_log_keeps_that_it_happened_and_shows_no_content(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    seal_now()
    run = carry_out(proposed(cast), kim)
    seal_now()
    assert audit_verify().is_whole
    events = Event.objects.filter(subject="action_item", subject_id=closed.pk)
    assert not any(CANARY in f"{event.note} {event.changes}" for event in events)
    assert events.filter(kind="erased").get().by == kim
    changed = events.get(kind="changed")
    assert (changed.by, changed.at) == (cast.lene, CLOSED_AT)
    done = Event.objects.get(kind="erased", subject="log")
    assert run.digest in done.note


def test_what_is_taken_along_holds_no_content_of_it_either(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    told = b"".join(json_lines(table_named("events")))
    assert CANARY.encode() in told
    carry_out(proposed(cast), kim)
    told = b"".join(json_lines(table_named("events")))
    assert CANARY.encode() not in told
    assert b'"kind": "changed"' in told


def test_files_go_with_their_rows_and_the_item_follows(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    name = with_file(closed).file.name
    with pytest.raises(NothingDueError):
        proposed(cast)  # an item waits for its files
    carry_out(proposed(cast, "attachments"), kim)
    assert not Attachment.objects.exists()
    assert not default_storage.exists(name)
    assert proposed(cast).items.count() == 1


@pytest.mark.parametrize("dies", ["before the files", "in the batch"])
def test_killed_it_goes_on_and_leaves_no_file_without_row_nor_row_without_file(
    cast: Cast, closed: ActionItem, kim: User, monkeypatch, dies: str
) -> None:
    names = [with_file(closed).file.name for _ in range(3)]
    run = proposed(cast, "attachments")
    run_approve(run=run, by=kim, now=DAY_AFTER)
    where = {"before the files": (default_storage, "delete"), "in the batch": None}[dies]
    with monkeypatch.context() as patch:
        if where:
            patch.setattr(type(default_storage._wrapped), "delete", die)
        else:
            patch.setattr(carrying_out, "events_record", die)
        with pytest.raises(KilledError):
            retention_work(now=DAY_AFTER)
    there = [default_storage.exists(name) for name in names]
    assert all(there)
    assert Attachment.objects.count() == (0 if where else 3)
    retention_work(now=DAY_AFTER)
    run.refresh_from_db()
    assert run.state == RetentionRun.State.DONE
    assert not Attachment.objects.exists()
    assert not any(default_storage.exists(name) for name in names)
    assert not RetentionItem.objects.exclude(file="").exists()


def test_many_go_in_batches_and_a_second_go_ends_it(
    cast: Cast, closed: ActionItem, kim: User, monkeypatch
) -> None:
    monkeypatch.setattr(carrying_out, "BATCH", 2)
    for _ in range(5):
        with_file(closed)
    run = proposed(cast, "attachments")
    run_approve(run=run, by=kim, now=DAY_AFTER)
    ticks = iter(range(0, 1000, 6))  # each look at the clock is six seconds later
    assert retention_work(now=DAY_AFTER, clock=lambda: next(ticks)) == 2
    assert Attachment.objects.count() == 3
    assert retention_work(now=DAY_AFTER) == 3
    run.refresh_from_db()
    assert run.state == RetentionRun.State.DONE


def test_mails_lose_their_words_and_keep_that_they_were_sent(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    common = {"recipient": f"person:{cast.anna_holm.pk}", "kind": "digest", "text": CANARY}
    common |= {"created_at": CLOSED_AT, "next_at": CLOSED_AT, "to_email": "a@x.example"}
    sent = Message.objects.create(day=TODAY, message_id="<1@x>", state="sent", **common)
    waits = Message.objects.create(
        day=TODAY + timedelta(days=1), message_id="<2@x>", state="planned", **common
    )
    Reminder.objects.create(
        action_item=closed,
        step="new",
        deadline_version=1,
        recipient=common["recipient"],
        due_on=TODAY,
        message=sent,
    )
    run = carry_out(proposed(cast, "mail_texts", committee=cast.committee), kim)
    assert run_counts(run)["erased"] == 1
    sent.refresh_from_db()
    waits.refresh_from_db()
    assert (sent.text, sent.to_email, sent.state) == ("", "", "sent")
    assert waits.text == CANARY


def test_rejected_suggestions_lose_our_words_and_keep_the_minutes(
    cast: Cast, closed: ActionItem, kim: User
) -> None:
    one, other = Commitment.objects.filter(status="proposed").order_by("pk")[:2]
    Commitment.objects.filter(pk=one.pk).update(
        status="rejected", reviewed_at=CLOSED_AT, rejected_because=CANARY
    )
    carry_out(proposed(cast, "suggestions"), kim)
    quote = one.quote
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.task, one.rejected_because, one.quote) == (ERASED, "", quote)
    assert other.task != ERASED


def test_from_rule_to_certificate_on_the_pages(
    cast: Cast, closed: ActionItem, kim: User, client_of
) -> None:
    bo, other = client_of(cast.bo), client_of(kim)
    ActionItem.objects.filter(pk=closed.pk).update(closed_at=NOW - timedelta(days=3 * 366))
    form = {"data_class": "items", "years": 2, "legal_basis": "BEK 995", "is_on": "on"}
    assert bo.post(reverse("retention"), {**form, "legal_basis": ""}).status_code == 422
    assert bo.post(reverse("retention"), form).status_code == 302
    made = bo.post(reverse("retention_propose", args=[RetentionRule.objects.get().pk]))
    run = RetentionRun.objects.get()
    assert made.url == reverse("retention_run", args=[run.pk])
    page = bo.get(made.url).text
    assert "En anden administrator skal godkende listen." in page
    assert f"Nr. {closed.pk}" in page
    assert bo.post(reverse("retention_approve", args=[run.pk])).status_code == 409
    assert other.post(reverse("retention_approve", args=[run.pk])).status_code == 302
    retention_work(now=timezone.now())
    page = other.get(made.url).text
    run.refresh_from_db()
    assert run.digest in page
    assert CANARY not in page
    assert "ændret" not in page
    pdf = other.get(reverse("retention_certificate", args=[run.pk]))
    assert pdf.content.startswith(b"%PDF")
    RetentionRun.objects.filter(pk=run.pk).update(legal_basis="Noget andet")
    assert "den er ændret" in other.get(made.url).text


@pytest.mark.parametrize("step", ["retention_propose", "retention_approve"])
def test_each_hand_shows_its_password(
    cast: Cast, closed: ActionItem, kim: User, client_of, step: str
) -> None:
    run = proposed(cast)
    client = client_of(kim)
    session = client.session
    session[SHOWN] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    pk = run.rule_id if step == "retention_propose" else run.pk
    assert client.post(reverse(step, args=[pk])).url.startswith(reverse("login_again"))
    run.refresh_from_db()
    assert run.state == RetentionRun.State.WAITING
    assert RetentionRun.objects.count() == 1


def test_the_certificate_holds_no_content(cast: Cast, closed: ActionItem, kim: User) -> None:
    run = carry_out(proposed(cast), kim)
    assert certificate_digest(run) == run.digest
    held = repr([*RetentionRun.objects.values(), *RetentionItem.objects.values()])
    assert CANARY not in held
    assert Person.objects.get(pk=cast.anna_holm.pk).name not in held

"""Every Celery task may run twice, also at once; the broker is a bell and nothing more."""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import time_machine
from celery import Task
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection, transaction

from actions import tasks
from actions.models import (
    ActionItem,
    Commitment,
    Dispatch,
    Heartbeat,
    HouseRule,
    InboxPlace,
    Message,
    RecognisedDocument,
    Reminder,
    ReminderRhythm,
    SearchEntry,
    SearchProgress,
)
from actions.selectors import TICK, last_tick_at
from actions.services.commitments import commitment_accept, commitment_reject
from actions.services.messages import messages_plan
from actions.services.reviews import review_send
from actions.services.search import search_rebuild
from actions.services.webhooks import WebhookDraft, webhook_create, webhook_try
from config.celery import app
from meetings.models import Meeting, Person
from meetings.services.documents import document_read, document_receive
from tests.actions import imap_server
from tests.actions.imap_server import PASSWORD, USER, Mailbox
from tests.actions.outbox import another_item, assign
from tests.actions.recognised import later_minutes, open_item
from tests.cast import NOW, TEXT, Cast, make_meeting
from tracker.models import PersonReport

ROOT = Path(__file__).resolve().parents[2]
OURS = ("actions.", "meetings.", "tracker.")


@pytest.fixture(autouse=True)
def working_hours() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mailbox, Path]]:
    with imap_server.running(tmp_path_factory.mktemp("mailbox")) as running:
        yield running


@pytest.fixture(autouse=True)
def inbox(settings, mailbox: tuple[Mailbox, Path]) -> None:
    """Let there be a mailbox to be read."""
    box, certificate = mailbox
    box.mails.clear()
    settings.INBOX_BOX = box
    settings.INBOX_HOST, settings.INBOX_PORT = "127.0.0.1", box.port
    settings.INBOX_USER, settings.INBOX_PASSWORD = USER, PASSWORD
    settings.INBOX_FOLDER, settings.INBOX_STARTS_TLS = "INBOX", False
    settings.INBOX_CA = str(certificate)


@pytest.fixture(autouse=True)
def other_systems(settings) -> None:
    """Let what a case allows itself be forgotten after it."""
    settings.WEBHOOK_HOSTS = frozenset()


@pytest.fixture
def eager(monkeypatch) -> Iterator[None]:
    """Let a bell be answered at once, by whoever rings it."""
    # Celery's guard against waiting inside a task is one flag for all threads; here two run tasks.
    monkeypatch.setattr("celery.result.assert_will_not_block", lambda: None)
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


# --- twice, and twice at once -------------------------------------------------------------


def owed_action_item(cast: Cast, number: int) -> ActionItem:
    """Return an action item that its owner, whom nobody else writes to, is to hear of."""
    meeting = make_meeting(cast.committee, sha256=f"{number:064}")
    owner = Person.objects.create(name=f"Ansvarlig {number}", email=f"a{number}@x.example")
    second = meeting.agenda_items.get(number="2")
    first = Commitment.objects.filter(agenda_item=second).earliest("start")
    action_item = ActionItem.objects.create(
        commitment=first,
        agenda_item=second,
        committee=cast.committee,
        task="Udarbejd notat",
        owner_person=owner,
        assigned_at=NOW,
        created_at=NOW,
    )
    assign(action_item)
    return action_item


def for_tick(cast: Cast, number: int) -> tuple[int, ...]:
    owed_action_item(cast, number)
    return ()


def for_poll_inbox(cast: Cast, number: int) -> tuple[int, ...]:
    settings.INBOX_BOX.put(f"Message-ID: <{number}@x.example>\r\n\r\nHej".encode())
    return ()


def for_check_alarm(cast: Cast, number: int) -> tuple[int, ...]:
    """One administrator, and one trouble that is told once."""
    person = Person.objects.get_or_create(name="Bo Friis", email="bo@noerrevang.example")[0]
    type(cast.bo).objects.filter(pk=cast.bo.pk).update(person=person)
    Heartbeat.objects.get_or_create(name=TICK, defaults={"at": NOW.replace(hour=3)})
    Dispatch.objects.update(alarm="", alarmed_at=None)
    return ()


def for_apply_rhythms(cast: Cast, number: int) -> tuple[int, ...]:
    owed_action_item(cast, number)
    ReminderRhythm.objects.create(
        committee=cast.committee,
        priority=["", "urgent"][number % 2],
        days_before=[3],
        days_between_late=2,
        created_at=NOW,
    )
    return ()


def for_send_messages(cast: Cast, number: int) -> tuple[int, ...]:
    owed_action_item(cast, number)
    messages_plan(now=NOW)
    return ()


def for_read_document(cast: Cast, number: int) -> tuple[int, ...]:
    document = document_receive(
        name=f"referat-{number}.txt",
        content=ContentFile(f"{TEXT}\n{number}\n".encode()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    return (document.pk,)


def for_read_scan(cast: Cast, number: int) -> tuple[int, ...]:
    (document_id,) = for_read_document(cast, number)
    apps.get_model("meetings", "Document").objects.filter(pk=document_id).update(is_scanned=True)
    return (document_id,)


def for_propose_commitments(cast: Cast, number: int) -> tuple[int, ...]:
    (document_id,) = for_read_document(cast, number)
    document_read(document_id=document_id, now=NOW)
    return (document_id,)


def for_call_webhook(cast: Cast, number: int) -> tuple[int, ...]:
    """A system that nobody answers for: the call waits with the reason, once."""
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1:1"})
    draft = WebhookDraft(f"ESDH {number}", "https://127.0.0.1:1/", ("accepted",))
    webhook = webhook_create(draft=draft, by=cast.bo, now=NOW)
    webhook_try(webhook=webhook, by=cast.bo, now=NOW)
    return (webhook.pk,)


def for_apply_house_rules(cast: Cast, number: int) -> tuple[int, ...]:
    propose_commitments_of(cast, number)
    HouseRule.objects.create(
        kind=HouseRule.Kind.NEVER, phrase=f"åbningstiderne i {number} ferier", created_at=NOW
    )
    return ()


def propose_commitments_of(cast: Cast, number: int) -> None:
    (document_id,) = for_propose_commitments(cast, number)
    tasks.propose_commitments(document_id)


def for_follow_search(cast: Cast, number: int) -> tuple[int, ...]:
    for_propose_commitments(cast, number)
    return ()


def for_recognise(cast: Cast, number: int) -> tuple[int, ...]:
    task = f"Udarbejd et notat om lugtgener fra pumpe {number}"
    open_item(cast, task)
    later_minutes(cast.committee, (f"Notat om lugtgener fra pumpe {number}", "Drøftet."))
    search_rebuild()
    return ()


def for_resuming(cast: Cast, number: int) -> tuple[int, ...]:
    (document_id,) = for_read_document(cast, number)
    document_model = apps.get_model("meetings", "Document")
    document_model.objects.filter(pk=document_id).update(uploaded_at=NOW.replace(month=2))
    return ()


def for_make_person_report(cast: Cast, number: int) -> tuple[int, ...]:
    person = Person.objects.create(name=f"Ansvarlig {number}")
    report = PersonReport.objects.create(person=person, asked_by=cast.bo, asked_at=NOW)
    return (report.pk,)


# A task, what it needs, and how many mails it sends for that.
CASES: dict[str, tuple[Callable[[Cast, int], tuple[int, ...]], int]] = {
    "actions.tasks.tick": (for_tick, 1),
    "actions.tasks.poll_inbox": (for_poll_inbox, 0),
    "actions.tasks.apply_house_rules": (for_apply_house_rules, 0),
    "actions.tasks.call_webhook": (for_call_webhook, 0),
    "actions.tasks.check_alarm": (for_check_alarm, 1),
    "actions.tasks.follow_search": (for_follow_search, 0),
    "actions.tasks.recognise": (for_recognise, 0),
    "actions.tasks.apply_rhythms": (for_apply_rhythms, 0),
    "actions.tasks.send_messages": (for_send_messages, 1),
    "actions.tasks.propose_commitments": (for_propose_commitments, 0),
    "meetings.tasks.read_document": (for_read_document, 0),
    "meetings.tasks.read_scan": (for_read_scan, 0),
    "tracker.tasks.feed": (for_resuming, 0),
    "tracker.tasks.make_person_report": (for_make_person_report, 0),
    "tracker.tasks.note_ocr": (lambda _cast, _number: (), 0),
    "tracker.tasks.tick": (for_resuming, 0),
}


@pytest.fixture(scope="module")
def registered() -> Mapping[str, Task]:
    """Return every task of ours, as a worker finds them when it starts."""
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.startswith(OURS)}


# Rows of which there is one, made when it is first written; and what is kept in step with all other
# rows, whichever task comes by first.
ONCE = (Heartbeat, Dispatch, InboxPlace, SearchEntry, SearchProgress, RecognisedDocument)


def counts() -> dict[str, int]:
    models = [*apps.get_app_config("meetings").get_models()]
    models += [*apps.get_app_config("actions").get_models()]
    return {model.__name__: model.objects.count() for model in models if model not in ONCE}


def rows() -> dict[str, list[tuple[object, ...]]]:
    labels = ("meetings", "actions")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {
        model.__name__: sorted(model.objects.values_list(), key=repr)
        for model in models
        if model not in ONCE
    }


def at_once(run: Callable[[], object], times: int = 2) -> None:
    barrier = threading.Barrier(times)
    problems: list[BaseException] = []

    def one() -> None:
        try:
            barrier.wait(timeout=10)
            run()
        except BaseException as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert problems == []


def test_every_task_of_ours_has_a_case(registered: Mapping[str, Task]) -> None:
    assert sorted(registered) == sorted(CASES)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", CASES)
def test_a_task_that_runs_twice_does_it_once(
    name: str, registered: Mapping[str, Task], cast: Cast, eager: None
) -> None:
    prepare, mails = CASES[name]
    arguments, task = prepare(cast, 1), registered[name]
    task(*arguments)
    after = rows()
    task(*arguments)
    assert rows() == after
    assert len(mail.outbox) == mails


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", CASES)
def test_a_task_that_runs_twice_at_once_does_it_once(
    name: str, registered: Mapping[str, Task], cast: Cast, eager: None
) -> None:
    prepare, mails = CASES[name]
    arguments, task = prepare(cast, 1), registered[name]
    before = counts()
    task(*arguments)
    once = {model: count - before[model] for model, count in counts().items()}
    arguments = prepare(cast, 2)
    before = counts()
    at_once(lambda: task(*arguments))
    assert {model: count - before[model] for model, count in counts().items()} == once
    assert len(mail.outbox) == 2 * mails


@pytest.mark.django_db(transaction=True)
def test_three_schedulers_through_two_days_make_each_row_and_each_mail_once(
    action_item: ActionItem, cast: Cast, eager: None
) -> None:
    assign(action_item)
    for number in range(5):
        owner = Person.objects.create(name=f"Ansvarlig {number}", email=f"a{number}@x.example")
        assign(another_item(action_item, owner=owner))
    Reminder.objects.filter(step="before-7").update(due_on="2026-03-04")
    for moment in ("2026-03-03 09:00", "2026-03-03 12:00", "2026-03-04 08:00", "2026-03-04 14:00"):
        with time_machine.travel(f"{moment}+00:00", tick=True):
            at_once(tasks.tick, times=3)
    sent = [tuple(message.to) for message in mail.outbox]
    assert len(sent) == 12  # six people: told on the first day, reminded on the second
    assert {sent.count(to) for to in sent} == {2}
    assert Message.objects.count() == 12
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 12


# --- the bell -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_tick_leaves_a_sign_of_life(eager: None) -> None:
    assert last_tick_at() is None
    tasks.tick()
    first = last_tick_at()
    tasks.tick()
    assert first is not None
    assert last_tick_at() > first
    assert Heartbeat.objects.count() == 1


def accept_one_and_send(meeting: Meeting, cast: Cast) -> None:
    first, *others = Commitment.objects.order_by("start")
    commitment_accept(
        commitment=first,
        task="Udarbejd notat",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=None,
        by=cast.lene,
        now=NOW,
    )
    for other in others:
        commitment_reject(commitment=other, reason="Intet løfte", by=cast.lene, now=NOW)
    review_send(meeting=meeting, by=cast.lene, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_reminder_and_no_mail(
    meeting: Meeting, cast: Cast, eager: None
) -> None:
    with transaction.atomic():
        accept_one_and_send(meeting, cast)
        assert Reminder.objects.exists()
        transaction.set_rollback(True)
    tasks.tick()
    assert not Reminder.objects.exists()
    assert not Message.objects.exists()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_goes_out_with_the_next_tick(
    meeting: Meeting, cast: Cast, eager: None
) -> None:
    accept_one_and_send(meeting, cast)
    tasks.tick()
    assert [message.to for message in mail.outbox] == [[cast.anna_holm.email]]


# Where a bell may be rung: by a scheduler's tick, or once the transaction is committed.
# A traced task passes on what somebody of these rang.
RINGERS = {
    ("meetings/traced.py", "apply_async"),
    ("meetings/bell.py", "ring"),
    ("actions/tasks.py", "ring_for_mails"),
    ("actions/tasks.py", "ring_for_house_rules"),
    ("actions/tasks.py", "ring_for_alarm"),
    ("actions/tasks.py", "ring_for_rhythms"),
    ("actions/tasks.py", "ring_for_search"),
    ("actions/tasks.py", "ring_for_webhook"),
    ("actions/tasks.py", "ring_for_recognising"),
    ("tracker/pipeline.py", "_ring"),
    ("tracker/persondata/asking.py", "_ring"),
}
BELLS = {"delay", "apply_async", "send_task", "ring"}


def bells(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (file, function) for each call of a Celery task's bell, or of our own `ring`."""
    for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(outer, ast.FunctionDef):
            for node in ast.walk(outer):
                if isinstance(node, ast.Call) and _called(node) in BELLS:
                    yield str(path.relative_to(ROOT)), outer.name


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_no_bell_is_rung_but_by_those_who_may() -> None:
    folders = ("actions", "config", "meetings", "tracker")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    rung = {bell for path in files for bell in bells(path)}
    assert rung == RINGERS

"""The log stands as it was written: the database refuses changes, and a chain shows them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from meetings import guard
from meetings.models import Event, Seal
from meetings.origin import Origin, working_for
from meetings.services.audit import audit_verify, chain_head
from meetings.services.events import event_record, events_record

pytestmark = pytest.mark.django_db


def write(number: int = 1, **more: object) -> Event:
    event = event_record(
        subject=Event.Subject.DOCUMENT,
        subject_id=number,
        kind=Event.Kind.UPLOADED,
        at=timezone.now(),
        changes={"navn": ["Æblerød", None], "antal": [1, 2.5]},
        note="lagt ind",
        **more,
    )
    seal_now()
    return event


def seal_now() -> None:
    """Let PostgreSQL do what it puts off to the end of the transaction."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def unguarded() -> Iterator[None]:
    """Do what only who owns the whole machine can do: go around the database's own refusal."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
        else:
            for name in guard.SQLITE:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for statement in guard.SQLITE.values():
                cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(note="aldrig sket"),
        lambda: Event.objects.all()._raw_delete("default"),
        lambda: Seal.objects.update(link="f" * 64),
        lambda: Seal.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_refuses_to_change_or_delete_what_is_logged(change) -> None:
    event = write()
    before = (Event.objects.values().get(), Seal.objects.values().get())
    with pytest.raises(IntegrityError, match=guard.REFUSAL), transaction.atomic():
        change()
    assert (Event.objects.values().get(), Seal.objects.values().get()) == before
    assert before[0]["id"] == event.pk


def test_nothing_is_put_in_the_place_of_an_event() -> None:
    event = write()
    word = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    sql = f"""{word} INTO meetings_event (id, at, subject, subject_id, kind, by_name, changes, note)
        VALUES ({event.pk}, '2026-01-01 00:00:00Z', 'document', 1, 'read', '', '{{}}', '')"""
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.get().note == "lagt ind"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite empties by deleting")
def test_the_tables_of_the_log_cannot_be_emptied() -> None:
    write()
    for table in ("meetings_event", "meetings_seal"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")


def test_what_is_written_is_a_whole_chain() -> None:
    write(1)
    events_record(
        subject=Event.Subject.MESSAGE,
        subject_ids=range(3),
        kind=Event.Kind.SENT,
        at=timezone.now(),
        by_name="systemet",
    )
    write(2)
    verdict = audit_verify()
    assert verdict.is_whole, verdict.breaks
    assert verdict.head.number == 5
    assert verdict.head == chain_head()


def test_what_is_rolled_back_leaves_no_gap() -> None:
    write(1)
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    write(3)
    assert audit_verify().is_whole
    assert chain_head().number == 2


@pytest.mark.parametrize("field", ["note", "by_name", "changes", "address", "request_id", "at"])
def test_a_changed_event_is_named(field: str) -> None:
    events = [write(number) for number in range(3)]
    value = {"changes": {"navn": ["a", "b"]}, "at": timezone.now()}.get(field, "en anden")
    with unguarded():
        Event.objects.filter(pk=events[1].pk).update(**{field: value})
    (told,) = audit_verify().breaks
    assert told == f"Nr. 2 (hændelse {events[1].pk}) er ændret, efter at den blev skrevet."


def test_a_changed_event_with_a_digest_to_match_breaks_the_chain() -> None:
    events = [write(number) for number in range(3)]
    with unguarded():
        events[1].note = "aldrig sket"
        Event.objects.filter(pk=events[1].pk).update(
            note=events[1].note, digest=events[1].content_digest
        )
    (told,) = audit_verify().breaks
    assert told == f"Nr. 2 (hændelse {events[1].pk}) hænger ikke sammen med den før."


def test_an_event_taken_out_is_missed() -> None:
    events = [write(number) for number in range(3)]
    with unguarded():
        Seal.objects.filter(event_id=events[1].pk)._raw_delete("default")
        Event.objects.filter(pk=events[1].pk)._raw_delete("default")
    assert "Efter nr. 1 følger nr. 3: hændelser er taget ud." in audit_verify().breaks


def test_the_last_event_taken_out_is_missed_by_its_seal() -> None:
    events = [write(number) for number in range(2)]
    with unguarded():
        Event.objects.filter(pk=events[1].pk)._raw_delete("default")
    assert audit_verify().breaks == ("Nr. 2 er forseglet, men hændelsen er væk.",)


def test_an_end_cut_off_with_its_seals_is_missed_by_who_noted_the_last_link() -> None:
    events = [write(number) for number in range(3)]
    noted = str(chain_head())
    with unguarded():
        Seal.objects.filter(event_id=events[2].pk)._raw_delete("default")
        Event.objects.filter(pk=events[2].pk)._raw_delete("default")
    assert audit_verify().is_whole
    assert audit_verify(known=noted).breaks == (f"Det noterede led {noted} findes ikke i kæden.",)


def test_an_event_put_in_beside_the_chain_is_named() -> None:
    write(1)
    with unguarded():
        slipped_in = Event.objects.create(
            subject="document", subject_id=9, kind="read", at=timezone.now()
        )
    assert audit_verify().breaks == (f"Hændelse {slipped_in.pk} står uden for kæden.",)


def test_a_guard_that_was_taken_down_is_missed() -> None:
    with connection.cursor() as cursor:
        table = " ON meetings_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER event_kept{table}")
    assert audit_verify().breaks == ("Databasens værn event_kept mangler.",)


def test_the_command_says_that_the_log_is_whole_and_gives_the_last_link() -> None:
    write()
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    assert "Loggen er hel: 1 hændelser." in out.getvalue()
    assert str(chain_head()) in out.getvalue()
    call_command("audit", "verify", known=str(chain_head()), stdout=out)


def test_the_command_fails_and_says_where_the_log_breaks() -> None:
    event = write()
    with unguarded():
        Event.objects.filter(pk=event.pk).update(note="aldrig sket")
    with pytest.raises(CommandError, match=r"Loggen er ikke hel:\n- Nr\. 1 .* er ændret"):
        call_command("audit", "verify")


def test_an_event_says_which_request_it_came_from() -> None:
    with working_for(Origin(request_id="0f8", address="192.0.2.7")):
        inside = write(1)
    outside = write(2)
    assert (inside.request_id, inside.address) == ("0f8", "192.0.2.7")
    assert (outside.request_id, outside.address) == ("", "")
    assert audit_verify().is_whole


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain_and_none_is_turned_away() -> None:
    failures: list[Exception] = []

    def work(writer: int) -> None:
        try:
            for number in range(25):
                with transaction.atomic():
                    for step in range(3):
                        event_record(
                            subject=Event.Subject.DOCUMENT,
                            subject_id=writer * 1000 + number,
                            kind=Event.Kind.READ,
                            at=timezone.now(),
                            note=str(step),
                        )
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    verdict = audit_verify()
    assert verdict.is_whole, verdict.breaks
    assert verdict.head.number == 4 * 25 * 3

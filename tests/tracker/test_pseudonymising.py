"""Who has left is made nameless: no page, file, mail or search tells the name, the log stays whole.

Words of the minutes themselves stand as they are; the canary is planted in all that is ours.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from actions.models import (
    ActionItem,
    Attachment,
    Comment,
    Commitment,
    Decline,
    Extension,
    HouseRule,
    IncomingMail,
    Message,
)
from actions.selectors import action_item_events
from actions.services.leaving import person_leave
from actions.services.search import search_rebuild
from meetings.models import (
    Alias,
    CalendarPeriod,
    ClosingDay,
    Document,
    Event,
    Person,
    PlannedMeeting,
    Pseudonym,
    PseudonymKey,
    PseudonymWord,
    User,
)
from meetings.services.audit import audit_verify
from meetings.services.events import event_record
from meetings.services.holds import hold_lift, hold_set
from tests.cast import NOW, Cast, make_action_item
from tests.meetings.test_audit import seal_now
from tests.tracker.test_access_matrix import TABLE, addresses, clients  # noqa: F401 - fixtures
from tracker.exchange.exporting import csv_of, json_lines
from tracker.exchange.tables import TABLES
from tracker.models import SavedView
from tracker.persondata.pseudonymising import (
    AlreadyNamelessError,
    PersonHeldError,
    StillHereError,
    person_pseudonymise,
)
from tracker.persondata.replacing import APART, columns_of
from tracker.persondata.report import as_text
from tracker.persondata.tables import TOLD

pytestmark = pytest.mark.django_db

NAME, INITIALS, LOGIN = "Vibeke Zqvistborg", "VIBZQX", "vibzq"
MAIL = "vibeke.zqvistborg@noerrevang.example"
FORMATS = {
    "text/html",
    "text/csv",
    "text/calendar",
    "text/plain",
    "application/json",
    "application/jsonl",
    "application/pdf",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
CANARIES = ("zqvistborg", "VIBZQX", "vibzq")
SAID = f"{NAME} ({INITIALS}), {MAIL}"
PLANTED = {
    ActionItem: ("task", "background", "answer", "answered_by", "returned_because"),
    Attachment: ("name", "by_name"),
    Comment: ("text",),
    Commitment: ("task", "rejected_because"),
    Decline: ("suggestion", "reason", "declined_by"),
    Extension: ("reason", "asked_by", "decision"),
    HouseRule: ("phrase", "reason"),
    IncomingMail: ("by_name", "subject", "text", "note"),
    Message: ("subject", "text", "html", "error"),
    SavedView: ("name",),
    PlannedMeeting: ("place",),
    CalendarPeriod: ("name",),
    ClosingDay: ("name",),
    Document: ("name",),
}


@pytest.fixture(autouse=True)
def as_often_as_the_test_looks(settings) -> None:
    settings.EXPORTS_AN_HOUR = settings.LINKS_A_MINUTE = settings.API_CALLS_A_MINUTE = 10_000


@pytest.fixture
def vibeke(cast: Cast) -> Person:
    """Call Anna by a name that stands nowhere else."""
    person = cast.anna_holm
    person.name, person.initials, person.email = NAME, INITIALS, MAIL
    person.save()
    Alias.objects.create(text="Vibeke Zqvistborg-Holm", person=person)
    return person


def plant(cast: Cast, action_item: ActionItem) -> None:
    for model, fields in PLANTED.items():
        for field in fields:
            most = model._meta.get_field(field).max_length or 10_000
            words = SAID if len(SAID) <= most else NAME
            model._default_manager.update(**{field: words})
    User.objects.filter(pk=cast.anna.pk).update(username=LOGIN)
    Message.objects.update(to_email=MAIL)
    SavedView.objects.update(query="q=Vibeke+Zqvistborg&status=late")
    for subject, pk in ((Event.Subject.ACTION_ITEM, action_item.pk), (Event.Subject.LOG, 0)):
        event_record(
            subject=subject,
            subject_id=pk,
            kind=Event.Kind.CHANGED,
            at=NOW,
            by_name=f"mail-link, {NAME}",
            changes={"owner": [f"{NAME} ({INITIALS})", "KF"]},
            note=f"{NAME}s opgave. Til {MAIL} fra {INITIALS}s kontor",
        )


def leave(cast: Cast, person: Person) -> None:
    person_leave(person=person, heir=cast.unit, by=cast.bo, now=NOW)


def nameless(cast: Cast, person: Person) -> str:
    leave(cast, person)
    return person_pseudonymise(person=person, by=cast.bo, now=NOW).name


def unpacked(content: bytes) -> str:
    """Return all words of an answer, also those of PDF, Word, Excel and ZIP files."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            return "\n".join([*pack.namelist(), *(unpacked(pack.read(n)) for n in pack.namelist())])
    if content.startswith(b"%PDF"):
        try:
            pages = list(pypdfium2.PdfDocument(content))
        except pypdfium2.PdfiumError:
            return ""
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    return content.decode("utf-8", "replace")


def told_at(client: Client, address: str) -> str:
    cache.clear()
    before = transaction.savepoint()
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    transaction.savepoint_rollback(before)
    return unpacked(content) + repr(response.headers)


def met(text: str) -> set[str]:
    folded = text.casefold()
    return {word for word in CANARIES if (word in text if word.isupper() else word in folded)}


def more_addresses(action_item: ActionItem) -> list[str]:
    lists = [reverse("action_items", query={"format": kind}) for kind in ("csv", "xlsx", "pdf")]
    life = reverse("action_item_life", args=[action_item.pk, "zip"])
    status = [reverse("unit_status", kwargs={"kind": kind}) for kind in ("pdf", "xlsx")]
    tables = [reverse("exchange_table", args=[table.name, "json"]) for table in TABLES]
    found = reverse("search", query={"q": "notat"})
    feed = reverse("calendar_feed", args=["bodils-noegle"])
    return [*lists, life, *status, *tables, found, feed]


def test_no_page_file_mail_or_search_tells_who_it_was(
    vibeke: Person,
    action_item: ActionItem,
    cast: Cast,
    addresses: Callable[[str], str],  # noqa: F811
    clients: dict[str, Client],  # noqa: F811
) -> None:
    Comment.objects.create(action_item=action_item, text="x", by=cast.anna, at=NOW)
    beside = Person.objects.create(name="Bodil Munch", calendar_key="bodils-noegle")
    User.objects.create(username="bodil", person=beside)
    make_action_item(action_item.agenda_item.meeting, owner_person=beside)
    known = [addresses(route) for route in sorted(TABLE)] + more_addresses(action_item)
    plant(cast, action_item)
    search_rebuild()
    roles = ("lene", "bo", "mads")
    before = {address for address in known if met(told_at(clients["bo"], address))}
    assert len(before) > 30, "the canary is not where it could be met"
    nameless(cast, vibeke)
    seen, size, files = set(), 0, set()
    for address in known:
        for role in roles:
            text = told_at(clients[role], address)
            size += len(text)
            files.add(text[text.find("'Content-Type': ") + 16 :].split("'")[1].split(";")[0])
            seen |= {(role, address, word) for word in met(text)}
    sys.stdout.write(f"\n{size:,} characters of {len(known) * len(roles):,} answers: {files}\n")
    assert seen == set()
    assert files >= FORMATS


def test_no_row_of_ours_holds_the_name_and_the_log_is_whole(
    cast: Cast,
    vibeke: Person,
    action_item: ActionItem,
    addresses: Callable[[str], str],  # noqa: F811
) -> None:
    plant(cast, action_item)
    seal_now()
    assert nameless(cast, vibeke).startswith("Fratrådt medarbejder ")
    held = {
        (told.model.__name__, name)
        for told in TOLD
        if told.model not in APART
        for row in told.model._default_manager.all()
        for name in columns_of(told)
        if met(as_text(getattr(row, name)))
    }
    assert held == set()
    for model in (Person, User, PseudonymKey, Pseudonym, PseudonymWord):
        assert not met(repr(list(model._default_manager.values())))
    seal_now()
    assert audit_verify().is_whole
    raw = repr(list(Event.objects.values_list("note", "by_name")))
    assert NAME in raw, "the log itself is never changed"


def test_the_pseudonym_is_the_same_everywhere_and_stands_in_the_log(
    cast: Cast, vibeke: Person, action_item: ActionItem
) -> None:
    plant(cast, action_item)
    name = nameless(cast, vibeke)
    code = name.rsplit(" ", 1)[1]
    vibeke.refresh_from_db()
    action_item.refresh_from_db()
    assert (vibeke.name, vibeke.initials, vibeke.email, vibeke.title) == (name, "", "", "")
    assert action_item.task == f"{name} ({code}), {code.lower()}@fratraadt.invalid"
    event = Event.objects.get(by_name__startswith="mail-link", subject="action_item")
    assert event.by_name == f"mail-link, {name}"
    assert event.changes == {"owner": [f"{name} ({code})", "KF"]}
    assert event.note == f"{name}s opgave. Til {code.lower()}@fratraadt.invalid fra {code}s kontor"
    assert event in action_item_events(action_item)
    assert Event.objects.get(kind="pseudonymised").note == name


@pytest.mark.parametrize("asked", ["Zqvistborg", "zqvist", "mail-link, Vibeke"])
def test_a_question_to_the_log_does_not_tell_which_name_it_was(
    cast: Cast, vibeke: Person, action_item: ActionItem, client_of, asked: str
) -> None:
    plant(cast, action_item)
    client, address = client_of(cast.bo), reverse("log", query={"who": asked})
    assert len(client.get(address).context["page"].rows) == 2
    nameless(cast, vibeke)
    assert client.get(address).context["page"].rows == []
    others = client.get(reverse("log", query={"who": "mail-link"}))
    assert len(others.context["page"].rows) == 2


def test_names_that_become_alike_are_told_apart(cast: Cast, vibeke: Person) -> None:
    for name in (f"Om {NAME}", "Om Vibeke Zqvistborg-Holm"):
        SavedView.objects.create(owner=cast.lene, name=name, query="q=x", created_at=NOW)
        HouseRule.objects.create(
            kind="never", phrase=name, created_at=NOW, created_by=cast.lene, reason="x"
        )
    taken = nameless(cast, vibeke)
    for model, field in ((SavedView, "name"), (HouseRule, "phrase")):
        names = set(model._default_manager.values_list(field, flat=True))
        assert len(names) == 2
        assert all(name.startswith(f"Om {taken}") for name in names)


def test_a_name_with_an_apostrophe_goes_from_the_html_too(
    cast: Cast, vibeke: Person, action_item: ActionItem
) -> None:
    vibeke.name = "Vibeke O'Zqvistborg"
    vibeke.save()
    Message.objects.create(
        recipient="person:0",
        kind="digest",
        day=NOW.date(),
        created_at=NOW,
        next_at=NOW,
        text="Kære Vibeke O'Zqvistborg",
        html="<p>Kære Vibeke O&#x27;Zqvistborg</p>",
    )
    name = nameless(cast, vibeke)
    message = Message.objects.get(recipient="person:0")
    assert (message.text, message.html) == (f"Kære {name}", f"<p>Kære {name}</p>")


def test_what_is_exported_holds_no_name(
    cast: Cast, vibeke: Person, action_item: ActionItem
) -> None:
    plant(cast, action_item)
    nameless(cast, vibeke)
    for table in TABLES:
        assert not met(b"".join(json_lines(table)).decode()), table.name
        assert not met(b"".join(csv_of(table)).decode()), table.name


def test_the_minutes_own_words_stand(cast: Cast, vibeke: Person, action_item: ActionItem) -> None:
    Document.objects.update(text=f"Det blev aftalt, at {NAME} følger op.")
    Commitment.objects.update(quote=f"{NAME} følger op.", owner_text=INITIALS)
    nameless(cast, vibeke)
    assert NAME in Document.objects.get().text
    assert set(Commitment.objects.values_list("quote", "owner_text")) == {
        (f"{NAME} følger op.", INITIALS)
    }


def test_initials_and_names_of_others_stay_theirs(
    cast: Cast, vibeke: Person, action_item: ActionItem
) -> None:
    Person.objects.create(name="Viggo Zachariassen Qvist", initials=INITIALS)
    mine, other = action_item, Commitment.objects.filter(status="proposed").earliest("pk")
    ActionItem.objects.filter(pk=mine.pk).update(
        task=f"{INITIALS} skriver", status="done", closed_at=NOW
    )
    Commitment.objects.filter(pk=other.pk).update(task=f"{INITIALS} og {NAME} skriver")
    name = nameless(cast, vibeke)
    other.refresh_from_db()
    mine.refresh_from_db()
    assert other.task == f"{INITIALS} og {name} skriver"
    assert mine.task == f"{name.rsplit(' ', 1)[1]} skriver"


def test_nobody_logs_in_as_who_has_no_name(cast: Cast, vibeke: Person) -> None:
    cast.anna.set_password("en-lang-adgangskode")
    cast.anna.save()
    nameless(cast, vibeke)
    user = User.objects.get(pk=cast.anna.pk)
    assert not user.is_active
    assert not user.has_usable_password()
    assert user.username.startswith("fratraadt-")


def test_who_is_still_here_keeps_the_name(cast: Cast, vibeke: Person) -> None:
    with pytest.raises(StillHereError):
        person_pseudonymise(person=vibeke, by=cast.bo, now=NOW)
    vibeke.refresh_from_db()
    assert vibeke.name == NAME
    assert not Pseudonym.objects.exists()


def test_twice_is_once(cast: Cast, vibeke: Person) -> None:
    nameless(cast, vibeke)
    with pytest.raises(AlreadyNamelessError):
        person_pseudonymise(person=vibeke, by=cast.bo, now=NOW)
    assert Event.objects.filter(kind="pseudonymised").count() == 1


@pytest.mark.parametrize("kind", ["person", "meeting", "document", "committee"])
def test_a_hold_stops_it_and_is_named(
    cast: Cast, vibeke: Person, action_item: ActionItem, client_of, kind: str
) -> None:
    meeting = action_item.agenda_item.meeting
    ActionItem.objects.filter(pk=action_item.pk).update(status="done", closed_at=NOW)
    rows = {"person": vibeke, "meeting": meeting, "document": meeting.document}
    row = rows.get(kind, cast.committee)
    leave(cast, vibeke)
    hold_set(row=row, reason="Klagesag 17", by=cast.bo, now=NOW)
    with pytest.raises(PersonHeldError):
        person_pseudonymise(person=vibeke, by=cast.bo, now=NOW)
    address = reverse("person_pseudonymise", args=[vibeke.pk])
    answer = client_of(cast.bo).post(address, {"is_sure": "on"})
    assert answer.status_code == 409
    assert "Klagesag 17" in answer.text
    vibeke.refresh_from_db()
    assert vibeke.name == NAME
    hold_lift(row=row, reason="Afgjort", by=cast.bo, now=NOW)
    assert person_pseudonymise(person=vibeke, by=cast.bo, now=NOW).name


def test_the_page_says_what_changes_and_the_second_click_does_it(
    cast: Cast, vibeke: Person, action_item: ActionItem, client_of
) -> None:
    plant(cast, action_item)
    leave(cast, vibeke)
    client, address = client_of(cast.bo), reverse("person_pseudonymise", args=[vibeke.pk])
    page = client.get(address).text
    assert "Opgaver: 1" in page
    assert "arkivloven" in page
    assert not PseudonymKey.objects.exists(), "looking changes nothing"
    assert client.post(address).status_code == 422
    vibeke.refresh_from_db()
    assert vibeke.name == NAME
    answer = client.post(address, {"is_sure": "on"}, follow=True)
    assert "Personen hedder nu Fratrådt medarbejder" in answer.text
    assert not met(answer.text)
    assert "allerede gjort navnløs" in client.get(address).text


def test_only_administrators_with_a_fresh_password(cast: Cast, vibeke: Person, client_of) -> None:
    leave(cast, vibeke)
    address = reverse("person_pseudonymise", args=[vibeke.pk])
    assert client_of(cast.lene).post(address, {"is_sure": "on"}).status_code == 403
    client = Client()
    client.force_login(cast.bo)
    answer = client.post(address, {"is_sure": "on"})
    assert answer.url.startswith(reverse("login_again"))
    vibeke.refresh_from_db()
    assert vibeke.name == NAME


def test_two_who_share_four_digits_are_told_apart(cast: Cast, vibeke: Person) -> None:
    first = nameless(cast, vibeke)
    code = first.rsplit(" ", 1)[1]
    other = Person.objects.create(name="Bodil Munch", is_active=False)
    Pseudonym.objects.filter(person=vibeke).update(code=code)
    name = person_pseudonymise(person=other, by=cast.bo, now=NOW).name
    assert name != first

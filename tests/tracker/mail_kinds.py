"""Every kind of mail that has an HTML part, as it leaves the house."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

from django.core import mail
from django.core.files.base import ContentFile
from django.core.mail import EmailMultiAlternatives
from reportlab.pdfgen.canvas import Canvas

from actions.mail.clips import pictures_in_place
from actions.models import ActionItem, Extension
from actions.services.messages import messages_send, weekly_plan
from meetings.models import Absence, AgendaItem, Event, Page, Person, User
from tests.actions.outbox import another_item, assign, at, one_round
from tests.cast import NOW, TODAY, Cast

MONDAY = date(2026, 3, 9)
LONG = (
    "Det blev besluttet, at forvaltningen til mødet i maj fremlægger en samlet oversigt over"
    " idrætsforeningernes brug af de kommunale haller, herunder hvor mange timer der er tildelt,"
    " hvor mange der er brugt, og hvad det ville koste at holde åbent i skolernes ferier."
)


def _picture(item: ActionItem) -> None:
    """Give the item a page on which its words can be seen."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    for line, y in (
        ("2. Svømmehallens åbningstider", 770),
        ("Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.", 740),
        ("Det blev aftalt, at svømmeklubben inviteres til næste møde.", 720),
    ):
        canvas.drawString(70, y, line)
    canvas.save()
    document = item.agenda_item.meeting.document
    document.file.save("referat.pdf", ContentFile(drawn.getvalue()))
    Page.objects.create(document=document, number=1, width=595, height=842, start=0, end=9)
    item.commitment.page = 1
    item.commitment.boxes = [{"page": 1, "x0": 70, "top": 92, "x1": 420, "bottom": 105}]
    item.commitment.save(update_fields=["page", "boxes"])


def _secretary(cast: Cast) -> None:
    person = Person.objects.create(name="Lene Sekretær", email="lene@noerrevang.example")
    User.objects.filter(pk=cast.lene.pk).update(person=person)
    ActionItem.objects.update(created_by=cast.lene)


def _owner_logs_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.anna.pk).update(person=cast.anna_holm)


def _told(item: ActionItem, step: str, *, day: date = TODAY, to: str = "") -> None:
    """Let this step of the item be due, and nothing else of it."""
    item.reminders.all().delete()
    item.reminders.create(
        step=step,
        deadline_version=item.deadline_version,
        recipient=to or f"person:{item.owner_person_id}",
        due_on=day,
    )


def _moved(item: ActionItem, deadline: date | None) -> None:
    ActionItem.objects.filter(pk=item.pk).update(deadline=deadline)
    item.refresh_from_db()


def new(cast: Cast, item: ActionItem) -> None:
    _picture(item)
    _secretary(cast)
    item.refresh_from_db()
    assign(item)


def several(cast: Cast, item: ActionItem) -> None:
    """All that can stand in one mail of an owner's, long words and a closed item among it."""
    _picture(item)
    _secretary(cast)
    ActionItem.objects.filter(pk=item.pk).update(
        background="Hallen lukker i juli, og klubben har klaget over det to gange."
    )
    item.refresh_from_db()
    assign(item)
    for task, step, deadline in (
        ("Ring til VVS-firmaet om udsugningen", "due", TODAY),
        ("Send tilbuddet på taget til udvalget", "before-1", TODAY + timedelta(days=1)),
        ("Fremlæg oversigt over hallernes brug: https://noerrevang.example/" + "a" * 90, "before-7",
         date(2026, 3, 10)),
        ("Skriv til foreningerne", "late-10", date(2026, 2, 10)),
    ):  # fmt: skip
        _told(another_item(item, task=task, deadline=deadline, quote=LONG), step)
    shut = AgendaItem.objects.create(
        meeting=item.agenda_item.meeting, position=9, number="9", title="X", start=0, end=9,
        is_closed=True,
    )  # fmt: skip
    assign(another_item(item, agenda_item=shut, deadline=date(2026, 3, 20)))


def no_deadline(cast: Cast, item: ActionItem) -> None:
    _moved(item, None)
    assign(item)


def changed(cast: Cast, item: ActionItem) -> None:
    assign(item)
    one_round(NOW)
    ActionItem.objects.filter(pk=item.pk).update(
        deadline=date(2026, 5, 4), deadline_version=2, bound_on=date(2026, 5, 4)
    )
    item.refresh_from_db()
    Event.objects.create(
        subject="action_item", subject_id=item.pk, kind=Event.Kind.FOLLOWED, at=NOW,
        changes={"deadline": ["2026-04-01", "2026-05-04"]},
    )  # fmt: skip
    assign(item, today=date(2026, 3, 4))


def returned(cast: Cast, item: ActionItem) -> None:
    assign(item)
    one_round(NOW)
    ActionItem.objects.filter(pk=item.pk).update(
        deadline_version=2, returned_because="Notatet mangler priserne for juli."
    )
    item.refresh_from_db()
    assign(item, today=date(2026, 3, 4))


def refused(cast: Cast, item: ActionItem) -> None:
    asked = Extension.objects.create(
        action_item=item, deadline_version=1, was=item.deadline, deadline=date(2026, 5, 10),
        reason="Tallene mangler.", state=Extension.State.REFUSED, asked_at=NOW, asked_by="Anna",
        decision="Udvalget venter på notatet til mødet i april.",
    )  # fmt: skip
    _told(item, f"refused-{asked.pk}")


def soon(cast: Cast, item: ActionItem) -> None:
    _moved(item, date(2026, 3, 10))
    _told(item, "before-7")


def today(cast: Cast, item: ActionItem) -> None:
    _moved(item, TODAY)
    _told(item, "due")


def late(cast: Cast, item: ActionItem) -> None:
    _moved(item, date(2026, 2, 10))
    _told(item, "late-10")


def closed(cast: Cast, item: ActionItem) -> None:
    _owner_logs_in(cast)
    AgendaItem.objects.filter(pk=item.agenda_item_id).update(is_closed=True)
    item.refresh_from_db()
    assign(item)


def closed_without_a_login(cast: Cast, item: ActionItem) -> None:
    User.objects.filter(person=cast.anna_holm).update(person=None)
    AgendaItem.objects.filter(pk=item.agenda_item_id).update(is_closed=True)
    item.refresh_from_db()
    assign(item)


def to_a_unit(cast: Cast, item: ActionItem) -> None:
    item.reminders.all().delete()
    assign(another_item(item, owner=cast.unit))


def stand_in(cast: Cast, item: ActionItem) -> None:
    carl = Person.objects.create(name="Carl Bæk", email="carl@noerrevang.example")
    Absence.objects.create(
        person=cast.anna_holm, stand_in=carl, first_day=TODAY, last_day=date(2026, 4, 1)
    )  # fmt: skip
    assign(item)


def gone(cast: Cast, item: ActionItem) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="")
    assign(item)


def unit_told(cast: Cast, item: ActionItem) -> None:
    _moved(item, date(2026, 2, 10))
    _told(item, "unit-10", to=f"unit:{cast.unit.pk}")


def manager_told(cast: Cast, item: ActionItem) -> None:
    mads = Person.objects.create(name="Mads Bro", email="mads.bro@noerrevang.example")
    _moved(item, date(2026, 2, 10))
    _told(item, "manager-15", to=f"person:{mads.pk}")
    more = another_item(item, deadline=date(2026, 2, 9))
    _told(more, "manager-15", to=f"person:{mads.pk}")


def weekly(cast: Cast, item: ActionItem) -> None:
    mads = Person.objects.create(name="Mads Bro", email="mads.bro@noerrevang.example")
    User.objects.filter(pk=cast.mads.pk).update(person=mads)
    another_item(item, deadline=date(2026, 2, 9))
    weekly_plan(now=at(MONDAY))
    messages_send(clock=lambda: at(MONDAY), seconds=60)


def english(cast: Cast, item: ActionItem) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(language="en")
    several(cast, item)


def english_weekly(cast: Cast, item: ActionItem) -> None:
    weekly_to = Person.objects.create(name="Mads Bro", email="m@noerrevang.example", language="en")
    User.objects.filter(pk=cast.mads.pk).update(person=weekly_to)
    weekly_plan(now=at(MONDAY))
    messages_send(clock=lambda: at(MONDAY), seconds=60)


KINDS: dict[str, Callable[[Cast, ActionItem], None]] = {
    kind.__name__: kind
    for kind in (
        new, several, no_deadline, changed, returned, refused, soon, today, late, closed,
        closed_without_a_login, to_a_unit, stand_in, gone, unit_told, manager_told, weekly, english,
        english_weekly,
    )
}  # fmt: skip


def send(kind: str, cast: Cast, item: ActionItem) -> EmailMultiAlternatives:
    """Return the mail of this kind, sent."""
    KINDS[kind](cast, item)
    day = date(2026, 3, 4) if kind in {"changed", "returned"} else TODAY
    if "weekly" not in kind:
        one_round(at(day))
    sent = mail.outbox[-1]
    assert isinstance(sent, EmailMultiAlternatives)
    return sent


def seen(sent: EmailMultiAlternatives) -> str:
    """Return the HTML as a mail program shows it, with its pictures in it."""
    pictures = [one for one in sent.message().walk() if one.get_content_maintype() == "image"]
    return pictures_in_place(str(sent.alternatives[0].content), pictures)

"""Two months of a town that writes about closed items, each time in words of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from email.message import EmailMessage

from actions.models import ActionItem, Extension, Message
from actions.services.alarms import alarm_check
from actions.services.answers import action_item_answer, answer_return
from actions.services.attachments import SentFile
from actions.services.binding import deadline_bind
from actions.services.co_owners import co_owner_add
from actions.services.comments import comment_write
from actions.services.declines import owner_decline
from actions.services.escalation import rungs_plan
from actions.services.extensions import deadline_extend, extension_refuse
from actions.services.handing_over import action_item_reassign
from actions.services.incoming import incoming_keep
from actions.services.incoming.keeping import Number
from actions.services.meeting_bound import deadlines_follow
from actions.services.messages import messages_plan, messages_send, weekly_plan
from actions.services.reminders import reminders_plan
from actions.services.status import status_note
from meetings.models import Absence, AgendaItem, Document, Event, Person, PlannedMeeting, Unit
from meetings.services.events import event_record
from meetings.services.meeting_plan import planned_meeting_change
from tests.actions.outbox import another_item, at
from tests.cast import Cast
from tests.planted import Planting

FIRST, LAST = date(2026, 3, 3), date(2026, 5, 4)
OPEN = "musikskolens"


class Months:
    """Lives through them; `words` are the planted ones, `open_word` stands in what may be told."""

    open_word = OPEN.encode()

    def __init__(self, cast: Cast, action_item: ActionItem) -> None:
        self.cast, self.first_item = cast, action_item
        self.planting = Planting()
        self.befell: set[str] = set()
        self.closed: list[int] = []
        self.day = FIRST
        self.lise = Person.objects.create(
            name="Lise Ude", email="lise@ude.example", unit=cast.unit, language="en"
        )
        self.items = {name: self._pair(name, owner) for name, owner in self._owners().items()}
        word = self.planting.word
        AgendaItem.objects.filter(is_closed=True).update(
            title=word("title"), minuted=word("minuted")
        )
        Document.objects.update(name=f"{word('file')}.pdf", text=word("text"))

    @property
    def words(self) -> dict[str, bytes]:
        return self.planting.words

    @property
    def meant(self) -> set[str]:
        return {step.__name__.strip("_") for _day, step in self._script()}

    @property
    def now(self) -> datetime:
        return at(self.day)

    def run(self) -> None:
        script = list(self._script())
        for offset in range((LAST - FIRST).days + 1):
            self.day = FIRST + timedelta(days=offset)
            for day, step in script:
                if day == offset:
                    step()
                    self.befell.add(step.__name__.strip("_"))
            self._tick()

    def _tick(self) -> None:
        """Do what a tick and a worker do, and look whether anything is wrong."""
        deadlines_follow(now=self.now)
        rungs_plan(now=self.now)
        messages_plan(now=self.now)
        weekly_plan(now=self.now)
        messages_send(clock=lambda: self.now, seconds=60)
        alarm_check(now=self.now)

    # --- who has what -----------------------------------------------------------------------

    def _owners(self) -> dict[str, Person | Unit]:
        anna, unit = self.cast.anna_holm, self.cast.unit
        return {
            "silent": anna,
            "asking": anna,
            "answered": anna,
            "bound": anna,
            "shared": self.lise,
            "unit": unit,
            "given": anna,
            "declined": anna,
        }

    def _pair(self, name: str, owner: Person | Unit) -> tuple[ActionItem, ActionItem]:
        """Make a closed item and an open one beside it, which lives the same life."""
        first, second = AgendaItem.objects.order_by("position")[:2]
        word = self.planting.word
        deadline = date(2026, 3, 24)
        closed = another_item(
            self.first_item, owner=owner, task=word(f"{name} task"), quote=word(f"{name} quote"),
            agenda_item=second, deadline=deadline,
        )  # fmt: skip
        spoken = another_item(
            self.first_item, owner=owner, task=f"{name}: lån {OPEN} lokaler", quote=f"{OPEN} sal",
            agenda_item=first, deadline=deadline,
        )  # fmt: skip
        for item in (closed, spoken):
            assert item.commitment is not None
            item.commitment.page = 1
            item.commitment.boxes = [{"page": 1, "x0": 50, "top": 38, "x1": 350, "bottom": 52}]
            item.commitment.save()
        closed.background = word(f"{name} background")
        closed.save(update_fields=["background"])
        self.closed.append(closed.pk)
        return closed, spoken

    def _both(self, name: str) -> Iterator[tuple[ActionItem, str]]:
        """Yield the closed item with a planted word, and the open one with one that may be told."""
        for item in self.items[name]:
            item.refresh_from_db()
        closed, spoken = self.items[name]
        place = f"{name} {self.day} {len(self.words)}"
        yield closed, self.planting.word(place)
        yield spoken, f"{OPEN} vegne"

    # --- what happens -----------------------------------------------------------------------

    def _script(self) -> tuple[tuple[int, Callable[[], None]], ...]:
        """Return what happens on which day, all of it to the closed item and the open one."""
        return (
            (0, self._assigned),
            (1, self._planned),
            (2, self._spoken_of),
            (6, self._asked),
            (8, self._refused),
            (9, self._away),
            (10, self._moved),
            (13, self._answered),
            (14, self._returned),
            (16, self._given_on),
            (17, self._declined),
            (20, self._written_back),
            (27, self._failed),
        )

    def _assigned(self) -> None:
        for pair in self.items.values():
            for item in pair:
                reminders_plan(action_item=item, today=self.day, assigned=True)

    def _planned(self) -> None:
        self.meeting = PlannedMeeting.objects.create(
            committee=self.cast.committee, held_on=date(2026, 4, 14)
        )
        for item, _word in self._both("bound"):
            deadline_bind(
                action_item=item, version=item.version, meeting=self.meeting, by=self.cast.lene,
                now=self.now,
            )  # fmt: skip

    def _spoken_of(self) -> None:
        for item, word in self._both("silent"):
            comment_write(
                action_item=item, text=word, form_key=word, by=self.cast.lene, now=self.now
            )
        for item, word in self._both("asking"):
            status_note(action_item=item, text=word, by=None, by_name=word, now=self.now)
        for item, _word in self._both("shared"):
            co_owner_add(
                action_item=item, person=self.cast.anna_holm, unit=None, by=self.cast.lene,
                now=self.now,
            )  # fmt: skip

    def _asked(self) -> None:
        for item, word in self._both("asking"):
            # Two an owner takes alone; the third waits for a person.
            for days in (2, 3, 4):
                deadline_extend(
                    action_item=item, deadline_version=item.deadline_version,
                    deadline=date(2026, 3, 24) + timedelta(days=days), reason=word, by=None,
                    by_name=word, now=self.now,
                )  # fmt: skip

    def _refused(self) -> None:
        for item, word in self._both("asking"):
            wish = Extension.objects.waiting().get(action_item=item)
            extension_refuse(extension=wish, reason=word, by=self.cast.lene, now=self.now)

    def _away(self) -> None:
        Absence.objects.create(
            person=self.cast.anna_holm, stand_in=self.lise, first_day=self.day,
            last_day=self.day + timedelta(days=4),
        )  # fmt: skip

    def _moved(self) -> None:
        # The scheduler finds it moved, as after an import of the plan.
        planned_meeting_change(
            planned=self.meeting, seen=(self.meeting.held_on, ""), held_on=date(2026, 4, 21),
            place="", by=self.cast.bo, now=self.now,
        )  # fmt: skip

    def _answered(self) -> None:
        for item, word in self._both("answered"):
            file = SentFile(f"{word}.pdf", f"%PDF-1.7 {word}".encode())
            action_item_answer(
                action_item=item, deadline_version=item.deadline_version, note=word, by=None,
                by_name=word, now=self.now, file=file,
            )  # fmt: skip

    def _returned(self) -> None:
        for item, word in self._both("answered"):
            answer_return(action_item=item, reason=word, by=self.cast.lene, now=self.now)

    def _given_on(self) -> None:
        for item, word in self._both("given"):
            action_item_reassign(
                action_item=item, version=item.version, owner_person=self.lise, owner_unit=None,
                reason=word, by=self.cast.lene, now=self.now,
            )  # fmt: skip

    def _declined(self) -> None:
        for item, word in self._both("declined"):
            owner_decline(
                action_item=item, deadline_version=item.deadline_version, suggestion=word,
                reason=word, by=None, by_name=word, now=self.now,
            )  # fmt: skip

    def _written_back(self) -> None:
        """Somebody answers a mail in which a closed item was told of, and one comes back."""
        ours = Message.objects.filter(state="sent", reminders__action_item__in=self.closed)
        for number, message in enumerate(ours.distinct().order_by("pk")[:2], start=1):
            word = self.planting.word(f"incoming {number}")
            mail = EmailMessage()
            mail["From"], mail["To"] = f"{word} <{message.to_email}>", "folgop@noerrevang.example"
            mail["Subject"], mail["In-Reply-To"] = f"SV: {word}", message.message_id
            mail["Message-ID"] = f"<svar-{number}@x.example>"
            mail.set_content(word)
            pdf = {"maintype": "application", "subtype": "pdf", "filename": f"{word}.pdf"}
            mail.add_attachment(f"%PDF-1.7 {word}".encode(), **pdf)
            place = Number("INBOX", 1, number)
            incoming_keep(number=place, content=mail.as_bytes(), now=self.now)

    def _failed(self) -> None:
        """The alarm tells of a mail that could not be sent, whose server quoted what it carried."""
        failed = Message.objects.filter(reminders__action_item__in=self.closed).latest("pk")
        refusal = f"550 no such user: {self.planting.word('refusal')}"
        Message.objects.filter(pk=failed.pk).update(state="failed", day=self.day, error=refusal)
        event_record(
            subject=Event.Subject.MESSAGE, subject_id=failed.pk, kind=Event.Kind.FAILED,
            at=self.now, note=refusal,
        )  # fmt: skip

"""Who took part, as lines that a person can put right: a name, initials in brackets, a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Meeting
from meetings.reading.structure import Participant
from meetings.services.meetings import participants_mark
from tracker.fields import text_area

Role = Literal["attendee", "chair", "minute_taker", "apology"]
ROLES: tuple[Role, ...] = get_args(Role)
MOST = 200
LENGTH = 200
_LINE = re.compile(
    r"(?P<name>[^(),]+?)\s*(?:\((?P<initials>[^()]{1,20})\))?\s*(?:,\s*(?P<title>.+))?"
)


def _lines(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=MOST * LENGTH, widget=text_area(3)
    )


class ParticipantForm(forms.Form):
    """One participant a line, in a field for each of the roles."""

    attendee = _lines(gettext_lazy("Til stede"))
    chair = _lines(gettext_lazy("Mødeleder"))
    minute_taker = _lines(gettext_lazy("Referent"))
    apology = _lines(gettext_lazy("Afbud"))

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        participants = [Participant(**one) for one in meeting.participants]
        lines: dict[str, Any] = {
            role: "\n".join(map(participant_line, _of(participants, role))) for role in ROLES
        }
        super().__init__(data, auto_id="participants-%s", initial=lines)
        self.seen = participants_mark(meeting)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for role in ROLES:
            try:
                cleaned[role] = list(_read(cleaned.get(role, ""), role))
            except forms.ValidationError as error:
                self.add_error(role, error)
        return cleaned

    @property
    def given(self) -> list[Participant]:
        return [one for role in ROLES for one in self.cleaned_data[role]]


def participant_line(one: Participant) -> str:
    short = f" ({one.initials})" if one.initials else ""
    return f"{one.name}{short}" + (f", {one.title}" if one.title else "")


def _of(participants: Sequence[Participant], role: Role) -> list[Participant]:
    return [one for one in participants if one.role == role]


def _read(text: str, role: Role) -> Iterator[Participant]:
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise forms.ValidationError(_("Der kan højst stå %(number)s navne.") % {"number": MOST})
    for line in lines:
        match = _LINE.fullmatch(line) if len(line) <= LENGTH else None
        if match is None:
            words = _("Linjen »%(line)s« kan ikke læses. Skriv: Navn (INITIALER), titel.")
            raise forms.ValidationError(words % {"line": line[:LENGTH]})
        yield Participant(match["name"], match["initials"], match["title"], role)

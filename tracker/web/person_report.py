"""What is stored about a person: on a page, and whole as a file; for administrators."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.models import Event, Person, User
from meetings.services.events import event_record
from tracker.permissions import is_administrator
from tracker.persondata.files import report_csv, report_json
from tracker.persondata.report import Found, Whose, rows_of, whose
from tracker.persondata.tables import TOLD, Told
from tracker.web.export_limit import too_many_exports
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest

# A page answers within a minute: what is not reached by then stands in the file.
SECONDS = 45
SHOWN = 20
Writer = Callable[..., Iterator[bytes]]
KINDS: dict[str, tuple[Writer, str]] = {
    "csv": (report_csv, "text/csv; charset=utf-8"),
    "json": (report_json, "application/json"),
}


@dataclass(slots=True)
class Section:
    """One table on the page: the first rows, and how many there are."""

    told: Told
    rows: list[Found] = field(default_factory=list)
    own: int = 0
    naming: int = 0
    closed: int = 0
    is_whole: bool = True

    @property
    def beyond(self) -> int:
        return self.own + self.naming - len(self.rows)


@login_required
@never_cache
@require_safe
def person_report(request: UserRequest, pk: int) -> HttpResponse:
    """Show what is stored, as far as it is found within the time a page has."""
    person = _person(request, pk)
    if not is_fresh(request):
        return ask_again(request.path)
    one = whose(person)
    sections = list(_sections(one, until=time.monotonic() + SECONDS))
    _note(request.user, person, "side", now=timezone.now())
    groups = groupby((one for one in sections if one.rows), key=lambda one: str(one.told.group))
    context = {
        "person": person,
        "words": one.words.whole if one.words else (),
        "groups": [(group, list(tables)) for group, tables in groups],
        "unreached": [one.told for one in sections if not one.is_whole],
    }
    return render(request, "persondata/report.html", context)


@login_required
@never_cache
@require_safe
def person_report_file(request: UserRequest, pk: int, kind: str) -> HttpResponseBase:
    """Give all of it as a file, written as it is found."""
    person = _person(request, pk)
    if not is_fresh(request):
        return ask_again(request.path)
    if refused := too_many_exports(request):
        return refused
    writer, content_type = KINDS[kind]
    now = timezone.now()
    _note(request.user, person, kind, now=now)
    name = f"person-{person.pk}-{timezone.localdate().isoformat()}.{kind}"
    return StreamingHttpResponse(
        writer(whose(person), now=now),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _person(request: UserRequest, pk: int) -> Person:
    if not is_administrator(request.user):
        raise PermissionDenied
    return get_object_or_404(Person, pk=pk)


def _note(user: User, person: Person, what: str, *, now: datetime) -> None:
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=person.pk,
        kind=Event.Kind.EXPORTED,
        at=now,
        by=user,
        note=f"alt om person {person.pk}, også det lukkede ({what})",
    )


def _sections(one: Whose, *, until: float) -> Iterator[Section]:
    for told in TOLD:
        section = Section(told)
        if time.monotonic() > until:
            section.is_whole = False
            yield section
            continue
        for row in rows_of(told, one):
            _count(section, row)
            if time.monotonic() > until:
                section.is_whole = False
                break
        yield section


def _count(section: Section, row: Found) -> None:
    section.own += row.is_own
    section.naming += not row.is_own
    section.closed += row.is_closed
    if len(section.rows) < SHOWN:
        section.rows.append(row)

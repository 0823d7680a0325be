"""A person's deadlines for a calendar program, at an address that is the key to them."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.mail.calendar import calendar_file
from actions.models import ActionItem, CoOwner
from meetings.models import Person
from tracker.web.keyed import keeps_its_key

# Nobody reads more in a calendar.
MOST = 500


@keeps_its_key
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the open deadlines of who holds the address, but none of a closed item.

    Whoever has the address has what it gives, and a calendar in the cloud keeps it: of a closed
    item not even the day goes there, as it goes into no mail.
    """
    if not token.isprintable():
        raise Http404
    person = Person.objects.filter(calendar_key=token, is_active=True).exclude(calendar_key="")
    found = person.select_related("user").first()
    if found is None or not _may_log_in(found):
        raise Http404
    items = (
        ActionItem.objects.unfinished()
        .public()
        .filter(
            Q(owner_person=found)
            | Q(pk__in=CoOwner.objects.standing().filter(person=found).values("action_item")),
            assigned_at__isnull=False,
            deadline__isnull=False,
        )
    )
    content = calendar_file(
        items.select_related("agenda_item").order_by("deadline", "pk")[:MOST],
        stamped_at=timezone.now(),
        language=found.language,
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="frister.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _may_log_in(person: Person) -> bool:
    user = getattr(person, "user", None)
    return user is not None and user.is_active

"""No more reminders: from the mail, without a login; by a press here, or by the mail program."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from actions.answer_links import read_unsubscribe_link
from actions.exceptions import BadLinkError
from actions.services.link_answers import name_by_link
from meetings.models import Person
from meetings.services.people import person_prefer
from tracker.web.keyed import keeps_its_key
from tracker.web.language import speak_to


# A mail program that unsubscribes by RFC 8058 has no cookie; the signed address is what it shows.
@csrf_exempt
@keeps_its_key
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    person = _person(token)
    if person is None:
        return render(request, "unsubscribe/refused.html", status=404)
    speak_to(request, person)
    if request.method == "POST":
        person_prefer(
            person=person,
            language=person.language,
            wants_reminders=request.POST.get("reminders") == "on",
            by=None,
            by_name=name_by_link(person.name),
            now=timezone.now(),
        )
    return render(request, "unsubscribe/page.html", {"person": person})


def _person(token: str) -> Person | None:
    try:
        person_id = read_unsubscribe_link(token)
    except BadLinkError:
        return None
    return Person.objects.filter(pk=person_id, is_active=True).first()

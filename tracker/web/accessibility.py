"""The accessibility statement, which public bodies owe the people who use their pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"mail": settings.MAIL_REPLY_TO}
    return render(request, "accessibility/page.html", context)

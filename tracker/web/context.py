"""What every page needs to know of the site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {"municipality": settings.MUNICIPALITY, "is_demo": settings.DEMO}

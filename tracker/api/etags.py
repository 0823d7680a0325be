"""Nobody changes what somebody else has changed meanwhile: the version stands in the headers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from actions.models import ActionItem
from tracker.api.problems import Refusal


def with_etag(response: Response, version: int) -> Response:
    response["ETag"] = _etag(version)
    return response


def version_seen(request: Request, current: int) -> int:
    """Return the version that the program has seen, which must be the one that stands."""
    sent = request.headers.get("If-Match", "")
    if not sent.strip():
        words = _("Send den version, du har set, i If-Match. Du får den i ETag, når du henter.")
        raise Refusal(428, words)
    if sent.strip() != "*" and _etag(current) not in parse_etags(sent):
        words = _("Det er ændret, siden du hentede det. Intet er gemt. Hent det igen.")
        raise Refusal(412, words, version=current)
    return current


@contextmanager
def held(request: Request, action_item: ActionItem) -> Iterator[int]:
    """Hold the item, as the program has seen it, while something is done with it."""
    with transaction.atomic():
        ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        action_item.refresh_from_db()
        yield version_seen(request, action_item.version)


def _etag(version: int) -> str:
    return f'"{version}"'

"""A call that makes something is done once, however often a program sends it with the same key."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from meetings.models import User
from tracker.api.problems import Refusal
from tracker.models import KeptAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_HEADERS = ("Location", "ETag")


def once(
    request: Request,
    user: User,
    do: Callable[[], Response],
    *,
    may_see: Callable[[int], object],
) -> Response:
    """Do it, or return the answer that the same call with the same key has had before.

    The key and what is done stand in one transaction: what was refused uses up no key, and of two
    that come together one waits for the other. `may_see` refuses an answer about what is out of the
    person's reach by now.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return do()
    if not KEY.fullmatch(key):
        raise ValidationError({HEADER: [_("Nøglen skal være 1 til 255 tegn uden mellemrum.")]})
    asked, now = _fingerprint(request), timezone.now()
    with transaction.atomic():
        kept, is_new = KeptAnswer.objects.get_or_create(
            user=user, key=key, defaults={"fingerprint": asked, "created_at": now}
        )
        if not is_new:
            return _again(kept, asked, may_see)
        answer = do()
        kept.status = answer.status_code
        kept.body = json.loads(json.dumps(answer.data, cls=JSONEncoder))
        kept.headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
        kept.save(update_fields=["status", "body", "headers"])
    return answer


def _again(kept: KeptAnswer, asked: str, may_see: Callable[[int], object]) -> Response:
    if kept.fingerprint != asked:
        words = _("Den samme Idempotency-Key er brugt til et andet kald. Intet er gjort.")
        raise Refusal(422, words)
    may_see(kept.body["id"])
    headers = {**kept.headers, REPLAYED: "true"}
    return Response(kept.body, status=kept.status, headers=headers)


def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(f"{request.method} {request.path}".encode())
    data: Any = request.data
    parts: Iterable[tuple[str, Any]] = data.lists() if hasattr(data, "lists") else [("", data)]
    for name, values in sorted(parts, key=lambda part: part[0]):
        digest.update(f"\0{name}\0".encode())
        for value in values if isinstance(values, list) else [values]:
            _feed(digest, value)
    return digest.hexdigest()


def _feed(digest: Any, value: Any) -> None:
    if isinstance(value, File):
        digest.update(f"{value.name}\0".encode())
        for chunk in value.chunks():
            digest.update(chunk)
        value.seek(0)
    else:
        digest.update(json.dumps(value, sort_keys=True).encode())

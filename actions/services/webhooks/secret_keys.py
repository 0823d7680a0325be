"""The secrets that sign calls: made of the installation's key and a salt, and stored nowhere.

For a week after a new one is made the one before signs as well, so that the other system can
change over.
"""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from actions.models import Webhook
from actions.services.webhooks.log import webhook_log
from meetings.models import Event, User

PURPOSE = "actions.webhooks"
PREFIX = "folgop_"
BOTH_FOR = timedelta(days=7)


def new_salt() -> str:
    return secrets.token_urlsafe(24)


def webhook_secret(webhook: Webhook) -> str:
    """Return the secret as it is shown once."""
    return _secret(webhook.salt)


def webhook_secrets(webhook: Webhook, *, now: datetime) -> list[str]:
    """Return those that are valid now, the newest first; also by the installation's key before."""
    salts = [webhook.salt]
    if webhook.former_salt and webhook.former_until and now < webhook.former_until:
        salts.append(webhook.former_salt)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_secret(salt, key=key) for key in keys for salt in salts]


def _secret(salt: str, *, key: str | None = None) -> str:
    digest = salted_hmac(PURPOSE, salt, secret=key, algorithm="sha256").digest()
    return PREFIX + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def secret_renew(*, webhook: Webhook, by: User, now: datetime) -> None:
    """Make a new secret; the one before is valid for a week, the one before that no more."""
    with transaction.atomic():
        Webhook.objects.filter(pk=webhook.pk).update(
            former_salt=F("salt"), former_until=now + BOTH_FOR, salt=new_salt()
        )
        webhook_log(webhook, Event.Kind.CHANGED, by=by, now=now, note=_("Ny nøgle"))
    webhook.refresh_from_db()


def former_secret_end(*, webhook: Webhook, by: User, now: datetime) -> bool:
    """Let the former secret sign no longer; False where there was none."""
    with transaction.atomic():
        valid = Webhook.objects.filter(pk=webhook.pk, former_until__gt=now)
        if not valid.update(former_salt="", former_until=None):
            return False
        note = _("Den gamle nøgle gælder ikke længere")
        webhook_log(webhook, Event.Kind.CHANGED, by=by, now=now, note=note)
    webhook.refresh_from_db()
    return True

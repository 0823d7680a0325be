"""Sends what is due once it is told to go, as one worker does: `… mail_worker MOMENT`."""

from __future__ import annotations

import os
import sys
from datetime import datetime

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from actions.services.messages import message_send, messages_due

    now = datetime.fromisoformat(sys.argv[1])
    due = messages_due(now=now)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for message_id in due:
        message_send(message_id=message_id, now=now)

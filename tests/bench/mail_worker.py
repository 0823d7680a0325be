"""Sends what is due once it is told to go, as one worker does: `… mail_worker MOMENT LINES`."""

from __future__ import annotations

import os
import sys
import threading
from datetime import datetime

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from actions.services.messages import messages_due, messages_send
    from actions.tasks import SEND_SECONDS

    now = datetime.fromisoformat(sys.argv[1])
    messages_due(now=now)

    def work() -> None:
        while messages_due(now=now):
            messages_send(clock=lambda: now, seconds=SEND_SECONDS)

    lines = [threading.Thread(target=work) for _line in range(int(sys.argv[2]))]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for line in lines:
        line.start()
    for line in lines:
        line.join()

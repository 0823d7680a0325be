"""Which queue each task waits in, so that a host or a process may be given some of them.

A worker that is told of none takes all of them. A task that stands nowhere here fails a test.
"""

from __future__ import annotations

# Ticks and what takes a moment. Celery's own name for it: what was rung before there were others
# is heard as well.
QUICK = "celery"
# What talks to other machines: the mail server, the mailbox, other systems that are called.
MAIL = "mail"
# What reads text: seconds of CPU for each file.
READING = "reading"
# What reads scanned pages: minutes of CPU for each file, and Tesseract beside it.
OCR = "ocr"

QUEUES = (QUICK, MAIL, READING, OCR)

TASKS = {
    QUICK: (
        "actions.tasks.tick",
        "actions.tasks.apply_rhythms",
        # Not with the mails: it has to tell that nobody sends them.
        "actions.tasks.check_alarm",
        "actions.tasks.follow_search",
        "tracker.tasks.feed",
        "tracker.tasks.tick",
    ),
    MAIL: (
        "actions.tasks.send_messages",
        "actions.tasks.poll_inbox",
        "actions.tasks.call_webhook",
    ),
    READING: (
        "meetings.tasks.read_document",
        "actions.tasks.propose_commitments",
        "actions.tasks.apply_house_rules",
        "actions.tasks.recognise",
        # Looks through every text there is.
        "tracker.tasks.make_person_report",
    ),
    OCR: (
        "meetings.tasks.read_scan",
        "tracker.tasks.note_ocr",
    ),
}

ROUTES = {name: {"queue": queue} for queue, names in TASKS.items() for name in names}

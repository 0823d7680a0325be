"""Run inside an installation: `files COUNT BYTES` puts in so many files of so many random bytes."""

from __future__ import annotations

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from meetings.services.documents import document_receive

    for number in range(int(sys.argv[1])):
        document_receive(
            name=f"bilag {number}.pdf",
            content=ContentFile(os.urandom(int(sys.argv[2]))),
            committee=None,
            by=None,
            now=timezone.now(),
        )

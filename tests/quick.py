"""What the suite does in less time than the product, where the product's way is not what is tested.

A password takes Argon2's least work, and words are read and understood in the test's own process:
each confined child loads Python anew. Tests of the child itself are marked `confined`.
"""

from __future__ import annotations

import gc
import json
from dataclasses import asdict
from importlib import import_module
from io import FileIO

from django.contrib.auth.hashers import Argon2PasswordHasher

from meetings.reading.confinement import Beat, Limits, no_beat, run_job
from meetings.reading.refused import RefusedError

# Jobs on words and mails: files are opened in the child, always.
HERE = frozenset(("actions.language.job", "actions.replies.job", "meetings.reading.jobs.structure"))
CALLERS = (
    "actions.language.confined.run_job",
    "actions.replies.confined.run_job",
    "meetings.reading.confined.run_job",
)
# Tables that each migration fills anew, so that no test need empty them.
ALIKE_FOR_ALL = frozenset(("django_content_type", "auth_permission"))


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with the least that it can be asked for."""

    time_cost, memory_cost, parallelism = 1, 8, 1


def run_here(
    job: str, order: dict[str, object], file: FileIO, *, limits: Limits, beat: Beat = no_beat
) -> bytes:
    """Do what the confined child would, without its limits."""
    if job not in HERE:
        return run_job(job, order, file, limits=limits, beat=beat)
    whole, said = {**order, "limits": asdict(limits)}, []
    try:
        said.extend(import_module(job).answer(whole, file.read()))
    except RefusedError as refusal:
        said.append(json.dumps({"refused": refusal.code}).encode())
    return b"".join(said)


def leave_what_stays() -> None:
    """Spare the collector what all tests share: it would go through it again and again."""
    gc.collect()
    gc.freeze()

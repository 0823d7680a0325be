"""What the page of review costs for a bundle of 100 pages with 60 suggestions, on PostgreSQL."""

# ruff: noqa: PLC0415  # Django is set up for the scratch database, where the bench is run at all

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.bench.lists import scratch
from tests.bench.registry import Measure, bench, seconds

PAGES, WORDS_A_PAGE, WORDS_A_LINE, ITEMS, SUGGESTIONS = 100, 400, 10, 30, 60
ROUNDS = 9
MOST_MILLISECONDS, MOST_QUESTIONS = 300, 12


@bench("review")
def review() -> list[Measure]:
    return list(_measured())


def _measured() -> Iterator[Measure]:
    with scratch() as connection:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield from _page(connection, _meeting())


def _page(connection: Any, meeting: Any) -> Iterator[Measure]:
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from meetings.models import Role, User

    user = User.objects.create(username="bench")
    Role.objects.create(user=user, kind=Role.Kind.SECRETARY, committee=meeting.committee)
    client, address = Client(), reverse("review", args=[meeting.pk])
    client.force_login(user)
    shown = client.get(address).text.count("Opgave nummer ")
    assert shown >= SUGGESTIONS, shown
    taken = statistics.median(seconds(lambda: client.get(address)) for _ in range(ROUNDS))
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    what = f"the page of review, {PAGES} pages, {SUGGESTIONS} suggestions"
    yield Measure(
        f"{what}, median of {ROUNDS}, in milliseconds",
        f"{1000 * taken:.0f}",
        f"≤ {MOST_MILLISECONDS}",
        1000 * taken <= MOST_MILLISECONDS,
    )
    count = sum(query["sql"] not in {"BEGIN", "COMMIT"} for query in queries)
    yield Measure(
        "its questions to the database",
        str(count),
        f"≤ {MOST_QUESTIONS}",
        count <= MOST_QUESTIONS,
    )


def _meeting() -> Any:
    """Draw a bundle: pages of words with boxes, items one after another, two suggestions each."""
    from actions.models import Commitment
    from meetings.models import AgendaItem, Committee, Document, Meeting, Page
    from tests.cast import NOW

    committee = Committee.objects.create(name="Kulturudvalget")
    line = " ".join(["svømmehal"] * WORDS_A_LINE)
    page_text = f"{line}\n" * (WORDS_A_PAGE // WORDS_A_LINE)
    document = Document.objects.create(
        committee=committee,
        file="bench.pdf",
        name="bench.pdf",
        size=1,
        sha256="b" * 64,
        stage=Document.Stage.READY,
        text=page_text * PAGES,
        text_source="text layer",
        uploaded_at=NOW,
        read_at=NOW,
    )
    Page.objects.bulk_create(
        Page(
            document=document,
            number=number + 1,
            width=595,
            height=842,
            start=number * len(page_text),
            end=(number + 1) * len(page_text),
            source="text layer",
            words=_words(number * len(page_text), line),
        )
        for number in range(PAGES)
    )
    meeting = Meeting.objects.create(
        document=document,
        position=0,
        committee=committee,
        title="Kulturudvalget",
        held_on=date(2026, 3, 2),
        date_source="header",
    )
    length = len(document.text) // ITEMS
    for position in range(ITEMS):
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=position,
            number=str(position + 1),
            title=f"Punkt om svømmehal {position + 1}",
            start=position * length,
            end=(position + 1) * length,
        )
        for nth in range(SUGGESTIONS // ITEMS):
            start = item.start + nth * length // 2
            Commitment.objects.create(
                agenda_item=item,
                quote=document.text[start : start + 2 * len(line)],
                start=start,
                end=start + 2 * len(line),
                task=f"Opgave nummer {position}.{nth}",
                confidence=0.9,
                rule="follow-up mark",
                because="Ordene siger, hvad der skal ske.",
            )
    return meeting


def _words(first: int, line: str) -> list[list[float]]:
    word = len(line.split(maxsplit=1)[0])
    places = []
    for nth in range(WORDS_A_PAGE):
        row, column = divmod(nth, WORDS_A_LINE)
        start = first + row * (len(line) + 1) + column * (word + 1)
        left, top = 50 + column * 49, 60 + row * 18
        places.append([start, start + word, left, top, left + 45, top + 12])
    return places

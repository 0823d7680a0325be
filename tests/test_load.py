"""The load test itself: what it counts, that it can fail, and a short one of it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from actions.models import Comment, Message
from meetings.models import Document
from tests.cast import NOW, Cast, make_document
from tests.load.balancer import Balancer
from tests.load.browser import Answer, Browser, CutError, Notes, form_of, form_with
from tests.load.installation import ROOT, free_port
from tests.load.report import percentile, report
from tests.load.verdict import Line, verdict

NOTHING: dict[str, Any] = {"errors": [], "facts": {}}
PAGE = """<form action="/ud/"></form>
<form action="/opfoelgning/7/kommentar/"><input type="hidden" name="key" value="k">
<textarea name="text">Før</textarea><input type="checkbox" name="no">
<select name="who"><option value="a"><option value="b" selected></select>
<input type="submit" name="press"></form>"""


def missed(lines: list[Line]) -> dict[str, int]:
    return {line.what: line.figure for line in lines if not line.is_met}


@pytest.mark.pure
def test_a_percentile_is_a_figure_that_was_measured() -> None:
    assert [percentile(range(1, 101), share) for share in (50, 95, 99)] == [50, 95, 99]
    assert percentile([3.0], 99) == 3.0


@pytest.mark.pure
def test_a_form_is_sent_as_it_stands_on_the_page() -> None:
    page = Answer(200, PAGE, "")
    form = form_of(page, "/kommentar/")
    assert form == form_with(page, "text")
    assert form is not None
    assert form.fields == {"key": "k", "text": "Før", "who": "b"}
    assert form_of(page, "/godkend/") is None


class Once(BaseHTTPRequestHandler):
    """Answers a page, and dies over whatever is sent to it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def alive() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Once) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.pure
def test_where_one_process_is_away_the_other_is_asked_and_nobody_sees_it(alive: int) -> None:
    notes = Notes()
    browser = Browser(Balancer([free_port(), alive]), notes)
    assert [browser.get("/", "home").status for _time in range(4)] == [200] * 4
    assert (notes.errors, notes.counts["asked of the other process"]) == ([], 1)


@pytest.mark.pure
def test_where_all_are_away_the_person_sees_it() -> None:
    notes = Notes()
    assert Browser(Balancer([free_port()]), notes).get("/", "home").status == 502
    assert notes.errors == ["502 GET home"]


@pytest.mark.pure
def test_what_was_sent_to_a_process_that_died_over_it_is_pressed_once_more_and_no_oftener(
    alive: int,
) -> None:
    notes = Notes()
    form = form_of(Answer(200, PAGE, ""), "/kommentar/")
    assert form is not None
    with pytest.raises(CutError):
        Browser(Balancer([alive]), notes).submit(form, "comment, sent")
    assert notes.counts["pressed once more"] == 1


def test_a_mail_that_is_lost_doubled_or_stuck_is_counted(db: None) -> None:
    for number, state in enumerate(("sent", "sent", "claimed")):
        Message.objects.create(
            recipient=f"person:{number}", day=NOW.date(), message_id=f"<{number}@x.example>",
            state=state, next_at=NOW, created_at=NOW,
        )  # fmt: skip
    taken = Counter({"<0@x.example>": 3, "<9@x.example>": 1})
    assert missed(verdict(NOTHING, taken, kills={"mail": 1}, lines=1)) == {
        "mails lost: told as sent, and never there": 1,
        "mails that came and are not told of": 1,
        "mails doubled": 2,
        "mails stuck": 1,
    }


def test_files_and_changes_that_are_lost_or_doubled_are_counted(cast: Cast) -> None:
    Document.objects.filter(pk=make_document(cast.committee).pk).update(stage="received")
    told = {
        "errors": ["500 GET list"],
        "facts": {
            "files": ["referat.txt", "væk.txt"],
            "comments": ["Talt med Ida."],
            "accepted": [7],
            "links": ["/svar/x/"],
        },
    }
    assert missed(verdict(told, Counter(), kills={}, lines=2)) == {
        "errors shown to a user": 1,
        "files lost": 1,
        "files stuck": 1,
        "comments lost": 1,
        "accepted and no item": 1,
        "answers by link lost": 1,
    }


def test_a_comment_that_came_twice_is_counted(cast: Cast, action_item) -> None:
    for key in "ab":
        Comment.objects.create(
            action_item=action_item, text="Talt med Ida.", by=cast.lene, at=NOW, form_key=key
        )
    told = {"errors": [], "facts": {"comments": ["Talt med Ida."]}}
    assert missed(verdict(told, Counter(), kills={}, lines=2)) == {"comments doubled": 1}


@pytest.mark.pure
def test_the_table_says_what_was_missed_and_what_people_saw() -> None:
    told = {"people": 20, "seconds": {"list": [0.1, 0.2]}, "counts": {}, "errors": ["500 GET list"]}
    lines = [Line("errors shown to a user", 1, 0), Line("files handed in", 3)]
    text = report(told, lines, {"mail": 2}, {"web": 80.0}, seconds=4, settled=1)
    assert "20 people, 2 requests, 0.5 a second" in text
    assert "| list | 2 | 100 | 200 | 200 |" in text
    assert "| errors shown to a user | 1 | ≤ 0 | MISSED |" in text
    assert "seen: 500 GET list (1)" in text


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="PostgreSQL and Redis are needed")
def test_a_short_day_with_kills_shows_nobody_an_error_and_loses_nothing() -> None:
    short = {"MINUTES": "0.4", "ITEMS": "500", "KILL_SECONDS": "8", "LEASE": "5"}
    run = subprocess.run(
        [sys.executable, "-m", "tests.load"],
        cwd=ROOT,
        env={**os.environ, **short},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "| errors shown to a user | 0 | ≤ 0 | met |" in run.stdout
    assert "web 1 1" in run.stdout

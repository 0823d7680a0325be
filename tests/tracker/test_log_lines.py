"""What is written to the log: which request a line belongs to, and nothing that is a secret."""

from __future__ import annotations

import json
import logging
import logging.config
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from meetings.origin import Origin, working_for
from tracker.web.origin import OriginMiddleware

pytestmark = pytest.mark.pure


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Give what is written by a handler that is set up as the product's settings say."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    described = settings.LOGGING["formatters"]["line"]
    configurator = logging.config.DictConfigurator({"version": 1})
    handler.setFormatter(configurator.configure_formatter(dict(described)))
    logger = logging.getLogger("tests.lines")
    logger.addHandler(handler)
    yield out
    logger.removeHandler(handler)


def test_a_line_says_which_request_it_belongs_to(lines: StringIO) -> None:
    with working_for(Origin(request_id="4be1")):
        logging.getLogger("tests.lines").warning("inde")
    logging.getLogger("tests.lines").warning("ude")
    inside, outside = lines.getvalue().splitlines()
    assert "[4be1]: inde" in inside
    assert "[-]: ude" in outside


@pytest.mark.parametrize(
    "number", ["010203-4567", "0102034567", "010203 4567", "311299–1234", "010203 - 4567"]
)
def test_what_looks_like_a_cpr_number_is_taken_out(lines: StringIO, number: str) -> None:
    logging.getLogger("tests.lines").warning("Borger %s har klaget over %r", number, [number])
    assert lines.getvalue().count("xxxxxx") == 2
    assert number not in lines.getvalue()


@pytest.mark.parametrize("number", ["2026-11-27", "9902034567", "12345678", "010203-45678"])
def test_other_numbers_stay(lines: StringIO, number: str) -> None:
    logging.getLogger("tests.lines").warning("Sag %s", number)
    assert number in lines.getvalue()


def test_a_traceback_tells_no_secret_either(lines: StringIO) -> None:
    try:
        raise ValueError("010203-4567 på /svar/frist/hemmelig-noegle/")
    except ValueError:
        logging.getLogger("tests.lines").exception("Det gik galt")
    assert "Traceback" in lines.getvalue()
    assert "4567" not in lines.getvalue()
    assert "hemmelig" not in lines.getvalue()


def test_the_row_that_a_database_refused_is_taken_out(lines: StringIO) -> None:
    refusal = (
        'null value in column "task" violates not-null constraint\n'
        "DETAIL:  Failing row contains (7, Opsigelse af lejer,\nsom er hemmelig, null).\n"
        "HINT:  Se efter.\n"
    )
    try:
        raise ValueError(refusal)
    except ValueError:
        logging.getLogger("tests.lines").exception("Det gik galt")
    told = lines.getvalue()
    assert "lejer" not in told
    assert "hemmelig" not in told
    assert 'column "task"' in told
    assert "HINT:  Se efter." in told


@pytest.mark.parametrize(
    "address",
    ["/svar/abc:def/", "/svar/status/abc:def/", "/afmeld/abc:def/", "/kalender/abc:def.ics"],
)
def test_addresses_that_are_keys_lose_the_key(lines: StringIO, address: str) -> None:
    logging.getLogger("tests.lines").warning("GET %s 200", address)
    assert "abc" not in lines.getvalue()
    assert "200" in lines.getvalue()


@pytest.mark.parametrize(
    "before", ['/svar/"', "/svar/ ", "/?next=%2Fsvar%2F", "/svar/<", "", "/mailto:"]
)
@pytest.mark.parametrize("stamp", [":1xX1zb", ""])
@pytest.mark.parametrize("colon", [":", "%3A", "%3a"])
def test_a_key_is_taken_out_whatever_came_into_the_address(
    lines: StringIO, before: str, stamp: str, colon: str
) -> None:
    signed = f"WzEsInBlcnNvbjoxIiwxXQ{stamp}:EekgUrB2dKyaEL9mbQvplyD7HLqg2MeCSxYOUlP8f78"
    key = signed.replace(":", colon)
    logging.getLogger("tests.lines").warning("Not Found: %s", f"{before}{key}/")
    assert "EekgUrB2" not in lines.getvalue()
    assert "WzEsInBlc" not in lines.getvalue()


@pytest.mark.parametrize("said", ["kl. 08:15:30", "mail:nøgle", "tracker.tasks:follow_search"])
def test_other_words_with_a_colon_stay(lines: StringIO, said: str) -> None:
    logging.getLogger("tests.lines").warning("Se %s.", said)
    assert said in lines.getvalue()


@pytest.fixture
def objects() -> Iterator[StringIO]:
    """Give what is written where the settings ask for JSON."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    described = settings.LOGGING["formatters"]["json"]
    configurator = logging.config.DictConfigurator({"version": 1})
    handler.setFormatter(configurator.configure_formatter(dict(described)))
    logger = logging.getLogger("tests.objects")
    logger.addHandler(handler)
    yield out
    logger.removeHandler(handler)


def test_a_line_for_programs_is_one_object_that_says_the_same(objects: StringIO) -> None:
    with working_for(Origin(request_id="4be1")):
        logging.getLogger("tests.objects").warning("Æblet\nfaldt %s", 2)
    logging.getLogger("tests.objects").error("ude")
    inside, outside = (json.loads(line) for line in objects.getvalue().splitlines())
    assert datetime.fromisoformat(inside.pop("time")).tzinfo is UTC
    assert inside == {
        "level": "WARNING",
        "logger": "tests.objects",
        "request_id": "4be1",
        "message": "Æblet\nfaldt 2",
    }
    assert outside["request_id"] is None


def test_what_is_said_of_an_answer_once_it_is_given_names_its_request(objects: StringIO) -> None:
    """Django tells of a page that is not there when the request is over."""
    middleware = OriginMiddleware(lambda _request: HttpResponse())
    request = RequestFactory(headers={"folgop.request_id": "forged"}).get("/nej/")
    response = middleware(request)
    logging.getLogger("tests.objects").warning("Not Found", extra={"request": request})
    assert json.loads(objects.getvalue())["request_id"] == response["X-Request-ID"]


def test_a_line_for_programs_tells_no_secret_either(objects: StringIO) -> None:
    try:
        raise ValueError("010203-4567 på /svar/frist/hemmelig-noegle/")
    except ValueError:
        logging.getLogger("tests.objects").exception("Borger 010203-4567")
    (line,) = objects.getvalue().splitlines()
    assert "Traceback" in json.loads(line)["exception"]
    assert "4567" not in line
    assert "hemmelig" not in line

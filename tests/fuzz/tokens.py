"""Keys that are nearly right: none of them opens anything, and none of them breaks anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.http.cookie import parse_cookie
from django.test import Client
from django.utils import timezone

from actions.answer_links import PATHS, Purpose, answer_link, unsubscribe_link
from actions.models import ActionItem
from meetings.models import Person
from tests.cast import Cast
from tests.fuzz.recipes import VALUES, in_address, in_header, read, written
from tests.fuzz.target import Ending, NoCaseError, Target
from tracker.models import ApiToken
from tracker.tokens import token_make

ITEMS = "/opfoelgning/"
ENTERED = {"answer": "Det er gjort.", "note": "Det går fremad.", "reason": "Ikke min."}
MARK = "a" * 32
CALENDAR_KEY = "q1w2e3r4t5y6u7i8o9p0"


@dataclass(frozen=True, slots=True)
class Key:
    """A key that opens something: its text, how it is tried, and what a wrong one meets."""

    text: str
    tries: Callable[[str], list[HttpResponse]]
    refused: frozenset[int]


def target(cast: Cast, item: ActionItem, settings, client_of: Callable[..., Client]) -> Target:
    settings.LINKS_A_MINUTE = settings.API_CALLS_A_MINUTE = 1_000_000
    settings.API_CALLS_A_MINUTE_IN_ALL = 1_000_000
    keys = _keys(cast, item, client_of(cast.lene))
    untouched = _state()

    def run(content: bytes) -> Ending:
        recipe = read(content)
        genuine = keys[recipe["kind"]]
        text = _edited(genuine.text, recipe["edits"], keys)
        # A key with a slash in it is another address.
        if _is_same(recipe["kind"], text, genuine.text) or "/" in text:
            raise NoCaseError
        met = {answer.status_code for answer in genuine.tries(text)}
        assert met <= genuine.refused, met
        assert _state() == untouched
        told = "-".join(str(status) for status in sorted(met))
        return Ending(told, frozenset({f"{recipe['kind']} {told}"}))

    _refuse_keys_that_open_nothing(keys)
    return Target("tokens", run, change, lambda _content: ".json")


def _refuse_keys_that_open_nothing(keys: dict[str, Key]) -> None:
    """Try each as it is, and take back what that does."""
    for kind, key in keys.items():
        before = transaction.savepoint()
        met = {answer.status_code for answer in key.tries(key.text)}
        transaction.savepoint_rollback(before)
        assert not met & key.refused, kind


def change(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    recipe = read(content)
    kinds = sorted({read(other)["kind"] for other in others})
    edits = recipe["edits"][-3:]
    for _ in range(chance.randint(1, 3)):
        at = round(chance.random(), 3)
        edits.append(
            chance.choice(
                (
                    ["cut", at, chance.choice((1, 3, 500))],
                    ["put", at, chance.choice(VALUES)],
                    ["case", at, 0],
                    ["part", chance.randrange(3), chance.choice(VALUES)],
                    ["part of", chance.randrange(3), chance.choice(kinds)],
                    ["all of", 0, chance.choice(kinds)],
                    ["all", 0, chance.choice(VALUES)],
                )
            )
        )
    return written({"kind": chance.choice(kinds), "edits": edits})


def _edited(text: str, edits: list[list[Any]], keys: dict[str, Key]) -> str:
    for step, where, what in edits:
        mark = ":" if ":" in text else "_"
        parts = text.split(mark)
        at = int(where * len(text)) if isinstance(where, float) else 0
        match step:
            case "cut":
                text = text[:at] + text[at + what :]
            case "put":
                text = text[:at] + what + text[at:]
            case "case":
                text = text[:at] + text[at:].swapcase()
            case "part" | "part of":
                other = what if step == "part" else keys[what].text.split(mark)[-1]
                parts[where % len(parts)] = other
                text = mark.join(parts)
            case "all":
                text = what
            case "all of":
                text = keys[what].text
            case _:
                raise NoCaseError
    return text


def _is_same(kind: str, text: str, genuine: str) -> bool:
    if kind == "session":
        return parse_cookie(f"sessionid={in_header(text)}").get("sessionid") == genuine
    # What a header cannot bring is not there when it comes.
    return genuine in {text, in_header(text).strip()}


def _keys(cast: Cast, item: ActionItem, lene: Client) -> dict[str, Key]:
    Person.objects.filter(pk=item.owner_person_id).update(calendar_key=CALENDAR_KEY)
    owner = f"person:{item.owner_person_id}"
    keys = {
        purpose.name.lower(): _link(answer_link(item, owner, purpose), PATHS[purpose])
        for purpose in Purpose
    }
    keys["unsubscribe"] = _link(unsubscribe_link(item.owner_person_id), "/afmeld/")
    keys["calendar"] = Key(CALENDAR_KEY, _calendar, frozenset({404}))
    scopes = ApiToken.Scope.values
    token = token_make(owner=cast.bo, name="Prøve", scopes=scopes, days=3, now=timezone.now())[1]
    keys["program"] = Key(token, _program, frozenset({401}))
    keys["session"] = Key(lene.cookies["sessionid"].value, _session, frozenset({302}))
    keys["mark"] = Key(MARK, _mark, frozenset({403}))
    return keys


def _link(text: str, path: str) -> Key:
    def tries(text: str) -> list[HttpResponse]:
        address = f"{path}{in_address(text)}/"
        return [Client().get(address), Client().post(address, ENTERED)]

    # An empty key is the address of no page; the site then asks who is there, or knows it not.
    return Key(text, tries, frozenset({404}))


def _calendar(text: str) -> list[HttpResponse]:
    return [Client().get(f"/kalender/{in_address(text)}.ics")]


def _program(text: str) -> list[HttpResponse]:
    bearer = f"Bearer {in_header(text)}"
    calls = [Client(HTTP_AUTHORIZATION=bearer), Client(HTTP_AUTHORIZATION=bearer)]
    items = "/api/v1/action-items/"
    return [calls[0].get(items), calls[1].post(items, {}, content_type="application/json")]


def _session(text: str) -> list[HttpResponse]:
    cookie = f"sessionid={in_header(text)}"
    return [Client(HTTP_COOKIE=cookie).get(ITEMS)]


def _mark(text: str) -> list[HttpResponse]:
    """Send a form with a mark against forgery that is not that of the cookie."""
    browser = Client(enforce_csrf_checks=True, HTTP_COOKIE=f"csrftoken={in_header(text)}")
    return [browser.post("/sprog/", {"language": "en", "csrfmiddlewaretoken": MARK})]


def _state() -> list[tuple[object, ...]]:
    items = ActionItem.objects.values_list("pk", "status", "version", "deadline", "answer")
    return [*items, *Person.objects.values_list("pk", "wants_reminders")]

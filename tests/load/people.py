"""Who works in the house, and what each does in turn, with moments to look in between."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.load.browser import ALREADY_HERE, Answer, Browser, Form, form_of, form_with
from tests.load.papers import minutes, scan

PASSWORD = "en-god-lang-adgangskode"
LISTS = ("status=open", "status=late", "status=open&sort=nyeste", "status=done", "status=silent")
# Seconds that a person looks at a page, give or take half of them.
LOOK = float(os.environ.get("LOOK", "1"))
LISTED = re.compile(r'href="(/opfoelgning/\d+/)"')
# Of a secretary's files one in so many is scanned, or none.
SCANNED = int(os.environ.get("SCANNED", "12"))


def in_spring() -> str:
    """Return a deadline that is near enough to be taken."""
    return (datetime.now(tz=UTC).date() + timedelta(days=120)).isoformat()


@dataclass
class Person:
    """Somebody with a browser; `note` keeps what was done and said to be done."""

    name: str
    browser: Browser
    house: dict[str, Any]
    note: Callable[[str, object], None]
    chance: random.Random
    listed: list[str] = field(default_factory=list)

    def log_in(self) -> None:
        page = self.browser.get("/log-ind/", "login")
        form = form_with(page, "username")
        assert form is not None, page.status
        form = Form("/log-ind/", form.fields)
        answer = self.browser.submit(
            form, "login, sent", username=self.name, password=PASSWORD, next="/"
        )
        if answer.status != 302:
            self.browser.notes.saw(f"{self.name} was not let in: {answer.status}")

    def look(self) -> None:
        time.sleep(self.chance.uniform(LOOK / 2, LOOK * 3 / 2))

    def open_list(self) -> None:
        answer = self.browser.get(f"/opfoelgning/?{self.chance.choice(LISTS)}", "list")
        self.listed = LISTED.findall(answer.text) or self.listed

    def overview(self) -> None:
        self.browser.get("/overblik/", "overview")

    def open_item(self) -> Answer:
        """Open one of those that the list showed."""
        if not self.listed:
            self.open_list()
        return self.browser.get(self.chance.choice(self.listed), "item")

    def search(self) -> None:
        self.browser.get("/soeg/?q=sv%C3%B8mmehal", "search")

    def send(self, answer: Answer, ending: str, page: str, **filled: str) -> bool:
        """Fill in the form with this address on the page, and tell whether it was taken."""
        form = form_of(answer, ending)
        return form is not None and self.browser.submit(form, page, **filled).status == 302

    def home(self) -> None:
        self.browser.get("/", "home")

    def comment(self) -> None:
        text = f"Talt med entreprenøren, {self.name} {self.chance.getrandbits(60)}"
        if self.send(self.open_item(), "/kommentar/", "comment, sent", text=text):
            self.note("comments", text)


class Secretary(Person):
    """Reviews, hands in files, comments and reports as done."""

    files = 0

    def deeds(self) -> Iterator[Callable[[], object]]:
        while True:
            yield self.open_list
            yield self.review
            yield self.comment
            yield self.overview
            yield self.hand_in
            yield self.report_done
            yield self.documents

    def documents(self) -> Answer:
        return self.browser.get("/dokumenter/", "documents")

    def review(self) -> None:
        mine = self.house["reviews"][self.name]
        page = self.browser.get(f"/moeder/{mine}/", "review")
        form = form_of(page, "/godkend/")
        if form is None:
            return
        owner = f"Modtager {self.chance.randrange(200):04}"
        filled = {"owner": owner, "deadline": in_spring()}
        if self.browser.submit(form, "accept, sent", **filled).status == 302:
            self.note("accepted", int(form.action.split("/")[-3]))

    def hand_in(self) -> None:
        form = form_of(self.documents(), "/dokumenter/")
        if form is None:
            return
        self.files += 1
        title = f"{self.name} {self.files}"
        content, kind = minutes(title), "txt"
        if SCANNED and self.files % SCANNED == 1:
            content, kind = scan(title), "pdf"
        name = f"{title}.{kind}"
        answer = self.browser.upload(form, "file, sent", name, content)
        if answer.status == 302 or ALREADY_HERE in answer.text:
            self.note("files", name)

    def report_done(self) -> None:
        item = self.house["own"][self.name].pop()
        page = self.browser.get(f"/opfoelgning/{item}/", "item")
        if self.send(page, f"/{item}/svar/", "done, sent", note="Det er gjort."):
            self.note("answered", item)


class Manager(Person):
    def deeds(self) -> Iterator[Callable[[], object]]:
        while True:
            yield self.overview
            yield self.open_list
            yield self.open_item
            yield self.search
            yield self.comment


class Reader(Person):
    def deeds(self) -> Iterator[Callable[[], object]]:
        while True:
            yield self.home
            yield self.open_list
            yield self.open_item
            yield self.search


class Owner(Person):
    """Has no login: answers from the mail. Each link is taken up by one of them."""

    links: Path
    taken: Callable[[], str | None]

    def deeds(self) -> Iterator[Callable[[], object]]:
        while True:
            yield self.answer

    def answer(self) -> None:
        link = self.taken()
        if link is None:
            return
        page = self.browser.get(link, "answer by link")
        form = form_with(page, "note")
        if form is None:
            return
        sent = self.browser.submit(
            Form(link, form.fields), "answer by link, sent", note="Færdigt, se sagen."
        )
        if "Tak. Det er registreret." in sent.text or "Allerede registreret" in sent.text:
            self.note("links", link)

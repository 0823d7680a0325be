"""Words that would run in a browser if a page let them, put into every field that holds words.

Each carries MARK where a page that fails to escape it turns it into a tag or an attribute.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.db.models import CharField, Field, Model, TextField

from actions.models import ActionItem
from meetings.models import Document, Event, Meeting
from tests.cast import NOW

MARK = "zqxss"
RUN = "window.__x=1"
PAYLOADS = (
    f"<script {MARK}>{RUN}</script>",
    f"</script><script {MARK}>{RUN}</script>",
    f"</title><script {MARK}>{RUN}</script>",
    f"</textarea><img {MARK} src=x onerror={RUN}>",
    f"</option></select><svg {MARK} onload={RUN}>",
    f"<img {MARK} src=x onerror={RUN}>",
    f"<svg {MARK}/onload={RUN}>",
    f"<svg><{MARK} onclick={RUN}>",
    f"<body {MARK} onload={RUN}>",
    f"<iframe {MARK} srcdoc='<script>{RUN}</script>'>",
    f"<object {MARK} data=javascript:{RUN}>",
    f"<a {MARK} href=javascript:{RUN}>x</a>",
    f"<math><a {MARK} xlink:href=javascript:{RUN}>x",
    f"<form {MARK} action=javascript:{RUN}><input type=submit>",
    f"<base {MARK} href=//ond.example/>",
    f"<meta {MARK} http-equiv=refresh content=0;url=//ond.example>",
    f"<style {MARK}>*{{background:url(//ond.example)}}</style>",
    f"<details {MARK} open ontoggle={RUN}>",
    f'" {MARK}=1 onfocus={RUN} autofocus="',
    f"' {MARK}=1 onfocus={RUN} autofocus='",
    f"x {MARK}=1 onmouseover={RUN}",
    f'"><img {MARK} src=x onerror={RUN}>',
    f"--><img {MARK} src=x onerror={RUN}>",
    f"javascript:{RUN}//{MARK}",
    f"{{{{{MARK}}}}}{{% debug %}}${{{RUN}}}<%={RUN}%>",
)
# Codes, keys and addresses of ours, in which nobody writes; and what is stored and never shown.
NOT_WRITTEN = {
    "address",
    "calendar_key",
    "content_type",
    "date_source",
    "digest",
    "email",
    "fingerprint",
    "folder",
    "form_key",
    "former_salt",
    "from_email",
    "header_id",
    "html",
    "key",
    "kind",
    "link",
    "message_id",
    "password",
    "prefix",
    "query",
    "recipient",
    "request_id",
    "rule",
    "salt",
    "sha256",
    "source",
    "step",
    "text_source",
    "to_email",
    "token",
    "trial_email",
    "uid",
}
# Rows that a database or the product's own counting keeps to itself.
NOT_SHOWN = {"Event", "Seal", "LoginAttempt", "RateCount", "KeptAnswer", "UsedLink", "Heartbeat"}
KEPT_WHOLE = {("Document", "text"), ("Dispatch", "alarm"), ("SearchEntry", "head")}


def written_fields() -> Iterator[tuple[type[Model], Field]]:  # type: ignore[type-arg]
    """Yield the fields in which a person's or a file's words stand."""
    for label in ("meetings", "actions", "tracker"):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                is_text = isinstance(field, CharField | TextField) and not field.choices
                named = (model.__name__, field.name)
                if is_text and field.name not in NOT_WRITTEN and named not in KEPT_WHOLE:
                    yield model, field


def fill(turn: int) -> set[str]:
    """Put payloads into every field there is, others at each turn; return the fields."""
    filled = set()
    for at, (model, field) in enumerate(written_fields()):
        if model.__name__ in NOT_SHOWN:
            continue
        for row in model._default_manager.all():
            words = _words(at + turn, row.pk, field.max_length)
            model._default_manager.filter(pk=row.pk).update(**{field.name: words})
            filled.add(f"{model.__name__}.{field.name}")
    _fill_names(turn)
    _fill_log(turn)
    return filled


def _words(turn: int, key: object, most: int | None) -> str:
    """Return as many payloads as the field holds, and the key, so that no two rows are alike."""
    turned = PAYLOADS[turn % len(PAYLOADS) :] + PAYLOADS[: turn % len(PAYLOADS)]
    if most is None:
        return f"{key} {' '.join(turned)}"
    words = f"{key}"
    for one in turned:
        words = f"{words} {one}" if len(words) + len(one) < most else words
    return words


def _fill_names(turn: int) -> None:
    names = [{"name": one, "initials": None, "title": one, "role": "attendee"} for one in PAYLOADS]
    Meeting.objects.update(participants=names, date_evidence=PAYLOADS[turn])


def _fill_log(turn: int) -> None:
    """The log is never changed: more of it is written."""
    words = " ".join(PAYLOADS)
    for subject, model in (
        (Event.Subject.ACTION_ITEM, ActionItem),
        (Event.Subject.DOCUMENT, Document),
    ):
        for row in model._default_manager.all():
            Event.objects.create(
                at=NOW, subject=subject, subject_id=row.pk, kind=Event.Kind.NOTED, note=words,
                by_name=PAYLOADS[turn], changes={"task": [words, words]},
            )  # fmt: skip


class Tags(HTMLParser):
    """Reads a page as a browser does, and keeps what could run in it or came of a payload."""

    LINKS = ("href", "src", "action", "formaction", "xlink:href", "data", "srcdoc")
    RUNS = ("javascript:", "data:text/html", "vbscript:")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if MARK in tag or any(MARK in name for name in names):
            self.found.append(f"a payload became a tag: {self.get_starttag_text()}")
        if any(name.startswith("on") for name in names):
            self.found.append(f"an attribute runs: {self.get_starttag_text()}")
        if tag == "script" and not names & {"src", "type"}:
            self.found.append(f"a script stands in the page: {self.get_starttag_text()}")
        for name, value in attrs:
            if name in self.LINKS and _runs(value or "", self.RUNS):
                self.found.append(f"a link runs: {self.get_starttag_text()}")


def _runs(value: str, kinds: tuple[str, ...]) -> bool:
    """Browsers leave out what cannot be seen before they read what a link begins with."""
    seen = "".join(letter for letter in value if letter.isprintable() and not letter.isspace())
    return seen.lower().startswith(kinds)


def tags_found(page: str) -> list[str]:
    """Return what of the page could run, or came of a payload."""
    tags = Tags()
    tags.feed(page)
    tags.close()
    return tags.found

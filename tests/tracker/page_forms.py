"""The forms of a page as a browser would send them, with what is missing filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import TODAY

Values = dict[str, object]
NOT_SENT = {"submit", "button", "reset", "image"}


@dataclass
class Form:
    """Where it is sent, what stands in it, and which fields are to be filled in."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **said: object) -> Values:
        """Return what is sent: as it stands, the required fields that are empty with something."""
        sent: Values = {name: values for name, values in self.values.items() if values}
        for name, kind in self.empty.items():
            sent.setdefault(name, _something(kind))
        if self.buttons:
            name, value = self.buttons[0]
            sent.setdefault(name, value)
        sent.pop("csrfmiddlewaretoken", None)
        return {**sent, **said}


def _something(kind: str) -> object:
    if kind == "date":
        return TODAY.replace(month=5).isoformat()
    if kind == "file":
        return SimpleUploadedFile("fil.txt", b"Punkt 1: Taget")
    return {"number": "1", "email": "x@x.example"}.get(kind, "Prøve")


class Forms(HTMLParser):
    """Gathers the forms that are posted; a field may belong to one by its attribute `form`."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.named: dict[str, Form] = {}
        self.owned: list[tuple[str, str, dict[str, str]]] = []
        self._form: Form | None = None
        self._select: tuple[Form, str, bool] | None = None
        self._area: tuple[Form, str, bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(told.get("action") or self.address)
            self._form = self._form if told.get("method") == "post" else None
            if self._form:
                self.forms.append(self._form)
                self.named[told.get("id", "")] = self._form
        elif tag in {"input", "select", "textarea", "button", "option"}:
            self._field(tag, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            if self._area and self._area[2]:
                form, name, _needed = self._area
                if not form.values.get(name):
                    form.empty[name] = "text"
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area and data.strip():
            form, name, _needed = self._area
            form.values[name] = [data.lstrip("\n")]

    def _field(self, tag: str, told: dict[str, str]) -> None:
        form = self.named.get(told["form"]) if "form" in told else self._form
        if tag == "option":
            self._option(told)
            return
        name, kind = told.get("name", ""), told.get("type", "text")
        if form is None or not name or "disabled" in told:
            return
        needed = "required" in told
        if tag == "select":
            self._select = (form, name, needed)
        elif tag == "textarea":
            self._area = (form, name, needed)
        elif tag == "button":
            form.buttons.append((name, told.get("value", "")))
        elif kind in {"checkbox", "radio"}:
            if "checked" in told:
                form.values.setdefault(name, []).append(told.get("value", "on"))
        elif kind not in NOT_SENT and told.get("value"):
            form.values.setdefault(name, []).append(told["value"])
        elif needed:
            form.empty[name] = kind

    def _option(self, told: dict[str, str]) -> None:
        if self._select is None or not told.get("value"):
            return
        form, name, needed = self._select
        if "selected" in told or (needed and name not in form.values):
            form.values[name] = [told["value"]]


def forms_on(client: Client, address: str) -> list[Form]:
    """Return the forms of a page as somebody sees it."""
    reader = Forms(address.partition("?")[0])
    reader.feed(client.get(address).content.decode(errors="replace"))
    return reader.forms

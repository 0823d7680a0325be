"""Run as a process: tells, as JSON, what stands in a database and on the product's pages.

`python -m tests.upgrade.looking rows` prints every row of the tables of the first schema, in the
columns of then; `… states` which choices stand in no row; `… pages` what the pages show.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.test import Client

from tests.upgrade.filling import APPS, PASSWORD, QUOTE, model

LABELS = ("meetings", "actions")


def then() -> list[type[models.Model]]:
    """Return the models of the first schema, those between two tables among them."""
    apps = [APPS.get_app_config(label) for label in LABELS]
    return [one for app in apps for one in app.get_models(include_auto_created=True)]


def rows() -> dict[str, list[list[str]]]:
    """Return every row of then, a text a column, in an order that does not change."""
    return {one._meta.db_table: _rows(one) for one in then()}


def _rows(one: type[models.Model]) -> list[list[str]]:
    columns = [field.attname for field in one._meta.concrete_fields]
    found = one._default_manager.order_by("pk").values_list(*columns)
    return [[repr(value) for value in row] for row in found]


def states() -> list[str]:
    """Return the choices of then that stand in no row."""
    lacking = []
    for one in then():
        for field in (field for field in one._meta.concrete_fields if field.choices):
            stood = set(one._default_manager.values_list(field.attname, flat=True))
            lacking += [
                f"{one.__name__}.{field.name}: {value}"
                for value, _word in field.choices
                if value not in stood
            ]
    return lacking


def pages() -> dict[str, Any]:
    """Open what a secretary and an administrator open, logged in by the password of then."""
    connection.check_constraints()
    settings.ALLOWED_HOSTS = ["*"]
    lene, bo = _logged_in("secretary"), _logged_in("administrator")
    told: dict[str, Any] = {"items": [], "documents": [], "refused": []}
    for address in ("/overblik/", "/moeder/", "/dokumenter/", "/register/", "/udsendelser/",
                    "/register/log/", "/register/alt/", "/soeg/?q=taget"):  # fmt: skip
        if (status := bo.get(address).status_code) != 200:
            told["refused"].append(f"{address} {status}")
    listed = lene.get("/opfoelgning/?status=all").text
    for item in model("ActionItem").objects.order_by("pk"):
        page = lene.get(f"/opfoelgning/{item.pk}/")
        shown = [item.task in page.text, QUOTE in page.text, item.task in listed]
        told["items"].append([item.task, page.status_code, *shown])
    for document in model("Document").objects.order_by("pk"):
        page = lene.get(f"/dokumenter/{document.pk}/")
        original = lene.get(f"/dokumenter/{document.pk}/original/")
        content = b"".join(original) if original.streaming else original.content
        told["documents"].append(
            [page.status_code, document.name in page.text, QUOTE.encode() in content]
        )
    for meeting in model("Meeting").objects.order_by("pk"):
        if (status := lene.get(f"/moeder/{meeting.pk}/").status_code) != 200:
            told["refused"].append(f"{meeting} {status}")
    return told


def _logged_in(username: str) -> Client:
    client = Client()
    answer = client.post("/log-ind/", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302, answer.status_code
    return client


if __name__ == "__main__":
    told = {"rows": rows, "states": states, "pages": pages}[sys.argv[1]]()
    print(json.dumps(told, ensure_ascii=False))  # noqa: T201 (another process reads it)

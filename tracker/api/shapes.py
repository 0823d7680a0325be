"""Small shapes that several answers share, and how they are made of a row's columns."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from tracker.owners import PERSON, UNIT

Row = dict[str, Any]


class CommitteeShape(serializers.Serializer[Row]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class OwnerShape(serializers.Serializer[Row]):
    """Who is to do it; `key` is what is sent back to name the same one."""

    key = serializers.CharField(help_text="person:12 / unit:3")
    name = serializers.CharField()


class AgendaItemBrief(serializers.Serializer[Row]):
    id = serializers.IntegerField()
    number = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)


OWNER_COLUMNS = (
    "owner_person_id",
    "owner_person__name",
    "owner_person__initials",
    "owner_unit_id",
    "owner_unit__name",
    "owner_unit__abbreviation",
)
COMMITTEE_COLUMNS = ("committee_id", "committee__name")


def committee_of(row: Row, at: str = "committee") -> Row | None:
    key = row[f"{at}_id"]
    return {"id": key, "name": row[f"{at}__name"]} if key else None


def owner_of(row: Row) -> Row | None:
    if key := row["owner_person_id"]:
        name = _named(row["owner_person__name"], row["owner_person__initials"])
        return {"key": f"{PERSON}:{key}", "name": name}
    if key := row["owner_unit_id"]:
        name = _named(row["owner_unit__name"], row["owner_unit__abbreviation"])
        return {"key": f"{UNIT}:{key}", "name": name}
    return None


def _named(name: str, short: str) -> str:
    return f"{name} ({short})" if short else name

"""What administrators may look at; it is changed on the pages, where the rules are."""

from __future__ import annotations

from django.contrib import admin

from actions.models import ActionItem, Commitment, Message
from meetings.admin import InsideOnly, Rows


class LookOnly(InsideOnly):
    may_add = False
    may_change = False


@admin.register(Commitment)
class CommitmentAdmin(LookOnly, Rows):
    list_display = ["task", "status", "agenda_item", "rule", "confidence"]
    list_filter = ["status", "rule"]
    list_select_related = ["agenda_item"]
    search_fields = ["task", "quote"]


@admin.register(ActionItem)
class ActionItemAdmin(LookOnly, Rows):
    list_display = ["task", "owner_person", "owner_unit", "deadline", "status"]
    list_filter = ["status"]
    list_select_related = ["owner_person", "owner_unit"]
    search_fields = ["task"]


@admin.register(Message)
class MessageAdmin(LookOnly, Rows):
    list_display = ["recipient", "kind", "day", "state", "to_email", "attempts", "error"]
    list_filter = ["state", "kind"]
    date_hierarchy = "day"
    # The text holds links that act for the recipient.
    exclude = ["text", "html", "token"]

"""What administrators may look at; it is changed on the pages, where the rules are.

Action items and suggestions are looked at on their pages alone, where each look at a closed one is
written down.
"""

from __future__ import annotations

from django.contrib import admin

from actions.models import Message
from meetings.admin import InsideOnly, Rows


class LookOnly(InsideOnly):
    may_add = False
    may_change = False


@admin.register(Message)
class MessageAdmin(LookOnly, Rows):
    list_display = ["recipient", "kind", "day", "state", "to_email", "attempts", "error"]
    list_filter = ["state", "kind"]
    date_hierarchy = "day"
    # The text holds links that act for the recipient.
    exclude = ["text", "html", "token"]

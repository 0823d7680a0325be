"""Who gets in where: every address, every method, every role, as one table.

A cell is the status that a role meets; `in` is a redirect to the login page. An address without
a row fails the suite. Rows of things that can be closed stand twice: open, and closed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas

from actions.answer_links import Purpose, answer_link, unsubscribe_link
from actions.models import (
    ActionItem,
    Attachment,
    Commitment,
    CoOwner,
    Decline,
    Difference,
    Extension,
    Heartbeat,
    HouseRule,
    IncomingMail,
    Message,
    Recognition,
    ReminderRhythm,
    Webhook,
    WebhookCall,
)
from actions.selectors import TICK
from actions.services.attachments import attachment_keep
from actions.services.search import search_rebuild
from meetings.models import (
    Absence,
    AgendaItem,
    Alias,
    CalendarPeriod,
    ClosingDay,
    Event,
    Meeting,
    Page,
    Passkey,
    Person,
    PlannedMeeting,
    Unit,
    User,
)
from tests.cast import NOW, TODAY, Cast, make_meeting
from tracker.models import ApiToken, RetentionRule, RetentionRun, SavedView
from tracker.tokens import token_make

# nobody is not logged in, gone is deactivated; anna owns, ib reads, mads manages the unit above
# and ulla another one, lene is the committee's secretary and eva another's, bo administrates.
ROLES = ("nobody", "gone", "anna", "ib", "mads", "ulla", "lene", "eva", "bo")

ALL_IN = "in  in  200 200 200 200 200 200 200"
NEVER = "in  in  405 405 405 405 405 405 405"
OPEN_TO_ALL = "200 200 200 200 200 200 200 200 200"
UNFILLED = "422 422 422 422 422 422 422 422 422"
NEVER_PUBLIC = "405 405 405 405 405 405 405 405 405"
NOT_THERE = "404 404 404 404 404 404 404 404 404"
API_NEVER = "401 401 405 405 405 405 405 405 405"
API_UNKNOWN = "404 404 404 404 404 404 404 404 404"
API_SECRETARIES = "401 401 403 403 403 403 200 200 200"
API_MEETING = "401 401 404 403 404 404 {0} 404 {0}"
API_DECIDERS = "401 401 403 403 403 404 {0} 404 {0}"
ADMIN_ONLY = "in  in  403 403 403 403 403 403 {0}"
DECIDERS = "in  in  404 403 404 404 {0} 404 {0}"

# What a secretary does with an item through the API, beside changing it.
API_STEPS = (
    "api_action_item_accept_answer",
    "api_action_item_return_answer",
    "api_action_item_postpone",
    "api_action_item_reassign",
    "api_action_item_cancel",
    "api_action_item_reopen",
)
# Addresses that are of no one item.
NOT_OF_ONE = {"action_item_new"}

KEY = "en-hemmelig-adresse"
PURPOSES = {
    "answer": Purpose.DONE,
    "answer_deadline": Purpose.DEADLINE,
    "answer_decline": Purpose.DECLINE,
    "answer_status": Purpose.STATUS,
}

# What an address holds beside the key of a row.
FIXED: dict[str, dict[str, object]] = {
    "page_picture": {"number": 1},
    "review_mail": {"key": "person:1"},
    "action_item_life": {"kind": "pdf"},
    "unit_status": {"kind": "xlsx"},
    "exchange_table": {"name": "agenda_items", "kind": "csv"},
    "person_report_file": {"kind": "csv"},
    "hold": {"kind": "person"},
    "hold_lift": {"kind": "person"},
    "paper_file": {"part": "aaben", "kind": "docx"},
    "calendar_feed": {"token": KEY},
}

# address: (GET, POST with nothing in it)
TABLE = {
    "home": (ALL_IN, NEVER),
    "login": (
        "200 200 302 302 302 302 302 302 302",
        "200 200 302 302 302 302 302 302 302",
    ),
    # Between the steps of a login there is a page; without a password shown there is none.
    "login_code": ("in  in  in  in  in  in  in  in  in", "in  in  in  in  in  in  in  in  in"),
    "login_setup": (
        "in  in  200 200 200 200 200 200 200",
        "in  in  422 422 422 422 422 422 422",
    ),
    # Without a login service in the settings there is none; with one, test_openid.py asks.
    "openid_start": (NOT_THERE, NOT_THERE),
    "openid_back": (NOT_THERE, NOT_THERE),
    "openid_again": (NOT_THERE, NOT_THERE),
    # Where the site has no name browsers make no passkeys, and nobody is asked for one.
    "passkey_login": (NEVER_PUBLIC, NOT_THERE),
    "passkey_login_options": (NEVER_PUBLIC, NOT_THERE),
    "passkey_again": (NEVER, "in  in  404 404 404 404 404 404 404"),
    "passkeys": (ALL_IN, "in  in  404 404 404 404 404 404 404"),
    "passkey_options": (NEVER, "in  in  404 404 404 404 404 404 404"),
    "passkey_rename": (NEVER, "in  in  302 404 404 404 404 404 404"),
    "passkey_remove": (NEVER, "in  in  302 404 404 404 404 404 404"),
    "password_change": (ALL_IN, "in  in  422 422 422 422 422 422 422"),
    "login_again": (ALL_IN, "in  in  422 422 422 422 422 422 422"),
    "sessions_end": (NEVER, "in  in  in  in  in  in  in  in  in"),
    "second_step_codes": (NEVER, "in  in  200 302 302 302 302 302 302"),
    "second_step_remove": (NEVER, "in  in  302 302 302 302 302 302 302"),
    "logout": (NEVER_PUBLIC, "in  in  in  in  in  in  in  in  in"),
    "documents": ("in  in  403 200 403 403 200 200 200", "in  in  403 403 403 403 422 422 422"),
    "document": ("in  in  404 200 404 404 200 404 200", NEVER),
    "document_original": ("in  in  404 200 404 404 200 404 200", NEVER),
    "page_picture": ("in  in  404 200 404 404 200 404 200", NEVER),
    "document_retry": (NEVER, DECIDERS.format("302")),
    "intake": ("in  in  403 403 403 403 200 200 200", NEVER),
    "intake_pause": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "intake_retry": (NEVER, "in  in  403 403 403 403 302 302 302"),
    "meetings": ("in  in  403 200 403 403 200 200 200", NEVER),
    "review": ("in  in  404 200 404 404 200 404 200", NEVER),
    "meeting_journal": (DECIDERS.format("200"), NEVER),
    "meeting_file_under": (NEVER, DECIDERS.format("302")),
    "presence": (DECIDERS.format("204"), NEVER),
    "participants_correct": (NEVER, DECIDERS.format("409")),
    "meeting_correct": (NEVER, DECIDERS.format("422")),
    "grade_choose": (NEVER, DECIDERS.format("302")),
    "review_send": (NEVER, DECIDERS.format("409")),
    "review_mails": (DECIDERS.format("302"), NEVER),
    "review_mail": (DECIDERS.format("404"), NEVER),
    "commitment_add": (NEVER, DECIDERS.format("422")),
    "commitments_merge": (NEVER, DECIDERS.format("409")),
    "commitments_accept": (NEVER, DECIDERS.format("409")),
    "review_undo": (NEVER, DECIDERS.format("409")),
    "version": (DECIDERS.format("200"), NEVER),
    "version_decide_all": (NEVER, DECIDERS.format("422")),
    "difference_decide": (NEVER, DECIDERS.format("422")),
    "meeting_join": (NEVER, DECIDERS.format("302")),
    "meeting_part": (NEVER, DECIDERS.format("302")),
    "commitment_accept": (NEVER, DECIDERS.format("422")),
    "commitment_reject": (NEVER, DECIDERS.format("422")),
    "commitment_undo": (NEVER, DECIDERS.format("409")),
    "commitment_split": (NEVER, DECIDERS.format("422")),
    "alias_learn": (NEVER, DECIDERS.format("302")),
    "alias_unlearn": (NEVER, DECIDERS.format("302")),
    "action_items": (ALL_IN, NEVER),
    "my_items": (ALL_IN, NEVER),
    "action_items_bulk": (NEVER, "in  in  403 403 403 403 302 302 302"),
    "saved_view_save": (NEVER, "in  in  302 302 302 302 302 302 302"),
    "saved_view_remove": (NEVER, "in  in  404 404 404 404 302 404 404"),
    "owner_search": ("in  in  403 403 403 403 200 200 200", NEVER),
    "action_item_new": (
        "in  in  403 403 403 403 200 200 200",
        "in  in  403 403 403 403 422 422 422",
    ),
    "agenda_item_new": (DECIDERS.format("200"), DECIDERS.format("422")),
    "action_item": ("in  in  200 200 200 404 200 404 200", NEVER),
    "action_item_clip": ("in  in  200 200 200 404 200 404 200", NEVER),
    "action_item_life": ("in  in  403 403 403 404 200 404 200", NEVER),
    "action_item_journal": ("in  in  403 403 403 404 200 404 200", NEVER),
    "action_item_file_under": (NEVER, "in  in  403 403 403 404 302 404 302"),
    "action_item_answer": (NEVER, "in  in  422 404 404 404 422 404 422"),
    "action_item_change": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_cancel": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_reopen": (NEVER, "in  in  403 403 403 404 409 404 409"),
    "action_item_accept_answer": (NEVER, "in  in  403 403 403 404 409 404 409"),
    "action_item_return_answer": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_pace": (
        "in  in  200 200 200 404 200 404 200",
        "in  in  422 403 403 404 422 404 422",
    ),
    "action_item_reassign": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_postpone": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_bind": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_unbind": (NEVER, "in  in  403 403 403 404 409 404 409"),
    "action_item_repeat": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_merge": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_share": (NEVER, "in  in  403 403 403 404 422 404 422"),
    "action_item_unshare": (NEVER, "in  in  403 403 403 404 302 404 302"),
    "action_item_undo": (NEVER, "in  in  403 403 403 404 409 404 409"),
    "action_item_comment": (NEVER, "in  in  422 422 422 404 422 404 422"),
    "action_item_take": (NEVER, "in  in  409 403 403 403 403 403 403"),
    "action_item_give_back": (NEVER, "in  in  409 403 403 403 403 403 403"),
    "unit_inbox": (ALL_IN, NEVER),
    "action_item_attachment": ("in  in  200 200 200 404 200 404 200", NEVER),
    "answer": (OPEN_TO_ALL, OPEN_TO_ALL),
    "answer_deadline": (OPEN_TO_ALL, UNFILLED),
    "answer_decline": (OPEN_TO_ALL, UNFILLED),
    "answer_status": (OPEN_TO_ALL, UNFILLED),
    "unsubscribe": (OPEN_TO_ALL, OPEN_TO_ALL),
    "calendar_feed": (OPEN_TO_ALL, NEVER_PUBLIC),
    "language_choose": (NEVER_PUBLIC, "302 302 302 302 302 302 302 302 302"),
    "accessibility": (OPEN_TO_ALL, NEVER_PUBLIC),
    "tokens": (ALL_IN, "in  in  422 422 422 422 422 422 422"),
    "try_api": (ALL_IN, NEVER),
    "token_revoke": (NEVER, "in  in  302 404 404 404 404 404 302"),
    "profile": (ALL_IN, "in  in  422 403 403 403 403 403 403"),
    "calendar_renew": (NEVER, "in  in  302 403 403 403 403 403 403"),
    "calendar_revoke": (NEVER, "in  in  302 403 403 403 403 403 403"),
    "search": (ALL_IN, NEVER),
    "papers": ("in  in  403 403 403 403 200 200 200", NEVER),
    "paper": ("in  in  404 404 404 404 200 404 200", NEVER),
    "paper_file": ("in  in  404 404 404 404 200 404 200", NEVER),
    "paper_template": (
        "in  in  403 403 403 403 200 200 200",
        "in  in  403 403 403 403 422 422 422",
    ),
    "unit_status": ("in  in  403 403 200 200 200 200 200", NEVER),
    "overview": ("in  in  403 403 200 200 200 200 200", NEVER),
    "register": ("in  in  403 403 403 403 200 200 200", NEVER),
    "exchange": (ADMIN_ONLY.format(200), NEVER),
    "exchange_table": (ADMIN_ONLY.format(200), NEVER),
    "register_export": ("in  in  403 403 403 403 200 200 200", NEVER),
    "register_import": (NEVER, "in  in  403 403 403 403 403 403 422"),
    "reading_quality": ("in  in  403 403 403 403 200 200 200", NEVER),
    "alias_withdraw": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "house_rules": ("in  in  403 403 403 403 200 200 200", NEVER),
    "house_rule_new": (
        "in  in  403 403 403 403 200 200 200",
        "in  in  403 403 403 403 422 422 422",
    ),
    "house_rules_export": ("in  in  403 403 403 403 200 200 200", NEVER),
    "house_rules_import": (NEVER, "in  in  403 403 403 403 403 403 422"),
    "house_rule": (
        "in  in  404 404 404 404 200 404 200",
        "in  in  404 404 404 404 409 404 409",
    ),
    "house_rule_withdraw": (NEVER, "in  in  404 404 404 404 302 404 302"),
    "house_rule_restore": (NEVER, "in  in  404 404 404 404 409 404 409"),
    "decisions": ("in  in  403 403 200 200 200 200 200", NEVER),
    "extension_decide": (NEVER, "in  in  404 404 422 404 422 404 422"),
    "recognition_decide": (NEVER, "in  in  404 403 404 404 302 404 302"),
    "decline_settle": (NEVER, "in  in  404 404 404 404 302 404 302"),
    "person_leave": (
        "in  in  403 403 403 403 403 403 200",
        "in  in  403 403 403 403 403 403 422",
    ),
    "person_report": (ADMIN_ONLY.format("200"), NEVER),
    "person_report_ask": (NEVER, ADMIN_ONLY.format("302")),
    # Not made yet.
    "person_report_file": (ADMIN_ONLY.format("404"), NEVER),
    "person_pseudonymise": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "retention": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "retention_propose": (NEVER, ADMIN_ONLY.format("302")),
    "retention_run": (ADMIN_ONLY.format("200"), NEVER),
    "retention_approve": (NEVER, ADMIN_ONLY.format("409")),
    "retention_withdraw": (NEVER, ADMIN_ONLY.format("302")),
    # Not carried out yet.
    "retention_certificate": (ADMIN_ONLY.format("404"), NEVER),
    "holds": (ADMIN_ONLY.format("200"), NEVER),
    "hold": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "hold_lift": (NEVER, ADMIN_ONLY.format("422")),
    "absences": ("in  in  200 403 403 403 403 403 403", "in  in  422 403 403 403 403 403 403"),
    "absence_withdraw": (NEVER, "in  in  302 403 403 403 403 403 403"),
    "people_absences": ("in  in  403 403 200 200 200 200 200", NEVER),
    "person_absences": (
        "in  in  403 403 200 404 200 200 200",
        "in  in  403 403 422 404 422 422 422",
    ),
    "person_absence_withdraw": (NEVER, "in  in  403 403 302 404 302 302 302"),
    "rhythms": ("in  in  403 403 403 403 200 200 200", NEVER),
    "rhythm_settle": (NEVER, "in  in  403 403 403 403 422 422 422"),
    "rhythm_withdraw": (NEVER, "in  in  404 404 404 404 302 404 302"),
    "webhooks": (ADMIN_ONLY.format("200"), NEVER),
    "webhook_new": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "webhook": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "webhook_pause": (NEVER, ADMIN_ONLY.format("302")),
    "webhook_secret": (NEVER, ADMIN_ONLY.format("302")),
    "webhook_former_secret": (NEVER, ADMIN_ONLY.format("302")),
    "webhook_try": (NEVER, ADMIN_ONLY.format("302")),
    "webhook_remove": (NEVER, ADMIN_ONLY.format("302")),
    "webhook_call_repeat": (NEVER, ADMIN_ONLY.format("302")),
    "register_entry": ("in  in  403 403 403 403 200 200 200", NEVER),
    "register_new": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "register_edit": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "register_entry_end": (NEVER, ADMIN_ONLY.format("302")),
    "register_entry_remove": (NEVER, ADMIN_ONLY.format("409")),
    "log": (ADMIN_ONLY.format("200"), NEVER),
    "log_export": (ADMIN_ONLY.format("200"), NEVER),
    "meeting_plan": (ADMIN_ONLY.format("200"), NEVER),
    "meeting_plan_export": (ADMIN_ONLY.format("200"), NEVER),
    "meeting_plan_import": (NEVER, ADMIN_ONLY.format("422")),
    "planned_meeting_new": (NEVER, ADMIN_ONLY.format("422")),
    "planned_meeting": (ADMIN_ONLY.format("200"), ADMIN_ONLY.format("422")),
    "planned_meeting_cancel": (NEVER, ADMIN_ONLY.format("200")),
    "planned_meeting_restore": (NEVER, ADMIN_ONLY.format("409")),
    "planned_meeting_split": (NEVER, ADMIN_ONLY.format("422")),
    "calendar_days": (ADMIN_ONLY.format("200"), NEVER),
    "calendar_export": (ADMIN_ONLY.format("200"), NEVER),
    "calendar_import": (NEVER, ADMIN_ONLY.format("422")),
    "usual_day": (NEVER, ADMIN_ONLY.format("422")),
    "closing_day_new": (NEVER, ADMIN_ONLY.format("422")),
    "closing_day_remove": (NEVER, ADMIN_ONLY.format("302")),
    "period_new": (NEVER, ADMIN_ONLY.format("422")),
    "period_remove": (NEVER, ADMIN_ONLY.format("302")),
    "outbox": ("in  in  403 403 403 403 403 403 200", NEVER),
    "message_retry": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "message_settle": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "message_withdraw": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "dispatch": ("in  in  403 403 403 403 403 403 200", NEVER),
    "dispatch_pause": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "dispatch_trial": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "address_trust": (NEVER, "in  in  403 403 403 403 403 403 302"),
    "incoming": ("in  in  403 403 403 403 200 200 200", NEVER),
    "incoming_file": (NEVER, "in  in  404 404 404 404 422 404 422"),
    "incoming_take": (NEVER, "in  in  404 404 404 404 302 404 302"),
    "incoming_settle": (NEVER, "in  in  404 404 404 404 302 404 302"),
    "incoming_original": ("in  in  404 404 404 404 200 404 200", NEVER),
    "mailbox": ("in  in  403 403 403 403 403 403 200", NEVER),
    "mailbox_message": ("in  in  403 403 403 403 403 403 404", NEVER),
    "mailbox_html": ("in  in  403 403 403 403 403 403 404", NEVER),
    "operations": (ADMIN_ONLY.format("200"), NEVER),
    # Without a token in the settings there are no figures for anybody.
    "metrics": ("404 404 404 404 404 404 404 404 404", NEVER_PUBLIC),
    "healthz": (OPEN_TO_ALL, NEVER_PUBLIC),
    "readyz": (OPEN_TO_ALL, NEVER_PUBLIC),
    "api_documents": (
        "401 401 403 200 403 403 200 200 200",
        "401 401 403 403 403 403 400 400 400",
    ),
    "api_document": ("401 401 404 200 404 404 200 404 200", API_NEVER),
    "api_action_items": (
        "401 401 200 200 200 200 200 200 200",
        "401 401 403 403 403 403 400 400 400",
    ),
    "api_action_item": ("401 401 200 200 200 404 200 404 200", API_NEVER),
    "api_action_item_answer": (API_NEVER, "401 401 428 404 404 404 428 404 428"),
    "api_action_item_accept_answer": (API_NEVER, API_DECIDERS.format("428")),
    "api_action_item_return_answer": (API_NEVER, API_DECIDERS.format("428")),
    "api_action_item_postpone": (API_NEVER, API_DECIDERS.format("428")),
    "api_action_item_reassign": (API_NEVER, API_DECIDERS.format("428")),
    "api_action_item_cancel": (API_NEVER, API_DECIDERS.format("428")),
    "api_action_item_reopen": (API_NEVER, API_DECIDERS.format("428")),
    "api_meetings": ("401 401 403 200 403 403 200 200 200", API_NEVER),
    "api_meeting": ("401 401 404 200 404 404 200 404 200", API_NEVER),
    "api_agenda_items": ("401 401 403 200 403 403 200 200 200", API_NEVER),
    "api_agenda_item": ("401 401 404 200 404 404 200 404 200", API_NEVER),
    "api_suggestions": (API_SECRETARIES, API_NEVER),
    "api_suggestion": (API_MEETING.format("200"), API_NEVER),
    "api_suggestion_accept": (API_NEVER, API_MEETING.format("428")),
    "api_suggestion_reject": (API_NEVER, API_MEETING.format("428")),
    "api_messages": ("401 401 403 403 403 403 403 403 200", API_NEVER),
    "api_message": ("401 401 403 403 403 403 403 403 200", API_NEVER),
    **dict.fromkeys(
        ("api_committees", "api_committee", "api_units", "api_unit", "api_people", "api_person"),
        (API_SECRETARIES, API_NEVER),
    ),
    "api_coming_meetings": (API_SECRETARIES, API_NEVER),
    "api_follow_up": ("401 401 404 404 404 404 200 404 200", API_NEVER),
    "api_overview": ("401 401 403 403 200 200 200 200 200", API_NEVER),
    "api_schema": ("401 401 200 200 200 200 200 200 200", API_NEVER),
    "api_unknown": (API_UNKNOWN, API_UNKNOWN),
}

# What becomes of it where the agenda item is closed.
CLOSED = {
    "document": "in  in  404 404 404 404 200 404 200",
    "document_original": "in  in  404 404 404 404 200 404 200",
    "page_picture": "in  in  404 404 404 404 200 404 200",
    "review": "in  in  404 200 404 404 200 404 200",
    "action_item": "in  in  200 404 404 404 200 404 200",
    "agenda_item_new": "in  in  404 404 404 404 200 404 200",
    "action_item_clip": "in  in  200 404 404 404 200 404 200",
    "action_item_life": "in  in  403 404 404 404 200 404 200",
    "action_item_journal": "in  in  403 404 404 404 200 404 200",
    "action_item_attachment": "in  in  200 404 404 404 200 404 200",
    "action_item_pace": "in  in  200 404 404 404 200 404 200",
    "incoming": "in  in  403 403 403 403 200 200 200",
    "incoming_original": "in  in  404 404 404 404 200 404 200",
    "answer": OPEN_TO_ALL,
    "answer_deadline": OPEN_TO_ALL,
    "answer_decline": OPEN_TO_ALL,
    "answer_status": OPEN_TO_ALL,
    "calendar_feed": OPEN_TO_ALL,
    "api_document": "401 401 404 404 404 404 200 404 200",
    "api_action_item": "401 401 200 404 404 404 200 404 200",
    "api_agenda_item": "401 401 404 404 404 404 200 404 200",
    "api_suggestion": "401 401 404 404 404 404 200 404 200",
}
CLOSED_POST = {
    "incoming_file": "in  in  404 404 404 404 422 404 422",
    "incoming_take": "in  in  404 404 404 404 302 404 302",
    "incoming_settle": "in  in  404 404 404 404 302 404 302",
    "agenda_item_new": "in  in  404 404 404 404 422 404 422",
    "extension_decide": "in  in  404 404 404 404 422 404 422",
    "recognition_decide": "in  in  404 404 404 404 302 404 302",
    "decline_settle": "in  in  404 404 404 404 302 404 302",
    "commitment_accept": "in  in  404 404 404 404 422 404 422",
    "commitment_reject": "in  in  404 404 404 404 422 404 422",
    "commitment_undo": "in  in  404 404 404 404 409 404 409",
    "commitment_split": "in  in  404 404 404 404 422 404 422",
    "action_item_answer": "in  in  422 404 404 404 422 404 422",
    "action_item_file_under": "in  in  403 404 404 404 302 404 302",
    "action_item_change": "in  in  403 404 404 404 422 404 422",
    "action_item_cancel": "in  in  403 404 404 404 422 404 422",
    "action_item_reopen": "in  in  403 404 404 404 409 404 409",
    "action_item_accept_answer": "in  in  403 404 404 404 409 404 409",
    "action_item_reassign": "in  in  403 404 404 404 422 404 422",
    "action_item_postpone": "in  in  403 404 404 404 422 404 422",
    "action_item_bind": "in  in  403 404 404 404 422 404 422",
    "action_item_unbind": "in  in  403 404 404 404 409 404 409",
    "action_item_repeat": "in  in  403 404 404 404 422 404 422",
    "action_item_merge": "in  in  403 404 404 404 422 404 422",
    "action_item_share": "in  in  403 404 404 404 422 404 422",
    "action_item_unshare": "in  in  403 404 404 404 302 404 302",
    "action_item_undo": "in  in  403 404 404 404 409 404 409",
    "action_item_comment": "in  in  422 404 404 404 422 404 422",
    "action_item_return_answer": "in  in  403 404 404 404 422 404 422",
    "api_action_item_answer": "401 401 428 404 404 404 428 404 428",
    "api_suggestion_accept": "401 401 404 404 404 404 428 404 428",
    "api_suggestion_reject": "401 401 404 404 404 404 428 404 428",
    **dict.fromkeys(API_STEPS, "401 401 403 404 404 404 428 404 428"),
}

# Which pages show what is closed, beside those above; each look is an Event.
SHOW_CLOSED = {
    "search",
    "paper",
    "paper_file",
    "api_action_items",
    "api_agenda_items",
    "api_suggestions",
    "api_follow_up",
}
# Not known who looks, or nothing said there but what the page before it has told and noted.
NOT_NOTED = {
    "answer",
    "answer_deadline",
    "answer_decline",
    "answer_status",
    "calendar_feed",
    "api_document",
    "document",
    "agenda_item_new",
    "action_item_pace",
}


def routes() -> set[str]:
    return set(_names(get_resolver().url_patterns))


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            # Django's own administration is asked as a whole, below.
            if pattern.namespace != "admin":
                yield from _names(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern)


def _of_one_action_item() -> list[str]:
    named = [name for name in TABLE if name.startswith("action_item_") and name not in NOT_OF_ONE]
    return [*named, "action_item", "api_action_item", "api_action_item_answer", *API_STEPS]


@pytest.fixture
def addresses(meeting: Meeting, action_item: ActionItem) -> Callable[[str], str]:
    """Give the address of each route with the one row of each kind that there is."""
    _draw_a_page(meeting, action_item.commitment)
    Heartbeat.objects.create(name=TICK, at=timezone.now())
    difference = _corrected(meeting, action_item.commitment)
    Person.objects.filter(pk=action_item.owner_person_id).update(calendar_key=KEY)
    suggestion = Commitment.objects.filter(status=Commitment.Status.PROPOSED).latest("start")
    rows = {
        **dict.fromkeys(
            ("document", "document_original", "page_picture", "document_retry", "api_document"),
            meeting.document_id,
        ),
        **dict.fromkeys(
            (
                "review",
                "meeting_journal",
                "meeting_file_under",
                "presence",
                "participants_correct",
                "meeting_correct",
                "review_send",
                "grade_choose",
                "review_mails",
                "review_mail",
                "commitment_add",
                "commitments_merge",
                "commitments_accept",
                "review_undo",
                "api_meeting",
            ),
            meeting.pk,
        ),
        **dict.fromkeys(
            (
                "commitment_accept",
                "commitment_reject",
                "commitment_undo",
                "commitment_split",
                "alias_learn",
                "alias_unlearn",
                "api_suggestion",
                "api_suggestion_accept",
                "api_suggestion_reject",
            ),
            suggestion.pk,
        ),
        "alias_withdraw": Alias.objects.create(text="Kulturen", unit=Unit.objects.first()).pk,
        **dict.fromkeys(_of_one_action_item(), action_item.pk),
        "agenda_item_new": action_item.agenda_item_id,
        "api_agenda_item": action_item.agenda_item_id,
        "api_committee": meeting.committee_id,
        "api_unit": Unit.objects.earliest("pk").pk,
        "api_person": action_item.owner_person_id,
        "saved_view_remove": _saved_view().pk,
        "token_revoke": _token().pk,
        **dict.fromkeys(("passkey_rename", "passkey_remove"), _passkey().pk),
        **dict.fromkeys(
            ("house_rule", "house_rule_withdraw", "house_rule_restore"), _house_rule(meeting).pk
        ),
        **dict.fromkeys(
            ("version", "version_decide_all", "meeting_join", "meeting_part"),
            difference.version_id,
        ),
        "difference_decide": difference.pk,
        "rhythm_withdraw": _rhythm(meeting).pk,
        **_webhook_rows(action_item),
        "extension_decide": _asked(action_item).pk,
        "recognition_decide": _recognised(action_item).pk,
        "person_leave": action_item.owner_person_id,
        "person_report": action_item.owner_person_id,
        "person_report_ask": action_item.owner_person_id,
        "person_report_file": action_item.owner_person_id,
        "person_pseudonymise": action_item.owner_person_id,
        **_retention_rows(),
        "hold": action_item.owner_person_id,
        "hold_lift": action_item.owner_person_id,
        **dict.fromkeys(
            ("absence_withdraw", "person_absence_withdraw"),
            Absence.objects.create(
                person=action_item.owner_person, first_day=TODAY, last_day=TODAY
            ).pk,
        ),
        "person_absences": action_item.owner_person_id,
        "decline_settle": _declined(action_item).pk,
        **dict.fromkeys(
            (
                "paper",
                "paper_file",
                "api_follow_up",
                "planned_meeting",
                "planned_meeting_cancel",
                "planned_meeting_restore",
                "planned_meeting_split",
            ),
            PlannedMeeting.objects.create(committee=meeting.committee, held_on=TODAY).pk,
        ),
        **dict.fromkeys(
            ("incoming_file", "incoming_take", "incoming_settle", "incoming_original"),
            _came_in(action_item).pk,
        ),
        "closing_day_remove": ClosingDay.objects.create(day=TODAY, name="Lukket").pk,
        "period_remove": CalendarPeriod.objects.create(
            name="budgetseminaret", first_day=TODAY, last_day=TODAY
        ).pk,
        **dict.fromkeys(
            ("message_retry", "message_settle", "message_withdraw", "api_message"),
            _uncertain_mail(action_item).pk,
        ),
    }

    def address(route: str) -> str:
        words: dict[str, object] = {"pk": rows[route]} if route in rows else {}
        if route == "register_new":
            words = {"kind": "enheder"}
        if route.startswith("register_e") and route != "register_export":
            words = {"kind": "enheder", "pk": Unit.objects.get(name="Kultur og Fritid").pk}
        words |= FIXED.get(route, {})
        if route in PURPOSES:
            owner = f"person:{action_item.owner_person_id}"
            words["token"] = answer_link(action_item, owner, PURPOSES[route])
        if route == "unsubscribe":
            words["token"] = unsubscribe_link(action_item.owner_person_id)
        if route == "action_item_attachment":
            words["file_pk"] = _sent_file(action_item).pk
        if route == "action_item_unshare":
            words["owner_pk"] = _co_owner(action_item).pk
        if route.startswith("mailbox_"):
            words["name"] = "findes-ikke.eml"
        return reverse(route, kwargs=words)

    return address


def _recognised(action_item: ActionItem) -> Recognition:
    """Met again in its own minutes, so that both are open or closed together."""
    assert action_item.agenda_item is not None
    return Recognition.objects.create(
        action_item=action_item,
        document=action_item.agenda_item.meeting.document,
        agenda_item=action_item.agenda_item,
        quote="Notatet er sendt.",
        start=0,
        end=17,
        said_on=TODAY,
        score=1,
        found_at=NOW,
    )


def _co_owner(action_item: ActionItem) -> CoOwner:
    co_owner, _is_new = CoOwner.objects.get_or_create(
        action_item=action_item,
        unit=Unit.objects.get(abbreviation="TM"),
        defaults={"added_at": NOW},
    )
    return co_owner


def _saved_view() -> SavedView:
    lene = User.objects.get(username="lene")
    return SavedView.objects.create(owner=lene, name="Sene", query="status=late", created_at=NOW)


def _passkey() -> Passkey:
    anna = User.objects.get(username="anna")
    return anna.passkeys.create(name="Pc", credential_id="a", public_key=b"a", made_at=NOW)


def _token() -> ApiToken:
    anna = User.objects.get(username="anna")
    return token_make(owner=anna, name="Power BI", scopes=["read"], days=30, now=timezone.now())[0]


def _house_rule(meeting: Meeting) -> HouseRule:
    return HouseRule.objects.create(
        kind=HouseRule.Kind.NEVER,
        phrase="taget undersøges",
        committee=meeting.committee,
        created_at=NOW,
    )


def _asked(action_item: ActionItem) -> Extension:
    return Extension.objects.create(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        deadline=date(2026, 5, 1),
        reason="Vi mangler tal.",
        state=Extension.State.WAITING,
        asked_at=NOW,
    )


def _declined(action_item: ActionItem) -> Decline:
    return Decline.objects.create(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        reason="Det er ikke mit.",
        declined_at=NOW,
    )


def _rhythm(meeting: Meeting) -> ReminderRhythm:
    return ReminderRhythm.objects.create(
        committee=meeting.committee, days_before=[3], days_between_late=2, created_at=NOW
    )


def _retention_rows() -> dict[str, int]:
    bo = User.objects.get(username="bo")
    rule = RetentionRule.objects.create(
        data_class="items", legal_basis="Bekendtgørelse", years=5, changed_at=NOW, changed_by=bo
    )
    run = RetentionRun.objects.create(
        rule=rule,
        data_class="items",
        legal_basis="Bekendtgørelse",
        years=5,
        before=TODAY,
        proposed_at=NOW,
        proposed_by=bo,
    )
    steps = ("run", "approve", "withdraw", "certificate")
    return {"retention_propose": rule.pk, **{f"retention_{step}": run.pk for step in steps}}


def _webhook_rows(action_item: ActionItem) -> dict[str, int]:
    webhook = Webhook.objects.create(
        name="ESDH",
        address="https://esdh.noerrevang.example/folgop",
        kinds=["answered"],
        late_from=NOW,
        salt="salt",
        created_at=NOW,
    )
    call = WebhookCall.objects.create(
        webhook=webhook,
        kind=WebhookCall.Kind.ANSWERED,
        action_item=action_item,
        occasion=1,
        at=NOW,
        next_at=NOW,
        state=WebhookCall.State.FAILED,
        error="Svarede 500.",
    )
    of_one = ("pause", "secret", "former_secret", "try", "remove")
    return {
        "webhook": webhook.pk,
        **{f"webhook_{step}": webhook.pk for step in of_one},
        "webhook_call_repeat": call.pk,
    }


def _corrected(meeting: Meeting, commitment: Commitment) -> Difference:
    """Return a difference in a corrected version, whose agenda item is as closed as the first."""
    version = make_meeting(meeting.committee, sha256="b" * 64)
    Commitment.objects.filter(agenda_item__meeting=version).delete()
    version.version_of = meeting
    version.save(update_fields=["version_of"])
    return Difference.objects.create(version=version, kind=Difference.Kind.VANISHED, old=commitment)


def _sent_file(action_item: ActionItem) -> Attachment:
    return attachment_keep(
        action_item=action_item, name="notat.pdf", content=b"%PDF-1.7", by_name="Anna", now=NOW
    )


def _came_in(action_item: ActionItem) -> IncomingMail:
    return IncomingMail.objects.create(
        folder="x",
        uid_validity=1,
        uid=1,
        digest="x",
        raw=ContentFile(b"Subject: x", name="x.eml"),
        nature=IncomingMail.Nature.REPLY,
        state=IncomingMail.State.FILED,
        action_item=action_item,
        received_at=NOW,
    )


def _uncertain_mail(action_item: ActionItem) -> Message:
    return Message.objects.create(
        recipient=f"person:{action_item.owner_person_id}",
        kind=Message.Kind.ASSIGNMENT,
        day=TODAY,
        message_id="<uvist@noerrevang.example>",
        state=Message.State.UNCERTAIN,
        transmitting_at=timezone.now(),
        next_at=NOW,
        created_at=NOW,
    )


def _draw_a_page(meeting: Meeting, commitment: Commitment) -> None:
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(400, 300))
    canvas.drawString(50, 250, commitment.quote)
    canvas.save()
    document = meeting.document
    document.file.save("referat.pdf", ContentFile(drawn.getvalue()))
    Page.objects.create(
        document=document, number=1, width=400, height=300, start=0, end=len(document.text)
    )
    commitment.page = 1
    commitment.boxes = [{"page": 1, "x0": 50, "top": 38, "x1": 350, "bottom": 52}]
    commitment.save(update_fields=["page", "boxes"])


@pytest.fixture
def clients(cast: Cast, client_of: Callable[[User], Client]) -> dict[str, Client]:
    gone = User.objects.create(username="gone", is_active=False)
    users = {"gone": gone, **{role: getattr(cast, role) for role in ROLES[2:]}}
    return {"nobody": Client(), **{role: client_of(user) for role, user in users.items()}}


def cell(client: Client, method: str, address: str) -> str:
    """Ask, and take back what the answer changed, so that the next role meets the same rows."""
    before = transaction.savepoint()
    response = client.generic(method, address)
    transaction.savepoint_rollback(before)
    if response.headers.get("Location", "").startswith(reverse("login")):
        return "in"
    return str(response.status_code)


def row(clients: dict[str, Client], method: str, address: str) -> str:
    return " ".join(cell(clients[role], method, address).ljust(3) for role in ROLES).strip()


def close_everything() -> None:
    AgendaItem.objects.update(is_closed=True)


def test_every_address_has_its_row() -> None:
    assert routes() == set(TABLE)


@pytest.mark.parametrize("route", sorted(TABLE))
def test_who_may_look(route: str, addresses, clients: dict[str, Client]) -> None:
    assert row(clients, "GET", addresses(route)) == TABLE[route][0]
    assert row(clients, "HEAD", addresses(route)) == TABLE[route][0]


@pytest.mark.parametrize("route", sorted(TABLE))
def test_who_may_change(route: str, addresses, clients: dict[str, Client]) -> None:
    assert row(clients, "POST", addresses(route)) == TABLE[route][1]


@pytest.mark.parametrize("route", sorted(TABLE))
def test_no_other_method_does_anything(route: str, addresses, clients: dict[str, Client]) -> None:
    # The login page reads PUT as POST, which without a password changes nothing.
    refused = {"in", "401", "403", "404", "405"} | ({"200", "302"} if route == "login" else set())
    # A change names the version that was seen, or it is none.
    refused |= {"428"} if route == "api_action_item" else set()
    for method in ("PUT", "PATCH", "DELETE"):
        assert set(row(clients, method, addresses(route)).split()) <= refused


@pytest.mark.parametrize("route", sorted(CLOSED))
def test_who_may_look_where_the_item_is_closed(
    route: str, addresses, clients: dict[str, Client]
) -> None:
    close_everything()
    assert row(clients, "GET", addresses(route)) == CLOSED[route]


@pytest.mark.parametrize("route", sorted(set(CLOSED) - NOT_NOTED | SHOW_CLOSED))
def test_who_looks_at_what_is_closed_is_written_down(
    route: str, addresses, clients: dict[str, Client]
) -> None:
    address = addresses(route)
    close_everything()
    search_rebuild()
    cache.clear()
    looks = Event.objects.filter(kind__in=Event.LOOKS)
    asked = {"q": "svømmehal"} if route == "search" else {}
    assert clients["eva"].get(address, asked).status_code in {200, 404}
    assert not looks.exists()
    assert clients["lene"].get(address, asked).status_code == 200
    assert {one.by.username for one in looks} == {"lene"}


@pytest.mark.parametrize("route", sorted(CLOSED_POST))
def test_who_may_change_where_the_item_is_closed(
    route: str, addresses, clients: dict[str, Client]
) -> None:
    close_everything()
    assert row(clients, "POST", addresses(route)) == CLOSED_POST[route]


def test_the_administration_is_for_administrators(clients: dict[str, Client]) -> None:
    address = reverse("admin:index")
    assert clients["bo"].get(address).status_code == 200
    for role in ROLES[:-1]:
        assert clients[role].get(address).status_code in {302, 403, 404}, role

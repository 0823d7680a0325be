"""The only way from a user to a row.

| role          | sees                                         | decides                         |
|---------------|----------------------------------------------|---------------------------------|
| administrator | everything                                   | everything                      |
| secretary     | what belongs to the committees of the role   | the same                        |
| manager       | sent items of the unit and everything below  | more time for others' items     |
| owner         | what the person, or the person's unit, owns  | answers it, takes the unit's    |
| reader        | what belongs to the committees of the role   | nothing                         |

A role without a committee covers all of them. A file with minutes of several committees is opened
by who takes care of them all. Items of closed agenda items are seen by administrators, the
committee's secretaries and their owner; where a unit owns them, by its manager alone. Out of reach
is 404, never 403.
"""

from __future__ import annotations

from tracker.permissions.action_items import (
    access_action_item,
    access_decline,
    access_extension,
    decided_action_items,
    decided_declines,
    decided_extensions,
    inbox_action_items,
    may_answer,
    may_decide,
    may_put_off,
    owned_action_items,
    stranded_action_items,
    visible_action_items,
)
from tracker.permissions.incoming import (
    access_incoming,
    mails_of_unseen,
    may_open_incoming,
    visible_incoming,
    withheld_incoming,
)
from tracker.permissions.minutes import (
    MeetingRights,
    access_agenda_item,
    access_commitment,
    access_difference,
    access_document,
    access_meeting,
    access_review,
    decided_agenda_items,
    decided_commitments,
    decided_documents,
    decided_meetings,
    meeting_rights,
    reads_agenda_items,
    visible_agenda_items,
    visible_documents,
    visible_meetings,
)
from tracker.permissions.outbox import visible_messages
from tracker.permissions.papers import access_planned_meeting, coming_meetings
from tracker.permissions.people import (
    absent_people,
    access_absent_person,
    countable,
    may_enter_absences,
)
from tracker.permissions.recognitions import (
    access_recognition,
    decided_recognitions,
    visible_recognitions,
)
from tracker.permissions.register import (
    access_house_rule,
    access_leaving_person,
    access_rhythm,
    assignable_people,
    assignable_units,
    decided_house_rules,
    decided_rhythms,
    leaving_people,
    may_settle_rhythms,
    visible_house_rules,
    visible_rhythms,
    visible_saved_views,
)
from tracker.permissions.roles import (
    Access,
    Viewer,
    decided_among,
    decided_committees,
    decides_every_committee,
    is_administrator,
    is_manager,
    is_reader,
    is_secretary,
    managed_units,
    may_control_dispatch,
    may_see_decisions,
    may_see_meetings,
    may_see_outbox,
    may_see_register,
    may_upload,
)
from tracker.permissions.tokens import access_token, visible_tokens
from tracker.permissions.webhooks import (
    access_webhook,
    access_webhook_call,
    may_keep_webhooks,
)

__all__ = [
    "Access",
    "MeetingRights",
    "Viewer",
    "absent_people",
    "access_absent_person",
    "access_action_item",
    "access_agenda_item",
    "access_commitment",
    "access_decline",
    "access_difference",
    "access_document",
    "access_extension",
    "access_house_rule",
    "access_incoming",
    "access_leaving_person",
    "access_meeting",
    "access_planned_meeting",
    "access_recognition",
    "access_review",
    "access_rhythm",
    "access_token",
    "access_webhook",
    "access_webhook_call",
    "assignable_people",
    "assignable_units",
    "coming_meetings",
    "countable",
    "decided_action_items",
    "decided_agenda_items",
    "decided_among",
    "decided_commitments",
    "decided_committees",
    "decided_declines",
    "decided_documents",
    "decided_extensions",
    "decided_house_rules",
    "decided_meetings",
    "decided_recognitions",
    "decided_rhythms",
    "decides_every_committee",
    "inbox_action_items",
    "is_administrator",
    "is_manager",
    "is_reader",
    "is_secretary",
    "leaving_people",
    "mails_of_unseen",
    "managed_units",
    "may_answer",
    "may_control_dispatch",
    "may_decide",
    "may_enter_absences",
    "may_keep_webhooks",
    "may_open_incoming",
    "may_put_off",
    "may_see_decisions",
    "may_see_meetings",
    "may_see_outbox",
    "may_see_register",
    "may_settle_rhythms",
    "may_upload",
    "meeting_rights",
    "owned_action_items",
    "reads_agenda_items",
    "stranded_action_items",
    "visible_action_items",
    "visible_agenda_items",
    "visible_documents",
    "visible_house_rules",
    "visible_incoming",
    "visible_meetings",
    "visible_messages",
    "visible_recognitions",
    "visible_rhythms",
    "visible_saved_views",
    "visible_tokens",
    "withheld_incoming",
]

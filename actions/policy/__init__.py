"""When an owner hears from us: working days, the rhythm of reminders, hours and retries; and which
addresses other systems are called at.

Pure: dates and moments come as arguments, closing days as a set; nothing here reads a clock,
a setting or a row.
"""

from __future__ import annotations

from actions.policy.delivery import (
    SendingHours,
    is_final,
    may_send,
    next_sending_moment,
    retry_delay,
    spread_delay,
)
from actions.policy.escalation import MANAGER, UNIT, next_rung
from actions.policy.extensions import may_extend_alone
from actions.policy.recurrence import next_deadline, read_recurrence
from actions.policy.rhythm import (
    ASSIGNED,
    DEFAULT,
    EXTENSION_REFUSED,
    OWN,
    OWN_LATE_SNOOZES,
    ReminderStep,
    Rhythm,
    ScopedRhythm,
    latest_deadline,
    latest_snooze,
    next_late_step,
    own_step,
    reminder_steps,
    rhythm_for,
)
from actions.policy.webhook_addresses import (
    AddressRefusedError,
    Refusal,
    Target,
    is_callable,
    read_target,
)
from actions.policy.webhook_signatures import signature_header
from actions.policy.workdays import (
    holiday_name,
    is_workday,
    workday_on_or_before,
    workdays_after,
    workdays_before,
    workdays_between,
)

__all__ = [
    "ASSIGNED",
    "DEFAULT",
    "EXTENSION_REFUSED",
    "MANAGER",
    "OWN",
    "OWN_LATE_SNOOZES",
    "UNIT",
    "AddressRefusedError",
    "Refusal",
    "ReminderStep",
    "Rhythm",
    "ScopedRhythm",
    "SendingHours",
    "Target",
    "holiday_name",
    "is_callable",
    "is_final",
    "is_workday",
    "latest_deadline",
    "latest_snooze",
    "may_extend_alone",
    "may_send",
    "next_deadline",
    "next_late_step",
    "next_rung",
    "next_sending_moment",
    "own_step",
    "read_recurrence",
    "read_target",
    "reminder_steps",
    "retry_delay",
    "rhythm_for",
    "signature_header",
    "spread_delay",
    "workday_on_or_before",
    "workdays_after",
    "workdays_before",
    "workdays_between",
]

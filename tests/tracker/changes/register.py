"""Committees, units, people, absences, calendars and rhythms."""

from __future__ import annotations

from meetings.models import Absence, PlannedMeeting, Unit
from tests.tracker.changes.shape import Change, by_bo, csv, one

DAYS = "type;navn;første_dag;sidste_dag;hvert_år\nlukkedag;Grundlovsdag;2026-06-05;;\n"
PLAN = "udvalg;dato;sted;aflyst\nKultur- og Fritidsudvalget;2026-04-14;Rådhuset;\n"


REGISTER: dict[str, Change] = {
    "absence_withdraw": one("register withdrawn", role="anna"),
    "absences": one(
        "register created", "absences", role="anna", before=Absence.objects.all().delete
    ),
    "alias_withdraw": by_bo("register withdrawn"),
    "closing_day_new": by_bo("register created", "calendar_days"),
    "closing_day_remove": by_bo("register cancelled", "calendar_days"),
    "paper_template": one("register created", "paper_template", said={"title": "Opfølgning"}),
    "period_new": by_bo("register created", "calendar_days"),
    "period_remove": by_bo("register cancelled", "calendar_days"),
    "person_absence_withdraw": one("register withdrawn"),
    "person_absences": one(
        "register created", "person_absences", before=Absence.objects.all().delete
    ),
    "person_leave": Change(
        ("action_item handed_over", "register handed_over"),
        "bo",
        "person_leave",
        also=lambda: {"unit": Unit.objects.get(abbreviation="KF").pk},
    ),
    "planned_meeting": by_bo("register changed", "planned_meeting", said={"place": "Rådhuset"}),
    "planned_meeting_cancel": by_bo("register cancelled", said={"confirm": "yes"}),
    "planned_meeting_new": by_bo("register created", "meeting_plan"),
    "planned_meeting_restore": by_bo(
        "register restored", before=lambda: PlannedMeeting.objects.update(is_cancelled=True)
    ),
    "planned_meeting_split": by_bo("register created", "planned_meeting"),
    "register_edit": by_bo("register changed", "register_edit", said={"name": "Kultur"}),
    "register_entry_end": by_bo("register changed", "register_entry"),
    # What the file holds, and that it came in.
    "register_import": Change(
        ("register created", "register imported"),
        "bo",
        also=lambda: {"file": csv("type;navn\nudvalg;Byrådet\n"), "store": "1"},
    ),
    "register_new": by_bo("register created", "register_new"),
    "rhythm_settle": by_bo("register created", "rhythms", said={"days_before": "5, 1"}),
    "rhythm_withdraw": one("register withdrawn", "rhythms"),
    "usual_day": by_bo("register changed", "calendar_days"),
    "calendar_import": by_bo("register created", also=lambda: {"file": csv(DAYS), "store": "1"}),
    "meeting_plan_import": by_bo(
        "register created", also=lambda: {"file": csv(PLAN), "store": "1"}
    ),
}

"""Addresses of the register's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.web import (
    aliases,
    calendar_days,
    house_rule_file,
    house_rules,
    leaving,
    log,
    meeting_plan,
    meeting_plan_file,
    reading_quality,
    register,
    register_edit,
    register_entry,
    rhythms,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("register/", register.register, name="register"),
    path("register/indlaes/", register.import_file, name="register_import"),
    path("register/register.csv", register.export, name="register_export"),
    path("register/log/", log.log, name="log"),
    path("register/log/log.csv", log.export, name="log_export"),
    path("register/husregler/", house_rules.house_rules, name="house_rules"),
    path("register/husregler/ny/", house_rules.new, name="house_rule_new"),
    path("register/husregler/husregler.csv", house_rule_file.export, name="house_rules_export"),
    path("register/husregler/indlaes/", house_rule_file.import_file, name="house_rules_import"),
    path("register/husregler/<int:pk>/", house_rules.house_rule, name="house_rule"),
    path(
        "register/husregler/<int:pk>/traek-tilbage/",
        house_rules.withdraw,
        name="house_rule_withdraw",
    ),
    path("register/husregler/<int:pk>/gendan/", house_rules.restore, name="house_rule_restore"),
    path("register/rykkerrytme/", rhythms.rhythms, name="rhythms"),
    path("register/rykkerrytme/fastsaet/", rhythms.settle, name="rhythm_settle"),
    path("register/rykkerrytme/<int:pk>/tag-ud/", rhythms.withdraw, name="rhythm_withdraw"),
    path("register/personer/<int:pk>/fratraeder/", leaving.leave, name="person_leave"),
    path("register/laesning/", reading_quality.reading_quality, name="reading_quality"),
    path("register/aliaser/<int:pk>/traek-tilbage/", aliases.withdraw, name="alias_withdraw"),
    path("register/moedeplan/", meeting_plan.meeting_plan, name="meeting_plan"),
    path("register/moedeplan/ny/", meeting_plan.new, name="planned_meeting_new"),
    path("register/moedeplan/indlaes/", meeting_plan_file.import_file, name="meeting_plan_import"),
    path("register/moedeplan/moedeplan.csv", meeting_plan_file.export, name="meeting_plan_export"),
    path("register/moedeplan/<int:pk>/", meeting_plan.planned_meeting, name="planned_meeting"),
    path("register/moedeplan/<int:pk>/aflys/", meeting_plan.cancel, name="planned_meeting_cancel"),
    path("register/moedeplan/<int:pk>/hold/", meeting_plan.restore, name="planned_meeting_restore"),
    path("register/moedeplan/<int:pk>/del/", meeting_plan.split, name="planned_meeting_split"),
    path("register/kalender/", calendar_days.calendar_days, name="calendar_days"),
    path("register/kalender/faste-lukkedage/", calendar_days.usual_day, name="usual_day"),
    path("register/kalender/indlaes/", calendar_days.import_file, name="calendar_import"),
    path("register/kalender/kalender.csv", calendar_days.export, name="calendar_export"),
    path("register/kalender/lukkedage/", calendar_days.new_closing_day, name="closing_day_new"),
    path(
        "register/kalender/lukkedage/<int:pk>/fjern/",
        calendar_days.remove_closing_day,
        name="closing_day_remove",
    ),
    path("register/kalender/perioder/", calendar_days.new_period, name="period_new"),
    path(
        "register/kalender/perioder/<int:pk>/fjern/",
        calendar_days.remove_period,
        name="period_remove",
    ),
    path("register/<slug:kind>/ny/", register_edit.new, name="register_new"),
    path("register/<slug:kind>/<int:pk>/ret/", register_edit.edit, name="register_edit"),
    path("register/<slug:kind>/<int:pk>/", register_entry.entry, name="register_entry"),
    path("register/<slug:kind>/<int:pk>/luk/", register_entry.end, name="register_entry_end"),
    path(
        "register/<slug:kind>/<int:pk>/fjern/", register_entry.remove, name="register_entry_remove"
    ),
]

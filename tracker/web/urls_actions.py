"""Addresses of pages."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from tracker.web import (
    action_item_list,
    action_items,
    aliases,
    answer,
    attachments,
    calendar_feed,
    health,
    house_rule_file,
    house_rules,
    mailbox,
    outbox,
    overview,
    profile,
    register,
    unsubscribe,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("opfoelgning/", action_item_list.action_items, name="action_items"),
    path("opfoelgning/<int:pk>/", action_items.action_item, name="action_item"),
    path("opfoelgning/<int:pk>/ret/", action_items.change, name="action_item_change"),
    path("opfoelgning/<int:pk>/svar/", action_items.answer, name="action_item_answer"),
    path(
        "opfoelgning/<int:pk>/godkend-svar/",
        action_items.accept_answer,
        name="action_item_accept_answer",
    ),
    path(
        "opfoelgning/<int:pk>/send-tilbage/",
        action_items.return_answer,
        name="action_item_return_answer",
    ),
    path("opfoelgning/<int:pk>/genaabn/", action_items.reopen, name="action_item_reopen"),
    path("opfoelgning/<int:pk>/bortfald/", action_items.cancel, name="action_item_cancel"),
    path("opfoelgning/<int:pk>/udklip.png", action_items.clip, name="action_item_clip"),
    path("mine/", action_item_list.my_items, name="my_items"),
    path("svar/<str:token>/", answer.answer, name="answer"),
    path("svar/frist/<str:token>/", answer.answer_deadline, name="answer_deadline"),
    path("svar/ikke-min/<str:token>/", answer.answer_decline, name="answer_decline"),
    path("svar/status/<str:token>/", answer.answer_status, name="answer_status"),
    path("afmeld/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("kalender/<str:token>.ics", calendar_feed.calendar_feed, name="calendar_feed"),
    path("min-profil/", profile.profile, name="profile"),
    path("min-profil/kalender/ny/", profile.renew_calendar, name="calendar_renew"),
    path("min-profil/kalender/luk/", profile.revoke_calendar, name="calendar_revoke"),
    path(
        "opfoelgning/<int:pk>/filer/<int:file_pk>/",
        attachments.attachment,
        name="action_item_attachment",
    ),
    path("overblik/", overview.overview, name="overview"),
    path("register/", register.register, name="register"),
    path("register/indlaes/", register.import_file, name="register_import"),
    path("register/register.csv", register.export, name="register_export"),
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
    path("register/aliaser/<int:pk>/traek-tilbage/", aliases.withdraw, name="alias_withdraw"),
    path("udsendelser/", outbox.outbox, name="outbox"),
    path("udsendelser/<int:pk>/send-igen/", outbox.retry, name="message_retry"),
    path("udsendelser/<int:pk>/kom-frem/", outbox.settle, name="message_settle"),
    path("mail/", mailbox.mailbox, name="mailbox"),
    path("mail/<str:name>/", mailbox.message, name="mailbox_message"),
    path("mail/<str:name>/html/", mailbox.html_part, name="mailbox_html"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

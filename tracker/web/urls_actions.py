"""Addresses of pages."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from tracker.web import (
    action_item_list,
    action_items,
    answer,
    attachments,
    by_hand,
    calendar_feed,
    dispatch,
    health,
    mailbox,
    outbox,
    overview,
    pace,
    profile,
    unsubscribe,
    urls_register,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("opfoelgning/", action_item_list.action_items, name="action_items"),
    path("opfoelgning/ny/", by_hand.new, name="action_item_new"),
    path("punkter/<int:pk>/ny-opgave/", by_hand.new_on_agenda_item, name="agenda_item_new"),
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
    path("opfoelgning/<int:pk>/paamindelser/", pace.pace, name="action_item_pace"),
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
    *urls_register.urlpatterns,
    path("udsendelser/", outbox.outbox, name="outbox"),
    path("udsendelser/<int:pk>/send-igen/", outbox.retry, name="message_retry"),
    path("udsendelser/<int:pk>/kom-frem/", outbox.settle, name="message_settle"),
    path("udsendelser/<int:pk>/annuller/", outbox.withdraw, name="message_withdraw"),
    path("udsendelser/drift/", dispatch.dispatch, name="dispatch"),
    path("udsendelser/drift/pause/", dispatch.pause, name="dispatch_pause"),
    path("udsendelser/drift/proeve/", dispatch.trial, name="dispatch_trial"),
    path("udsendelser/drift/brug-adresse/", dispatch.trust, name="address_trust"),
    path("mail/", mailbox.mailbox, name="mailbox"),
    path("mail/<str:name>/", mailbox.message, name="mailbox_message"),
    path("mail/<str:name>/html/", mailbox.html_part, name="mailbox_html"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

"""Addresses of the API."""

from __future__ import annotations

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from tracker.api import action_item_steps as steps
from tracker.api import (
    action_items,
    agenda_items,
    description,
    documents,
    meetings,
    messages,
    register,
    reports,
    suggestions,
    unknown,
)


class RowKeyConverter(IntConverter):
    """A key of a row: a number that the database can hold."""

    regex = "[0-9]{1,18}"


register_converter(RowKeyConverter, "key")

urlpatterns = [
    path("documents/", documents.Documents.as_view(), name="api_documents"),
    path("documents/<key:pk>/", documents.DocumentDetail.as_view(), name="api_document"),
    path("meetings/", meetings.Meetings.as_view(), name="api_meetings"),
    path("meetings/<key:pk>/", meetings.MeetingDetail.as_view(), name="api_meeting"),
    path("agenda-items/", agenda_items.AgendaItems.as_view(), name="api_agenda_items"),
    path("agenda-items/<key:pk>/", agenda_items.AgendaItemDetail.as_view(), name="api_agenda_item"),
    path("suggestions/", suggestions.Suggestions.as_view(), name="api_suggestions"),
    path("suggestions/<key:pk>/", suggestions.SuggestionDetail.as_view(), name="api_suggestion"),
    path(
        "suggestions/<key:pk>/accept/", suggestions.Accept.as_view(), name="api_suggestion_accept"
    ),
    path(
        "suggestions/<key:pk>/reject/", suggestions.Reject.as_view(), name="api_suggestion_reject"
    ),
    path("action-items/", action_items.ActionItems.as_view(), name="api_action_items"),
    path("action-items/<key:pk>/", action_items.ActionItemDetail.as_view(), name="api_action_item"),
    path("action-items/<key:pk>/answer/", steps.Answer.as_view(), name="api_action_item_answer"),
    path(
        "action-items/<key:pk>/accept-answer/",
        steps.AcceptAnswer.as_view(),
        name="api_action_item_accept_answer",
    ),
    path(
        "action-items/<key:pk>/return-answer/",
        steps.ReturnAnswer.as_view(),
        name="api_action_item_return_answer",
    ),
    path(
        "action-items/<key:pk>/postpone/", steps.Postpone.as_view(), name="api_action_item_postpone"
    ),
    path(
        "action-items/<key:pk>/reassign/", steps.Reassign.as_view(), name="api_action_item_reassign"
    ),
    path("action-items/<key:pk>/cancel/", steps.Cancel.as_view(), name="api_action_item_cancel"),
    path("action-items/<key:pk>/reopen/", steps.Reopen.as_view(), name="api_action_item_reopen"),
    path("messages/", messages.Messages.as_view(), name="api_messages"),
    path("messages/<key:pk>/", messages.MessageDetail.as_view(), name="api_message"),
    path("committees/", register.Committees.as_view(), name="api_committees"),
    path("committees/<key:pk>/", register.CommitteeDetail.as_view(), name="api_committee"),
    path("units/", register.Units.as_view(), name="api_units"),
    path("units/<key:pk>/", register.UnitDetail.as_view(), name="api_unit"),
    path("people/", register.People.as_view(), name="api_people"),
    path("people/<key:pk>/", register.PersonDetail.as_view(), name="api_person"),
    path("coming-meetings/", reports.ComingMeetings.as_view(), name="api_coming_meetings"),
    path("coming-meetings/<key:pk>/follow-up/", reports.FollowUp.as_view(), name="api_follow_up"),
    path("overview/", reports.Overview.as_view(), name="api_overview"),
    path("openapi.json", description.Description.as_view(), name="api_schema"),
    re_path(r"^.*$", unknown.Unknown.as_view(), name="api_unknown"),
]

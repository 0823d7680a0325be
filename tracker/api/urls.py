"""Addresses of the API."""

from __future__ import annotations

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from tracker.api import action_item_steps as steps
from tracker.api import action_items, documents, unknown


class RowKeyConverter(IntConverter):
    """A key of a row: a number that the database can hold."""

    regex = "[0-9]{1,18}"


register_converter(RowKeyConverter, "key")

urlpatterns = [
    path("documents/", documents.Documents.as_view(), name="api_documents"),
    path("documents/<key:pk>/", documents.DocumentDetail.as_view(), name="api_document"),
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
    re_path(r"^.*$", unknown.Unknown.as_view(), name="api_unknown"),
]

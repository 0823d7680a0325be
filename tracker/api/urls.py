"""Addresses of the API."""

from __future__ import annotations

from django.urls import path

from tracker.api import views

urlpatterns = [
    path("documents/", views.DocumentList.as_view(), name="api_documents"),
    path("documents/<int:pk>/", views.DocumentDetail.as_view(), name="api_document"),
    path("action-items/", views.ActionItemList.as_view(), name="api_action_items"),
    path("action-items/<int:pk>/", views.ActionItemDetail.as_view(), name="api_action_item"),
]

"""The API: what a user may see or give us in the browser, a program may too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from actions.models import ActionItem
from meetings.exceptions import AlreadyReceivedError, UploadTooLargeError
from meetings.models import Document, User
from meetings.services.documents import document_receive
from tracker import pipeline
from tracker.api.serializers import ActionItemSerializer, DocumentSerializer, UploadSerializer
from tracker.closed_views import closed_numbers, note_item_view, note_page_view
from tracker.filters import ActionItemFilter
from tracker.permissions import may_upload, visible_action_items, visible_documents
from tracker.uploads import seconds_until_more


class DocumentList(generics.ListAPIView[Document]):
    """List the documents, newest first; a posted file is kept and read."""

    serializer_class = DocumentSerializer
    parser_classes = (MultiPartParser,)

    def get_queryset(self) -> QuerySet[Document]:
        return visible_documents(self.request.user).select_related("committee")

    def post(self, request: Request) -> Response:
        user = request.user
        if not isinstance(user, User) or not may_upload(user):
            raise PermissionDenied
        upload = UploadSerializer(data=request.data, user=user)
        upload.is_valid(raise_exception=True)
        now = timezone.now()
        if wait := seconds_until_more(user, now=now):
            return _too_many(wait)
        return _receive(user, upload, now=now)


def _too_many(wait: int) -> Response:
    limit = settings.UPLOADS_AN_HOUR
    text = ngettext(
        "Filen er ikke lagt ind: du har nået %(limit)s fil på en time.",
        "Filen er ikke lagt ind: du har nået %(limit)s filer på en time.",
        limit,
    )
    return Response(
        {"detail": text % {"limit": limit}},
        status=status.HTTP_429_TOO_MANY_REQUESTS,
        headers={"Retry-After": str(wait)},
    )


def _receive(user: User, upload: UploadSerializer, *, now: datetime) -> Response:
    file = upload.validated_data["file"]
    try:
        document = document_receive(
            name=file.name,
            content=file,
            committee=upload.validated_data.get("committee"),
            by=user,
            now=now,
        )
    except AlreadyReceivedError as error:
        known = visible_documents(user).filter(pk=error.document.pk).first()
        answer = {"detail": _("Filen er her allerede."), "document": known.pk if known else None}
        return Response(answer, status=status.HTTP_409_CONFLICT)
    except UploadTooLargeError as error:
        limit = error.limit // (1024 * 1024)
        answer = {"detail": _("Filen er større end %(limit)s MB.") % {"limit": limit}}
        return Response(answer, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    pipeline.start(document.pk)
    return Response(DocumentSerializer(document).data, status=status.HTTP_201_CREATED)


class DocumentDetail(generics.RetrieveAPIView[Document]):
    """Show one document, its stage and what could not be read."""

    serializer_class = DocumentSerializer

    def get_queryset(self) -> QuerySet[Document]:
        return visible_documents(self.request.user).select_related("committee")


class ActionItemList(generics.ListAPIView[ActionItem]):
    """List the action items the user may see, with the filters of the page."""

    serializer_class = ActionItemSerializer
    filterset_class = ActionItemFilter

    def get_queryset(self) -> QuerySet[ActionItem]:
        return _action_items(self.request)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        assert isinstance(self.request.user, User)
        note_page_view(self.request.user, "API", closed_numbers(page or ()))
        return page


class ActionItemDetail(generics.RetrieveAPIView[ActionItem]):
    """Show one action item."""

    serializer_class = ActionItemSerializer

    def get_object(self) -> ActionItem:
        action_item = super().get_object()
        assert isinstance(self.request.user, User)
        note_item_view(self.request.user, action_item)
        return action_item

    def get_queryset(self) -> QuerySet[ActionItem]:
        return _action_items(self.request)


def _action_items(request: Request) -> QuerySet[ActionItem]:
    return (
        visible_action_items(request.user)
        .select_related("agenda_item__meeting", "commitment", "owner_person", "owner_unit")
        .order_by("pk")
    )

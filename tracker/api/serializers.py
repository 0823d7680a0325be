"""How rows look to a program: names of the vocabulary, dates in ISO 8601."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from actions.models import ActionItem
from meetings.models import Document, User
from tracker.permissions import decided_committees, decides_every_committee


class DocumentSerializer(serializers.ModelSerializer[Document]):
    committee = serializers.StringRelatedField()  # type: ignore[var-annotated]

    class Meta:
        model = Document
        fields = ("id", "name", "sha256", "size", "committee", "uploaded_at", "stage", "problems")


class UploadSerializer(serializers.Serializer[Document]):
    """A file, and the committee it belongs to: one the user takes care of."""

    file = serializers.FileField(allow_empty_file=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"] = serializers.SlugRelatedField(
            slug_field="name",
            queryset=decided_committees(user),
            # Whoever takes care of some committees must say which, or could not see the file.
            required=not decides_every_committee(user),
        )


class ActionItemSerializer(serializers.ModelSerializer[ActionItem]):
    """An action item with the words it came from."""

    owner = serializers.CharField(allow_null=True)
    meeting = serializers.CharField(allow_null=True)
    held_on = serializers.DateField(source="promised_on", allow_null=True)
    agenda_item = serializers.CharField(allow_null=True)
    document = serializers.IntegerField(source="meeting.document_id", default=None)
    page = serializers.IntegerField(allow_null=True)
    quote = serializers.CharField()

    class Meta:
        model = ActionItem
        fields = (
            "id",
            "task",
            "owner",
            "deadline",
            "status",
            "answer",
            "closed_at",
            "meeting",
            "held_on",
            "agenda_item",
            "document",
            "page",
            "quote",
        )

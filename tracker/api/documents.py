"""Files of minutes: put in once, and followed until they are read."""

from __future__ import annotations

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.exceptions import AlreadyReceivedError, UploadTooLargeError
from meetings.models import Committee, Document
from meetings.services.documents import document_receive
from tracker import pipeline
from tracker.api.bodies import choose_among
from tracker.api.filters import KeyFilter
from tracker.api.listing import Listing
from tracker.api.once import once
from tracker.api.problems import Refusal
from tracker.api.resource import Resource
from tracker.api.scopes import Scope
from tracker.api.shapes import COMMITTEE_COLUMNS, CommitteeShape, Row, committee_of
from tracker.permissions import (
    access_document,
    decided_committees,
    decides_every_committee,
    may_see_meetings,
    may_upload,
    visible_documents,
)
from tracker.uploads import seconds_until_more

PLAIN = ("id", "name", "sha256", "size", "uploaded_at", "stage", "problems", "read_at")
COLUMNS = (*PLAIN, *COMMITTEE_COLUMNS)


class DocumentShape(serializers.Serializer[Row]):
    """A file, how far it is, and what could not be read in it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    uploaded_at = serializers.DateTimeField()
    stage = serializers.ChoiceField(choices=Document.Stage.values)
    problems = serializers.ListField(child=serializers.CharField())
    read_at = serializers.DateTimeField(allow_null=True)
    committee = CommitteeShape(allow_null=True)


class UploadBody(serializers.Serializer[Row]):
    """A file, and the committee it belongs to: one that the user takes care of."""

    file = serializers.FileField(allow_empty_file=True)
    # Whoever takes care of some committees must say which, or could not see the file.
    committee = serializers.PrimaryKeyRelatedField(
        queryset=Committee.objects.none(),
        required=False,
        help_text="Udvalgets id. Skal med, når du ikke passer alle udvalg.",
    )

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        fields = super().get_fields()
        if user := self.context.get("user"):
            choose_among(fields["committee"], decided_committees(user))
            fields["committee"].required = not decides_every_committee(user)
        return fields


class DocumentFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    stage = django_filters.ChoiceFilter(choices=Document.Stage.choices)
    committee = KeyFilter(field_name="committee")
    uploaded_from = django_filters.DateFilter(field_name="uploaded_at", lookup_expr="date__gte")
    uploaded_to = django_filters.DateFilter(field_name="uploaded_at", lookup_expr="date__lte")


class Documents(Listing):
    """List the files, newest first; a posted one is kept and read."""

    says = {
        "get": gettext_lazy("Se filerne, nyeste først"),
        "post": gettext_lazy("Læg en fil ind"),
    }
    writing = Scope.WRITE_DOCUMENTS
    parser_classes = (MultiPartParser,)
    shape, body = DocumentShape, UploadBody
    made, is_done_once = 201, True
    filterset = DocumentFilter
    columns = COLUMNS

    def rows(self) -> QuerySet[Document]:
        if not may_see_meetings(self.user):
            raise PermissionDenied
        return visible_documents(self.user)

    def told(self, row: Row) -> Row:
        return document_told(row)

    def post(self, request: Request) -> Response:
        if not may_upload(self.user):
            raise PermissionDenied
        return once(request, self.user, self._receive, may_see=self._may_see)

    def _may_see(self, pk: int) -> object:
        return access_document(self.user, pk)

    def _receive(self) -> Response:
        given, now = self.given(UploadBody), timezone.now()
        if wait := seconds_until_more(self.user, now=now):
            raise Refusal(429, _too_many(), wait=wait)
        try:
            document = document_receive(
                name=given["file"].name,
                content=given["file"],
                committee=given.get("committee"),
                by=self.user,
                now=now,
            )
        except AlreadyReceivedError as error:
            known = visible_documents(self.user).filter(pk=error.document.pk).first()
            words = _("Filen er her allerede.")
            raise Refusal(409, words, document=known.pk if known else None) from error
        except UploadTooLargeError as error:
            words = _("Filen er større end %(limit)s MB.")
            raise Refusal(413, words % {"limit": error.limit // (1024 * 1024)}) from error
        pipeline.start(document.pk)
        answer = Response(_told_of(document), status=201)
        answer["Location"] = reverse("api_document", args=[document.pk])
        return answer


class DocumentDetail(Resource):
    """One file: how far it is, and what could not be read in it."""

    says = {"get": gettext_lazy("Se, hvor langt en fil er")}
    shape = DocumentShape

    def get(self, request: Request, pk: int) -> Response:
        return Response(_told_of(access_document(self.user, pk)))


def document_told(row: Row) -> Row:
    return {**{name: row[name] for name in PLAIN}, "committee": committee_of(row)}


def _told_of(document: Document) -> Row:
    return document_told(Document.objects.values(*COLUMNS).get(pk=document.pk))


def _too_many() -> str:
    limit = settings.UPLOADS_AN_HOUR
    return ngettext(
        "Filen er ikke lagt ind: du har nået %(limit)s fil på en time.",
        "Filen er ikke lagt ind: du har nået %(limit)s filer på en time.",
        limit,
    ) % {"limit": limit}

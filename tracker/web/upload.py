"""Files on their way in: the form, and what became of each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.exceptions import AlreadyReceivedError, UploadTooLargeError
from meetings.models import Committee, Document, User
from meetings.services.documents import document_receive
from tracker import pipeline
from tracker.fields import select
from tracker.permissions import decided_committees, decides_every_committee, visible_documents
from tracker.uploads import seconds_until_more

ACCEPTED = ".pdf,.docx,.docm,.txt,.md,.html,.htm,.eml"
MEGABYTE = 1024 * 1024


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Which committee the files belong to; the files are looked at one by one."""

    committee = forms.ModelChoiceField(
        label=gettext_lazy("Udvalg"),
        queryset=Committee.objects.none(),
        required=False,
        widget=select(),
    )
    file = forms.FileField(
        label=gettext_lazy("Filer"),
        required=False,
        widget=SeveralFiles(attrs={"class": "upload-input", "accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = decided_committees(user)
        if decides_every_committee(user):
            field.empty_label = _("Findes i referatet")
        else:
            # Whoever takes care of some committees must say which, or could not see the file.
            field.required = True
            field.empty_label = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not taken in; the document where it stands already, if the user may see it."""

    text: str
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the files; `wait` is the seconds until more may come where some must wait."""

    received: list[Document] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    wait: int = 0


def receive(
    files: Sequence[UploadedFile[Any]], *, committee: Committee | None, by: User, now: datetime
) -> Intake:
    """Take in each file by itself: one that is refused takes no other with it."""
    received: list[Document] = []
    refused: list[Refusal] = []
    for at, file in enumerate(files):
        if wait := seconds_until_more(by, now=now):
            refused.append(_too_many(files[at:], until=now + timedelta(seconds=wait)))
            return Intake(received, refused, wait)
        try:
            document = document_receive(
                name=file.name or "", content=file, committee=committee, by=by, now=now
            )
        except AlreadyReceivedError as error:
            refused.append(_already_here(file, error.document, by))
        except UploadTooLargeError as error:
            refused.append(_too_large(file, error))
        else:
            pipeline.start(document.pk)
            received.append(document)
    return Intake(received, refused)


def _already_here(file: UploadedFile[Any], document: Document, by: User) -> Refusal:
    known = visible_documents(by).filter(pk=document.pk).first()
    if known is None:
        text = _("%(name)s er allerede lagt ind, men hører til et udvalg, du ikke har adgang til.")
        return Refusal(text % {"name": file.name})
    return Refusal(_("%(name)s er allerede lagt ind:") % {"name": file.name}, known)


def _too_many(files: Sequence[UploadedFile[Any]], *, until: datetime) -> Refusal:
    limit = settings.UPLOADS_AN_HOUR
    said = ngettext(
        "%(names)s er ikke lagt ind: du har nået %(limit)s fil på en time.",
        "%(names)s er ikke lagt ind: du har nået %(limit)s filer på en time.",
        limit,
    )
    again = ngettext(
        "Det, du har lagt ind før, er bevaret. Læg filen ind igen efter kl. %(time)s.",
        "Det, du har lagt ind før, er bevaret. Læg filerne ind igen efter kl. %(time)s.",
        len(files),
    )
    names = ", ".join(file.name or "" for file in files)
    # The minute that has begun by then: never too early.
    time = time_format(timezone.localtime(until + timedelta(minutes=1)), "H.i")
    return Refusal(f"{said % {'names': names, 'limit': limit}} {again % {'time': time}}")


def _too_large(file: UploadedFile[Any], error: UploadTooLargeError) -> Refusal:
    return Refusal(
        _("%(name)s fylder %(size)s MB. En fil må højst fylde %(limit)s MB.")
        % {
            "name": file.name,
            "size": round(error.size / MEGABYTE),
            "limit": error.limit // MEGABYTE,
        }
    )


def tell(request: HttpRequest, intake: Intake) -> None:
    """Say what became of the files, the good news once and each refusal by itself."""
    if received := intake.received:
        text = ngettext(
            "%(name)s er lagt ind og bliver læst.",
            "%(number)s filer er lagt ind og bliver læst.",
            len(received),
        )
        messages.success(request, text % {"name": received[0].name, "number": len(received)})
    for refusal in intake.refused:
        if refusal.document:
            url = reverse("document", args=[refusal.document.pk])
            link = format_html('<a href="{}">{}</a>', url, refusal.document.name)
            messages.warning(request, format_html("{} {}", refusal.text, link))
        else:
            messages.error(request, refusal.text)

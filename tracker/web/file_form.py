"""A file with rows on its way in: read whole or not at all, shown, and only then stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from meetings.exceptions import RegisterConflictError
from meetings.register import RegisterError
from tracker.templatetags.folgop import whole

# Far more than a large municipality's register; it is carried through the page that confirms.
MAX_BYTES = 1024 * 1024


class FileForm(forms.Form):
    """A file to look at, or the content of one that has been looked at."""

    label: Any = ""
    accept = ".csv,text/csv"

    file = forms.FileField(required=False)
    content = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.label = self.label
        field.widget.attrs.update({"accept": self.accept, "class": "form-input"})

    def read(self, content: str) -> dict[str, object]:
        """Return what the content says; raises RegisterError or ValidationError."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            data["content"] = data["content"] or decoded(data["file"])
            data.update(self.read(data["content"]))
        except RegisterError as error:
            self.add_error("file", error.words(_, whole))
        except ValidationError as error:
            self.add_error("file", error)
        return data


def decoded(file: UploadedFile[bytes] | None) -> str:
    """Return the text of a file as a spreadsheet saves it; raises ValidationError."""
    if file is None:
        raise ValidationError(_("Vælg en fil."))
    if file.size is None or file.size > MAX_BYTES:
        raise ValidationError(_("Filen er større end 1 MB."))
    content: bytes = file.read()
    if b"\0" in content:
        raise ValidationError(_("Filen er ikke en CSV-fil."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Danish Excel writes when asked for "CSV" and not "CSV UTF-8".
        return content.decode("cp1252", errors="replace")


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what the file changes in it."""

    kind: str
    name: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do, or the problem that keeps it from doing anything."""

    created: tuple[Line, ...] = ()
    changed: tuple[Line, ...] = ()
    unchanged: int = 0
    problem: str = ""
    left: tuple[Line, ...] = ()
    # Whole sentences on what comes of it.
    besides: tuple[str, ...] = ()
    # What should be put right, though it keeps nothing from being stored.
    warnings: tuple[str, ...] = ()


def problem_text(error: RegisterConflictError | ValidationError) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)

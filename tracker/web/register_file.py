"""A register file on its way in: read, compared with what is here, and only then stored."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, User
from meetings.register import KINDS, Register, RegisterError, read_register, write_register
from meetings.services.register import register_import
from meetings.services.register_lines import Written

# Far more than a large municipality's register; it is carried through the page that confirms.
MAX_BYTES = 1024 * 1024
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
FIELD_WORDS = {
    "name": gettext_lazy("navn"),
    "short_name": gettext_lazy("kort"),
    "abbreviation": gettext_lazy("kort"),
    "initials": gettext_lazy("kort"),
    "title": gettext_lazy("titel"),
    "email": gettext_lazy("e-mail"),
    "parent": gettext_lazy("hører til"),
    "unit": gettext_lazy("hører til"),
    "manager": gettext_lazy("leder"),
    "valid_from": gettext_lazy("gyldig fra"),
    "valid_to": gettext_lazy("gyldig til"),
}


class RegisterFileForm(forms.Form):
    """A file to look at, or the content of one that has been looked at."""

    file = forms.FileField(
        label=gettext_lazy("Registerfil (CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv", "class": "form-input"}),
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            data["content"] = data["content"] or decoded(data["file"])
            data["register"] = read_register(data["content"])
        except RegisterError as error:
            self.add_error("file", str(error))
        except ValidationError as error:
            self.add_error("file", error)
        return data


def decoded(file: UploadedFile[bytes] | None) -> str:
    """Return the text of a CSV file as a spreadsheet saves it; raises ValidationError."""
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
    """A line of the register with what the file changes in it."""

    kind: str
    name: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do, or the problem that keeps it from doing anything."""

    created: tuple[Line, ...] = ()
    changed: tuple[Line, ...] = ()
    unchanged: int = 0
    problem: str = ""


def preview(register: Register, *, by: User, now: datetime) -> Preview:
    """Import the file and take it back: what is shown is what happens."""
    try:
        with transaction.atomic():
            result = register_import(register=register, by=by, now=now)
            transaction.set_rollback(True)
    except (RegisterConflictError, ValidationError) as error:
        return Preview(problem=problem_text(error))
    return Preview(
        created=tuple(Line(KIND_WORDS[one.kind], _name(one), ()) for one in result.created_rows),
        changed=tuple(_changed(one) for one in result.changed_rows),
        unchanged=result.unchanged,
    )


def problem_text(error: RegisterConflictError | ValidationError) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _changed(one: Written) -> Line:
    changes = tuple(
        f"{FIELD_WORDS[name]}: {_value(was)} → {_value(to)}"
        for name, (was, to) in one.changes.items()
    )
    return Line(KIND_WORDS[one.kind], _name(one), changes)


def _name(one: Written) -> str:
    return one.row.text if isinstance(one.row, Alias) else one.row.name


def _value(value: object) -> object:
    return getattr(value, "name", value) or _("tom")


def register_rows(register: Register) -> list[list[str]]:
    """Return the register as the rows of its file, the header first."""
    return list(csv.reader(io.StringIO(write_register(register)), delimiter=";"))

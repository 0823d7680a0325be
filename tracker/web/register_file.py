"""A register file on its way in: read, compared with what is here, and only then stored."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, User
from meetings.register import KINDS, Register, read_register, write_register
from meetings.selectors import shared_initials
from meetings.services.register import register_import
from meetings.services.register_lines import Written
from tracker.web.file_form import FileForm, Line, Preview, problem_text

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


class RegisterFileForm(FileForm):
    """A file of the register, or the content of one that has been looked at."""

    label = gettext_lazy("Registerfil (CSV)")

    def read(self, content: str) -> dict[str, object]:
        return {"register": read_register(content)}


def preview(register: Register, *, by: User, now: datetime) -> Preview:
    """Import the file and take it back: what is shown is what happens."""
    try:
        with transaction.atomic():
            result = register_import(register=register, by=by, now=now)
            shared = shared_initials_words()
            transaction.set_rollback(True)
    except (RegisterConflictError, ValidationError) as error:
        return Preview(problem=problem_text(error))
    return Preview(
        created=tuple(Line(KIND_WORDS[one.kind], _name(one), ()) for one in result.created_rows),
        changed=tuple(_changed(one) for one in result.changed_rows),
        unchanged=result.unchanged,
        warnings=tuple(shared),
    )


def shared_initials_words() -> list[str]:
    """Say of each pair of initials that several have, who they are and what comes of it."""
    words = _(
        "%(names)s har samme initialer, »%(initials)s«. Står der kun »%(initials)s« i et referat, "
        "sættes der ingen ansvarlig. Giv den ene andre initialer."
    )
    return [
        words % {"names": _joined(names), "initials": initials}
        for initials, names in shared_initials()
    ]


def _joined(names: list[str]) -> str:
    *first, last = names
    return _("%(first)s og %(last)s") % {"first": ", ".join(first), "last": last}


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

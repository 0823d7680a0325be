"""What an owner fills in after following a link in a mail."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from actions.services.status import STATUS_LENGTH
from tracker.fields import REASON_LENGTH, DeadlineField, text_area
from tracker.web.action_item_forms import NoteForm
from tracker.web.sent_file import SentFileField

WHOM_LENGTH = 200


class DoneForm(NoteForm):
    """The owner's words, and perhaps a file."""

    file = SentFileField()


class NewDeadlineForm(forms.Form):
    """A later day, and why."""

    deadline = DeadlineField()
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"), max_length=REASON_LENGTH, widget=text_area(3)
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own
        self.fields["deadline"].label = gettext_lazy("Ny frist")
        self.fields["deadline"].required = True

    def clean_deadline(self) -> date:
        day: date = self.cleaned_data["deadline"]
        return day


class DeclineForm(forms.Form):
    """Whose it is, and why."""

    suggestion = forms.CharField(
        label=gettext_lazy("Hvem skal have den?"),
        help_text=gettext_lazy("Valgfri. Navn eller afdeling, hvis du ved det."),
        required=False,
        max_length=WHOM_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-input"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"), max_length=REASON_LENGTH, widget=text_area(3)
    )


class StatusForm(forms.Form):
    """One line on how it goes."""

    text = forms.CharField(
        label=gettext_lazy("Hvordan går det?"),
        help_text=gettext_lazy("Én linje. Påmindelserne fortsætter."),
        max_length=STATUS_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-input"}),
    )

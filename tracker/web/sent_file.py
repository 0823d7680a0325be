"""The file that somebody sends along with an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.exceptions import FileRefusedError
from actions.services.attachments import SentFile, attachment_refuse


class SentFileField(forms.FileField):
    """A file in, SentFile out; None where there is none. What it is, is told by how it begins."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Fil"),
            help_text=gettext_lazy(
                "Valgfri. PDF, Word, Excel, PowerPoint eller billede, højst 10 MB."
            ),
            required=False,
            allow_empty_file=False,
            max_length=200,
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> SentFile | None:
        sent: UploadedFile[bytes] | None = super().clean(data, initial)
        if sent is None:
            return None
        head = sent.read(16)
        sent.seek(0)
        try:
            attachment_refuse(name=sent.name or "", size=sent.size or 0, head=head)
        except FileRefusedError as error:
            raise forms.ValidationError(_in_words(error)) from None
        return SentFile(sent.name or "", sent.read())


def _in_words(error: FileRefusedError) -> str:
    if error.why == "size":
        return _("Filen fylder mere end 10 MB. Skriv i stedet, hvor den ligger.")
    return _("Den slags fil kan ikke sendes med. Brug PDF, Word, Excel, PowerPoint eller billede.")

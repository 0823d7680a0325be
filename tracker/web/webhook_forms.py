"""What an administrator writes of another system that is to be called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import Webhook, WebhookCall
from actions.policy import AddressRefusedError, Refusal, read_target
from actions.services.webhooks import WebhookDraft

Kind = WebhookCall.Kind
HEARD = [(kind.value, kind.label) for kind in Kind if kind != Kind.TRIAL]

REFUSALS = {
    Refusal.UNREADABLE: gettext_lazy(
        "Adressen kan ikke læses. Skriv den som https://esdh.kommune.dk/sti, uden brugernavn, "
        "mellemrum, æ, ø og å."
    ),
    Refusal.NOT_HTTPS: gettext_lazy("Adressen skal begynde med https://."),
    Refusal.NOT_ALLOWED: gettext_lazy(
        "Værten er ikke godkendt. Bed driften skrive den i FOLGOP_WEBHOOK_HOSTS."
    ),
}


class WebhookForm(forms.Form):
    """Name, address, and what it hears of."""

    name = forms.CharField(
        label=gettext_lazy("Systemets navn"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv, hvad systemet hedder.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Adresse"),
        max_length=1000,
        widget=forms.URLInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv den adresse, der skal kaldes.")},
    )
    kinds = forms.MultipleChoiceField(
        choices=HEARD,
        label=gettext_lazy("Får besked, når en opgave er"),
        error_messages={"required": gettext_lazy("Vælg mindst ét, som systemet får besked om.")},
        widget=forms.CheckboxSelectMultiple(attrs={"class": "list-choice"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hosts = ", ".join(sorted(settings.WEBHOOK_HOSTS))
        words = _("Begynder med https://. Godkendte værter: %(hosts)s") % {"hosts": hosts}
        self.fields["address"].help_text = words

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            read_target(address, allowed=settings.WEBHOOK_HOSTS, may_be_http=settings.WEBHOOK_HTTP)
        except AddressRefusedError as error:
            raise ValidationError(REFUSALS[error.why]) from error
        return address

    @property
    def draft(self) -> WebhookDraft:
        data = self.cleaned_data
        return WebhookDraft(data["name"], data["address"], tuple(data["kinds"]))


def webhook_form(webhook: Webhook) -> WebhookForm:
    """Return the form with what stands."""
    fields = ("name", "address", "kinds", "version")
    return WebhookForm(initial={name: getattr(webhook, name) for name in fields})

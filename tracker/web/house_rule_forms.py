"""What a secretary writes of a house rule, and the file that many of them come in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.language.house_rule_file import HouseRuleLine, read_house_rules
from actions.language.house_rules import MOST_LETTERS, PhraseError, clean_phrase
from actions.models import HouseRule
from actions.services.house_rules import HouseRuleDraft
from meetings.models import Committee, User
from tracker.fields import REASON_LENGTH, date_input, select
from tracker.permissions import decided_committees, decides_every_committee
from tracker.web.file_form import FileForm


def _text_input() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"})


class ValidityForm(forms.Form):
    """Why a rule is there, and in which days it holds."""

    reason = forms.CharField(
        label=gettext_lazy("Begrundelse (kan udelades)"),
        required=False,
        max_length=REASON_LENGTH,
        widget=_text_input(),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Gælder møder fra (kan udelades)"), required=False, widget=date_input()
    )
    valid_to = forms.DateField(
        label=gettext_lazy("Gælder møder til og med (kan udelades)"),
        required=False,
        widget=date_input(),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_valid_to(self) -> date | None:
        begins, ends = self.cleaned_data.get("valid_from"), self.cleaned_data["valid_to"]
        if begins and ends and ends < begins:
            raise ValidationError(_("Den sidste dag ligger før den første."))
        last: date | None = ends
        return last


class HouseRuleForm(ValidityForm):
    """A new rule. `confirm` says that a phrase found in many minutes is meant all the same."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Ordene er"), choices=HouseRule.Kind.choices, widget=select()
    )
    phrase = forms.CharField(
        label=gettext_lazy("Vending"),
        max_length=MOST_LETTERS,
        widget=_text_input(),
        help_text=gettext_lazy(
            "Ord, som de står i referatet. * efter et ord passer på alle endelser (orienter*), "
            "og * alene på ét vilkårligt ord."
        ),
        error_messages={"required": gettext_lazy("Skriv de ord, reglen gælder.")},
    )
    committee = forms.ModelChoiceField(
        label=gettext_lazy("Gælder for"),
        queryset=Committee.objects.none(),
        required=False,
        empty_label=gettext_lazy("Alle udvalg"),
        widget=select(),
        error_messages={"required": gettext_lazy("Vælg det udvalg, reglen gælder for.")},
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("Ja, reglen skal gælde, selv om ordene står i mange referater"),
        required=False,
    )

    field_order = ("kind", "phrase", "committee", "reason", "valid_from", "valid_to", "confirm")

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = decided_committees(user)
        if not decides_every_committee(user):
            field.required = True
            field.empty_label = None

    def clean_phrase(self) -> str:
        try:
            return clean_phrase(self.cleaned_data["phrase"])
        except PhraseError as error:
            raise ValidationError(error.words(_)) from error

    @property
    def draft(self) -> HouseRuleDraft:
        data = self.cleaned_data
        return HouseRuleDraft(
            kind=HouseRule.Kind(data["kind"]),
            phrase=data["phrase"],
            committee=data["committee"],
            reason=data["reason"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
        )


class HouseRuleFileForm(FileForm):
    """A file of house rules, or the content of one that has been looked at."""

    label = gettext_lazy("Fil med husregler (CSV)")

    def read(self, content: str) -> dict[str, object]:
        return {"drafts": [_draft(line) for line in read_house_rules(content)]}


def _draft(line: HouseRuleLine) -> HouseRuleDraft:
    rule = line.rule
    committee = None
    if rule.committee:
        committee = Committee.objects.filter(name=rule.committee).first()
        if committee is None:
            raise ValidationError(
                _("Linje %(line)s: Udvalget %(name)s findes ikke i registret.")
                % {"line": line.number, "name": rule.committee}
            )
    return HouseRuleDraft(
        kind=HouseRule.Kind(rule.kind),
        phrase=rule.phrase,
        committee=committee,
        reason=line.reason,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
    )

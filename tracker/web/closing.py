"""What a login leaves behind that outlives it: which of it to close with the password or sessions.

Passkeys and keys of programs go on working after a new password. Both are ticked beforehand, for
who changes it because somebody else may have known it has no way to see what that one made. The
passkey that was shown in this session alone is not: it is in the hand of who sits here, and
without it a person who uses no app would be thrown back on the password. It may be ticked too.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Passkey, User
from meetings.services.passkeys import passkeys_close
from tracker.models import ApiToken
from tracker.passwords import keys_closed, passkeys_closed
from tracker.templatetags.folgop import long_date
from tracker.tokens import tokens_revoke_all
from tracker.web.second_step import is_demanded


class ClosingFields(forms.Form):
    """The boxes of what there is to close; what the user has none of is left out."""

    closes_keys = forms.BooleanField(
        label=gettext_lazy("Luk også mine nøgler til programmer"),
        help_text=gettext_lazy(
            "Nøglerne virker også efter et skift af adgangskode. Luk dem, hvis en anden kan have "
            "kendt den gamle. Programmerne skal så have nye nøgler."
        ),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
    )
    closes_passkeys = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Luk også disse adgangsnøgler"),
        help_text=gettext_lazy(
            "Med dem kommer man ind uden adgangskode. Behold kun dem, du ved er dine."
        ),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "list-choice"}),
    )

    def offer(self, user: User, *, used: int | None) -> None:
        """Leave what the user has; `used` is the key of the passkey shown in this session."""
        if not ApiToken.objects.standing(now=timezone.now()).filter(owner=user).exists():
            del self.fields["closes_keys"]
        passkeys = list(user.passkeys.all())
        if not passkeys:
            del self.fields["closes_passkeys"]
            return
        field = self.fields["closes_passkeys"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(one.pk, _words(one, is_used=one.pk == used)) for one in passkeys]
        field.initial = [one.pk for one in passkeys if one.pk != used]


class ClosingForm(ClosingFields):
    """The boxes by themselves, beside "Log ud alle steder"."""

    def __init__(self, data: Any = None, *, user: User, used: int | None) -> None:
        super().__init__(data, auto_id="ends-%s")
        self.offer(user, used=used)


class ClosingOfOthersForm(ClosingForm):
    """The boxes for who sets another's password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keys := self.fields.get("closes_keys"):
            keys.label = _("Luk også brugerens nøgler til programmer")
        if passkeys := self.fields.get("closes_passkeys"):
            passkeys.help_text = _(
                "Med dem kommer man ind uden adgangskode. Behold kun dem, brugeren ved er egne."
            )


def close_keys(user: User, *, by: User) -> str:
    """Close the keys of the user's programs, and say so."""
    return keys_closed(tokens_revoke_all(owner=user, by=by, now=timezone.now()))


def close_passkeys(user: User, chosen: list[int]) -> str:
    """Close those passkeys of the user, and say so; raises LastSecondStepError."""
    keep = is_demanded(user)
    return passkeys_closed(
        passkeys_close(user=user, chosen=chosen, must_keep_one=keep, by=user, now=timezone.now())
    )


def _words(passkey: Passkey, *, is_used: bool) -> str:
    words = _("%(name)s, som du bruger nu") if is_used else _("%(name)s, lavet %(day)s")
    return words % {"name": passkey.name, "day": long_date(timezone.localtime(passkey.made_at))}

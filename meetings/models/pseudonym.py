"""What stands for a person who is made nameless, and by what the name is known where it is met."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.register import Person
from meetings.models.user import User
from meetings.pseudonyms import DIGEST_LENGTH

KEY_BYTES = 32


def new_key() -> str:
    return secrets.token_hex(KEY_BYTES)


class PseudonymKey(models.Model):
    """The key of this installation. Not the secret key of the settings: that may be exchanged, and
    with it every name in the log would come back.
    """

    key = models.CharField(max_length=64, default=new_key, editable=False)

    class Meta:
        verbose_name = _("nøgle til pseudonymer")
        verbose_name_plural = _("nøgler til pseudonymer")

    def __str__(self) -> str:
        return str(_("nøgle til pseudonymer"))


class Pseudonym(models.Model):
    """What a person is called since the name was taken away."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="pseudonym")
    code = models.CharField(max_length=12, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pseudonym")
        verbose_name_plural = _("pseudonymer")

    def __str__(self) -> str:
        return self.code


class PseudonymWord(models.Model):
    """A name, address or initials of the person, as a keyed digest, and what is shown instead."""

    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="words")
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    stands_for = models.CharField(max_length=100)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("ord i et pseudonym")
        verbose_name_plural = _("ord i pseudonymer")

    def __str__(self) -> str:
        return self.stands_for

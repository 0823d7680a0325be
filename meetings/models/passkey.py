"""Keys on people's devices, with which they log in without a password."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.user import User

# A credential's id is at most 1,023 bytes (WebAuthn Level 3, section 4), here as base64url.
LONGEST_ID = 1364


class PasskeyQuerySet(models.QuerySet["Passkey"]):
    def in_use(self) -> PasskeyQuerySet:
        """Return those that let anybody in."""
        return self.filter(stopped_at__isnull=True)

    def stopped(self) -> PasskeyQuerySet:
        """Return those that were shown as a copy would be, until they are removed."""
        return self.filter(stopped_at__isnull=False)


class Passkey(models.Model):
    """A passkey: the private half never leaves the device, and only the public one stands here.

    `sign_count` is what the device counted to at its last use, 0 where it does not count. One that
    is stopped opens nothing, and still counts as a second step that is asked for: else whoever has
    a copy and the password could do away with it by showing the copy.
    """

    user = models.ForeignKey(
        User, verbose_name=_("bruger"), on_delete=models.CASCADE, related_name="passkeys"
    )
    name = models.CharField(_("navn"), max_length=60)
    credential_id = models.CharField(max_length=LONGEST_ID, unique=True, editable=False)
    public_key = models.BinaryField(editable=False)
    sign_count = models.BigIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(_("lavet"))
    used_at = models.DateTimeField(_("sidst brugt"), null=True)

    stopped_at = models.DateTimeField(_("taget ud af brug"), null=True, editable=False)

    objects = PasskeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("adgangsnøgle")
        verbose_name_plural = _("adgangsnøgler")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.name

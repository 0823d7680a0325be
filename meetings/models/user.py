"""Who may log in, and what they may do where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from meetings.models.register import Committee, Person, Unit


class User(AbstractUser):
    """A login. The person behind it owns the work."""

    class LeastGrade(models.TextChoices):
        """How sure a suggestion must be to be shown; the values are the reader's grades."""

        CERTAIN = "certain", _("Kun sikre")
        LIKELY = "likely", _("Sikre og sandsynlige")
        MAYBE = "maybe", _("Alle, også usikre")

    person = models.OneToOneField(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="user",
    )
    least_grade = models.CharField(
        _("viste forslag"), max_length=10, choices=LeastGrade.choices, default=LeastGrade.LIKELY
    )

    # Counted up, it ends every session there is.
    session_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("bruger")
        verbose_name_plural = _("brugere")

    def __str__(self) -> str:
        return self.person.name if self.person else self.username

    @cached_property
    def held_roles(self) -> list[Role]:
        """Return the roles, asked of the database once a request."""
        return list(self.roles.all())

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must have been begun with: password, roles, and none ended since.

        Django compares it in each request. The roles asked for here are those that the request
        then goes by, so that it costs no question more.
        """
        self.__dict__.pop("held_roles", None)
        roles = self.held_roles
        held = sorted(f"{role.kind}:{role.committee_id}:{role.unit_id}" for role in roles)
        return salted_hmac(
            "folgop.session",
            "|".join([self.password, str(self.session_version), *held]),
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Role(models.Model):
    """What a user may do: everywhere, or bound to a committee or, for managers, a unit."""

    class Kind(models.TextChoices):
        ADMINISTRATOR = "administrator", _("administrator")
        SECRETARY = "secretary", _("sekretær")
        MANAGER = "manager", _("leder")
        OWNER = "owner", _("ansvarlig")
        READER = "reader", _("læser")

    user = models.ForeignKey(
        User, verbose_name=_("bruger"), on_delete=models.CASCADE, related_name="roles"
    )
    kind = models.CharField(_("rolle"), max_length=20, choices=Kind.choices)
    committee = models.ForeignKey(
        Committee, verbose_name=_("udvalg"), null=True, blank=True, on_delete=models.PROTECT
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("enhed"), null=True, blank=True, on_delete=models.PROTECT
    )
    # Given by a group of the municipality's login, which takes it away again; else by a person.
    by_group = models.BooleanField(default=False, editable=False, db_default=False)

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        constraints = [
            models.UniqueConstraint(
                "user",
                "kind",
                Coalesce("committee", 0),
                Coalesce("unit", 0),
                name="role_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="manager") | Q(unit__isnull=False), name="manager_has_a_unit"
            ),
        ]

    def __str__(self) -> str:
        where = self.committee or self.unit
        return f"{self.get_kind_display()}, {where}" if where else self.get_kind_display()


class Identity(models.Model):
    """Who a user is to the municipality's own login: noted beforehand, or at the first login."""

    user = models.ForeignKey(
        User, verbose_name=_("bruger"), on_delete=models.CASCADE, related_name="identities"
    )
    issuer = models.CharField(_("udsteder"), max_length=255)
    subject = models.CharField(_("id hos udstederen"), max_length=255)
    # Let in as one of a group, and for as long as one of a group.
    by_group = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("arbejdskonto")
        verbose_name_plural = _("arbejdskonti")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once"),
            models.UniqueConstraint(fields=["user", "issuer"], name="identity_of_a_user_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.issuer})"


class LoginAttempt(models.Model):
    """A try to log in that has not succeeded: kept for as long as it counts.

    A row for each way of counting it; the key tells neither who nor from where.
    """

    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("loginforsøg")
        verbose_name_plural = _("loginforsøg")
        indexes = [models.Index(fields=["key", "at"], name="attempts_of_a_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at}"

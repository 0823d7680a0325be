"""The register's pages: what administrators keep true, and what they may look at.

Who may enter is the site's to say; there is no second set of rights for rows. Every change is an
Event. What others refer to is withdrawn (a date, a tick), never deleted.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from meetings.models import (
    Alias,
    CalendarPeriod,
    ClosingDay,
    Committee,
    Event,
    Identity,
    Person,
    PlannedMeeting,
    Role,
    Unit,
    User,
)
from meetings.services.events import event_record
from meetings.services.logins import user_end_sessions

if TYPE_CHECKING:
    # Generic to the type checker only; Django's classes take no parameters.
    Rows = admin.ModelAdmin[Any]
    InlineRows = admin.TabularInline[Any, Any]
    Accounts = UserAdmin[User]
else:
    Rows = admin.ModelAdmin
    InlineRows = admin.TabularInline
    Accounts = UserAdmin

admin.site.unregister(Group)
# What has been hidden from a page is hidden from the log too.
UNLOGGED = {"password", "password1", "password2", "usable_password"}


class InsideOnly:
    """Whoever was let in by the site may do what the class leaves open."""

    admin_site: admin.AdminSite
    may_add = True
    may_change = True
    may_delete = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and self.admin_site.has_permission(request)


class Logged(InsideOnly):
    """Writes an Event for each change to the register."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        kind = Event.Kind.CHANGED if change else Event.Kind.CREATED
        _log(request, obj, kind, changes=_changes(form))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        _log(request, obj, Event.Kind.CANCELLED)
        super().delete_model(request, obj)  # type: ignore[misc]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        super().save_formset(request, form, formset, change)  # type: ignore[misc]
        # A list: what was deleted has no key to be found in a set by.
        changed = [row for row, _names in formset.changed_objects]
        for inner in formset.forms:
            if inner.instance in formset.new_objects:
                _log(request, inner.instance, Event.Kind.CREATED, changes=_changes(inner))
            elif inner.instance in changed:
                _log(request, inner.instance, Event.Kind.CHANGED, changes=_changes(inner))
        for gone in formset.deleted_objects:
            _log(request, gone, Event.Kind.CANCELLED)


def _log(
    request: HttpRequest,
    row: Model,
    kind: Event.Kind,
    *,
    changes: dict[str, list[object]] | None = None,
) -> None:
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=row.pk or 0,
        kind=kind,
        at=timezone.now(),
        by=request.user if isinstance(request.user, User) else None,
        changes=changes,
        note=f"{row._meta.verbose_name}: {row}",
    )


def end_sessions(request: HttpRequest, user: User) -> None:
    """Log the user out everywhere; one's own session here goes on."""
    by = request.user if isinstance(request.user, User) else None
    user_end_sessions(user=user, by=by, now=timezone.now())
    if by == user:
        update_session_auth_hash(request, user)


def _changes(form: forms.ModelForm[Model]) -> dict[str, list[object]]:
    return {
        name: [_plain(form.initial.get(name)), _plain(form.cleaned_data.get(name))]
        for name in form.changed_data
        if name not in UNLOGGED and name in form.cleaned_data
    }


def _plain(value: object) -> object:
    """Return the value as JSON can hold it; a row by its number, as forms begin with it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


@admin.register(Committee)
class CommitteeAdmin(Logged, Rows):
    list_display = ["name", "short_name", "is_active", "is_closed_by_default"]
    list_filter = ["is_active"]
    search_fields = ["name", "short_name"]


class AliasInline(InsideOnly, InlineRows):
    model = Alias
    extra = 0
    may_delete = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alias]:
        return super().get_queryset(request).filter(withdrawn_at__isnull=True)


class UnitAliasInline(AliasInline):
    exclude = ["person"]


class PersonAliasInline(AliasInline):
    exclude = ["unit"]


# Secrets of people's apps are no rows for others to look at.
for secret in (TOTPDevice, StaticDevice):
    admin.site.unregister(secret)


@admin.register(Unit)
class UnitAdmin(Logged, Rows):
    list_display = ["name", "abbreviation", "parent", "manager", "email", "valid_from", "valid_to"]
    list_select_related = ["parent", "manager"]
    search_fields = ["name", "abbreviation", "aliases__text"]
    inlines = [UnitAliasInline]


@admin.register(Person)
class PersonAdmin(Logged, Rows):
    list_display = ["name", "initials", "title", "unit", "email", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["unit"]
    search_fields = ["name", "initials", "email", "aliases__text"]
    inlines = [PersonAliasInline]


@admin.register(Alias)
class AliasAdmin(Logged, Rows):
    list_display = ["text", "unit", "person", "valid_from", "valid_to"]
    list_select_related = ["unit", "person"]
    search_fields = ["text", "unit__name", "person__name"]
    may_delete = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alias]:
        return super().get_queryset(request).filter(withdrawn_at__isnull=True)


@admin.register(ClosingDay)
class ClosingDayAdmin(Logged, Rows):
    list_display = ["day", "name"]
    date_hierarchy = "day"
    may_delete = True


@admin.register(PlannedMeeting)
class PlannedMeetingAdmin(Logged, Rows):
    """A meeting that is called off gets a tick: deadlines that hung on it said its day."""

    list_display = ["held_on", "committee", "place", "is_cancelled"]
    list_filter = ["committee", "is_cancelled"]
    list_select_related = ["committee"]
    date_hierarchy = "held_on"


@admin.register(CalendarPeriod)
class CalendarPeriodAdmin(Logged, Rows):
    list_display = ["name", "first_day", "last_day", "is_yearly", "is_quiet"]
    list_filter = ["is_yearly", "is_quiet"]
    search_fields = ["name"]
    may_delete = True


class RoleInline(InsideOnly, InlineRows):
    model = Role
    extra = 0
    may_delete = True


class IdentityInline(InsideOnly, InlineRows):
    """Who the user is to the municipality's own login, noted before the first time."""

    model = Identity
    extra = 0
    may_change = False
    may_delete = True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "issuer":
            kwargs["initial"] = settings.OIDC_ISSUER
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(User)
class AccountAdmin(Logged, Accounts):
    """Logins and their roles. Django's own groups and rights are not used, so not shown."""

    list_display = ["username", "person", "is_active", "last_login"]
    list_filter = ["is_active", "roles__kind"]
    list_select_related = ["person"]
    search_fields = ["username", "person__name", "person__email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["person"]}),
        (_("Adgang"), {"fields": ["is_active", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "person", "password1", "password2"]})
    ]
    # Who comes by the municipality's own login needs no password here.
    add_fieldsets_with_login_service = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "person", "usable_password", "password1", "password2"],
            },
        )
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None and settings.OIDC_ISSUER:
            return self.add_fieldsets_with_login_service
        return super().get_fieldsets(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        super().save_formset(request, form, formset, change)
        if any(isinstance(gone, Identity) for gone in formset.deleted_objects):
            end_sessions(request, form.instance)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [RoleInline, IdentityInline] if settings.OIDC_ISSUER else [RoleInline]


@admin.register(Role)
class RoleAdmin(Logged, Rows):
    list_display = ["user", "kind", "committee", "unit"]
    list_filter = ["kind", "committee"]
    list_select_related = ["user__person", "committee", "unit"]
    search_fields = ["user__username", "user__person__name"]
    may_delete = True

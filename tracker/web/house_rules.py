"""House rules: tried on the minutes that are here before they are kept, and taken back again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions.exceptions import ChangedMeanwhileError, HouseRuleExistsError
from actions.impact import Impact, phrase_impact
from actions.language.house_rules import phrase_from
from actions.models import HouseRule
from actions.services.house_rules import (
    HouseRuleDraft,
    house_rule_change,
    house_rule_create,
    house_rule_restore,
    house_rule_withdraw,
)
from actions.tasks import ring_for_house_rules
from meetings.models import Event
from tracker.permissions import (
    access_commitment,
    access_house_rule,
    decided_committees,
    decided_house_rules,
    decided_meetings,
    decides_every_committee,
    is_secretary,
    visible_agenda_items,
    visible_house_rules,
)
from tracker.web.house_rule_forms import HouseRuleFileForm, HouseRuleForm, ValidityForm
from tracker.web.http import UserRequest


@login_required
@require_safe
def house_rules(request: UserRequest) -> HttpResponse:
    return list_page(request, HouseRuleFileForm())


def list_page(request: UserRequest, form: HouseRuleFileForm, *, status: int = 200) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    rows = visible_house_rules(request.user).select_related("committee", "created_by__person")
    context = {
        "standing": rows.filter(withdrawn_at__isnull=True),
        "withdrawn": rows.filter(withdrawn_at__isnull=False),
        "may_import": decides_every_committee(request.user),
        "form": form,
    }
    return render(request, "house_rules/page.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Show what the words would touch; only then, and asked again, keep them."""
    if not decided_committees(request.user).exists():
        raise PermissionDenied
    if request.method != "POST":
        form = HouseRuleForm(user=request.user, initial=_begun(request))
        return _new_page(request, form)
    form = HouseRuleForm(request.POST, user=request.user)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    impact = _impact(request, form.draft)
    if "store" not in request.POST:
        return _new_page(request, form, impact)
    if impact.is_broad and not form.cleaned_data["confirm"]:
        form.add_error("confirm", _("Sæt kryds, hvis reglen skal gælde alligevel."))
        return _new_page(request, form, impact, status=422)
    try:
        house_rule_create(draft=form.draft, by=request.user, now=timezone.now())
    except HouseRuleExistsError:
        form.add_error("phrase", _("Den regel findes allerede."))
        return _new_page(request, form, status=422)
    return _saved(request, _("Husreglen er gemt. Forslag, der venter, bliver læst igen."))


def _begun(request: UserRequest) -> dict[str, object]:
    """Return what the form begins with where a rejected suggestion led here."""
    asked = request.GET.get("forslag", "")
    if not asked.isdecimal():
        return {}
    commitment = access_commitment(request.user, int(asked), to="decide")
    if commitment.agenda_item.is_closed:  # house rules are seen by those who may not see its words
        return {"kind": HouseRule.Kind.NEVER}
    return {
        "kind": HouseRule.Kind.NEVER,
        "phrase": phrase_from(commitment.quote),
        "committee": commitment.agenda_item.meeting.committee_id,
        "reason": commitment.rejected_because,
    }


def _impact(request: UserRequest, draft: HouseRuleDraft) -> Impact:
    meetings = decided_meetings(request.user)
    if draft.committee:
        meetings = meetings.filter(committee=draft.committee)
    return phrase_impact(
        phrase=draft.phrase,
        kind=draft.kind,
        meetings=meetings,
        agenda_items=visible_agenda_items(request.user),
    )


def _new_page(
    request: UserRequest, form: HouseRuleForm, impact: Impact | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "impact": impact}
    return render(request, "house_rules/new.html", context, status=status)


def _saved(request: UserRequest, words: str) -> HttpResponse:
    transaction.on_commit(ring_for_house_rules)
    messages.success(request, words)
    return redirect("house_rules")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def house_rule(request: UserRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        rule = access_house_rule(request.user, pk)
        fields = ("reason", "valid_from", "valid_to", "version")
        form = ValidityForm(initial={name: getattr(rule, name) for name in fields})
        return _rule_page(request, rule, form)
    rule = access_house_rule(request.user, pk, to="decide")
    form = ValidityForm(request.POST)
    if not form.is_valid():
        return _rule_page(request, rule, form, status=422)
    try:
        house_rule_change(
            house_rule=rule,
            version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
            valid_from=form.cleaned_data["valid_from"],
            valid_to=form.cleaned_data["valid_to"],
            by=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError:
        return _changed_meanwhile(request, pk)
    return _saved(request, _("Husreglen er rettet. Forslag, der venter, bliver læst igen."))


def _rule_page(
    request: UserRequest, rule: HouseRule, form: ValidityForm, *, status: int = 200
) -> HttpResponse:
    events = Event.objects.filter(subject=Event.Subject.HOUSE_RULE, subject_id=rule.pk)
    context = {
        "rule": rule,
        "form": form,
        "events": events.select_related("by__person").order_by("at", "pk"),
        "may_decide": decided_house_rules(request.user).filter(pk=rule.pk).exists(),
    }
    return render(request, "house_rules/rule.html", context, status=status)


def _changed_meanwhile(request: UserRequest, pk: int) -> HttpResponse:
    words = _("En anden har ændret reglen i mellemtiden. Her er den, som den er nu.")
    return _refused(request, pk, words)


def _refused(request: UserRequest, pk: int, words: str) -> HttpResponse:
    messages.error(request, words)
    rule = access_house_rule(request.user, pk)
    fields = ("reason", "valid_from", "valid_to", "version")
    form = ValidityForm(initial={name: getattr(rule, name) for name in fields})
    return _rule_page(request, rule, form, status=409)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    rule = access_house_rule(request.user, pk, to="decide")
    try:
        house_rule_withdraw(house_rule=rule, by=request.user, now=timezone.now())
    except ChangedMeanwhileError:
        return _changed_meanwhile(request, pk)
    return _saved(
        request,
        _("Husreglen er trukket tilbage. Det, den holdt tilbage, kommer frem igen."),
    )


@login_required
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    rule = access_house_rule(request.user, pk, to="decide")
    try:
        house_rule_restore(house_rule=rule, by=request.user, now=timezone.now())
    except HouseRuleExistsError:
        words = _(
            "En anden husregel med de samme ord gælder allerede, så denne bliver liggende. "
            "Træk den anden tilbage først, hvis det er denne, der skal gælde."
        )
        return _refused(request, pk, words)
    except ChangedMeanwhileError:
        return _changed_meanwhile(request, pk)
    return _saved(request, _("Husreglen gælder igen."))

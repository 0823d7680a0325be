"""Reports: the follow-up paper for a meeting to come, and the figures of the overview."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from actions.models import ActionItem
from actions.selectors import (
    done_between,
    kept_in_all,
    meeting_paper,
    open_by_age,
    overview_figures,
)
from meetings.models import PlannedMeeting
from tracker.api.listing import Listing
from tracker.api.resource import Resource
from tracker.api.shapes import COMMITTEE_COLUMNS, CommitteeShape, Row, committee_of
from tracker.closed_views import item_number, note_page_view
from tracker.keyset import Order
from tracker.overview_filter import OverviewFilter, answered_for
from tracker.permissions import (
    access_planned_meeting,
    coming_meetings,
    is_secretary,
    visible_action_items,
)


class ComingMeetingShape(serializers.Serializer[Row]):
    id = serializers.IntegerField()
    committee = CommitteeShape()
    held_on = serializers.DateField()
    place = serializers.CharField(allow_blank=True)


class FollowUpRowShape(serializers.Serializer[Row]):
    """One action item as the paper tells it."""

    id = serializers.IntegerField()
    task = serializers.CharField()
    owner = serializers.CharField(allow_blank=True)
    deadline = serializers.DateField(allow_null=True)
    extensions = serializers.IntegerField()
    is_waiting = serializers.BooleanField()
    answer = serializers.CharField(allow_blank=True)
    answered_by = serializers.CharField(allow_blank=True)
    answered_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    quote = serializers.CharField(allow_blank=True)
    said_on = serializers.DateField(allow_null=True)
    said_under = serializers.CharField(allow_blank=True)


class FollowUpSectionShape(serializers.Serializer[Row]):
    kind = serializers.ChoiceField(choices=["delivered", "late", "open"])
    heading = serializers.CharField(allow_blank=True)
    rows = FollowUpRowShape(many=True)


class FollowUpShape(serializers.Serializer[Row]):
    """The paper: `sections` for all, `annex` for behind closed doors."""

    title = serializers.CharField(allow_blank=True)
    committee = serializers.CharField()
    held_on = serializers.DateField()
    since = serializers.DateField(allow_null=True)
    made_on = serializers.DateField()
    intro = serializers.CharField(allow_blank=True)
    closing = serializers.CharField(allow_blank=True)
    sections = FollowUpSectionShape(many=True)
    annex = FollowUpSectionShape(many=True)


class KeptShape(serializers.Serializer[Row]):
    """What was done between two days, and how the deadlines were kept."""

    first = serializers.DateField()
    last = serializers.DateField()
    done = serializers.IntegerField()
    on_time = serializers.IntegerField()
    too_late = serializers.IntegerField()
    no_deadline = serializers.IntegerField()
    put_off = serializers.IntegerField()
    median_days = serializers.FloatField(allow_null=True)


class OverviewShape(serializers.Serializer[Row]):
    """The figures of the overview, of what the user answers for."""

    open = serializers.IntegerField()
    late = serializers.IntegerField()
    soon = serializers.IntegerField()
    undated = serializers.IntegerField()
    silent = serializers.IntegerField()
    extended = serializers.IntegerField()
    answered = serializers.IntegerField()
    done_lately = serializers.IntegerField()
    open_by_age = serializers.DictField(child=serializers.IntegerField())
    kept = KeptShape()


class ComingMeetings(Listing):
    """List the meetings to come of the committees that the user takes care of."""

    says = {"get": gettext_lazy("Se de kommende møder")}
    shape = ComingMeetingShape
    orders = {"held_on": Order("held_on"), "-held_on": Order("held_on", is_descending=True)}
    columns = ("id", *COMMITTEE_COLUMNS, "held_on", "place")

    def rows(self) -> QuerySet[PlannedMeeting]:
        if not is_secretary(self.user):
            raise PermissionDenied
        return coming_meetings(self.user, today=timezone.localdate())

    def told(self, row: Row) -> Row:
        told = {name: row[name] for name in ("id", "held_on", "place")}
        return {**told, "committee": committee_of(row)}


class FollowUp(Resource):
    """What became of a committee's items, for its next meeting."""

    says = {"get": gettext_lazy("Hent opfølgningen til et møde")}
    shape = FollowUpShape

    def get(self, request: Request, pk: int) -> Response:
        planned = access_planned_meeting(self.user, pk)
        among = visible_action_items(self.user)
        told = asdict(meeting_paper(planned, among=among, today=timezone.localdate()))
        for section in (*told["sections"], *told["annex"]):
            section["rows"] = [{"id": row.pop("pk"), **row} for row in section["rows"]]
        annexed = [row["id"] for section in told["annex"] for row in section["rows"]]
        note_page_view(self.user, "API mødepapir", map(item_number, sorted(annexed)))
        return Response(told)


class Overview(Resource):
    """How many are open, late and silent, and how deadlines were kept."""

    says = {"get": gettext_lazy("Hent overblikkets tal")}
    shape = OverviewShape
    filterset = OverviewFilter

    def get(self, request: Request) -> Response:
        action_items, units = answered_for(self.user)
        asked = OverviewFilter(request.query_params, action_items, request=request, within=units)
        if not asked.form.is_valid():
            raise ValidationError(asked.form.errors)
        return Response(_figures(asked.qs, *asked.period))


def _figures(action_items: QuerySet[ActionItem], first: date, last: date) -> Row:
    now = timezone.now()
    kept = asdict(kept_in_all(done_between(action_items, first=first, last=last)))
    del kept["key"]
    return {
        **asdict(overview_figures(action_items, now=now)),
        "open_by_age": open_by_age(action_items, today=timezone.localdate(now)),
        "kept": {"first": first, "last": last, **kept},
    }

"""What happens to an action item: answered, answer accepted, put off, handed over, ended."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from actions.models import ActionItem
from actions.services.action_items import action_item_cancel, action_item_reopen
from actions.services.answers import action_item_answer, answer_accept, answer_return
from actions.services.extensions import deadline_postpone
from actions.services.handing_over import action_item_reassign
from tracker.api.action_item_shapes import ActionItemShape
from tracker.api.action_items import item_answer
from tracker.api.bodies import AnswerBody, NothingBody, PostponeBody, ReasonBody, ReassignBody
from tracker.api.etags import held
from tracker.api.resource import Resource
from tracker.permissions import access_action_item, may_answer


class Step(Resource):
    """One step with an item, taken on the version that the program has seen."""

    shape = ActionItemShape
    body: ClassVar[type[Serializer[Any]]] = NothingBody
    is_versioned = True

    def post(self, request: Request, pk: int) -> Response:
        action_item = self.access(pk)
        with held(request, action_item) as version:
            self.take(
                action_item, version, by=self.user, now=timezone.now(), **self.given(self.body)
            )
        return item_answer(action_item)

    def access(self, pk: int) -> ActionItem:
        return access_action_item(self.user, pk, to="decide")

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        raise NotImplementedError


class Answer(Step):
    """The owner, or the secretary on the owner's word, says that it is done."""

    says = {"post": gettext_lazy("Meld opgaven udført")}
    body = AnswerBody

    def access(self, pk: int) -> ActionItem:
        action_item = access_action_item(self.user, pk)
        if not action_item.assigned_at or not may_answer(self.user, action_item):
            raise Http404
        return action_item

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        seen = action_item.deadline_version
        action_item_answer(
            action_item=action_item, deadline_version=seen, by_name=str(self.user), **given
        )


class AcceptAnswer(Step):
    """What was delivered is what was asked for."""

    says = {"post": gettext_lazy("Godkend svaret og afslut opgaven")}

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        answer_accept(action_item=action_item, version=version, **given)


class ReturnAnswer(Step):
    """The answer goes back to the owner, who is told what it lacks."""

    says = {"post": gettext_lazy("Send svaret tilbage")}
    body = ReasonBody

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        answer_return(action_item=action_item, **given)


class Postpone(Step):
    """The deadline is put off, and the owners hear of it."""

    says = {"post": gettext_lazy("Udskyd fristen")}
    body = PostponeBody

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        deadline_postpone(action_item=action_item, version=version, **given)


class Reassign(Step):
    """Somebody else becomes the accountable owner."""

    says = {"post": gettext_lazy("Giv opgaven videre")}
    body = ReassignBody

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        owner = given.pop("owner")
        action_item_reassign(
            action_item=action_item,
            version=version,
            owner_person=owner.person,
            owner_unit=owner.unit,
            **given,
        )


class Cancel(Step):
    """It lapses; the mails stop."""

    says = {"post": gettext_lazy("Lad opgaven bortfalde")}
    body = ReasonBody

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        action_item_cancel(action_item=action_item, version=version, **given)


class Reopen(Step):
    """What was closed is taken up again."""

    says = {"post": gettext_lazy("Genåbn opgaven")}

    def take(self, action_item: ActionItem, version: int, **given: Any) -> None:
        action_item_reopen(action_item=action_item, **given)

"""What every address of the API has in common: who asks, for what, and how it is described."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from meetings.models import User
from tracker.api.schema import ApiSchema
from tracker.api.scopes import Scope


class Resource(APIView):
    """An address. What it says of itself below is what its description is made of."""

    # The scopes that its methods take.
    reading: ClassVar[str] = Scope.READ
    writing: ClassVar[str] = Scope.WRITE_ACTION_ITEMS
    # What each method does, in the words of who reads about it.
    says: ClassVar[Mapping[str, object]] = {}
    # How its answer looks, what may be sent to it, and what it can be narrowed to.
    shape: ClassVar[type[Serializer[Any]]]
    body: ClassVar[type[Serializer[Any]] | None] = None
    filterset: ClassVar[type[django_filters.FilterSet] | None] = None
    # Whether a change names the version that was seen; what an answer to a POST is called.
    is_versioned: ClassVar[bool] = False
    made: ClassVar[int] = 200
    # Whether the same call with the same key is done once.
    is_done_once: ClassVar[bool] = False

    http_method_names = ["get", "post", "patch", "head"]
    schema = ApiSchema()

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)
        return user

    @classmethod
    def parameters_known(cls) -> frozenset[str]:
        """Return what may stand behind the question mark."""
        return frozenset(cls.filterset.base_filters) if cls.filterset else frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # A misspelt filter would otherwise be answered with everything.
        _refuse_unknown(request.query_params, self.parameters_known(), _("Ukendt parameter."))

    def given(self, body: type[Serializer[Any]], **context: object) -> dict[str, Any]:
        """Return what came in the body, as the serializer understands it."""
        sent = self.request.data
        read = body(data=sent, context={"user": self.user, **context})
        if isinstance(sent, Mapping):
            _refuse_unknown(sent, read.fields, _("Ukendt felt."))
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)


def _refuse_unknown(sent: Iterable[str], known: Container[str], words: str) -> None:
    if unknown := sorted(name for name in sent if name not in known):
        raise ValidationError({name: [words] for name in unknown})

"""What every address of the API has in common: who asks, what the token must be for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from meetings.models import User
from tracker.api.scopes import Scope


class Resource(APIView):
    """An address; `reading` and `writing` are the scopes that its methods take."""

    reading: ClassVar[str] = Scope.READ
    writing: ClassVar[str] = Scope.WRITE_ACTION_ITEMS

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)
        return user

    @property
    def parameters_known(self) -> frozenset[str]:
        """Return what may stand behind the question mark."""
        return frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # A misspelt filter would otherwise be answered with everything.
        _refuse_unknown(request.query_params, self.parameters_known, _("Ukendt parameter."))

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

"""The description of the API (OpenAPI), made of what each address says of itself."""

from __future__ import annotations

from typing import Any

import django_filters
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS

from tracker.api.filters import LARGEST_KEY, KeyFilter, YesNoFilter

PROBLEM = "application/problem+json"
# What any call may be told; what one that sends something may be told as well.
ALWAYS = (400, 401, 403, 404, 429, 500, 503)
SENDING = (409, 413, 415)
VERSIONED = (412, 428)


class FieldErrorShape(serializers.Serializer[Any]):
    field = serializers.CharField(allow_blank=True)
    detail = serializers.CharField()


class ProblemShape(serializers.Serializer[Any]):
    """What went wrong (RFC 9457); `type` is for programs, the rest for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FieldErrorShape(many=True, required=False)  # type: ignore[assignment]  # a field's name
    version = serializers.IntegerField(required=False)
    document = serializers.IntegerField(required=False, allow_null=True)


class ApiSchema(AutoSchema):
    """Reads the attributes of a Resource."""

    @property
    def _resource(self) -> Any:
        return self.view

    @property
    def _sends(self) -> bool:
        return self.method not in SAFE_METHODS

    @property
    def _lists(self) -> bool:
        return self.method == "GET" and hasattr(self._resource, "orders")

    def get_operation_id(self) -> str:
        return "_".join([self.method.lower(), *self._words()])

    def get_tags(self) -> list[str]:
        return [self._words()[0]]

    def _words(self) -> list[str]:
        path = self.path.removeprefix("/api/v1/").strip("/")
        return [word.strip("{}").replace("-", "_") for word in path.split("/")]

    def get_summary(self) -> str:
        return str(self._resource.says[self.method.lower()])

    def get_description(self) -> str:  # type: ignore[override]  # as spectacular has it
        return ""

    def get_override_parameters(self) -> list[Any]:
        found: list[Any] = _filters(self._resource.filterset) if self.method == "GET" else []
        if self._lists:
            found += _paging(list(self._resource.orders))
        if self._sends and self._resource.is_versioned:
            found.append(_header("If-Match", required=True))
        if self._sends and self._resource.is_done_once:
            found.append(_header("Idempotency-Key", required=False))
        return found

    def get_request_serializer(self) -> Any:
        return self._resource.body if self._sends else None

    def get_response_serializers(self) -> Any:
        shape = self._resource.shape
        answer = _page(shape) if self._lists else shape
        made = self._resource.made if self.method == "POST" else 200
        told = {(made, "application/json"): answer}
        return told | {(status, PROBLEM): ProblemShape for status in self._refusals()}

    def _refusals(self) -> list[int]:
        found = set(ALWAYS)
        if self._sends:
            found |= set(SENDING)
            found |= set(VERSIONED) if self._resource.is_versioned else set()
            found |= {422} if self._resource.is_done_once else set()
        return sorted(found)


def _page(shape: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    return inline_serializer(
        name=shape.__name__.removesuffix("Shape") + "Page",
        fields={
            "results": shape(many=True),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
        },
    )


def _header(name: str, *, required: bool) -> OpenApiParameter:
    kind = {"type": "string", "pattern": r"^[\x21-\x7e]{1,255}$"}
    return OpenApiParameter(name, kind, OpenApiParameter.HEADER, required=required)


def _paging(orders: list[str]) -> list[OpenApiParameter]:
    number = {"type": "integer", "minimum": 1, "maximum": 500, "default": 100}
    return [
        OpenApiParameter("order", {"type": "string", "enum": orders, "default": orders[0]}),
        OpenApiParameter("limit", number),
        OpenApiParameter("after", str),
        OpenApiParameter("before", str),
    ]


def _filters(filterset: type[django_filters.FilterSet] | None) -> list[OpenApiParameter]:
    if filterset is None:
        return []
    return [
        OpenApiParameter(name, _kind(one), description=str(one.label or ""))
        for name, one in filterset.base_filters.items()
    ]


def _kind(one: django_filters.Filter) -> dict[str, Any]:
    if isinstance(one, KeyFilter | django_filters.ModelChoiceFilter):
        return {"type": "integer", "minimum": 1, "maximum": LARGEST_KEY}
    if isinstance(one, YesNoFilter):
        return {"type": "boolean"}
    if isinstance(one, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    choices = one.extra.get("choices")
    if isinstance(choices, list):
        return {"type": "string", "enum": [value for value, _label in choices]}
    length = one.extra.get("max_length")
    return {"type": "string", "maxLength": length} if length else {"type": "string"}


def put_in_order(result: dict[str, Any], **_more: object) -> dict[str, Any]:
    """Say of what is sent that unknown fields are refused; take out the generator's own marks."""
    for name, component in result["components"]["schemas"].items():
        if name.endswith("Body"):
            component["additionalProperties"] = False
    _unmark(result)
    return result


def _unmark(part: Any) -> None:
    if isinstance(part, dict):
        part.pop("x-spec-enum-id", None)
    for inner in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        _unmark(inner)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "tracker.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class BrowserScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "tracker.api.authentication.BrowserAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}

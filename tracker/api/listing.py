"""A list: narrowed and sorted by what its address allows, and turned by the key of a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.resource import Resource
from tracker.keyset import AFTER as KEY_AFTER
from tracker.keyset import BEFORE as KEY_BEFORE
from tracker.keyset import KeysetPage, Order, keyset_page

SIZE, MOST = 100, 500
LIMIT, ORDER, AFTER, BEFORE = "limit", "order", "after", "before"
PAGING = frozenset({LIMIT, ORDER, AFTER, BEFORE})
NEWEST = {"newest": Order(is_descending=True), "oldest": Order()}
# Rows are told as they lie in the database: no model is made of each, and nothing asked twice.
Row = dict[str, Any]


class Listing(Resource):
    """A list of rows that the user may see; `rows` asks for them, `told` says how they look."""

    orders: ClassVar[Mapping[str, Order]] = NEWEST
    columns: ClassVar[tuple[str, ...]] = ()

    def rows(self) -> QuerySet[Any, Any]:
        raise NotImplementedError

    def told(self, row: Row) -> Row:
        return row

    def note(self, rows: Iterable[Row]) -> None:
        """Write down that closed rows were shown, where there may be some."""

    def get(self, request: Request) -> Response:
        found, is_narrowed = self._narrowed()
        order = replace(self._order(), is_narrowed=is_narrowed)
        values = found.values(*self.columns, *([order.column] if order.column else []))
        page = keyset_page(values, order, asked=self._key(order), size=self._size())
        self.note(page.rows)
        return Response({"results": [self.told(row) for row in page.rows], **self._links(page)})

    @classmethod
    def parameters_known(cls) -> frozenset[str]:
        return super().parameters_known() | PAGING

    def _narrowed(self) -> tuple[QuerySet[Any, Any], bool]:
        if self.filterset is None:
            return self.rows(), False
        asked = self.filterset(self.request.query_params, self.rows(), request=self.request)
        if not asked.is_valid():
            raise ValidationError(asked.errors)
        return asked.qs, getattr(asked, "is_narrowed", False)

    def _order(self) -> Order:
        first = next(iter(self.orders))
        name = self.request.query_params.get(ORDER, first)
        if name not in self.orders:
            raise ValidationError({ORDER: [_("Rækkefølgen findes ikke.")]})
        return self.orders[name]

    def _size(self) -> int:
        text = self.request.query_params.get(LIMIT, str(SIZE))
        if not (text.isascii() and text.isdecimal() and len(text) < 6 and 0 < int(text) <= MOST):
            raise ValidationError({LIMIT: [_("Skriv et tal fra 1 til %(most)s.") % {"most": MOST}]})
        return int(text)

    def _key(self, order: Order) -> dict[str, str]:
        params = self.request.query_params
        asked = {name: params[name] for name in (AFTER, BEFORE) if name in params}
        if len(asked) > 1:
            raise ValidationError({BEFORE: [_("Brug kun en af dem: after eller before.")]})
        for name, key in asked.items():
            if not order.reads(key):
                raise ValidationError({name: [_("Nøglen er ikke en fra denne liste.")]})
        return {{AFTER: KEY_AFTER, BEFORE: KEY_BEFORE}[name]: key for name, key in asked.items()}

    def _links(self, page: KeysetPage[Row]) -> dict[str, str | None]:
        return {"next": self._link(AFTER, page.after), "previous": self._link(BEFORE, page.before)}

    def _link(self, name: str, key: str) -> str | None:
        if not key:
            return None
        query = self.request.query_params.copy()
        for one in (AFTER, BEFORE):
            query.pop(one, None)
        query[name] = key
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

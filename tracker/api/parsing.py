"""JSON that is sent to us: numbers that are numbers, and no deeper than anybody means it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class BoundedJSONParser(JSONParser):
    """Refuse what the framework's own parser lets through, or stumbles over.

    1e999 is read as infinity, which no field of ours can be asked with; thousands of brackets in
    each other are more than Python reads.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return json.loads(
                stream.read().decode("utf-8"), parse_constant=_refused, parse_float=_finite
            )
        except (ValueError, RecursionError) as error:
            raise ParseError from error


def _refused(constant: str) -> float:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number

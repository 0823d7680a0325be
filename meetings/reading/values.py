"""Values of the pure cores as JSON, and back: each field checked against its declared type.

What a confined child answers is believed in no other way.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date, time
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from meetings.reading.answers import BrokenAnswerError

_Value = TypeVar("_Value")

# Neither a lone half of a surrogate pair nor NUL can be stored or sent.
_UNFIT = re.compile(r"[\x00\ud800-\udfff]")
_DEEPEST = 12


def dump_value(value: Any) -> bytes:
    """Return a dataclass as JSON, dates and times as ISO says."""
    whole = asdict(value)
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=_iso).encode()


def _iso(value: date | time) -> str:
    return value.isoformat()


def load_value(kind: type[_Value], given: object) -> _Value:
    """Return what came out of JSON as a value of the type.

    Raises BrokenAnswerError where anything in it is not of its declared type.
    """
    value: _Value = _load(kind, given, _DEEPEST)
    return value


def _load(kind: Any, given: Any, depth: int) -> Any:
    if depth == 0:
        raise BrokenAnswerError("too deep")
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _load_one_of(get_args(kind), given, depth)
    if origin is Literal:
        return _as(given, isinstance(given, str) and given in get_args(kind), kind)
    if origin is tuple:
        _as(given, isinstance(given, list), kind)
        return tuple(_load(get_args(kind)[0], one, depth - 1) for one in given)
    if is_dataclass(kind):
        return _load_fields(kind, given, depth)
    return _load_plain(kind, given)


def _load_fields(kind: Any, given: Any, depth: int) -> Any:
    hints = _hints(kind)
    _as(given, isinstance(given, dict) and set(given) == set(hints), kind)
    return kind(**{name: _load(hint, given[name], depth - 1) for name, hint in hints.items()})


@lru_cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _load_one_of(kinds: tuple[Any, ...], given: Any, depth: int) -> Any:
    if given is None and NoneType in kinds:
        return None
    (kind,) = (one for one in kinds if one is not NoneType)
    return _load(kind, given, depth)


def _load_plain(kind: Any, given: Any) -> Any:
    if kind is float:
        is_number = type(given) in (int, float) and math.isfinite(given)
        return float(_as(given, is_number, kind))
    if kind is str:
        return _as(given, isinstance(given, str) and not _UNFIT.search(given), kind)
    if kind in (date, time):
        try:
            return kind.fromisoformat(_as(given, isinstance(given, str), kind))
        except ValueError:
            raise BrokenAnswerError(kind.__name__) from None
    return _as(given, type(given) is kind, kind)


def _as(given: Any, holds: bool, kind: Any) -> Any:  # noqa: FBT001
    if not holds:
        raise BrokenAnswerError(str(kind))
    return given

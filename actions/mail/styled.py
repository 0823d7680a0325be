"""Styles stand on each element, as mail programs want them: put there in the template, once.

In each mail it would cost as much again as filling the template in.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import css_inline
from django.template import engines
from django.template.loader import get_template

# Rules for the dark cannot stand on elements: they stay in the head.
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
PIECE = re.compile(r'\{% include "(?P<name>[^"]+\.html)" %\}')
# Blocks may stand where no text may, between the rows of a table; what is filled in may not.
BLOCK = re.compile(r"\{%.*?%\}")
VALUE = re.compile(r"\{\{.*?\}\}")
STAND_IN = re.compile(r"<!--filled-(?P<block>\d+)-->|filled-(?P<value>\d+)-")


@cache
def styled_template(name: str) -> Any:
    """Return the HTML template with its pieces in place and the rules of its `<style>` inlined.

    A block of the template language must not stand inside a tag, nor change what a rule meets.
    """
    tags: list[str] = []

    def kept(tag: re.Match[str]) -> str:
        tags.append(tag[0])
        number = len(tags) - 1
        return f"<!--filled-{number}-->" if tag[0].startswith("{%") else f"filled-{number}-"

    bare = VALUE.sub(kept, BLOCK.sub(kept, _whole(name)))
    styled = STAND_IN.sub(
        lambda found: tags[int(found["block"] or found["value"])], INLINER.inline(bare)
    )
    return engines["django"].from_string(styled)


def _whole(name: str) -> str:
    source = get_template(name).template.source  # type: ignore[attr-defined]  # Django's engine
    return PIECE.sub(lambda piece: _whole(piece["name"]), source)

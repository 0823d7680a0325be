"""The templates of a mail, put together once: its pieces in place, its styles on the elements.

In each mail looking a dozen pieces up costs as much as filling them in, and so do the styles.
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
PIECE = re.compile(
    r'\{% include (?:"(?P<name>[^"]+)"|words\|add:"(?P<worded>[^"]+)")(?: with (?P<names>.+?))? %\}'
)
# Blocks may stand where no text may, between the rows of a table; what is filled in may not.
BLOCK = re.compile(r"\{%.*?%\}")
VALUE = re.compile(r"\{\{.*?\}\}")
STAND_IN = re.compile(r"<!--filled-(?P<block>\d+)-->|filled-(?P<value>\d+)-")


@cache
def mail_template(name: str, *, words: str) -> Any:
    """Return the template with the pieces it includes, those in the folder `words` among them."""
    return engines["django"].from_string(_whole(name, words))


@cache
def styled_template(name: str, *, words: str) -> Any:
    """Return the same of an HTML template, with the rules of its `<style>` on its elements.

    A block of the template language must not stand inside a tag, nor change what a rule meets.
    """
    tags: list[str] = []

    def kept(tag: re.Match[str]) -> str:
        tags.append(tag[0])
        number = len(tags) - 1
        return f"<!--filled-{number}-->" if tag[0].startswith("{%") else f"filled-{number}-"

    bare = VALUE.sub(kept, BLOCK.sub(kept, _whole(name, words)))
    styled = STAND_IN.sub(
        lambda found: tags[int(found["block"] or found["value"])], INLINER.inline(bare)
    )
    return engines["django"].from_string(styled)


def _whole(name: str, words: str) -> str:
    source = get_template(name).template.source  # type: ignore[attr-defined]  # Django's engine
    return PIECE.sub(lambda piece: _in_place(piece, words), source)


def _in_place(piece: re.Match[str], words: str) -> str:
    whole = _whole(piece["name"] or words + piece["worded"], words)
    names = piece["names"]
    return f"{{% with {names} %}}{whole}{{% endwith %}}" if names else whole

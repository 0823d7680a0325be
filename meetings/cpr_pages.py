"""PURE: numbers that look like CPR numbers, taken out of a page of HTML and of a mail's text.

What a reader sees is changed and nothing else: addresses, tokens and what hidden fields carry stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from meetings.reading.cpr import find_cpr, has_cpr, hide_cpr

_TAG = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
# Within a line of text; any other tag ends what stands before it.
_WITHIN = "a|abbr|b|code|em|i|mark|small|span|strong|sub|sup|u"
_INLINE_TAG = re.compile(rf"</?(?:{_WITHIN})\b[^<>]*>")
_SEEN = re.compile(r"""(\s(?:value|title|alt|aria-label|placeholder|content)=)("[^"]*"|'[^']*')""")
_HIDDEN = re.compile(r"""\btype=["']?hidden""")
# What a visible field began with, to be compared with what it says when it comes back.
_BEGAN = re.compile(r"""\bname=["']?initial-""")
_ADDRESS = re.compile(r"(https?://\S+)")


def hide_in_html(html: str) -> str:
    """Return the page with each such number masked, also where tags of a line cut it."""
    if not (has_cpr(html) or has_cpr(_INLINE_TAG.sub("", html))):
        return html  # as nearly all are: the rest takes ten times as long
    texts, tags = _apart(html)
    whole = "".join(_joined(texts, tags))
    masked = list(whole)
    for start, end in find_cpr(whole):
        masked[start:end] = hide_cpr(whole[start:end])
    at, parts = 0, []
    for number, text in enumerate(texts):
        parts.append("".join(masked[at : at + len(text)]))
        at += len(text)
        if number < len(tags):
            at += len(_gap(tags[number]))
            parts.append(_without(tags[number]))
    return "".join(parts)


def hide_in_text(text: str) -> str:
    """Return a mail's text with each such number masked; addresses are left whole."""
    parts = _ADDRESS.split(text)
    return "".join(part if number % 2 else hide_cpr(part) for number, part in enumerate(parts))


def _apart(html: str) -> tuple[list[str], list[str]]:
    """Return the texts, and the tags between them: one fewer."""
    texts, tags, at = [], [], 0
    for tag in _TAG.finditer(html):
        texts.append(html[at : tag.start()])
        tags.append(tag[0])
        at = tag.end()
    return [*texts, html[at:]], tags


def _joined(texts: list[str], tags: list[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield text
        if number < len(tags):
            yield _gap(tags[number])


def _gap(tag: str) -> str:
    name = _NAME.match(tag)
    return "" if name and name[1].lower() in _WITHIN.split("|") else "\v"


def _without(tag: str) -> str:
    if _HIDDEN.search(tag) and not _BEGAN.search(tag):
        return tag
    return _SEEN.sub(lambda found: found[1] + hide_cpr(found[2]), tag)

"""Which owner words could stand in a register: a name, an abbreviation, the title of an office."""

from __future__ import annotations

from actions.language import names
from actions.language.lexicon.people import BODIES, PRONOUNS, ROLES
from actions.language.patterns import compiled

LONGEST, SHORTEST = 60, 2
# Every meeting has its own, so that they mean nobody outside of it.
OF_EACH_MEETING = (
    r"(?:undertegnede|[\w-]*(?:formand|formænd|forkvinde|kasserer|referent|ordstyrer|mødeleder|"
    r"tovholder|suppleant|sekretær|koordinator)(?:en|n|erne|er|ne)?)"
)


def is_learnable(words: str) -> bool:
    """Tell whether the words look like a name, an abbreviation or an office, and not like many."""
    if not SHORTEST <= len(words) <= LONGEST or any(sign in words for sign in ",/+;?"):
        return False
    if any(compiled(each).fullmatch(words) for each in (PRONOUNS, BODIES, OF_EACH_MEETING)):
        return False
    return words[:1].isupper() or bool(compiled(ROLES).fullmatch(words))


def means(words: str, name: str | None) -> bool:
    """Tell whether the words are the name, as names compare."""
    return bool(name) and names.folded(words) == names.folded(name or "")


def is_first_name_of(words: str, name: str) -> bool:
    """Tell whether the words are the first of the names."""
    first = name.split(maxsplit=1)[0] if name.split() else ""
    return names.folded(words) == names.folded(first)

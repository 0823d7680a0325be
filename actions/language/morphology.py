"""How Danish verbs are bent, and which verb a word of the minutes is a form of.

Forms follow from the infinitive (sende: sender, sendes, send, sendt) but for the few exceptions
of the lexicon. A compound bends like its last part (ud-sende, gen-frem-sætte), so that verbs
nobody listed are still known by their stem.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from actions.language.lexicon.verbs import DO, EXCEPTIONS, LIGHT, NOT_ALONE, STATES, WEAK
from actions.language.patterns import compiled
from actions.language.patterns import listed as _listed
from meetings.reading import damage

Form = Literal["PRESENT", "PASSIVE", "INFINITIVE", "IMPERATIVE", "PARTICIPLE"]

WORD = re.compile(r"[\w-]+")
PREFIXES = _listed(
    """
        ud ind op ned frem tilbage videre gen af over under om på til med sam efter rund
        hjem bort for be fore hen sammen færdig fejl for- mellem
    """
)
LISTED = tuple(dict.fromkeys([*DO, *WEAK, *(verb for verb in LIGHT if " " not in verb)]))
DOES = frozenset(DO) - NOT_ALONE
DOES_WHEN_OBLIGED = frozenset(DO) | frozenset(WEAK)
SHORTEST_STEM = 4
OPEN_PRESENT = re.compile(r"[a-zæøå]{3,}r")
NO_VERB = frozenset(
    _listed(
        """
        her der hver over under efter eller siden år mere flere senere nær bør tør aldrig
        ikke altså januar februar september oktober november december timer kroner dager
        uger
    """
    )
)


def present(verb: str) -> str:
    """Return the present tense: sende, sender."""
    known = _exception(verb)
    return known[0] if known else verb + "r"


def passive(verb: str) -> str:
    """Return the s-form, present and infinitive alike: sende, sendes."""
    known = _exception(verb)
    return known[1] if known else verb + "s"


def imperative(verb: str) -> str:
    """Return the imperative: sende, send; sætte, sæt; tage, tag."""
    known = _exception(verb)
    if known:
        return known[2]
    stem = verb.removesuffix("e")
    is_doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiouyæøå"
    return stem[:-1] if is_doubled else stem


def participles(verb: str) -> tuple[str, ...]:
    """Return what the participle may be: udarbejdet, sendt."""
    known = _exception(verb)
    if known:
        return (known[3],)
    stem = verb.removesuffix("e")
    undoubled = imperative(verb)
    return tuple({f"{stem}et", f"{stem}t", f"{undoubled}t"})


@lru_cache(maxsize=4096)
def _exception(verb: str) -> tuple[str, str, str, str] | None:
    """Return the exceptional forms of a verb or of the verb it is composed of."""
    if verb in EXCEPTIONS:
        return EXCEPTIONS[verb]
    for base in EXCEPTIONS:
        before = verb.removesuffix(base)
        if before != verb and len(base) > 2 and before in _COMPOSING:
            first, second, third, fourth = EXCEPTIONS[base]
            return before + first, before + second, before + third, before + fourth
    return None


_COMPOSING = frozenset(
    [
        *PREFIXES,
        *(a + b for a in PREFIXES for b in PREFIXES),
        *_listed(
            """
            fore offentlig klar færdig tydelig synlig fast rede tilrette i-gang igang
            iværk videre ajour kort dagsorden tilveje rund ren kund bekendt gennem vare
            med for sagt tids planlæg
            """
        ),
    ]
)


def _forms() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {
        name: {} for name in ("PRESENT", "PASSIVE", "INFINITIVE", "IMPERATIVE", "PARTICIPLE")
    }
    for verb in LISTED:
        tables["PRESENT"].setdefault(present(verb), verb)
        tables["PASSIVE"].setdefault(passive(verb), verb)
        tables["INFINITIVE"].setdefault(verb, verb)
        tables["IMPERATIVE"].setdefault(imperative(verb), verb)
        for form in participles(verb):
            tables["PARTICIPLE"].setdefault(form, verb)
    tables["INFINITIVE"]["forny"] = "fornye"
    for form in ("mødes", "fås", "stås", "væres", "gås"):
        tables["PASSIVE"].pop(form, None)
    for form in ("er", "har", "får", "stop"):
        tables["PRESENT"].pop(form, None)
    tables["PRESENT"]["får"] = "få"
    return tables


FORMS = _forms()
IMPERATIVES = frozenset(
    form for form, verb in FORMS["IMPERATIVE"].items() if verb in DO or verb in LIGHT
)
_FOLDED: dict[str, dict[str, list[str]]] = {}


@lru_cache(maxsize=65536)
def verb_of(word: str, form: Form, *, damaged: bool = False) -> str | None:
    """Return the infinitive of the verb that the word is a form of, None where it is none."""
    known = FORMS[form].get(word)
    if known:
        return known
    if damaged:
        return _damaged_verb(word, form)
    return _composed(word, form)


def _composed(word: str, form: Form) -> str | None:
    """Return a verb nobody listed whose last part is listed: "genfremlægges"."""
    if form == "IMPERATIVE":
        return None
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > SHORTEST_STEM:
            base = FORMS[form].get(rest)
            if base and base in DO and prefix + base not in STATES:
                return prefix + base
    return None


def _damaged_verb(word: str, form: Form) -> str | None:
    """Return the verb that a form with destroyed letters stands for."""
    if form not in _FOLDED:
        table: dict[str, list[str]] = {}
        for known in FORMS[form]:
            if re.search("[æøå]", known):
                table.setdefault(damage.fold(known), []).append(known)
        _FOLDED[form] = table
    for known in _FOLDED[form].get(damage.fold(word), ()):
        if compiled(known, damaged=True).fullmatch(word):
            return FORMS[form][known]
    return None


def open_present(word: str) -> str | None:
    """Return the infinitive of any word bent like a verb in the present that states nothing."""
    if not OPEN_PRESENT.fullmatch(word) or word in NO_VERB:
        return None
    verb = word[:-1]
    is_noun = word.endswith(
        ("leder", "holder", "tager", "giver", "ejer", "lejer", "taler", "hjælper")
    )
    return None if is_noun or verb in STATES or not verb.endswith(("e", "y")) else verb


def is_finite(word: str, *, damaged: bool) -> bool:
    """Tell whether a word is a verb that a main clause can have."""
    return (
        word in FINITE
        or (len(word) > 4 and word.endswith(("ede", "te")))
        or verb_of(word, "PRESENT", damaged=damaged) is not None
        or verb_of(word, "PASSIVE", damaged=damaged) is not None
    )


FINITE = frozenset(
    _listed(
        """
        skal vil kan bør må er har var blev bliver havde gav får fik kom gik tog lagde satte
        bad påtog tilbød sker foregår
    """
    )
)

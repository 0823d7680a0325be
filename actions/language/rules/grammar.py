"""What several families need: where the verb stands, who its subject is, what hinders it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actions.language.lexicon.verbs import LIGHT, STATES
from actions.language.morphology import (
    DOES,
    DOES_WHEN_OBLIGED,
    LISTED,
    WORD,
    Form,
    open_present,
    verb_of,
)
from actions.language.owners import OwnerReading
from actions.language.patterns import compiled
from actions.language.rules.registry import Scene, expression
from actions.language.rules.subjects import LEADING, owner_after
from actions.language.wording import do, is_pronoun, line

SUBJECT_WITH_INFINITIVE = re.compile(
    r"^[\w-]+(?:en|et|ne|er)\s+(?:for|om|til|på|af|i)\s+at\s", re.IGNORECASE
)
SUBORDINATE = (
    r"(?<!\w)(?:som|hvor\w*|hvad|hvem|hvilke[nt]?|når|hvis|såfremt|fordi|idet|eftersom|selvom|"
    r"da)(?!\w)|,\s*(?:der|at|om)(?!\w)|(?<!\w)om\s+(?:at|der)(?!\w)|(?<=\w)\s+at(?!\w)"
)
HINDERS = (
    r"(?<!\w)(?:kan|kunne|bør|burde|måtte|måske|muligvis|eventuelt|ikke|ingen|intet|"
    r"aldrig|ville|skulle|kun|"
    r"har|havde|blev|var|er|normalt|altid|typisk|generelt|som\s+regel|allerede|"
    r"foreslås|foreslår|anbefales|"
    r"anbefaler|ønskes|forventes|forventer|mener|håber|planen\s+var|tidligere|plejer|"
    r"ofte|nogle\s+gange)(?!\w)"
)
INITIALS = re.compile(r"(?<!\w)[A-ZÆØÅ]{2,4}(?!\w)")
NOT_AFTER = (
    r"^\s*(?:\w+\s+)?(?:ikke|kun|aldrig|ingen|intet|nok|vist|måske|formentlig|gerne\s+"
    r"vil|som\s+regel|normalt|typisk|altid)(?!\w)"
)


# Verbs whose infinitive is also a noun; what stands before and after tells which it is.
NOUNS_TOO = frozenset({"aftale", "klage", "leje", "liste", "pleje", "rejse", "støtte", "tale"})
DETERMINED = re.compile(
    r"(?<!\w)(?:en|den|denne|hver|ingen|ny|fast|klar|god|fælles|mulig|\w{2,}(?:lig|isk|som))\s+$",
    re.IGNORECASE,
)
STATED = re.compile(
    r"\s+(?:med|om|til|fra|på|af)\s[^,.;:]{2,60}?\s(?:er|var|blev|bliver|gælder|træder|udløber|mangler)"
    r"(?!\w)",
    re.IGNORECASE,
)


# "Indkøb af pensler", "tre nye planter": after these comes a noun in the plural, and no verb.
LEADS_IN_NOUN = re.compile(
    r"(?<!\w)(?:af|med|for|fra|uden|mellem|nye|gamle|flere|mange|diverse|ekstra)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of work in a clause: the infinitive, what stands before it and after it."""

    verb: str
    before: str
    after: str
    start: int


def acts(text: str, scene: Scene, *, forms: Form, is_open: bool = False) -> Iterator[Act]:
    """Yield the verbs of work in the text, in one form.

    With `is_open` a word that is only bent like a present tense counts as well.
    """
    for found in WORD.finditer(text):
        word = found[0].lower()
        verb = verb_of(word, forms, damaged=scene.damaged)
        if verb is None and is_open and found[0].islower():
            verb = open_present(word)
        if verb in NOUNS_TOO and forms == "INFINITIVE" and _is_noun(text, found):
            continue
        if verb and forms == "PRESENT" and LEADS_IN_NOUN.search(text[: found.start()]):
            continue
        if verb:
            yield Act(
                verb, text[: found.start()].strip(), text[found.end() :].strip(), found.start()
            )


def _is_noun(text: str, word: re.Match[str]) -> bool:
    """Tell "en ny aftale" and "aftale med skolen er på plads" from "aftale tid med skolen"."""
    before, after = text[: word.start()], text[word.end() :]
    return bool(DETERMINED.search(before)) or (not before.strip() and bool(STATED.match(after)))


def is_work(act: Act, scene: Scene, *, obliged: bool) -> bool:
    """Tell whether the verb promises something: by itself, with its particle, or when obliged."""
    if act.verb in LIGHT:
        with_particle = scene.search(r"(?<!\w)" + LIGHT[act.verb], act.after[:120])
        if with_particle:
            return True
        return act.verb in (DOES_WHEN_OBLIGED if obliged else DOES) and act.verb not in ONLY_LIGHT
    if act.verb in (DOES_WHEN_OBLIGED if obliged else DOES):
        return True
    return act.verb not in LISTED and act.verb not in STATES


ONLY_LIGHT = frozenset({"komme", "gå", "stå", "få", "være"})


def is_hindered(act: Act, scene: Scene) -> bool:
    """Tell whether the clause only says that it may, should, did or does not happen."""
    clause = _without_initials(re.split(r"[:;]\s", act.before)[-1], scene)
    return bool(scene.search(HINDERS, clause) or scene.match(NOT_AFTER, act.after))


def _without_initials(clause: str, scene: Scene) -> str:
    """Return the clause without the initials of people: "ER" may be Emil Roed and no verb."""
    return INITIALS.sub(lambda found: "" if scene.book.read(found[0]) else found[0], clause)


def is_subordinate(text: str, scene: Scene) -> bool:
    """Tell whether a subordinate clause has begun before the verb."""
    clause = SUBJECT_WITH_INFINITIVE.sub("", LEADING.sub("", text))
    return bool(scene.search(SUBORDINATE, clause))


def agent(text: str, scene: Scene) -> OwnerReading | None:
    """Return who does it in a passive clause: "udarbejdes af Teknik", "behandles i direktionen"."""
    for by in compiled(
        r"(?<!bestående )(?<!deltagelse )(?<!gavn )(?<!\w)(?:af\s|v/\s?)(?=\S)", damaged=False
    ).finditer(text):
        doer = re.split(r"[.;]|,\s(?:så|som|der|at|hvor)", text[by.end() :])[0]
        found = owner_after(doer, scene) or owner_after(doer.split(",")[0], scene)
        if found and found[0].kind != "pronoun" and not _is_genitive(found[0].text):
            return found[0]
    return None


def place(text: str, scene: Scene) -> OwnerReading | None:
    """Return the body in which something is to be dealt with: "behandles i direktionen"."""
    inside = scene.search(r"(?<!\w)i\s+(?=\w)", text)
    if not inside:
        return None
    rest = text[inside.end() :]
    head = re.split(r"[,.;]|\s[-–]\s|\s(?:den|d\.|i|på|med|inden|senest|til|efter)\s", rest)[0]
    known = scene.book.read(head)
    if known and known.kind in {"unit", "role"}:
        return known
    if head[:1].isupper() and len(head.split()) == 1 and not head.isupper():
        return OwnerReading(head, head, (), "unit")
    return None


def _is_genitive(words: str) -> bool:
    return words.endswith("ens") or words.endswith("ets")


# What is put first and is no subject: "I forbindelse med budgettet udarbejdes et notat".
ADVERBIAL = (
    r"(?:i|på|til|med|ved|under|efter|ift\.|i\s?forhold\s+til|vedr\.|vedrørende)"
    r"\s+(?=\w+\s+\w|\w+$)"
)


# "Nødkald: beboerne høres": what it is about stands in front, and is no part of the subject.
TOPIC = re.compile(r"(?P<topic>[A-ZÆØÅ][\w -]{2,40}):\s+(?P<clause>\S.*)$")


def passive_line(act: Act, scene: Scene) -> str:
    """Return the line for a passive clause: its subject, where it has one, after the verb."""
    topic = TOPIC.match(act.before)
    if topic and not scene.book.read(topic["topic"]):
        act = Act(act.verb, topic["clause"], act.after, act.start)
        task = passive_line(act, scene)
        return f"{topic['topic']}: {task[:1].lower()}{task[1:]}"
    act = _without_agent(act, scene)
    subject = scene_subject(act.before, scene)
    if is_pronoun(subject):
        subject = (
            "" if scene.match(r",?\s*(?:\w+,?\s+){0,2}(?:hv\w+|om|at)\b", act.after) else subject
        )
    if scene.match(ADVERBIAL, subject) and scene.match(r"\w", act.after):
        after = re.sub(r"^der\s+", "", act.after)
        return do(act.verb, after, subject[:1].lower() + subject[1:], file_words=scene.file_words)
    return do(act.verb, subject, act.after, file_words=scene.file_words)


def _without_agent(act: Act, scene: Scene) -> Act:
    """Return the act without who does it: the line says what, and stands beside the name."""
    doer = agent(act.after, scene)
    if not doer:
        return act
    after = re.sub(rf"(?:^|\s+)af\s+{re.escape(doer.text)}(?!\w)", "", act.after, count=1)
    return Act(act.verb, act.before, after.strip(), act.start)


def scene_subject(before: str, scene: Scene) -> str:
    """Return the subject: what stands before the verb without "der", "skal" and adverbs."""
    clean = LEADING.sub("", before)
    clean = expression(
        r"(?<!\w)(?:der|skal|vil|bliver)(?!\w)|<ADVERBS>", damaged=scene.damaged
    ).sub(" ", clean + " ")
    clean = " ".join(clean.split()).strip(" ,:")
    return "" if scene.match(r"(?:der|i|på|til|ift|vedr|om)$", clean) else clean


def plain_line(text: str) -> str:
    """Return the clause itself as a line, without the word that began it."""
    return line(LEADING.sub("", text.strip()))

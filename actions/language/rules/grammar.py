"""What several families need: where the verb stands, who its subject is, what hinders it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actions.language.lexicon.verbs import (
    DOES,
    DOES_WHEN_OBLIGED,
    INFINITIVES,
    LIGHT,
    PASSIVES,
    PRESENTS,
)
from actions.language.owners import OwnerReading
from actions.language.patterns import compiled, fill
from actions.language.rules.registry import PIECES, Scene
from actions.language.wording import do, is_pronoun, line

MOST_OWNER_WORDS = 9
SUBORDINATE = (
    r"(?<!\w)(?:som|hvor\w*|hvad|hvem|når|hvis|såfremt|fordi|idet|eftersom|selvom|"
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
NOT_AFTER = r"^\s*(?:\w+\s+)?(?:ikke|kun|aldrig|ingen|intet|som\s+regel|normalt|typisk|altid)(?!\w)"
LEADING = re.compile(r"^(?:og|men|samt|at|så)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of work in a clause: the infinitive, what stands before it and after it."""

    verb: str
    before: str
    after: str
    start: int


def acts(text: str, scene: Scene, *, forms: str) -> Iterator[Act]:
    """Yield the verbs of work in the text, in one form: PRESENT, PASSIVE or INFINITIVE."""
    table = {"PRESENT": PRESENTS, "PASSIVE": PASSIVES, "INFINITIVE": INFINITIVES}[forms]
    pattern = compiled(fill(rf"(?<![\w-])(?P<verb><{forms}>)(?!-)", PIECES), damaged=scene.damaged)
    for found in pattern.finditer(text):
        verb = table.get(found[0].lower()) or _damaged_verb(found[0], table)
        if verb:
            yield Act(
                verb, text[: found.start()].strip(), text[found.end() :].strip(), found.start()
            )


def _damaged_verb(word: str, table: dict[str, str]) -> str | None:
    """Return the verb that a damaged form stands for."""
    fits = [verb for form, verb in table.items() if compiled(form, damaged=True).fullmatch(word)]
    return fits[0] if fits else None


def is_work(act: Act, scene: Scene, *, obliged: bool) -> bool:
    """Tell whether the verb promises something: by itself, with its particle, or when obliged."""
    if act.verb in LIGHT:
        with_particle = scene.search(r"(?<!\w)" + LIGHT[act.verb], act.after[:120])
        if with_particle:
            return True
        return act.verb in (DOES_WHEN_OBLIGED if obliged else DOES) and act.verb not in ONLY_LIGHT
    return act.verb in (DOES_WHEN_OBLIGED if obliged else DOES)


ONLY_LIGHT = frozenset(
    {
        "tage",
        "give",
        "komme",
        "gå",
        "stå",
        "sætte",
        "holde",
        "få",
        "føre",
        "melde",
        "lægge",
        "trække",
        "skære",
    }
)


def is_hindered(act: Act, scene: Scene) -> bool:
    """Tell whether the clause only says that it may, should, did or does not happen."""
    return bool(scene.search(HINDERS, act.before) or scene.match(NOT_AFTER, act.after))


def is_subordinate(text: str, scene: Scene) -> bool:
    """Tell whether a subordinate clause has begun before the verb."""
    return bool(scene.search(SUBORDINATE, LEADING.sub("", text)))


def owner_before(words: str, scene: Scene) -> OwnerReading | None:
    """Return the owner that the words before a verb are, adverbs and openings left out."""
    clean = compiled(fill(r"(?:\s|^)<ADVERBS>*$", PIECES), damaged=scene.damaged).sub(
        "", words + " "
    )
    clean = LEADING.sub("", clean.strip(" ,:–-"))
    whole = scene.book.read(clean)
    if whole:
        return whole
    after_comma = re.split(r"[,:–]\s+", clean)[-1]
    return scene.book.read(after_comma) if after_comma != clean else None


def owner_after(words: str, scene: Scene) -> tuple[OwnerReading, str] | None:
    """Return the owner at the head of the words after a verb, the longest that is one."""
    tokens = words.split()
    for count in range(min(MOST_OWNER_WORDS, len(tokens)), 0, -1):
        if count < len(tokens) and tokens[count - 1].endswith((",", ".", ";")):
            continue
        owner = scene.book.read(" ".join(tokens[:count]))
        if owner:
            return owner, " ".join(tokens[count:])
    return None


def agent(text: str, scene: Scene) -> OwnerReading | None:
    """Return who does it in a passive clause: "udarbejdes af Teknik", "behandles i direktionen"."""
    for by in compiled(r"(?<!\w)(?:af\s|v/\s?)(?=\S)", damaged=False).finditer(text):
        found = owner_after(re.split(r"[.;]|,\s(?:så|som|der|at|hvor)", text[by.end() :])[0], scene)
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


def passive_line(act: Act, scene: Scene) -> str:
    """Return the line for a passive clause: its subject, where it has one, after the verb."""
    subject = scene_subject(act.before, scene)
    if is_pronoun(subject):
        subject = (
            "" if scene.match(r",?\s*(?:\w+,?\s+){0,2}(?:hv\w+|om|at)\b", act.after) else subject
        )
    return do(act.verb, subject, act.after, file_words=scene.file_words)


def scene_subject(before: str, scene: Scene) -> str:
    """Return the subject: what stands before the verb without "der", "skal" and adverbs."""
    clean = LEADING.sub("", before)
    clean = compiled(
        fill(r"(?<!\w)(?:der|skal|vil|bliver)(?!\w)|<ADVERBS>", PIECES), damaged=scene.damaged
    ).sub(" ", clean + " ")
    clean = " ".join(clean.split()).strip(" ,:")
    return "" if scene.match(r"(?:der|i|på|til|ift|vedr|om)$", clean) else clean


def plain_line(text: str) -> str:
    """Return the clause itself as a line, without the word that began it."""
    return line(LEADING.sub("", text.strip()))

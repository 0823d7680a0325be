"""Who a clause is about: the words before or after its verb, read as somebody who can be asked.

The book of owners knows participants, units and roles. Here a reader's further knowledge is added:
an unknown name in the place of a subject, "hver afdeling", "rådets medlemmer", and "hun", who is
the person named last.
"""

from __future__ import annotations

import re

from actions.language.lexicon.people import DEPARTMENTS
from actions.language.owners import OwnerBook, OwnerReading
from actions.language.patterns import Expression, compiled
from actions.language.rules.registry import Scene, expression

MOST_OWNER_WORDS = 9
LEADING = re.compile(r"^(?:og|men|samt|at|så|mens)\s+", re.IGNORECASE)
PARTY = re.compile(r"\s*\((?:[A-ZÆØÅ]{1,3}|\d{1,2})\)(?=\s|$)")
RELATIVE = re.compile(r",\s*(?:der|som)\s[^,]*,?$")
GROUPS = (
    r"(?:hver\s+af\s+os|(?:hver|hvert)\s+(?:enkelt\s+)?(?:chef|leder|afdeling|skole|institution|"
    r"center|enhed|gruppe|"
    r"forvaltning|bestyrelse|udvalg|område|team|arbejdsplads|medlem|bestyrelsesmedlem)"
    r"|[\w-]+s\s+(?:medlemmer|repræsentanter|formænd|øvrige\s+medlemmer)"
    r"|(?:alle|de\s+(?:enkelte|øvrige|lokale|berørte|respektive|to|tre)|begge)\s+[\w-]*"
    r"(?:afdelinger|chefer|ledere|skoler|udvalg|grupper|medlemmer|bestyrelsesmedlemmer|formænd|"
    r"institutioner|områder|centre|enheder|parter|medarbejdere)"
    r"|alle\s+(?!beboere|borgere|forældre|medlemmer|brugere|børn|elever|ejere|lejere|andre|der)"
    r"[\w-]{4,}(?:er|ere)(?<!ller)"
    r"|(?:den|det)\s+[\w-]+\s+del\s+af\s+[\w-]+(?:en|et)|resten\s+af\s+[\w-]+(?:en|et)"
    r"|[\w-]*(?:grupperne|udvalgene|afdelingerne|repræsentanterne|cheferne|lederne|rådene|skolerne|"
    r"centrene|institutionerne|enhederne|repræsentanten|ansvarlige|vejlederne|vejlederen|"
    r"medlemmerne\s+af\s+\w+|revisor(?:en)?|advokat(?:en)?|arkitekt(?:en)?|ingeniør(?:en)?|"
    r"rådgiver(?:en)?|pedellen|lærerne|læreren|pædagogerne|medarbejderen|konsulenterne|"
    r"inspektøren|mesteren|manden|"
    r"gartneren|graveren|mentoren|ambassadørerne|koordinatorerne|medarbejderne)"
    r"|de\s+frivillige"
    r"|(?:(?:menighedsrådets|bestyrelsens)\s+)?(?:webmaster|kontaktperson(?:en)?|vicevært|gartner|"
    r"skoleleder|sfo-leder|næstformand|souschef))"
)
NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéü]+(?:-[A-ZÆØÅ][a-zæøå]+)?")
NAMES = re.compile(rf"{NAME.pattern}(?:\s(?:{NAME.pattern}|[A-ZÆØÅ]\.))*")
NO_NAME = re.compile(
    r"(?:vi|der|det|de|den|dem|man|alle|nogle|mange|flere|begge|ingen|hun|han|dette|disse|her|"
    r"så|når|hvis|ja|nej|jo|ok|tak|"
    r"derefter|herefter|desuden|samtidig|senere|først|derudover|endvidere|både|hver|hvert|ingen|"
    r"intet|"
    r"noget|andre|jeg|nye?|gammel|gamle|godt?|store?|lille|første|anden|tredje|ekstra|samlet|fast|"
    r"åbent?|lukket|kort|intern|ekstern|fælles|fortsat|kun|især|også|et?|to|tre|fire|fem|seks|"
    r"syv|otte|enkelte|frivillige|ansatte|unge|ældre|børn|forældre|folk|kommune|region|stat|politi|"
    r"dansk|danske|ministerium|begge|hele|samme|sådan|derfor|dermed|ellers|hvem|hvad|hvor|herunder|"
    r"fremover|nu|dog|ligeledes|tidligere|efterfølgende|næste|sidste|kommende|punkt|bilag|sag|"
    r"møde|referat|"
    r"opgave|aktion|beslutning|frist|status|mulighed|forslag|plan|"
    r"januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|"
    r"mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|"
    r"\w+(?:ende|en|et|erne|ene|ene|ter|ger|der|ler|ser|ker|ner|mer|per|ter|ere|else|hed|ing|"
    r"ion|ling|skab|"
    r"isk|lig|bart))",
    re.IGNORECASE,
)


class RememberingBook(OwnerBook):
    """A book of owners that reads the same words once: rules ask for them again and again."""

    _MOST = 20_000

    def read(self, words: str) -> OwnerReading | None:
        """Return who the words mean, as the book reads them."""
        seen = self.__dict__.setdefault("_seen", {})
        if words not in seen:
            if len(seen) >= self._MOST:
                seen.clear()
            seen[words] = super().read(words)
        found: OwnerReading | None = seen[words]
        return found


def owner_before(words: str, scene: Scene) -> OwnerReading | None:
    """Return the owner that the words before a verb are, adverbs and openings left out."""
    clean = expression(r"(?:\s|^)<ADVERBS>*$", damaged=scene.damaged).sub("", words + " ")
    clean = LEADING.sub("", PARTY.sub("", clean).strip(" ,:–-"))
    whole = subject(clean, scene) or subject(RELATIVE.sub("", clean), scene)
    if whole:
        return whole
    after_comma = re.split(r"[,:–;]\s+|\.\s+(?=[A-ZÆØÅ])", clean)[-1]
    found = subject(after_comma, scene) if after_comma != clean else None
    return found or _initials_last(clean, scene)


def _initials_last(words: str, scene: Scene) -> OwnerReading | None:
    """Return the person whose initials stand right before the verb, after a heading's words."""
    last = words.rsplit(maxsplit=1)[-1] if words else ""
    known = scene.book.read(last) if last.isupper() and 2 <= len(last) <= 4 else None
    return known if known and known.kind == "person" else None


def owner_after(words: str, scene: Scene) -> tuple[OwnerReading, str] | None:
    """Return the owner at the head of the words after a verb, the longest that is one."""
    tokens = words.split()
    begun = tokens[:MOST_OWNER_WORDS]
    may_be_group = _groups(scene).may_be_in(" ".join(begun))
    most = len(begun) if may_be_group else scene.book.reach(begun)
    for count in range(most, 0, -1):
        if count < len(tokens) and tokens[count - 1].endswith((",", ".", ";")):
            ends = re.match(r"(?:om|hv\w+|at|når|inden|så|der|som|og)$", tokens[count].lower())
            if not (ends and tokens[count - 1].endswith(",")):
                continue
        head = " ".join(tokens[:count])
        owner = scene.book.read(head) or (_group(head, scene) if may_be_group else None)
        if owner:
            return owner, " ".join(tokens[count:])
    return None


def subject(words: str, scene: Scene) -> OwnerReading | None:
    """Return who the words name in the place of a subject."""
    known = scene.book.read(words)
    if known or not words:
        return known
    return (
        _group(words, scene)
        or _department(words)
        or _he_or_she(words, scene)
        or _unknown_names(words, scene)
    )


def _groups(scene: Scene) -> Expression:
    return compiled(GROUPS, damaged=scene.damaged)


def _group(words: str, scene: Scene) -> OwnerReading | None:
    found = _groups(scene).fullmatch(words.strip(" ,."))
    return OwnerReading(words, words, (), "unit") if found else None


def _department(words: str) -> OwnerReading | None:
    found = compiled(DEPARTMENTS).fullmatch(words.strip(" ,."))
    return OwnerReading(words, words, (), "unit") if found else None


def _he_or_she(words: str, scene: Scene) -> OwnerReading | None:
    """Return whom "hun" means, the person named last; "jeg" is who speaks, or nobody we know."""
    if words.lower() in {"han", "hun"} and scene.said:
        return OwnerReading(words, scene.said.owner, (), "person")
    if words.lower() == "jeg":
        speaker = scene.speaking.owner if scene.speaking else None
        return OwnerReading(words, speaker, (), "person" if speaker else "pronoun")
    return None


def _unknown_names(words: str, scene: Scene) -> OwnerReading | None:
    """Return names that nobody listed: capital letter, never written small in the file."""
    parts = [part for part in re.split(r"\s*(?:,|/|&|\bog\b)\s*", words.strip(" ,.")) if part]
    if not parts or len(parts) > 4 or any(not _may_be_name(part, scene) for part in parts):
        return None
    read = [scene.book.read(part) for part in parts]
    owners = [one.owner or part if one else part for one, part in zip(read, parts, strict=True)]
    return OwnerReading(words, owners[0], tuple(owners[1:]), "person")


def _may_be_name(part: str, scene: Scene) -> bool:
    if scene.book.read(part):
        return True
    if not NAMES.fullmatch(part) or len(part.split()) > 3:
        return False
    first = part.split(maxsplit=1)[0]
    return first.lower() not in scene.file_words and not NO_NAME.fullmatch(first)

"""When what was promised is due, and on what it hangs, in the sentences of one finding."""

from __future__ import annotations

from actions.language.deadlines import Deadline
from actions.language.rules import Scene

QUESTION = (
    r"(?<!\w)(?:spørger?|undersøger?|hører?|afklarer?|afklares|undersøges|tjekker?|finder?\s+ud\s+af)(?!\w)"
    r"[^.;]{0,80}?,?\s(?P<clause>(?:om(?=\s+(?:\w+\s+){0,4}?(?:kan|kunne|vil|skal|må|er|har|bliver|"
    r"findes)(?!\w))|hvornår|hvordan|hvorvidt)\s[^,.;]+)"
)
# "Lis undersøger, om mødet i december kan flyttes": the month says which meeting.
SUBJECT_OF_QUESTION = r"om\s+[^,.;]{2,50}?\s(?=(?:kan|kunne|skal|vil|må|bør)(?!\w))"
# "Bo spørger, om de kan levere inden jul": by then he must have asked, at the latest.
DUE_ALL_THE_SAME = (
    r"(?<!\w)(?:senest|inden|før|frist|deadline|klar|ultimo|primo|medio|uge)(?!\w)|"
    r"møde(?:t|rne)?(?!\w)"
)
CONDITION = (
    r"(?<!\w)(?P<words>(?:hvis|såfremt|i\s+tilfælde\s+af|under\s+forudsætning\s+af|"
    r"forudsat)\s[^;]{3,140}?)"
    r"(?=;|,\s+(?:så|kontakter|rykker|sender|undersøger|indkalder|tager)|\.\s*$|$)"
)


def deadline_of(texts: list[str], scene: Scene) -> Deadline | None:
    """Return the deadline of the mark, else of the sentence that says what, else of the rest."""
    undated = None
    for text in texts:
        deadline = scene.deadline_in(_without_question(text, scene))
        if deadline and (deadline.latest or deadline.doubt):
            return deadline
        undated = undated or deadline
    return undated


def _without_question(text: str, scene: Scene) -> str:
    """Leave out what is asked: in "Bo spørger, om de kan komme i maj" the month is theirs."""
    asked = scene.search(QUESTION, text)
    if not asked:
        return text
    subject = scene.match(SUBJECT_OF_QUESTION, asked["clause"])
    begin = asked.start("clause")
    after = asked["clause"][subject.end() :] if subject else asked["clause"]
    if scene.search(DUE_ALL_THE_SAME, after):
        return text[:begin] + after + text[asked.end("clause") :] if subject else text
    return text[: asked.start("clause")] + text[asked.end("clause") :]


def condition_of(texts: list[str], scene: Scene) -> str | None:
    """Return the words of the event on which it hangs: "hvis tilbuddet er for dyrt"."""
    for text in texts:
        found = scene.search(CONDITION, text)
        if found:
            return found["words"].strip(" ,.")
    return None

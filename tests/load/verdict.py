"""What the rows and the mail server say in the end, held against what people were told."""

# ruff: noqa: PLC0415  # Django is set up for the scratch database first

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """A figure, with the most it may be; None where it only tells."""

    what: str
    figure: int
    most: int | None = None

    @property
    def is_met(self) -> bool:
        return self.most is None or self.figure <= self.most


def is_quiet() -> bool:
    """Tell whether nothing is left to be sent or read."""
    from django.utils import timezone

    from actions.models import Message, Reminder
    from meetings.models import Document

    due = Reminder.objects.filter(state="planned", due_on__lte=timezone.localdate())
    under_way = Document.objects.filter(stage__in=["received", "read"])
    return not (Message.objects.unfinished().exists() or due.exists() or under_way.exists())


def verdict(
    told: Mapping[str, Any], taken: Counter[str], *, kills: Mapping[str, int], lines: int
) -> list[Line]:
    """Return the figures that decide; a mail may be doubled once for each line that was killed."""
    facts = told["facts"]
    return [
        Line("errors shown to a user", len(told["errors"]), 0),
        *_mails(taken, most_doubled=lines * kills.get("mail", 0)),
        *_files(facts.get("files", [])),
        *_changes(facts),
    ]


def _mails(taken: Counter[str], *, most_doubled: int) -> list[Line]:
    from actions.models import Message, Reminder

    sent = set(Message.objects.filter(state="sent").values_list("message_id", flat=True))
    unsent = Message.objects.exclude(state__in=["sent", "cancelled"]).count()
    due = Reminder.objects.filter(state="planned", step="assigned").count()
    # Cut on the wire by a kill, and answered by the link in it before it was sent again.
    lapsed = set(Message.objects.filter(state="cancelled").values_list("message_id", flat=True))
    return [
        Line("mails accepted by the server", len(taken)),
        Line("mails lost: told as sent, and never there", len(sent - set(taken)), 0),
        Line("mails that came and are not told of", len(set(taken) - sent - lapsed), 0),
        Line("mails cut, and answered before the next", len(set(taken) & lapsed), most_doubled),
        Line("mails doubled", sum(count - 1 for count in taken.values()), most_doubled),
        Line("mails stuck", unsent + due, 0),
    ]


def _files(names: Iterable[object]) -> list[Line]:
    from meetings.models import Document

    stages = dict(Document.objects.values_list("name", "stage"))
    handed_in = [str(name) for name in names]
    return [
        Line("files handed in", len(handed_in)),
        Line("files read", sum(stages.get(name) == "ready" for name in handed_in)),
        Line("files lost", sum(name not in stages for name in handed_in), 0),
        Line("files put aside", sum(stages.get(name) == "rejected" for name in handed_in), 0),
        Line("files stuck", sum(one in {"received", "read"} for one in stages.values()), 0),
        Line("files doubled", len(handed_in) - len(set(handed_in)), 0),
    ]


def _changes(facts: Mapping[str, list[Any]]) -> list[Line]:
    from actions.models import ActionItem, Comment, UsedLink

    comments = Counter(Comment.objects.values_list("text", flat=True))
    said = facts.get("comments", [])
    accepted = Counter(
        ActionItem.objects.filter(commitment__isnull=False).values_list("commitment_id", flat=True)
    )
    accepts, answered = facts.get("accepted", []), facts.get("answered", [])
    still_open = ActionItem.objects.filter(pk__in=answered, status="open").count()
    return [
        Line("comments", len(said)),
        Line("comments lost", sum(text not in comments for text in said), 0),
        Line("comments doubled", sum(count > 1 for count in comments.values()), 0),
        Line("suggestions accepted", len(accepts)),
        Line("accepted and no item", sum(one not in accepted for one in accepts), 0),
        Line("accepted and two items", sum(count > 1 for count in accepted.values()), 0),
        Line("items reported as done", len(answered)),
        Line("reported as done and open", still_open, 0),
        Line("answers by link", len(facts.get("links", []))),
        Line("answers by link lost", max(0, len(set(facts.get("links", []))) - _used(UsedLink)), 0),
    ]


def _used(links: Any) -> int:
    return int(links.objects.count())

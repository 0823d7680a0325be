"""What a corrected owner teaches: words of the minutes that could become a name in the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actions.language.learnable import is_first_name_of, is_learnable, means
from actions.models import ActionItem, Commitment
from meetings.models import Alias, Event, Person, Unit
from meetings.register import Register
from meetings.register_value import register_value


@dataclass(frozen=True, slots=True)
class AliasOffer:
    """Words, whom they could stand for, and from which day.

    `meanings` are those whom the register already calls so, and nothing can be learned then;
    `learned` is the alias that this very suggestion taught.
    """

    words: str
    owner: Person | Unit
    day: date
    meanings: tuple[str, ...] = ()
    learned: Alias | None = None

    @property
    def is_open(self) -> bool:
        return not self.meanings and self.learned is None


def alias_offers(pairs: Iterable[tuple[Commitment, ActionItem]]) -> dict[int, AliasOffer]:
    """Return what can be learned, or was, of accepted suggestions, by their key."""
    wanted = [(one, item) for one, item in pairs if _teaches(one, item)]
    if not wanted:
        return {}
    register = register_value()
    learned = _learned([one.pk for one, _item in wanted])
    found = {one.pk: _offer(one, item, register, learned.get(one.pk)) for one, item in wanted}
    return {pk: offer for pk, offer in found.items() if offer}


def alias_offer(commitment: Commitment, action_item: ActionItem) -> AliasOffer | None:
    """Return what the one suggestion teaches."""
    return alias_offers([(commitment, action_item)]).get(commitment.pk)


def _teaches(commitment: Commitment, action_item: ActionItem) -> bool:
    """Tell whether a person named another owner than was read out of words that could be a name.

    The register is seen by all who take minutes: words of a closed item do not go there.
    """
    read = commitment.owner_person or commitment.owner_unit
    return (
        commitment.status == Commitment.Status.ACCEPTED
        and not action_item.is_confidential
        and action_item.owner is not None
        and action_item.owner != read
        and not commitment.co_owners
        and is_learnable(commitment.owner_text.strip())
    )


def _learned(commitments: list[int]) -> dict[int, Alias]:
    """Return the standing aliases that these suggestions taught."""
    events = Event.objects.filter(
        subject=Event.Subject.REGISTER,
        kind=Event.Kind.LEARNED,
        changes__commitment__1__in=commitments,
    )
    taught = {event.subject_id: event.changes["commitment"][1] for event in events}
    rows = Alias.objects.standing().filter(pk__in=taught).select_related("unit", "person")
    return {taught[row.pk]: row for row in rows}


def _offer(
    commitment: Commitment, action_item: ActionItem, register: Register, learned: Alias | None
) -> AliasOffer | None:
    owner, day = action_item.owner, commitment.agenda_item.meeting.held_on
    if owner is None or day is None:
        return None
    words = commitment.owner_text.strip()
    if learned:
        return AliasOffer(words, owner, day, learned=learned)
    meanings = _meanings(words, register, day)
    if meanings == {owner.name} or _namesakes(owner, register) > 1:
        return None
    strangers = _called_first(words, register) - {owner.name}
    return AliasOffer(words, owner, day, meanings=tuple(sorted(meanings | strangers)))


def _meanings(words: str, register: Register, day: date) -> set[str]:
    """Return whom the register calls so on that day."""
    return {
        entry.belongs_to or entry.name if entry.kind == "alias" else entry.name
        for entry in register.entries
        if entry.is_valid_on(day) and (means(words, entry.name) or means(words, entry.short))
    }


def _called_first(words: str, register: Register) -> set[str]:
    """Return the people whose first name the words are: an alias would speak over them."""
    people = [entry.name for entry in register.entries if entry.kind == "person"]
    return {name for name in people if is_first_name_of(words, name)}


def _namesakes(owner: Person | Unit, register: Register) -> int:
    """Count who bears the owner's name: an alias names its goal, and two of a name are none."""
    return sum(e.name == owner.name for e in register.entries if e.kind in {"person", "unit"})

"""What a person is called, and what stands for each of it once the person is nameless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from meetings.models import Alias, Person, Pseudonym, PseudonymKey, Unit, User
from meetings.pseudonyms import Find, keyed, loose, plain_words, strict

LEAST_CODE = 4


@dataclass(frozen=True, slots=True)
class Name:
    """One of the words of a person. One that is shared is somebody else's too."""

    words: str
    is_loose: bool
    instead: str
    is_shared: bool

    @property
    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield how it is known, also in the genitive, and what stands for it."""
        form = loose if self.is_loose else strict
        yield form(self.words), self.instead
        if "@" not in self.words:
            yield form(f"{self.words}s"), f"{self.instead}s"

    @property
    def length(self) -> int:
        return len(plain_words(self.words).split())


def pseudonym_name(code: str) -> str:
    return f"Fratrådt medarbejder {code}"


def pseudonym_key() -> bytes:
    """Return the installation's key, made when it is first needed."""
    row = PseudonymKey.objects.order_by("pk").first() or PseudonymKey.objects.create(pk=1)
    return bytes.fromhex(row.key)


def new_code(person: Person, key: bytes) -> str:
    """Return the first four digits that nobody else has; the same for the same person and key."""
    digits = keyed(key, f"person:{person.pk}").upper()
    length = LEAST_CODE
    while Pseudonym.objects.filter(code=digits[:length]).exclude(person=person).exists():
        length += 1
    return digits[:length]


def names_of(person: Person, users: Iterable[User], code: str) -> list[Name]:
    """Return all that the person is called, each once, the longest first."""
    aliases = list(person.aliases.values_list("text", flat=True))
    full, address = pseudonym_name(code), f"{code.lower()}@fratraadt.invalid"
    named: dict[tuple[str, bool], str] = {}

    def add(words: str, instead: str, *, is_loose: bool) -> None:
        if len(plain_words(words)) > 1:
            named.setdefault((words.strip(), is_loose), instead)

    add(person.name, full, is_loose=True)
    add(person.email, address, is_loose=True)
    for user in users:
        add(user.email, address, is_loose=True)
        add(user.get_full_name(), full, is_loose=True)
        add(user.username, address if "@" in user.username else code, is_loose="@" in user.username)
    for alias in aliases:
        add(alias, full if " " in alias else code, is_loose=" " in alias)
    add(person.initials, code, is_loose=False)
    found = [
        Name(words, is_loose, instead, _is_shared(words, person))
        for (words, is_loose), instead in named.items()
    ]
    return sorted(found, key=lambda name: -len(name.words))


def finder(names: Iterable[Name], *, with_shared: bool) -> tuple[Find, int]:
    """Return what finds the names in a text, and how many words the longest has."""
    kept = [name for name in names if with_shared or not name.is_shared]
    known = {form: instead for name in kept for form, instead in name.forms}

    def find(words: str) -> str | None:
        return known.get(loose(words)) or known.get(strict(words))

    return find, max((name.length for name in kept), default=1)


def _is_shared(words: str, person: Person) -> bool:
    others = Person.objects.exclude(pk=person.pk)
    return (
        others.filter(Q(name__iexact=words) | Q(initials=words) | Q(email__iexact=words)).exists()
        or Unit.objects.filter(Q(abbreviation=words) | Q(name__iexact=words)).exists()
        or Alias.objects.filter(text=words).exclude(person=person).exists()
        or User.objects.filter(username=words).exclude(person=person).exists()
    )

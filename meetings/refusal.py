"""Sentences in which the pure code refuses: kept apart from their values, to be translated. Pure.

Where a sentence is shown, it is translated first and filled in then; unasked it is Danish.
"""

from __future__ import annotations

from collections.abc import Callable


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return sentence


class RefusalError(ValueError):
    """Something is refused; `sentence` is Danish, with %(name)s where its `values` go."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.words(gettext_noop)

    def words(self, translate: Callable[[str], str], show: Callable[[object], object] = str) -> str:
        """Return the whole of it in the language that `translate` goes to.

        `show` writes values the way of that language: "10.000", "10,000".
        """
        shown = {name: show(value) for name, value in self.values.items()}
        return translate(self.sentence) % shown

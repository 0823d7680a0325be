"""Which words of the minutes could be a name in the register."""

from __future__ import annotations

import pytest

from actions.language.learnable import is_learnable


@pytest.mark.parametrize(
    "words",
    ["TSK", "Teknisk Sek.", "Holm", "Lene", "direktøren", "kulturchefen", "Det Grønne Hjørne"],
)
def test_names_abbreviations_and_offices_can_be_learned(words: str) -> None:
    assert is_learnable(words)


@pytest.mark.parametrize(
    "words",
    [
        "vi",
        "Vi",
        "alle",
        "alle medlemmer",
        "hver især",
        "forvaltningen",
        "Administrationen",
        "udvalget",
        "formanden",
        "Formanden",
        "undertegnede",
        "referenten",
        "tovholder",
        "Lene/Ib",
        "TSK, KF",
        "han",
        "den nye medarbejder",
        "X",
        "",
    ],
)
def test_many_everybody_and_each_meetings_own_cannot(words: str) -> None:
    assert not is_learnable(words)

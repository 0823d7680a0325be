"""The rules, one family of promise a module; importing the folder fills the registry in order."""

from __future__ import annotations

from actions.language.rules import (  # isort: skip  (the order is the order of trial)
    marks,
    listed,
    decisions,
    requests,
    moves,
    persons,
    passives,
    nouns,
    negatives,
)
from actions.language.rules.registry import RULES, VETOES, Proposal, Scene, Segment

__all__ = [
    "RULES",
    "VETOES",
    "Proposal",
    "Scene",
    "Segment",
    "decisions",
    "listed",
    "marks",
    "moves",
    "negatives",
    "nouns",
    "passives",
    "persons",
    "requests",
]

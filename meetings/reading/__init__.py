"""Reading: a file becomes text that knows its place, and the text becomes minutes with items."""

from __future__ import annotations

from meetings.reading.confined import Limits, UnreadableError, read_file, render_page
from meetings.reading.minutes import read_structure
from meetings.reading.plain import read_plain
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Minutes, Structure
from meetings.reading.text import Box, FileText, Page, Word

__all__ = [
    "Box",
    "FileText",
    "Limits",
    "Minutes",
    "Page",
    "Structure",
    "UnreadableError",
    "Word",
    "read_file",
    "read_plain",
    "read_structure",
    "render_page",
    "split_sentences",
]

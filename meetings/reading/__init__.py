"""Reading: a file becomes text that knows its place, and the text becomes minutes with items."""

from __future__ import annotations

from meetings.reading.confined import read_file, read_minutes, render_page
from meetings.reading.confinement import Beat, Limits, Progress
from meetings.reading.minutes import read_structure
from meetings.reading.plain import read_plain
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Minutes, Structure
from meetings.reading.text import Box, FileText, Page, Word
from meetings.reading.unreadable import UnreadableError

__all__ = [
    "Beat",
    "Box",
    "FileText",
    "Limits",
    "Minutes",
    "Page",
    "Progress",
    "Structure",
    "UnreadableError",
    "Word",
    "read_file",
    "read_minutes",
    "read_plain",
    "read_structure",
    "render_page",
    "split_sentences",
]

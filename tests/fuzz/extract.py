"""Text of minutes, changed: what is found in it stands in it, and is said in time."""

from __future__ import annotations

import json
from datetime import date

from actions.language.confined import Question, answer_findings, read_findings
from meetings.reading.minutes import read_structure
from meetings.reading.plain import is_plain, read_plain
from meetings.register import Register
from tests.fuzz.changing import text_changed
from tests.fuzz.target import Ending, Target

NAME = "referat.txt"
LONGEST = 20_000


def run(content: bytes) -> Ending:
    content = content[:LONGEST]
    if not is_plain(content):
        return Ending("refused")
    file_text = read_plain(content)
    text = file_text.text
    if not text.strip():
        return Ending("refused")
    assert text.encode()
    structure = read_structure(file_text, file_name=NAME)
    for minutes in structure.minutes:
        assert minutes.date is None or isinstance(minutes.date, date)
        assert all(0 <= item.start <= item.end <= len(text) for item in minutes.items)
    question = Question(file_text=file_text, file_name=NAME, register=Register())
    understood = read_findings(answer_findings(question), text=text)
    findings = [one for meeting in understood.meetings for one in meeting]
    for one in findings:
        assert text[one.start : one.end].strip()
        assert one.task.strip()
        assert one.because.strip()
        assert json.dumps([one.task, one.owner_text, one.due_text], ensure_ascii=False).encode()
    marks = {f"rule {one.rule}" for one in findings}
    marks |= {f"problem {problem[:40]}" for problem in structure.problems}
    marks |= {f"day from {one.date_source}" for one in structure.minutes}
    marks |= {f"parts {min(len(structure.parts), 4)}", f"meetings {min(len(structure.minutes), 3)}"}
    return Ending(_word(len(structure.minutes), len(findings)), frozenset(marks))


def _word(meetings: int, findings: int) -> str:
    if not meetings:
        return "nothing"
    return "promises" if findings else "minutes"


def target() -> Target:
    return Target("extract", run, text_changed, lambda _content: ".txt")

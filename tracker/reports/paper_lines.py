"""The follow-up paper in words: the same on screen, in Word, in PDF and for the agenda system."""

from __future__ import annotations

from actions.selectors import PaperRow


def source_line(row: PaperRow) -> str:
    """Say where it was promised: "Punkt 2. Svømmehallen, mødet 02-03-2026"."""
    said = [f"Punkt {row.said_under}"] if row.said_under else []
    said += [f"mødet {row.said_on:%d-%m-%Y}"] if row.said_on else []
    return ", ".join(said) or "Oprettet uden referat"


def state_line(row: PaperRow, kind: str) -> str:
    """Say how it stands, in a few words."""
    if kind == "delivered":
        day = f" {row.answered_on:%d-%m-%Y}" if row.answered_on else ""
        return f"besvaret{day}, venter på godkendelse" if row.is_waiting else f"leveret{day}"
    due = f"frist {row.deadline:%d-%m-%Y}" if row.deadline else "uden frist"
    if row.extensions:
        due += f", udsat {row.extensions} gang{'e' if row.extensions > 1 else ''}"
    return f"{due}, overskredet" if kind == "late" else due


def agenda_line(row: PaperRow, kind: str) -> str:
    """Return one line to paste into an agenda system."""
    owner = row.owner or "uden ansvarlig"
    line = f"Nr. {row.pk}: {row.task} ({owner}) – {state_line(row, kind)}"
    words = row.answer if kind == "delivered" else row.reason
    return " ".join(f"{line}: {words}".split()) if words else " ".join(line.split())

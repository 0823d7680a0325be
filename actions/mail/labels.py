"""The short words of a mail by language; sentences stand in templates/emails/<language>/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    hello: str
    done: str
    deadline: str
    decline: str
    pass_on: str
    status: str
    see: str
    lacking: str
    background: str
    regards: str
    unsubscribe: str
    weekly_see: str
    number: str
    owner: str
    headings: dict[str, tuple[str, str]]
    """By group: the heading over one item, and over several."""
    figures: dict[str, str]
    """The figures of the weekly mail."""
    bars_heading: str
    bars: dict[str, str]
    """The bars of its chart."""


LABELS = {
    "da": Labels(
        hello="Hej",
        done="Meld udført",
        deadline="Bed om ny frist",
        decline="Ikke min",
        pass_on="Giv videre",
        status="Skriv status",
        see="Se opgaven (kræver login)",
        lacking="Svaret er sendt tilbage",
        background="Baggrund",
        regards="Venlig hilsen",
        unsubscribe="Få ikke flere påmindelser",
        weekly_see="Se listen (kræver login)",
        number="Antal",
        owner="Ansvarlig",
        headings={
            "unit": ("Overskredet hos en af jeres", "Overskredet hos jeres folk"),
            "manager": ("Til dig som leder", "Til dig som leder"),
            "new": ("Ny opgave", "Nye opgaver"),
            "changed": ("Ændret opgave", "Ændrede opgaver"),
            "returned": ("Sendt tilbage", "Sendt tilbage"),
            "refused": ("Ny frist afslået", "Ny frist afslået"),
            "today": ("Frist i dag", "Frist i dag"),
            "soon": ("Frist snart", "Frist snart"),
            "late": ("Overskredet", "Overskredet"),
        },
        figures={
            "open": "Åbne",
            "late": "Overskredne",
            "new": "Nye den sidste uge",
            "closed": "Udført den sidste uge",
            "silent": "Stille i %(days)s dage",
            "undated": "Uden frist",
        },
        bars_heading="De åbne efter frist",
        bars={
            "long_overdue": "Over 30 dage for sent",
            "overdue": "Højst 30 dage for sent",
            "soon": "Frist inden 7 dage",
            "later": "Frist senere",
            "never": "Uden frist",
        },
    ),
    "en": Labels(
        hello="Dear",
        done="Report as done",
        deadline="Ask for a new deadline",
        decline="Not mine",
        pass_on="Pass on",
        status="Give a status",
        see="See the action item (login needed)",
        lacking="Your answer was sent back",
        background="Background",
        regards="Kind regards",
        unsubscribe="Stop reminders",
        weekly_see="See the list (login needed)",
        number="Number",
        owner="Owner",
        headings={
            "unit": ("Overdue with one of yours", "Overdue with your people"),
            "manager": ("To you as manager", "To you as manager"),
            "new": ("New action item", "New action items"),
            "changed": ("Changed action item", "Changed action items"),
            "returned": ("Sent back", "Sent back"),
            "refused": ("New deadline refused", "New deadline refused"),
            "today": ("Due today", "Due today"),
            "soon": ("Due soon", "Due soon"),
            "late": ("Overdue", "Overdue"),
        },
        figures={
            "open": "Open",
            "late": "Overdue",
            "new": "New in the last week",
            "closed": "Done in the last week",
            "silent": "Silent for %(days)s days",
            "undated": "Without a deadline",
        },
        bars_heading="Open ones by deadline",
        bars={
            "long_overdue": "More than 30 days late",
            "overdue": "At most 30 days late",
            "soon": "Due within 7 days",
            "later": "Due later",
            "never": "Without a deadline",
        },
    ),
}

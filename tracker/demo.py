"""Who can log in to the invented municipality, and how: shown on the login page of a demo only."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from meetings.models import Role

PASSWORD = "folgop-demo"

# User name, password, who it is.
LOGINS = (
    ("sekretaer", PASSWORD, _("Sekretær: gennemgår møder og sender opgaver")),
    ("leder", PASSWORD, _("Leder: ser, hvad der er åbent og for sent")),
    ("ansvarlig", PASSWORD, _("Ansvarlig: har opgaver og melder dem udført")),
    ("administrator", PASSWORD, _("Administrator: passer registret")),
    ("laeser", PASSWORD, _("Læser: ser et udvalgs møder og opgaver")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Who a demo user is in the register, and what the user may do where."""

    email: str
    role: Role.Kind
    committee: str = ""
    unit: str = ""


PARTS = {
    "sekretaer": Part("lene.bach@noerrevang.example", Role.Kind.SECRETARY),
    "leder": Part("mads.friis@noerrevang.example", Role.Kind.MANAGER, unit="Kultur og Borgere"),
    "ansvarlig": Part("anna.holm@noerrevang.example", Role.Kind.OWNER),
    "administrator": Part("bo.ravn@noerrevang.example", Role.Kind.ADMINISTRATOR),
    "laeser": Part(
        "ib.mosegaard@noerrevang.example",
        Role.Kind.READER,
        committee="Kultur- og Fritidsudvalget",
    ),
}

# File in samples/, committee. The bundle of Direktionen is left for the visitor to drop in.
MINUTES = (
    ("kultur-2026-08-27.txt", "Kultur- og Fritidsudvalget"),
    ("bibliotek-2026-09-10.md", "Biblioteksnetværket"),
    ("kultur-2026-10-08.pdf", "Kultur- og Fritidsudvalget"),
    ("kulturhus-2026-10-22.pdf", "Bestyrelsen for Kulturhuset Møllen"),
    ("teknik-2026-11-03.txt", "Teknik- og Miljøudvalget"),
)

# The one that is cleared already, when, and the days from today to its deadlines: one without,
# one soon, one late, one to be answered.
REVIEWED = "kultur-2026-08-27.txt"
REVIEWED_DAYS_AGO = 21
DAYS_TO_DEADLINES = (None, 4, -8, 12)

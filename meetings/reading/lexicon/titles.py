"""Titles and roles that minutes put before or after a name: "skoleleder", "formand".

Left out on purpose, because they are also surnames: "degn", "munk", "ridder", "schmidt".
"""

from __future__ import annotations

# The last part of a title; anything may be glued before it ("viceskoleleder", "byrådsmedlem").
TITLE_ENDINGS: tuple[str, ...] = (
    "formand",
    "forkvinde",
    "forperson",
    "chef",
    "leder",
    "direktør",
    "borgmester",
    "rådmand",
    "medlem",
    "suppleant",
    "repræsentant",
    "observatør",
    "kasserer",
    "sekretær",
    "referent",
    "ordstyrer",
    "dirigent",
    "tovholder",
    "koordinator",
    "konsulent",
    "medarbejder",
    "fuldmægtig",
    "assistent",
    "administrator",
    "sagsbehandler",
    "revisor",
    "jurist",
    "ingeniør",
    "arkitekt",
    "planlægger",
    "inspektør",
    "vicevært",
    "pedel",
    "bibliotekar",
    "lærer",
    "pædagog",
    "sygeplejerske",
    "sognepræst",
    "provst",
    "organist",
    "graver",
    "mester",
    "gartner",
    "rådgiver",
    "kirkeværge",
)

# Titles of the columns in a table of those who took part.
NAME_COLUMNS: tuple[str, ...] = ("navn", "navne", "deltager", "deltagere", "medlem", "medlemmer")
INITIALS_COLUMNS: tuple[str, ...] = ("initialer", "init", "init.", "ini", "forkortelse")
ROLE_COLUMNS: tuple[str, ...] = ("rolle", "titel", "stilling", "funktion", "hverv", "post")
PRESENCE_COLUMNS: tuple[str, ...] = (
    "til stede",
    "tilstede",
    "fremmødt",
    "fremmøde",
    "deltog",
)
ABSENCE_COLUMNS: tuple[str, ...] = ("afbud", "fraværende")
OTHER_COLUMNS: tuple[str, ...] = (
    "afdeling",
    "enhed",
    "organisation",
    "repræsenterer",
    "e-mail",
    "email",
    "mail",
    "telefon",
    "tlf",
    "tlf.",
    "bemærkning",
    "bemærkninger",
)

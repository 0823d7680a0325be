"""Labels of the fields in a head: when and where they met, who was there, who was away.

Written in correct Danish; they are compared tolerantly (see damage.py).
"""

from __future__ import annotations

DATE_FIELDS: tuple[str, ...] = (
    "dato",
    "mødedato",
    "dato og tid",
    "dato og tidspunkt",
    "tid",
    "tidspunkt",
    "tid og sted",
    "mødetidspunkt",
    "møde",
    "møde den",
    "mødet",
    "mødet afholdt",
    "afholdt",
    "hvornår",
    "starttidspunkt",
    "starttidspunkt for møde",
)
TIME_FIELDS: tuple[str, ...] = (
    *DATE_FIELDS,
    "mødetid",
    "klokken",
    "start",
    "mødestart",
    "mødet startede",
    "mødet begyndte",
)
PLACE_FIELDS: tuple[str, ...] = (
    "sted",
    "mødested",
    "lokale",
    "lokalitet",
    "mødelokale",
    "hvor",
)
TITLE_FIELDS: tuple[str, ...] = ("udvalg", "emne", "forum", "mødeforum", "råd", "møde")
ATTENDEE_FIELDS: tuple[str, ...] = (
    "deltagere",
    "mødedeltagere",
    "til stede",
    "tilstede",
    "tilstedeværende",
    "fremmødte",
    "fremmødt",
    "mødte",
    "mødt",
    "med",
    "kommer/ til stede",
    "til stede var",
    "øvrige deltagere",
    "medlemmer",
    "fra forvaltningen",
    "fra administrationen",
    "fra kommunen",
    "ledelsesrepræsentanter",
    "medarbejderrepræsentanter",
    "forældrerepræsentanter",
    "ledelsessiden",
    "medarbejdersiden",
    "a-siden",
    "b-siden",
    "embedsmænd",
    "endvidere deltog",
    "desuden deltog",
    "deltog",
    "gæster",
)
APOLOGY_FIELDS: tuple[str, ...] = (
    "afbud",
    "afbud fra",
    "fraværende",
    "ikke til stede",
    "ikke mødt",
    "meldt afbud",
    "deltog ikke",
    "forfald",
    "afbud/fraværende",
    "fraværende med afbud",
    "afbud/ ikke til stede",
)
MINUTE_TAKER_FIELDS: tuple[str, ...] = (
    "referent",
    "ref.",
    "sekretær",
    "referat ved",
    "mødereferent",
)
CHAIR_FIELDS: tuple[str, ...] = (
    "mødeleder",
    "ordstyrer",
    "formand",
    "dirigent",
    "mødet ledes af",
    "mødeledelse",
    "mødefacilitator",
    "facilitator",
)
END_FIELDS: tuple[str, ...] = (
    "mødet sluttede",
    "mødet slut",
    "sluttidspunkt",
    "sluttidspunkt for møde",
    "mødet hævet",
    "mødet sluttet",
)
OTHER_FIELDS: tuple[str, ...] = (
    "information",
    "bilag",
    "bilagsoversigt",
    "kontakt",
    "kopi",
    "sendt til",
    "husk",
    "bemærkninger",
    "tovholder",
    "formål med mødet",
    "møderække",
    "publiceret",
    "oprettet",
    "sidst opdateret",
    "udsendelsesdato",
    "dagsorden",
    "punkter",
    "forplejning",
)

# Labels that are known as such without a colon too.
UNMISTAKABLE_FIELDS: tuple[str, ...] = (
    "afbud",
    "afbud/fraværende",
    "dato",
    "deltagere",
    "fraværende",
    "mødedato",
    "mødedeltagere",
    "mødeforum",
    "mødeleder",
    "mødested",
    "mødetid",
    "mødetidspunkt",
    "referent",
    "sluttidspunkt",
    "starttidspunkt",
    "sted",
    "tid",
    "til stede",
    "tilstede",
    "udvalg",
)

# Labels by which the head of a transcript is cut, where everything stands on one line.
HEAD_LABELS: tuple[str, ...] = (
    *UNMISTAKABLE_FIELDS,
    "bilagsoversigt",
    "indholdsfortegnelse",
    "sagsnr.",
    "sluttidspunkt for møde",
    "starttidspunkt for møde",
)

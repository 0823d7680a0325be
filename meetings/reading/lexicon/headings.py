"""Words that head documents, sections and fields in Danish minutes.

Written in correct Danish; they are compared tolerantly (see damage.py).
"""

from __future__ import annotations

# A document that is minutes calls itself one of these.
MINUTES_TITLES: tuple[str, ...] = (
    "referat",
    "mødereferat",
    "beslutningsreferat",
    "beslutningsprotokol",
    "åbent referat",
    "åben referat",
    "godkendt referat",
    "endeligt referat",
    "udkast til referat",
    "åben beslutningsprotokol",
    "åbne beslutninger",
    "åben protokol",
    "møderesumé",
    "mødenotat",
    "mødenoter",
    "referat og beslutninger",
)
AGENDA_TITLES: tuple[str, ...] = (
    "dagsorden",
    "dagsorden kort",
    "åben dagsorden",
    "åbent dagsorden",
    "mødeindkaldelse",
    "indkaldelse",
    "forslag til dagsorden",
    "foreløbig dagsorden",
    "tillægsdagsorden",
)
CONTENTS_TITLES: tuple[str, ...] = (
    "indhold",
    "indholdsfortegnelse",
    "punktoversigt",
    "oversigt over punkter",
    "punkter på dagsordenen",
)
RECOMMENDATION_TITLES: tuple[str, ...] = ("indstilling", "rådmandsindstilling", "byrådsindstilling")
NOTE_TITLES: tuple[str, ...] = ("notat", "orienteringsnotat", "baggrundsnotat", "faktaark")
APPENDIX_TITLES: tuple[str, ...] = (
    "bilag",
    "deltagerliste",
    "sammenfatning",
    "kommissorium",
    "vedtægter",
    "høringssvar",
)
# Lines by which a memo or an indstilling presents itself.
MEMO_FIELDS: tuple[str, ...] = (
    "til",
    "fra",
    "dato for mødet",
    "kopi til",
    "sagsbehandler",
    "sagsnr",
    "sagsnummer",
)
# What an agenda says under its items, and minutes do not.
AGENDA_FIELDS: tuple[str, ...] = (
    "baggrund/formål",
    "dagsorden kort",
    "metode",
)

# Sections of an item in the exports of municipal agenda systems.
DECISION_SECTIONS: tuple[str, ...] = (
    "beslutning",
    "beslutninger",
    "beslutningen",
    "referat",
    "konklusion",
    "afgørelse",
    "udvalgets beslutning",
    "udvalgets behandling",
    "byrådets beslutning",
    "drøftelse og beslutning",
    "referat og beslutning",
    "opfølgning",
    "behandling",
)
# Those of them that no agenda holds.
DECIDED: tuple[str, ...] = (
    "beslutning",
    "beslutninger",
    "udvalgets beslutning",
    "byrådets beslutning",
    "drøftelse og beslutning",
    "referat og beslutning",
)
CLOSED_SECTIONS: tuple[str, ...] = (
    "indstilling",
    "indstillinger",
    "sagsfremstilling",
    "beslutningstema",
    "beslutningspunkter",
    "sagens kerne",
    "sagsforløb",
    "sagens forløb",
    "sagsgang",
    "retligt grundlag",
    "kompetence",
    "tidligere behandling",
    "tidligere beslutninger",
    "handlemuligheder/løsninger",
    "lovgrundlag",
    "økonomi og personale",
    "supplerende sagsfremstilling",
    "supplerende oplysninger",
    "magistraten indstiller",
    "borgmesteren indstiller",
    "direktionen indstiller",
    "forvaltningens indstilling",
    "administrationens indstilling",
    "forvaltningen indstiller",
    "administrationen indstiller",
    "forvaltningens bemærkninger",
    "administrationens bemærkninger",
)
# Presentation only where the same minutes mark their decisions; else ordinary sub-headings.
WEAK_SECTIONS: tuple[str, ...] = (
    "resume",
    "resumé",
    "baggrund",
    "baggrund/formål",
    "beskrivelse",
    "beskrivelse af sagen",
    "økonomi",
    "personale",
    "høring",
    "høringsparter",
    "kommunikation",
    "koordineret med",
    "videre proces",
    "lovgivning",
    "effekt",
    "ydelse",
    "organisering",
    "ressourcer",
    "formål",
    "bilag",
    "link",
    "links",
    "dagsordenspunkt",
    "punktbeskrivelse",
    "tidsplan",
    "vurdering",
    "konsekvenser",
    "miljømæssige konsekvenser",
    "økonomiske konsekvenser",
    "inddragelse",
    "emne",
    "metode",
)

# Headings by which unnumbered minutes are recognised.
COMMON_ITEMS: tuple[str, ...] = (
    "bordrunde",
    "dagsorden",
    "eventuelt",
    "evt",
    "evt.",
    "godkendelse af dagsorden",
    "godkendelse af dagsordenen",
    "godkendelse af referat",
    "gensidig orientering",
    "kommende møder",
    "lukket punkt",
    "lukkede punkter",
    "meddelelser",
    "nyt fra formanden",
    "næste møde",
    "opfølgning fra sidste møde",
    "opfølgning på sidste møde",
    "orientering",
    "orientering fra formanden",
    "orienteringspunkter",
    "velkomst",
    "økonomi",
)
CLOSED_ITEMS: tuple[str, ...] = (
    "lukket punkt",
    "lukket møde",
    "lukket dagsordenspunkt",
    "lukket sag",
    "fortroligt punkt",
)
NEXT_MEETING: tuple[str, ...] = (
    "næste møde",
    "kommende møde",
    "næste bestyrelsesmøde",
    "næste udvalgsmøde",
    "kommende møder",
)
# Blocks after the last item that belong to no item.
ACTION_LISTS: tuple[str, ...] = (
    "aktionsliste",
    "handleliste",
    "opgaveliste",
    "opfølgningsliste",
    "to do",
    "to-do",
    "todo",
    "aktioner",
    "aftaler og opgaver",
    "oversigt over opgaver",
    "opgaver til næste møde",
)

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
)
TIME_FIELDS: tuple[str, ...] = (
    *DATE_FIELDS,
    "mødetid",
    "klokken",
    "start",
    "mødestart",
)
PLACE_FIELDS: tuple[str, ...] = (
    "sted",
    "mødested",
    "lokale",
    "lokalitet",
    "mødelokale",
    "hvor",
)
TITLE_FIELDS: tuple[str, ...] = ("udvalg", "emne", "forum", "mødeforum")
ATTENDEE_FIELDS: tuple[str, ...] = (
    "deltagere",
    "mødedeltagere",
    "til stede",
    "tilstede",
    "tilstedeværende",
    "fremmødte",
    "mødte",
    "øvrige deltagere",
    "medlemmer",
    "fra forvaltningen",
    "fra administrationen",
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
)
MINUTE_TAKER_FIELDS: tuple[str, ...] = ("referent", "referat ved", "mødereferent")
CHAIR_FIELDS: tuple[str, ...] = (
    "mødeleder",
    "ordstyrer",
    "formand",
    "dirigent",
    "mødet ledes af",
    "mødeledelse",
)
END_FIELDS: tuple[str, ...] = ("mødet sluttede", "mødet slut", "sluttidspunkt", "mødet hævet")
OTHER_FIELDS: tuple[str, ...] = ("information", "bilag", "kontakt", "kopi", "sendt til", "husk")

# Titles of the columns beside minutes.
OWNER_COLUMNS: tuple[str, ...] = (
    "ansvarlig",
    "ansvarlige",
    "ansvar",
    "tovholder",
    "hvem",
    "aktion",
)
COLUMN_TITLES: tuple[str, ...] = (
    *OWNER_COLUMNS,
    "deadline",
    "frist",
    "tidsfrist",
    "hvornår",
    "status",
    "opfølgning",
    "dato",
)

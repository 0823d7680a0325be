"""Words that head documents, sections and items in Danish minutes.

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
# Pages that only list agendas and minutes are called this.
LIST_TITLES: tuple[str, ...] = ("dagsordener og referater", "dagsordner og referater", "referater")
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
    "drøftelse/beslutning",
    "referat og beslutning",
    "opfølgning",
    "behandling",
    "protokol",
    "protokollering",
    "byrådets behandling",
)
# Those of them that no agenda holds.
DECIDED: tuple[str, ...] = (
    "beslutning",
    "beslutninger",
    "udvalgets beslutning",
    "byrådets beslutning",
    "drøftelse og beslutning",
    "drøftelse/beslutning",
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
    "sagsgang og sagstype",
    "sagens gang",
    "sagens anledning",
    "sagsresume",
    "sagsresumé",
    "sagsbeskrivelse",
    "problemstilling",
    "beslutningskompetence",
    "beskrivelse af alternativ indstilling",
    "alternativ indstilling",
    "administrativ indstilling",
    "oversigt over politisk behandling",
    "tidligere politisk behandling",
    "politisk behandling",
    "økonomiske og personalemæssige konsekvenser",
    "økonomiske konsekvenser og finansiering",
    "retligt grundlag",
    "kompetence",
    "tidligere behandling",
    "tidligere beslutninger",
    "handlemuligheder",
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
    "forslag",
    "historik",
    "løsning",
    "personalemæssige konsekvenser",
    "proces",
    "sagen behandles i",
    "sagen afgøres i",
)
# Fields of an item that is set up as a form; what follows the colon was put before the meeting.
FORM_FIELDS: tuple[str, ...] = (
    "emne",
    "formål",
    "formål med punktet",
    "proces",
    "varighed",
    "metode",
    "baggrund",
    "resume",
    "resumé",
    "indstilling",
    "sagsfremstilling",
)
# Lines by which a case presents itself under the heading of its item.
CASE_FIELDS: tuple[str, ...] = (
    "sagsnr",
    "sagsnr.",
    "sagsid",
    "sagsid.",
    "sagsnummer",
    "dok.nr.",
    "dok.",
    "journalnr.",
    "j.nr.",
    "sagsbehandler",
    "øvrige sagsbehandlere",
    "sagsinitialer",
    "initialer",
    "kompetence",
    "beslutningskompetence",
    "sagsforløb",
    "sagstype",
)
OPEN_MARKS: tuple[str, ...] = ("åbent", "åbent punkt", "åben sag", "åben")
CLOSED_MARKS: tuple[str, ...] = ("lukket", "lukket punkt", "lukket sag", "fortroligt")
# What a web page prints around minutes: buttons and links.
WEB_PAGE: tuple[str, ...] = (
    "til toppen",
    "til top",
    "udskriv",
    "udskriv hele dagsordnen",
    "udskriv hele dagsordenen",
    "se alle bilag",
    "klik her for at folde ud",
    "fold alle ud",
    "fold ud",
    "gå til hovedindhold",
    "gå til hovedindholdet",
    "you are here",
    "menu",
    "mobil menu",
    "aula_close layer 1",
    "skip to main content",
    "back to top",
    "vælg",
    "skriv et svar",
    "klik her for at folde ind",
    "spring til indhold",
)
# Headings between items: from here on the doors are closed, or open again.
CLOSED_GROUPS: tuple[str, ...] = (
    "lukkede punkter",
    "lukkede sager",
    "lukkede",
    "lukket dagsorden",
    "lukket møde",
    "sager for lukkede døre",
    "til behandling - for lukkede døre",
    "til behandling for lukkede døre",
    "punkter for lukkede døre",
    "for lukkede døre",
    "lukket del",
)
OPEN_GROUPS: tuple[str, ...] = (
    "åbne punkter",
    "åbne sager",
    "åbne",
    "åben dagsorden",
    "åbent møde",
    "sager for åbne døre",
    "til behandling - for åbne døre",
    "til behandling for åbne døre",
    "punkter for åbne døre",
    "for åbne døre",
    "åben del",
)

# Words that name an item in minutes that give it no number: "Emne: Legepladsen".
ITEM_NAMES: tuple[str, ...] = ("emne", "punkt", "dagsordenspunkt", "sag", "tema")

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
    "næste dialogmøde",
    "næste styregruppemøde",
    "næste byggemøde",
    "næste brugerråd",
    "næste beboerråd",
    "næste ledermøde",
    "næste med-møde",
    "næste projektmøde",
    "næste skolebestyrelsesmøde",
)
# Blocks after the last item that belong to no item.
ACTION_LISTS: tuple[str, ...] = (
    "aktionsliste",
    "handleplan",
    "handlingsliste",
    "action item liste",
    "actionliste",
    "action points",
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

# Titles of the columns beside minutes.
OWNER_COLUMNS: tuple[str, ...] = (
    "ansvarlig",
    "ansvarlige",
    "ansvar",
    "tovholder",
    "hvem",
    "aktion",
    "ansv",
    "ansv.",
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

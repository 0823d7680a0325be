"""Draw the invented minutes of Nørrevang Kommune: `make samples`.

Each is in the manner of a kind of minutes that Danish municipalities have: a bundle with the
next agenda in front and cases behind, a committee's export, a board's minutes with initials,
a school board's table in Word. The text and HTML files beside them are written by hand.
What is promised in each stands in gold/.
"""

from __future__ import annotations

import sys
from pathlib import Path

import scan
from paper import Paper
from word import WordFile

HERE = Path(__file__).resolve().parent


def bundle(folder: Path) -> None:
    """The agenda of the next meeting, then the minutes of the last, then a case with appendix."""
    paper = Paper(folder / "direktion-2026-10-06.pdf", title="Direktionsmøde 06-10-2026")
    _next_agenda(paper)
    _last_minutes(paper)
    _recommendation(paper)
    _appendix(paper)
    paper.save()


def _next_agenda(paper: Paper) -> None:
    paper.title("Direktionsmøde (Direktionsmøde)")
    paper.text("06-10-2026 09:00")
    paper.text("Rådhuset, mødelokale 2")
    paper.lead("Information:")
    paper.text("Sara Winther deltager under punkt 3.")
    paper.lead("Indhold")
    paper.contents(
        [
            ("Punkt 1: Dagsorden", 1),
            ("Punkt 2: Referat", 1),
            ("Punkt 3: Ny billetløsning i Kulturhuset Møllen", 1),
            ("Punkt 4: Bordrunde", 1),
        ]
    )
    paper.heading("Punkt 1: Dagsorden")
    paper.heading("Punkt 2: Referat")
    paper.heading("Punkt 3: Ny billetløsning i Kulturhuset Møllen")
    paper.text("Kultur og Fritid fremlægger forslaget og svarer på spørgsmål.")
    paper.heading("Punkt 4: Bordrunde")


def _last_minutes(paper: Paper) -> None:
    paper.new_part()
    paper.title("Direktionsmøde (Direktionsmøde)")
    paper.text("22-09-2026 09:00 - 10:30")
    paper.text("Rådhuset, mødelokale 2")
    paper.lead("Information:")
    paper.text("Torben Gade deltager ikke på mødet.")
    paper.lead("Indhold")
    paper.contents([("Referat", 1)])
    paper.title("Referat")
    paper.heading("Punkt 1: Dagsorden")
    paper.text("Dagsordenen blev godkendt.")
    paper.heading("Punkt 2: Referat")
    paper.text("Referatet blev godkendt.")
    paper.heading("Punkt 3: Orientering fra Økonomiudvalget")
    paper.text("KT orienterede om udvalgets seneste møde. Herunder:")
    paper.bullet(
        "Udvalget spurgte til de tomme lokaler i Havnegade. KT ønskede et overblik over "
        "husleje og opsigelsesvarsler for dem alle. ØI følger op."
    )
    paper.bullet("HL oplyste, at stillingen som jurist er slået op, og at der er ti ansøgere.")
    paper.heading("Punkt 4: Sygefravær")
    paper.text("Direktionen tog tallene til efterretning.")
    paper.text(
        "KT ønskede et notat om, hvad de tre afdelinger med det laveste fravær gør anderledes. "
        "Notatet skal være færdigt inden efterårsferien. FSE følger op."
    )
    paper.heading("Punkt 5: Bordrunde")
    paper.text("MF fortalte om sommerens koncerter. Der kom flere gæster end ventet.")
    paper.text(
        "UB ønskede, at cykelparkeringen bag rådhuset drøftes med tillidsfolkene. TM følger op."
    )
    paper.text("Det vil være godt med flere arrangementer på tværs af huset.")
    paper.text("LD udarbejder et forslag til en fælles åbningsdag til mødet den 20. oktober.")


def _recommendation(paper: Paper) -> None:
    paper.new_part()
    paper.title("Indstilling")
    paper.text("Til Direktionen")
    paper.text("Fra Kultur og Fritid")
    paper.text("Dato 25. september 2026")
    paper.heading("Ny billetløsning i Kulturhuset Møllen")
    paper.lead("1. Resume")
    paper.text(
        "Kulturhuset sælger i dag billetter fra tre systemer, som ikke kan tale sammen. "
        "Kultur og Fritid foreslår, at der købes ét nyt."
    )
    paper.lead("2. Beslutningspunkter")
    paper.text("Det indstilles:")
    paper.text("At 1) Kultur og Fritid udarbejder et udbud inden 1. december 2026.")
    paper.text("At 2) Økonomi og Indkøb følger op på prisen hvert kvartal.")
    paper.lead("3. Baggrund")
    paper.text(
        "Efter reglerne skal kommunen offentliggøre kontrakten senest 30 dage efter, at den er "
        "indgået. Leverandøren skal oplære personalet."
    )


def _appendix(paper: Paper) -> None:
    paper.new_part()
    paper.title("Bilag 1: Tidsplan")
    paper.table(
        (150, 320),
        (
            ("Hvornår", "Hvad"),
            ("Oktober 2026", "Leverandørerne sender tilbud."),
            ("November 2026", "Kultur og Fritid vurderer tilbuddene."),
            ("Januar 2027", "Systemet sættes i drift."),
        ),
    )
    paper.text("Kulturhuset skal have besked, så snart datoen er kendt.")


def committee(folder: Path) -> None:
    """A committee's export: case, recommendation and decision for each item, one item closed."""
    paper = Paper(
        folder / "kultur-2026-10-08.pdf",
        title="Referat Kultur- og Fritidsudvalget 08-10-2026",
        head="Kultur- og Fritidsudvalget, 08-10-2026",
        foot="Nørrevang Kommune",
    )
    _committee_front(paper)
    _committee_first_items(paper)
    _committee_last_items(paper)
    paper.save()


def _committee_front(paper: Paper) -> None:
    paper.title("Referat")
    paper.title("Kultur- og Fritidsudvalget")
    paper.text("Mødedato: 8. oktober 2026")
    paper.text("Mødetid: 16:00 - 18:15")
    paper.text("Mødested: Rådhuset, Mødelokale Fjorden")
    paper.text("Deltagere: Oscar Birk (formand), Rikke Aagaard, Jens Ole Dam, Sidsel Mark")
    paper.text("Afbud: Poul Enevold")
    paper.lead("Indholdsfortegnelse")
    paper.contents(
        [
            ("Punkt 1: Godkendelse af dagsorden", 2),
            ("Punkt 2: Haltider i vinterens løb", 2),
            ("Punkt 3: Svømmehallens tag", 2),
            ("Punkt 4: Tilskud til foreninger", 3),
            ("Punkt 5: (Lukket) Lejemål", 3),
            ("Punkt 6: Eventuelt", 3),
        ]
    )
    paper.new_part()


def _committee_first_items(paper: Paper) -> None:
    paper.heading("Punkt 1: Godkendelse af dagsorden")
    paper.lead("Beslutning")
    paper.text("Godkendt.")
    paper.heading("Punkt 2: Haltider i vinterens løb")
    paper.lead("Sagsfremstilling")
    paper.text(
        "Hallerne er fuldt booket mellem kl. 17 og kl. 21. Badminton­klubben har bedt om flere "
        "timer, og hånd­bold­klubben vil ikke undvære sine. Forvaltningen vil på mødet vise, "
        "hvordan timerne er fordelt, og svare på spørgsmål om for­delings­nøglen."
    )
    paper.lead("Indstilling")
    paper.text(
        "Forvaltningen indstiller, at udvalget godkender, at for­delings­nøglen ændres "
        "senest 1. marts 2027."
    )
    paper.lead("Beslutning")
    paper.text("Indstillingen blev ikke tiltrådt.")
    paper.text(
        "Udvalget bad forvaltningen om at undersøge, hvor mange haltimer der står ubrugte hen i "
        "week­enderne, inden udgangen af november."
    )
    paper.text(
        "Kultur og Fritid inviterer badminton­klubben og hånd­bold­klubben til et "
        "dialog­møde senest den 15. januar 2027."
    )
    paper.heading("Punkt 3: Svømmehallens tag")
    paper.lead("Sagsfremstilling")
    paper.text(
        "Taget er undersøgt to gange. Firmaet udskifter de værste plader til foråret, og "
        "prisen er holdt inden for bevillingen. Den tidligere beslutning om, at forvaltningen "
        "skulle indhente tilbud, er gennemført."
    )
    paper.lead("Indstilling")
    paper.text("Forvaltningen indstiller, at orienteringen tages til efterretning.")
    paper.lead("Beslutning")
    paper.text("Taget til efterretning. Punktet genoptages på mødet i februar.")


def _committee_last_items(paper: Paper) -> None:
    paper.heading("Punkt 4: Tilskud til foreninger")
    paper.lead("Sagsfremstilling")
    paper.text(
        "Foreninger kan søge tilskud to gange om året. Formanden for en forening skal sende "
        "regnskabet senest 1. april. Kriterierne er ti år gamle."
    )
    paper.lead("Indstilling")
    paper.text("Forvaltningen indstiller, at de nye kriterier godkendes.")
    paper.lead("Beslutning")
    paper.text("Godkendt som indstillet.")
    paper.text("Anna Holm sender de nye kriterier i høring hos foreningerne i uge 47.")
    paper.heading("Punkt 5: (Lukket) Lejemål")
    paper.lead("Beslutning")
    paper.text(
        "Forvaltningen indhenter en ny vurdering af lejemålet i Møllegade inden 1. december 2026."
    )
    paper.heading("Punkt 6: Eventuelt")
    paper.lead("Beslutning")
    paper.text(
        "Sidsel Mark spurgte til lyset på stien ved stadion. Vej og Park undersøger sagen og "
        "giver besked til udvalget."
    )
    paper.text("Jens Ole Dam roste høstfesten.")


def board(folder: Path) -> None:
    """A board's minutes: who is who in a table, then the initials; what is to be done is tagged."""
    paper = Paper(
        folder / "kulturhus-2026-10-22.pdf",
        title="Referat af bestyrelsesmøde 22. oktober 2026",
        foot="Kulturhuset Møllen",
    )
    paper.title("Bestyrelsen for Kulturhuset Møllen")
    paper.text("Referat af bestyrelsesmøde torsdag den 22. oktober 2026 kl. 17.00-19.00")
    paper.text("Sted: Caféen i Kulturhuset Møllen")
    paper.lead("Deltagere")
    paper.table(
        (170, 80, 220),
        (
            ("Navn", "Initialer", "Rolle"),
            ("Grete Fonnesbæk", "GF", "Formand"),
            ("Villy Kold", "VK", "Kasserer"),
            ("Tobias Rørdam", "TR", "Medlem"),
            ("Anna Holm", "AH", "Kommunens repræsentant"),
            ("Pia Vestergaard", "PV", "Referent"),
        ),
    )
    paper.text("Afbud: Ejner Balle")
    _board_items(paper)
    paper.save()


def _board_items(paper: Paper) -> None:
    paper.heading("1. Godkendelse af dagsorden")
    paper.text("Godkendt.")
    paper.heading("2. Økonomi")
    paper.text(
        "VK gennemgik tallene for tredje kvartal. Regningen fra elektrikeren er betalt. "
        "Udgiften til varme er ukendt, fordi måleren har været i stykker. "
        "Aktion: VK indhenter en ny aflæsning fra varmeværket inden 15. november."
    )
    paper.heading("3. Lys på scenen")
    paper.text(
        "De gamle lamper bruger meget strøm, og to af dem virker ikke. "
        "Aktion: TR indhenter tre tilbud på nye lamper til næste møde."
    )
    paper.text(
        "Kommunen har en pulje til energi. Aktion: AH undersøger, om puljen kan bruges til lamper."
    )
    paper.heading("4. Frivillige")
    paper.text("Der mangler hænder i caféen. Frivillige, der har lyst, kan kontakte caféen.")
    paper.text("Det blev aftalt, at PV planlægger en aften for de frivillige i januar.")
    paper.heading("5. Næste møde")
    paper.text("Næste møde er torsdag den 10. december 2026 kl. 17.00.")
    paper.heading("6. Eventuelt")
    paper.text("Intet.")


def school(folder: Path) -> None:
    """A school board's minutes in Word: one table, in which Word numbers the items."""
    word = WordFile(folder / "skole-2026-09-15.docx")
    word.title("Referat af skolebestyrelsesmøde på Lavbro Skole")
    word.text("Tirsdag den 15. september 2026 kl. 17.00-19.00")
    word.text("Sted: Lærerværelset")
    word.text("Til stede:")
    for name in ("Helle Brink (formand)", "Morten Sand", "Yrsa Lind", "Torben Gade (TG)"):
        word.text(name)
    word.text("Afbud: Ditlev Bro")
    word.text("")
    word.agenda(("Tid", "Punkt", "Referat"), _school_items())
    word.text("Næste møde er tirsdag den 10. november 2026.")
    word.save()


def _school_items() -> tuple[tuple[str, str, str], ...]:
    return (
        ("17.00", "Godkendelse af dagsorden", "Godkendt."),
        (
            "17.05",
            "Skolens økonomi",
            "Regnskabet for første halvår ser fornuftigt ud. Udgiften til vikarer er faldet.\n"
            "Det blev aftalt, at Morten Sand sender en oversigt over elevtal til bestyrelsen "
            "inden 1. oktober.",
        ),
        (
            "17.40",
            "Legepladsen",
            "Gyngerne er slidte, og sandet er gammelt. Pengene er ikke fundet endnu.\n"
            "Yrsa Lind indhenter to tilbud på nye gynger til næste møde.",
        ),
        (
            "18.10",
            "Nyt fra forvaltningen",
            "Torben Gade fortalte om den nye skolebuslinje. Forældrene har taget godt imod den.\n"
            "TG undersøger, om bussen kan standse ved Lavbro Station, og giver besked i uge 42.",
        ),
        ("18.50", "Eventuelt", "Elevrådet takkede for den gode koncert i aulaen."),
    )


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for draw in (bundle, committee, board, school, scan.committee):
        draw(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

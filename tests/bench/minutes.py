"""Long minutes that nobody held, drawn for the benches: some three promises to two pages."""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

LINES_ON_PAGE, POINTS_ON_PAGE, WIDEST = 44, 3, 88
PEOPLE = ("Lene Holst", "Karsten Bruun", "Maja Friis", "Ib Lauritsen", "Bo Skovgaard", "Gert Ravn")
MATTERS = (
    "stien langs Nørreå", "hallens gulv", "det nye bibliotek", "busserne til Vesterby",
    "madordningen i dagtilbud", "lejeaftalen om værkstedet", "støjen ved omfartsvejen",
    "tilskuddet til foreningerne", "skolegården på Engskolen", "varmeplanen for Sønderby",
)  # fmt: skip
DAYS = ("1. marts 2027", "uge 7", "næste møde", "inden sommerferien", "ultimo januar", "15/2 2027")
TALK = (
    "{who} fortalte om {matter}, og flere spurgte til udgiften i forhold til rammen for 2026.",
    "Der var en længere drøftelse af {matter}, hvor hensynet til naboerne vejede "
    "tungt for de fleste.",
    "Udvalget tog orienteringen om {matter} til efterretning uden yderligere bemærkninger.",
    "Regnskabet for 3. kvartal viser et mindreforbrug på 1,4 mio. kr., som især skyldes {matter}.",
    "Forvaltningen oplyste, at aftalen om {matter} løber til og med den 30. september 2029.",
    "{who} mente, at {matter} allerede er dækket af den politik, som byrådet vedtog i 2024.",
    "Høringen om {matter} gav 14 svar, hvoraf de fleste handlede om parkering, lys "
    "og tilgængelighed.",
    "Det blev nævnt, at {matter} hænger sammen med befolkningens alder og de lange "
    "afstande i kommunen.",
    "På mødet den 4. maj blev {matter} gennemgået, og tallene har ikke ændret sig "
    "væsentligt siden.",
    "Erfaringerne fra andre kommuner tyder på, at {matter} kan løses inden for de nuværende timer.",
    "I bygningen ved havnen er der fortsat lugtgener, som muligvis skyldes {matter} "
    "og et gammelt kloakrør.",
    "{who} takkede for det store arbejde med {matter} og roste samarbejdet mellem de "
    "to afdelinger.",
)
PROMISES = (
    "{who} undersøger {matter} og vender tilbage senest {day}.",
    "Udvalget besluttede, at forvaltningen udarbejder et notat om {matter} til næste møde.",
    "Det blev aftalt, at {who} kontakter leverandøren om {matter} inden {day}.",
    "{who} følger op på {matter}. Frist: {day}.",
    "Udvalget ønskede en redegørelse for {matter} i løbet af foråret.",
)


def _said(number: int) -> Iterator[str]:
    """Yield the sentences of a page; no two pages say the same words of the same matter."""
    yield f"Punkt {number}: {MATTERS[number % 10].capitalize()} i område {number}"
    for at in range(22):
        words = {
            "who": PEOPLE[(number * 5 + at) % 6],
            "matter": f"{MATTERS[(number * 3 + at) % 10]} i område {number + at}",
            "day": DAYS[(number + at) % 6],
        }
        yield TALK[(number * 7 + at) % 12].format(**words)
        if at == 9 or (at == 17 and number % 2):
            yield PROMISES[(number + at) % 5].format(**words)


def _lines(number: int) -> list[str]:
    heading, *said = _said(number)
    lines, line = [heading], ""
    for word in " ".join(said).split():
        if len(line) + len(word) >= WIDEST:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def minutes_text(pages: int) -> str:
    """Return what the drawn minutes say, as running text."""
    return "\n\n".join(" ".join(_said(number)) for number in range(1, pages + 1))


def minutes_pdf(pages: int) -> bytes:
    """Return the minutes as a PDF with a text layer, a point of the agenda to a page."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(595, 842))
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        top = [HEAD, ATTENDED, *_lines(number)] if number == 1 else _lines(number)
        for at, line in enumerate(top):
            canvas.drawString(60, 780 - 15 * at, line)
        canvas.drawString(280, 30, f"Side {number} af {pages}")
        canvas.showPage()
    canvas.save()
    return drawn.getvalue()


HEAD = "Referat af møde i Kulturudvalget i Nørrevang Kommune den 25. november 2026"
ATTENDED = f"Til stede: {', '.join(PEOPLE)}"

"""Minutes on paper, laid on the glass a little askew: pages that are pictures in black and white.

The words are drawn with a typeface that comes with reportlab, so that they look alike everywhere;
but how a letter becomes dots is Pillow's matter, and another version may set some of them anew.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

DPI = 200
WIDTH, HEIGHT = 1654, 2339  # A4
LEFT, RIGHT, TOP = 190, 190, 200
PAPER, INK, SPECKS = 255, 0, 120
ASKEW = (0.5, -0.4)  # degrees, a page each

_FONTS = Path(reportlab.__file__).parent / "fonts"


class Scan:
    """Pages filled from the top, and then scanned."""

    def __init__(self) -> None:
        self.pages: list[Image.Image] = []
        self.new_page()

    def new_page(self) -> None:
        self.pages.append(Image.new("L", (WIDTH, HEIGHT), PAPER))
        self.y = TOP

    def title(self, text: str) -> None:
        self._text(text, bold=True, points=16, above=0)

    def heading(self, text: str) -> None:
        self._text(text, bold=True, points=12, above=34)

    def text(self, text: str) -> None:
        self._text(text, bold=False, points=10.5, above=12)

    def save(self, path: Path) -> None:
        scanned = [self._scanned(page, number) for number, page in enumerate(self.pages)]
        never = time.gmtime(0)
        scanned[0].save(
            path,
            save_all=True,
            append_images=scanned[1:],
            resolution=DPI,
            creationDate=never,
            modDate=never,
        )

    def _text(self, text: str, *, bold: bool, points: float, above: int) -> None:
        font = ImageFont.truetype(
            _FONTS / ("VeraBd.ttf" if bold else "Vera.ttf"),
            round(points * DPI / 72),
            layout_engine=ImageFont.Layout.BASIC,
        )
        draw = ImageDraw.Draw(self.pages[-1])
        self.y += above
        line = ""
        for word in text.split():
            if line and font.getlength(f"{line} {word}") > WIDTH - LEFT - RIGHT:
                self._line(draw, line, font, points)
                line = ""
            line = f"{line} {word}".strip()
        self._line(draw, line, font, points)

    def _line(
        self, draw: ImageDraw.ImageDraw, line: str, font: ImageFont.FreeTypeFont, points: float
    ) -> None:
        draw.text((LEFT, self.y), line, font=font, fill=INK)
        self.y += round(1.4 * points * DPI / 72)

    @staticmethod
    def _scanned(page: Image.Image, number: int) -> Image.Image:
        """Return the page as the glass sees it: askew, with dust, in black and white."""
        askew = page.rotate(
            ASKEW[number % len(ASKEW)], resample=Image.Resampling.BICUBIC, fillcolor=PAPER
        )
        dust = random.Random(number)
        for _ in range(SPECKS):
            askew.putpixel((dust.randrange(WIDTH), dust.randrange(HEIGHT)), INK)
        return askew.point(lambda shade: 255 if shade > 140 else 0).convert("1")


def committee(folder: Path) -> None:
    """The minutes of a committee whose secretary prints, signs and scans them."""
    scan = Scan()
    _front(scan)
    _first_items(scan)
    scan.new_page()
    _last_items(scan)
    scan.save(folder / "vej-2026-06-11-scan.pdf")


def _front(scan: Scan) -> None:
    scan.title("REFERAT")
    scan.title("Teknik- og Miljøudvalget")
    scan.text("Dato: 11. juni 2026")
    scan.text("Tid: kl. 15.00-16.45")
    scan.text("Sted: Rådhuset, lokale 214")
    scan.text("Til stede: Nanna Høj (formand), Asger Holt, Birthe Munk, Ditte Skov")
    scan.text("Fra forvaltningen: Ulla Brandt (UB), Jørgen Krogh (JK), Sara Winther (SW)")
    scan.text("Afbud: Kim Solvang")
    scan.text("Referent: Eva Lindhardt")


def _first_items(scan: Scan) -> None:
    scan.heading("Punkt 1: Godkendelse af dagsorden")
    scan.text("Dagsordenen blev godkendt.")
    scan.heading("Punkt 2: Støj ved Ringvejen")
    scan.text(
        "To naboer mødte op og fortalte om larmen fra de tunge køretøjer. Målingen fra sidste "
        "efterår blev lavet på en helligdag og siger derfor ikke meget."
    )
    scan.text("Udvalget besluttede, at Vej og Park indhenter en ny måling senest 1. oktober 2026.")
    scan.heading("Punkt 3: Græs i vejkanten")
    scan.text(
        "Forvaltningen slår nu græsset to gange om året. Det giver flere blomster, men også "
        "dårligere udsyn i nogle kryds."
    )
    scan.text(
        "Udvalget ønskede en liste over de kryds, hvor udsynet er dårligt. Vej og Park følger op."
    )
    scan.text("Birthe Munk roste de nye bede foran biblioteket.")


def _last_items(scan: Scan) -> None:
    scan.heading("Punkt 4: Klimaplanen")
    scan.text(
        "Efter reglerne skal kommunen revidere planen hvert fjerde år. Sara Winther gennemgik, "
        "hvad der er nået, og hvad der er udskudt."
    )
    scan.text(
        "Det blev aftalt, at Klima og Plan udarbejder et notat om de udskudte indsatser inden "
        "udgangen af september."
    )
    scan.heading("Punkt 5: Eventuelt")
    scan.text("JK undersøger, hvorfor lyset på Åvej er slukket, og giver besked på næste møde.")
    scan.text("Formanden ønskede alle en god sommer.")

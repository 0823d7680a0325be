"""Pages drawn the way the systems of municipalities print them: just enough layout, no more.

Nothing depends on the day, the machine or the version of zlib, so that the same words always
give the same bytes. A soft hyphen in the text is where a word may be cut at the end of a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 62, 62, 76, 70
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


class Paper:
    """A document that is filled from the top; a page that is full is followed by the next."""

    def __init__(self, path: Path, *, title: str, head: str = "", foot: str = "") -> None:
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=0)
        self.canvas.setTitle(title)
        self.head, self.foot = head, foot
        self.page = 0
        self._new_page()

    def title(self, text: str) -> None:
        self._text(text, font=BOLD, size=17, leading=23, above=0)

    def heading(self, text: str) -> None:
        self._keep(70)
        self._text(text, font=BOLD, size=12.5, leading=17, above=13)

    def lead(self, text: str) -> None:
        """Write a small heading such as "Beslutning"."""
        self._keep(44)
        self._text(text, font=BOLD, size=10.5, leading=14, above=7)

    def text(self, text: str) -> None:
        self._text(text, font=REGULAR, size=10.5, leading=14, above=4)

    def bullet(self, text: str) -> None:
        self._keep(16)
        self.canvas.setFont(REGULAR, 10.5)
        self.canvas.drawString(LEFT + 6, self.y - 14, "•")
        self._text(text, font=REGULAR, size=10.5, leading=14, above=2, indent=20)

    def contents(self, lines: Sequence[tuple[str, int]]) -> None:
        """Write a table of contents with dots up to the page number at the right."""
        for name, page in lines:
            dots = "." * int((WIDTH - RIGHT - 20 - LEFT - stringWidth(name, REGULAR, 10)) / 2.8)
            self._line(f"{name}{dots}", font=REGULAR, size=10, leading=15)
            self.canvas.drawRightString(WIDTH - RIGHT, self.y, str(page))

    def table(self, widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
        """Draw a ruled table, the first row in bold."""
        self._keep(18 * len(rows))
        self.y -= 6
        for number, row in enumerate(rows):
            self.canvas.setFont(BOLD if number == 0 else REGULAR, 10)
            x = LEFT
            for width, cell in zip(widths, row, strict=True):
                self.canvas.rect(x, self.y - 18, width, 18, stroke=1, fill=0)
                self.canvas.drawString(x + 5, self.y - 13, cell)
                x += width
            self.y -= 18

    def new_part(self, *, head: str | None = None, foot: str | None = None) -> None:
        """Begin another document that is bound into the same file."""
        self.head = self.head if head is None else head
        self.foot = self.foot if foot is None else foot
        self._new_page()

    def save(self) -> None:
        self.canvas.showPage()
        self.canvas.save()

    def _new_page(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = HEIGHT - TOP
        self.canvas.setFont(REGULAR, 8.5)
        if self.head:
            self.canvas.drawString(LEFT, HEIGHT - 40, self.head)
        if self.foot:
            self.canvas.drawString(LEFT, 36, self.foot)
            self.canvas.drawRightString(WIDTH - RIGHT, 36, f"Side {self.page}")

    def _keep(self, height: float) -> None:
        """See to it that so much stands together."""
        if self.y - height < BOTTOM:
            self._new_page()

    def _text(
        self,
        text: str,
        *,
        font: str,
        size: float,
        leading: float,
        above: float,
        indent: float = 0,
    ) -> None:
        self.y -= above
        for line in wrapped(text, font, size, WIDTH - LEFT - RIGHT - indent):
            self._line(line, font=font, size=size, leading=leading, indent=indent)

    def _line(
        self, line: str, *, font: str, size: float, leading: float, indent: float = 0
    ) -> None:
        self._keep(leading)
        self.y -= leading
        self.canvas.setFont(font, size)
        self.canvas.drawString(LEFT + indent, self.y, line)


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most that width, cutting words only at soft hyphens."""
    lines, line = [], ""
    for word in text.split():
        fitting = f"{line} {word}".strip()
        if _fits(fitting, font, size, width):
            line = fitting
            continue
        start, rest = _cut(word, line, font, size, width)
        lines.append(f"{line} {start}".strip() if start else line)
        line = rest
    return [one.replace(SOFT_HYPHEN, "") for one in [*lines, line]]


def _cut(word: str, line: str, font: str, size: float, width: float) -> tuple[str, str]:
    """Return what of the word still fits on the line, with its hyphen, and what does not."""
    parts = word.split(SOFT_HYPHEN)
    for count in range(len(parts) - 1, 0, -1):
        start = "".join(parts[:count]) + "-"
        if _fits(f"{line} {start}", font, size, width):
            return start, SOFT_HYPHEN.join(parts[count:])
    return "", word


def _fits(text: str, font: str, size: float, width: float) -> bool:
    return stringWidth(text.replace(SOFT_HYPHEN, ""), font, size) <= width

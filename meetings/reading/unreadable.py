"""Why a file cannot be read, in words for the person who gave it."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "empty": "Filen er tom.",
    "not_a_document": "Filen er hverken PDF, Word, HTML, mail eller ren tekst.",
    "old_word": "Filen er i Words gamle format .doc. Gem den som .docx eller PDF, og prøv igen.",
    "other_format": "Filen er i et format, der ikke kan læses, fx et regneark, .odt, .rtf eller "
    ".msg. Gem den som PDF eller .docx, og prøv igen.",
    "picture": "Filen er et billede. Gem det som PDF, og prøv igen.",
    "encrypted": "Filen er låst med en adgangskode. Gem den uden adgangskode, og prøv igen.",
    "damaged": "Filen er beskadiget eller kom ikke helt med og kan ikke læses.",
    "no_pages": "Filen har ingen sider.",
    "too_many_pages": "Filen har for mange sider. Del den, og prøv igen.",
    "page_too_large": "Filen har en side, der er for stor til at blive vist.",
    "too_heavy": "Filen er for tung, eller det tog for lang tid at læse den.",
    "no_text": "Filen har ingen tekst, der kan læses: den er scannet for dårligt eller er kun "
    "billeder.",
    "no_ocr": "Filen er scannet, og OCR mangler på denne maskine: Tesseract med dansk er ikke "
    "installeret.",
    "no_such_page": "Filen har ikke den side.",
}


class ScannedError(Exception):
    """The file has pages that only OCR reads, and was to be read without it."""


class UnreadableError(Exception):
    """The file cannot be read; `reason` is one Danish sentence for the person who gave it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.reason = REASONS[code]
        super().__init__(self.reason)

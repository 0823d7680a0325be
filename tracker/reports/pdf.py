"""Pages as PDF for everybody: tagged after PDF/UA, with language, title and our own letters.

What stands in a paper was written by others. Nothing it names is fetched: neither an address nor a
file of this machine, only the letters that we bring ourselves.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from meetings.cpr_pages import hide_in_html

LETTERS = {
    f"letters:{name}": settings.BASE_DIR
    / "tracker/static/vendor/dkfds-11.2.0/fonts"
    / f"IBMPlexSans-{name}-Latin1.woff2"
    for name in ("Regular", "Italic", "SemiBold")
}


class PrintingMissingError(Exception):
    """Pango is not on this machine."""


def pdf_of(template: str, context: dict[str, Any]) -> bytes:
    """Return the page as PDF; raises PrintingMissingError where the machine cannot set text."""
    try:
        import weasyprint  # noqa: PLC0415  # loads Pango, which may be missing
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except OSError as error:
        raise PrintingMissingError from error

    class OurLettersOnly(URLFetcher):  # type: ignore[misc]  # ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in LETTERS:
                raise ValueError(f"Not fetched: {url[:100]}")
            return URLFetcherResponse(url, LETTERS[url].read_bytes())

    page = weasyprint.HTML(
        string=hide_in_html(render_to_string(template, context)),
        url_fetcher=OurLettersOnly(),
        base_url="about:blank",
    )
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1"))

"""One page of a PDF as a picture for people to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from meetings.reading import gate, pdf


def answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Yield page `order["page"]` as PNG, `order["scale"]` pixels a point."""
    found = gate.inspect(data, most_pages=order["limits"]["pages"])
    page = gate.page_number(order["page"], found)
    yield pdf.render(data, page=page, scale=order["scale"])

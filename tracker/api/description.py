"""The description of the API itself, for programs that make a client of it."""

from __future__ import annotations

from drf_spectacular.views import SpectacularJSONAPIView


class Description(SpectacularJSONAPIView):
    """Answer with OpenAPI 3.1, in the language of who asks."""

    schema = None

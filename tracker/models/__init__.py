"""What people keep for themselves here, as rows."""

from __future__ import annotations

from tracker.models.saved_view import SavedView

__all__ = ["SavedView"]

"""What can be refused where meetings and documents are concerned."""

from __future__ import annotations

from meetings.models import Document


class AlreadyReceivedError(Exception):
    """The very same file is here already."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.name)
        self.document = document


class UploadTooLargeError(Exception):
    """The file is larger than the municipality allows."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size = size
        self.limit = limit


class PicturesBusyError(Exception):
    """As many pages are being drawn as this process draws at a time; try again in a moment."""


class DocumentNotStoppedError(Exception):
    """Only a document that could not be read can be read again."""


class RegisterConflictError(Exception):
    """The register file contradicts itself or what is here; the sentence says where."""


class RowChangedMeanwhileError(Exception):
    """The row is not as it was when it was shown; nothing was written."""


class RowExistsError(Exception):
    """There is one like it already."""


class RowInUseError(Exception):
    """Others refer to the row: it is ended by a date, not removed."""


class AlreadyHeldError(Exception):
    """Somebody has set a hold on the row already."""


class NotHeldError(Exception):
    """There is no hold on the row, or somebody has lifted it already."""


class PasskeyKnownError(Exception):
    """The passkey is somebody's already, or the user has as many as one may."""


class LastSecondStepError(Exception):
    """It is the last second step of somebody who must have one."""

"""What can be refused where commitments and action items are concerned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions.models import ActionItem


class AlreadyReviewedError(Exception):
    """Somebody has accepted or rejected the commitment already."""


class NotTogetherError(Exception):
    """These suggestions cannot become one: of two meetings, or one of them closed."""


class OutsideError(Exception):
    """The marked words stand in no agenda item of the meeting, or are too many."""


class NothingToUndoError(Exception):
    """The person has done nothing in this review that still stands."""


class ChangedSinceError(Exception):
    """Somebody else has gone on with what the person wants to undo."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who


class AlreadySentError(Exception):
    """The action item has been sent to its owner: it can be changed, not undone."""


class MeetingIncompleteError(Exception):
    """The meeting has no date or no committee yet."""


class UndecidedError(Exception):
    """There are suggestions that nobody has decided on."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class OwnerMissingError(Exception):
    """These action items cannot be sent: nobody is to do them."""

    def __init__(self, action_items: Sequence[ActionItem]) -> None:
        super().__init__(len(action_items))
        self.action_items = action_items


class ChangedMeanwhileError(Exception):
    """Somebody changed the action item after it was shown."""


class AlreadyClosedError(Exception):
    """The action item is done or cancelled."""


class NotAnsweredError(Exception):
    """The action item has no answer that waits for a decision."""


class NotClosedError(Exception):
    """Only a closed action item can be reopened."""


class SupersededError(Exception):
    """The words of the action item were reviewed anew: another item stands for them, or none."""


class OutdatedLinkError(Exception):
    """The link belongs to an earlier deadline or an earlier owner."""


class DeadlineTooFarError(Exception):
    """A deadline after `latest` is a slip of the pen."""

    def __init__(self, latest: date) -> None:
        super().__init__(latest)
        self.latest = latest


class MessageMovedOnError(Exception):
    """The mail no longer waits for a person to decide on it."""


class HouseRuleExistsError(Exception):
    """The same phrase means the same for the same committee already."""


class BadLinkError(Exception):
    """The link was not made by us, or was cut."""


class ExpiredLinkError(Exception):
    """The link is too old to act on."""


class AlreadyCreatedError(Exception):
    """The form has been sent before, and made this action item."""

    def __init__(self, action_item: ActionItem) -> None:
        super().__init__(action_item.pk)
        self.action_item = action_item


class AlreadyOwnerError(Exception):
    """Who is named owns the action item already, alone or with others."""


class AlreadyTakenError(Exception):
    """The action item does not lie in the inbox any more, or was not taken from it."""


class SameItemError(Exception):
    """An action item cannot be merged into itself."""


class ConfidentialMixedError(Exception):
    """One of two action items is confidential and the other is not: they stay apart."""


class OwnerlessError(Exception):
    """An action item that its owner is told of at once has no owner."""


class DeadlineNotLaterError(Exception):
    """A deadline is put off to a day after `earliest`, or not at all."""

    def __init__(self, earliest: date) -> None:
        super().__init__(earliest)
        self.earliest = earliest


class ReasonMissingError(Exception):
    """What is asked for needs words that say why."""


class AlreadyAskedError(Exception):
    """An extension is asked for already and waits for an answer."""


class AlreadyDecidedError(Exception):
    """Somebody has decided, or the action item has moved on: it is not asked any more."""


class AlreadyUsedError(Exception):
    """The link has been acted on."""


class FileRefusedError(Exception):
    """A file is not kept: `why` is "size" or "kind"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AliasTakenError(Exception):
    """The words of the minutes cannot be learned: they mean somebody already, or nobody."""


class AlreadyLeftError(Exception):
    """The person has left already, and nothing of theirs is left to hand over."""


class OneselfError(Exception):
    """Nobody reports oneself as having left: the login that does it would close."""


class LastAdministratorError(Exception):
    """The only administrator who can log in would be shut out."""


class MeetingOffError(Exception):
    """A planned meeting is over, or called off with none after it: nothing can follow it."""


class BadDayError(Exception):
    """A day for reminders lies behind us, or after `latest`."""

    def __init__(self, latest: date) -> None:
        super().__init__(latest)
        self.latest = latest


class SnoozesSpentError(Exception):
    """The owner has put off reminders of a late item as often as an owner may."""


class MixedReplyError(Exception):
    """A reply speaks of a closed item too: its words stay with those who decide on both."""


class CallMovedOnError(Exception):
    """The call to another system does not stand as it was shown: it is under way, or waits."""

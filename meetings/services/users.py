"""What users settle for themselves."""

from __future__ import annotations

from meetings.models import User


def user_choose_grade(*, user: User, least_grade: User.LeastGrade) -> None:
    """Keep how sure suggestions must be to be shown to the user."""
    User.objects.filter(pk=user.pk).update(least_grade=least_grade)
    user.least_grade = least_grade

"""What is struck out of a record, unless another record stands on it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from branch_portal.lib.verdicts import RuleBroken
from meetings.models import Task, TaskReview
from meetings.models.sessions import State


def strike_out(tasks: QuerySet[Task]) -> None:
    """Remove tasks. Raises RuleBroken where another session has looked back on one of them."""
    reviews = TaskReview.objects.filter(task__in=tasks)
    standing = reviews.exclude(session__state=State.CANCELLED).select_related("session", "task")
    if review := standing.order_by("session__held_on").first():
        words = {"task": review.task.title, "day": f"{review.session.held_on:%d/%m/%Y}"}
        raise RuleBroken(
            _(
                "The session of %(day)s has looked back on the task “%(task)s”; it stays. Its "
                "words and its deadline may be changed."
            )
            % words
        )
    reviews.delete()  # of sessions that were struck out themselves
    tasks.delete()

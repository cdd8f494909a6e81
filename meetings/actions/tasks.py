"""Who does what, how far it is, and what earlier sessions left to do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._keys import keys_of
from meetings.actions._lock import locked, touch
from meetings.actions._striking import strike_out
from meetings.models import Task, TaskReview, TaskUpdate, ThematicSession
from meetings.models.sessions import CLOSED


@transaction.atomic
def assign_tasks(
    session: ThematicSession, tasks: Sequence[Mapping[str, Any]], *, version: int, by: User
) -> None:
    """Write down who does what by when.

    Each has title, owner (id of a member on the roll), due_on, and may have resolution (id of one
    of this session) and key. Raises RuleBroken for a deadline before the session, or an owner who
    is not on its roll, and when one is left out that a later session has looked back on.
    """
    session = locked(session, version)
    names = dict(session.roll.values_list("member", "member_name"))
    resolutions = set(session.resolutions.values_list("pk", flat=True))
    stored = {task.key: task for task in session.tasks.all()}
    rows = []
    for key, task in zip(keys_of(tasks), tasks, strict=True):
        if task["due_on"] < session.held_on:
            raise RuleBroken(_("The deadline is before the session."), "due_on")
        if task["owner"] not in names:
            raise RuleBroken(_("The owner of a task is a member of the branch."), "owner")
        resolution = task.get("resolution")
        if resolution and resolution not in resolutions:
            raise RuleBroken(_("This resolution is not of this session."), "resolution")
        # In a record that came back, what was reported of a task since stays with it.
        row = stored.pop(key, None) or Task(session=session, key=key)
        row.title, row.due_on, row.resolution_id = task["title"], task["due_on"], resolution
        row.owner_id, row.owner_name = task["owner"], names[task["owner"]]
        rows.append(row)
    strike_out(session.tasks.filter(key__in=stored))
    for row in rows:
        row.save()
    touch(session)
    audit.record("session.tasks_assigned", session, by=by, tasks=len(rows))


@transaction.atomic
def report_progress(task: Task, percent: int, note: str, *, by: User) -> Task:
    """Write down how far a task is, 0 to 100 per cent; 100 means that it is done today.

    Raises RuleBroken while its record is still being written, or when it is done already.
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("session").get(pk=task.pk)
    if not task.session.is_closed:
        raise RuleBroken(_("The record of this task has not been submitted yet."))
    if task.done_on:
        raise RuleBroken(_("This task is done already."))
    if not 0 <= percent <= 100:
        raise RuleBroken(_("Progress is between 0 and 100 per cent."), "percent")
    task.percent = percent
    task.done_on = timezone.localdate() if percent == 100 else None
    task.save(update_fields=["percent", "done_on"])
    TaskUpdate.objects.create(task=task, percent=percent, note=tidy(note), by=by)
    audit.record("task.reported", task, by=by, percent=percent)
    return task


@transaction.atomic
def finish_task(task: Task, *, by: User) -> bool:
    """Mark a task as done today. Return False when somebody else did so before.

    A task of a record that is still being written is not there to be done yet: also False.
    """
    waiting = Task.objects.filter(pk=task.pk, done_on=None, session__state__in=CLOSED)
    changed = waiting.update(done_on=timezone.localdate(), percent=100)
    if changed:
        TaskUpdate.objects.create(task_id=task.pk, percent=100, by=by)
        audit.record("task.finished", task, by=by)
    return bool(changed)


@transaction.atomic
def review_tasks(
    session: ThematicSession, results: Mapping[int, tuple[int, str]], *, version: int, by: User
) -> None:
    """Write down what became of earlier tasks: review id → (per cent, note).

    What is written here is the session's finding of that day; it moves the task itself, too, unless
    that was reported to be further before or since.
    """
    session = locked(session, version)
    reviews = session.reviews.select_related("task").prefetch_related("task__updates")
    for review in reviews.select_for_update(of=("self", "task")):
        percent, note = results.get(review.pk, (review.percent, review.note))
        if not 0 <= percent <= 100:
            raise RuleBroken(_("Progress is between 0 and 100 per cent."))
        if (percent, tidy(note)) == (review.percent, review.note):
            continue
        review.percent, review.note = percent, tidy(note)
        review.save(update_fields=["percent", "note"])
        _move_on(review, session, by)
    touch(session)
    audit.record("session.tasks_reviewed", session, by=by)


def _move_on(review: TaskReview, session: ThematicSession, by: User) -> None:
    """Bring the task to what was found, forward only; a finding may take itself back, too."""
    task, updates = review.task, list(review.task.updates.all())
    floor = task.percent
    if updates and updates[0].review_id == review.pk:
        floor = next((one.percent for one in updates if one.review_id != review.pk), 0)
    percent = max(review.percent, floor)
    if percent == task.percent:
        return
    task.percent, task.done_on = percent, session.held_on if percent == 100 else None
    task.save(update_fields=["percent", "done_on"])
    TaskUpdate.objects.create(task=task, review=review, percent=percent, note=review.note, by=by)

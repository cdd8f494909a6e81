"""What a session decides: resolutions with their vote and number, and tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.verdicts import RuleBroken
from meetings import rules
from meetings.actions._lock import locked, touch
from meetings.models import Ballot, NumberSeries, Resolution, Task, ThematicSession
from meetings.models.sessions import CLOSED


@transaction.atomic
def put_to_vote(
    session: ThematicSession,
    *,
    title: str,
    text: str,
    form: str,
    threshold: str,
    votes_for: int,
    votes_against: int,
    votes_none: int,
    reserved: str,
    version: int,
    by: User,
) -> Resolution:
    """Record a resolution with its vote. When carried it takes the next number of the term.

    The base is counted from the frozen roll: official members without those who are exempt, away
    (and absent) or suspended. Raises RuleBroken before the roll is called, and for more votes than
    voters present.
    """
    session = locked(session, version)
    if not session.roll_called_at:
        raise RuleBroken(_("Call the roll first: the vote is counted on it."))
    if session.resolutions.filter(title=title, text=text).exists():
        raise RuleBroken(_("This resolution is recorded already, see above."), "title")
    base, voters = session.voters(session.roll.all())
    cast = votes_for + votes_against + votes_none
    if cast > voters:
        raise RuleBroken(
            _("%(cast)d votes were counted, but only %(voters)d members with a vote were present.")
            % {"cast": cast, "voters": voters},
            "votes_for",
        )
    needed = rules.votes_needed(threshold, base)
    ballot = Ballot(
        form=form,
        threshold=threshold,
        base=base,
        voters_present=voters,
        needed=needed,
        votes_for=votes_for,
        votes_against=votes_against,
        votes_none=votes_none,
        reserved=reserved,
        rule=_("%(needed)d votes needed (%(threshold)s of %(base)d official members who count).")
        % {"threshold": Ballot.Threshold(threshold).label.lower(), "base": base, "needed": needed},
    )
    resolution = Resolution(session=session, title=title, text=text, state=Resolution.State.FAILED)
    if ballot.is_carried:
        _number(resolution, session)
    resolution.save()
    ballot.resolution = resolution
    ballot.save()
    touch(session)
    audit.record(f"resolution.{resolution.state}", resolution, by=by, votes=f"{votes_for}/{base}")
    return resolution


@transaction.atomic
def discard_resolution(resolution: Resolution, *, version: int, by: User) -> None:
    """Take back a vote that was not carried, for instance one that was typed wrongly.

    Raises RuleBroken for an adopted resolution: its number has been given out.
    """
    session = locked(resolution.session, version)
    resolution = session.resolutions.get(pk=resolution.pk)
    if resolution.state == Resolution.State.ADOPTED:
        raise RuleBroken(_("An adopted resolution has its number and stays."))
    audit.record("resolution.discarded", resolution, by=by)
    resolution.delete()
    touch(session)


@transaction.atomic
def assign_tasks(
    session: ThematicSession, tasks: Sequence[Mapping[str, Any]], *, version: int, by: User
) -> None:
    """Write down who does what by when: title, owner (id of a member on the roll) and due_on.

    Raises RuleBroken for a deadline before the session or an owner who is not on its roll.
    """
    session = locked(session, version)
    names = dict(session.roll.values_list("member", "member_name"))
    for task in tasks:
        if task["due_on"] < session.held_on:
            raise RuleBroken(_("The deadline is before the session."), "due_on")
        if task["owner"] not in names:
            raise RuleBroken(_("The owner of a task is a member of the branch."), "owner")
    session.tasks.all().delete()
    Task.objects.bulk_create(
        Task(
            session=session,
            title=task["title"],
            owner_id=task["owner"],
            owner_name=names[task["owner"]],
            due_on=task["due_on"],
        )
        for task in tasks
    )
    touch(session)
    audit.record("session.tasks_assigned", session, by=by, tasks=len(tasks))


@transaction.atomic
def finish_task(task: Task, *, by: User) -> bool:
    """Mark a task as done today. Return False when somebody else did so before.

    A task of a record that is still being written is not there to be done yet: also False.
    """
    waiting = Task.objects.filter(pk=task.pk, done_on=None, session__state__in=CLOSED)
    changed = waiting.update(done_on=timezone.localdate())
    if changed:
        audit.record("task.finished", task, by=by)
    return bool(changed)


def _number(resolution: Resolution, session: ThematicSession) -> None:
    """Take the next number of the branch's term; the counter row is locked until the commit."""
    term = session.unit.term_on(session.held_on)
    if term is None:
        raise RuleBroken(_("No committee term of this branch covers that day."))
    series, _created = NumberSeries.objects.select_for_update().get_or_create(
        unit=session.unit, term=term, kind="NQ"
    )
    series.last_number += 1
    series.save(update_fields=["last_number"])
    resolution.state = Resolution.State.ADOPTED
    resolution.series, resolution.number = series, series.last_number
    resolution.symbol = f"{series.last_number:02d}-NQ/CB"

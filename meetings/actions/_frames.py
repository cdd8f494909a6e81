"""What holds for the frame of every session, planned or held."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from branch_portal.lib.verdicts import RuleBroken
from meetings.models import Guest, RollEntry, RuleSet, Task, TaskReview, ThematicSession
from meetings.models.sessions import CLOSED, State
from organisation.models import Unit, UnitName, UnitPlacement

SEATED = ("superiors", "guests")  # parts of a frame that are rows of their own


def check_existence(session: ThematicSession) -> None:
    gone = session.unit.dissolved_on
    if session.held_on < session.unit.established_on or (gone and session.held_on >= gone):
        raise RuleBroken(_("The branch did not exist on that day."), "held_on")
    if session.ends_at and session.ends_at <= session.starts_at:
        raise RuleBroken(_("The end is not after the beginning."), "ends_at")
    if session.format != ThematicSession.Format.IN_PERSON and not session.format_reason:
        raise RuleBroken(_("Write why the session is not held in one room."), "format_reason")


def check_free(session: ThematicSession) -> None:
    """Is there no other session of the branch at this hour? Holds the branch until the commit."""
    Unit.objects.select_for_update().get(pk=session.unit_id)
    same_time = ThematicSession.objects.filter(
        unit=session.unit, held_on=session.held_on, starts_at=session.starts_at
    ).exclude(state__in=(State.POSTPONED, State.CANCELLED))
    if same_time.exclude(pk=session.pk).exists():
        raise RuleBroken(_("A session of this branch at this time is recorded."), "starts_at")


def apply(session: ThematicSession, frame: Mapping[str, Any]) -> None:
    """Put a frame into a session; its guests are seated by `seat` once the session is stored."""
    for name, value in frame.items():
        if name not in SEATED:
            setattr(session, name, value)


def seat(session: ThematicSession, frame: Mapping[str, Any]) -> None:
    """Store the guests of a frame: `superiors` and `guests`, each a list of (name, post).

    Who stays invited keeps the row, and with it what is known of the person.
    """
    if not any(name in frame for name in SEATED):
        return
    known = {(guest.name, guest.is_superior): guest for guest in session.guests.all()}
    kept = []
    for field, is_superior in (("superiors", True), ("guests", False)):
        for position, (name, post) in enumerate(frame.get(field, ()), start=1):
            guest = known.get((name, is_superior)) or Guest(
                session=session, name=name, is_superior=is_superior
            )
            guest.position, guest.post = position, post
            guest.save()
            kept.append(guest.pk)
    gone = session.guests.exclude(pk__in=kept)
    if spoke := gone.filter(opinions__isnull=False).first():
        raise RuleBroken(
            _("%(name)s has an opinion in the record and cannot be left out.")
            % {"name": spoke.name},
            "superiors" if spoke.is_superior else "guests",
        )
    gone.delete()


def named(session: ThematicSession) -> None:
    """Take names, superiors and rules as they are on the day of the session."""
    unit, day = session.unit, session.held_on
    session.rule_set = RuleSet.objects.on(day)
    line = UnitPlacement.objects.line_on(unit, day)
    names = UnitName.objects.filter(unit__in=[unit, *line]).on(day)
    session.unit_name = names.get(unit.pk, unit.name)
    session.hierarchy = [names.get(one.pk, one.name) for one in line]
    session.superior_name = session.hierarchy[0] if line else ""
    for field in ("chair", "secretary", "presenter"):
        person = getattr(session, field)
        setattr(session, f"{field}_name", person.full_name if person else "")


def check_officers(session: ThematicSession, roll: Iterable[RollEntry]) -> None:
    """The chair and the secretary of a session were there."""
    absent = {entry.member_id for entry in roll if entry.attendance != RollEntry.Attendance.PRESENT}
    if session.chair_id in absent or session.secretary_id in absent:
        raise RuleBroken(_("The chair and the secretary of a session cannot be absent from it."))


def look_back(session: ThematicSession) -> None:
    """Put on the agenda what earlier sessions left to do, and what was done since the last one."""
    earlier = ThematicSession.objects.filter(
        unit=session.unit, state__in=CLOSED, held_on__lt=session.held_on
    )
    last = earlier.order_by("-held_on").first()
    waiting = Q(done_on=None)
    if last:
        waiting |= Q(done_on__gt=last.held_on)
    tasks = Task.objects.filter(session__in=earlier).filter(waiting)
    TaskReview.objects.bulk_create(
        TaskReview(
            session=session,
            task=task,
            title=task.title,
            owner_name=task.owner_name,
            due_on=task.due_on,
            percent=task.percent if task.done_on is None or task.done_on <= session.held_on else 0,
            is_late=(task.done_on or session.held_on) > task.due_on,
        )
        for task in tasks
    )

"""What holds for the frame of every session, planned or held."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from branch_portal.lib.verdicts import RuleBroken
from meetings.models import RollEntry, RuleSet, ThematicSession
from meetings.models.sessions import State
from organisation.models import UnitName, UnitPlacement


def check_existence(session: ThematicSession) -> None:
    gone = session.unit.dissolved_on
    if session.held_on < session.unit.established_on or (gone and session.held_on >= gone):
        raise RuleBroken(_("The branch did not exist on that day."), "held_on")
    if session.ends_at and session.ends_at <= session.starts_at:
        raise RuleBroken(_("The end is not after the beginning."), "ends_at")
    if session.format != ThematicSession.Format.IN_PERSON and not session.format_reason:
        raise RuleBroken(_("Write why the session is not held in one room."), "format_reason")


def check_free(session: ThematicSession) -> None:
    """Is there no other session of the branch at this hour?"""
    same_time = ThematicSession.objects.filter(
        unit=session.unit, held_on=session.held_on, starts_at=session.starts_at
    ).exclude(state__in=(State.POSTPONED, State.CANCELLED))
    if same_time.exclude(pk=session.pk).exists():
        raise RuleBroken(_("A session of this branch at this time is recorded."), "starts_at")


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

"""Self check-in: opened for one session, proposed by members, confirmed by the chair."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import exact, fold, tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._lock import locked
from meetings.actions.recording import Mark, record_attendance
from meetings.models import Arrival, CheckIn, RollEntry, ThematicSession
from meetings.models.arrivals import new_code
from meetings.models.sessions import Attendance

LONGEST = 180  # minutes that a check-in stays open


@transaction.atomic
def open_check_in(session: ThematicSession, minutes: int, *, version: int, by: User) -> CheckIn:
    """Open the door for so many minutes, with a new code; an earlier code is dead from now on.

    Raises RuleBroken for a session that is not being recorded, and for more than LONGEST minutes.
    """
    session = locked(session, version)
    if not 1 <= minutes <= LONGEST:
        raise RuleBroken(
            _("A check-in stays open for 1 to %(most)d minutes.") % {"most": LONGEST}, "minutes"
        )
    now = timezone.now()
    door, _created = CheckIn.objects.update_or_create(
        session=session,
        defaults={
            "code": new_code(),
            "opened_at": now,
            "closes_at": now + dt.timedelta(minutes=minutes),
            "opened_by": by,
        },
    )
    audit.record("check_in.opened", session, by=by, minutes=minutes)
    return door


@transaction.atomic
def close_check_in(session: ThematicSession, *, by: User) -> bool:
    """Close the door at once. False when it was closed before."""
    now = timezone.now()
    closed = CheckIn.objects.filter(session=session, closes_at__gt=now).update(closes_at=now)
    if closed:
        audit.record("check_in.closed", session, by=by)
    return bool(closed)


@transaction.atomic
def announce_arrival(code: str, called: str, *, by: User | None) -> Arrival:
    """A member says to be here, by the full name or the number on the roll; `by` is None.

    Raises RuleBroken when the door is closed, and for a name that is not on the roll, or is there
    twice. Nothing is written into the roll.
    """
    door = CheckIn.objects.select_related("session").filter(code=code).first()
    if door is None or not door.is_open():
        raise RuleBroken(_("The check-in is closed. Tell the secretary that you are here."))
    entry = _entry(door.session, tidy(called))
    arrival, is_new = Arrival.objects.get_or_create(entry=entry)
    if not is_new and arrival.is_confirmed is False:
        # Was not in the hall when the chair looked; says so again, and is looked at again.
        arrival.is_confirmed = arrival.decided_by = None
        arrival.save()
    audit.record("arrival.announced", door.session, by=by)
    return arrival


@transaction.atomic
def confirm_arrivals(
    session: ThematicSession, decisions: Mapping[int, bool], *, version: int, by: User
) -> int:
    """The chair says who of those is really here: arrival id → yes or no; returns the yeses.

    Whoever is confirmed is present on the roll. Raises RuleBroken as `record_attendance` does.
    """
    session = locked(session, version)
    waiting = Arrival.objects.select_for_update().filter(entry__session=session)
    arrivals = [one for one in waiting.select_related("entry") if one.pk in decisions]
    for arrival in arrivals:
        arrival.is_confirmed, arrival.decided_by = decisions[arrival.pk], by
        arrival.save()
    came = [one.entry for one in arrivals if one.is_confirmed]
    marks = {
        entry.pk: Mark(Attendance.PRESENT, arrived_at=entry.arrived_at, left_at=entry.left_at)
        for entry in came
        if entry.attendance != Attendance.SUSPENDED
    }
    if marks:
        record_attendance(session, marks, version=session.version, by=by)
    audit.record("arrival.confirmed", session, by=by, arrivals=len(came))
    return len(came)


def _entry(session: ThematicSession, called: str) -> RollEntry:
    """The one row that is meant. Without marks a name is enough where only one person has it."""
    roll = list(session.roll.all())
    if called.isascii() and called.isdigit():
        found = [one for one in roll if one.is_home and str(one.position) == called.lstrip("0")]
    else:
        found = [one for one in roll if exact(one.member_name) == exact(called)] or [
            one for one in roll if fold(one.member_name) == fold(called)
        ]
    if not found:
        raise RuleBroken(_("This name is not on the roll. Write the full name."), "called")
    if len(found) > 1:
        raise RuleBroken(_("Two members have this name. Write your number on the roll."), "called")
    return found[0]

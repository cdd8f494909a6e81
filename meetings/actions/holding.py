"""What makes a plan a record: the session is held, its names and roll are frozen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._frames import (
    apply,
    check_existence,
    check_free,
    check_officers,
    look_back,
    named,
    seat,
)
from meetings.actions._lock import locked, touch
from meetings.models import Invitation, RollEntry, ThematicSession
from meetings.models.sessions import PLANNED, State
from organisation.models import Appointment, Member, Standing, Unit

Attendance = RollEntry.Attendance
# What a standing on the day makes of a member's attendance before the roll is called.
PRESET = {
    Standing.Kind.SUSPENDED: Attendance.SUSPENDED,
    Standing.Kind.SPECIAL_DUTY: Attendance.SPECIAL_DUTY,
    Standing.Kind.AWAY: Attendance.AWAY,
    Standing.Kind.EXEMPT: Attendance.EXEMPT,
}
EARLY = dt.timedelta(hours=2)  # before the beginning a roll may be opened


@transaction.atomic
def open_session(unit: Unit, frame: Mapping[str, Any], *, by: User) -> ThematicSession:
    """Begin the record of a session that was held, and freeze names and roll of that day.

    `frame` holds topic, held_on, starts_at, ends_at, place, chair, secretary, presenter, plan_item,
    superiors and guests (lists of name and post). What earlier sessions left to do is put on its
    agenda. Raises RuleBroken for a session in the future, of a unit that did not exist, with a
    chair or secretary who was not on the roll, or recorded twice.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    session = ThematicSession(unit=unit)
    _hold(session, frame)
    audit.record("session.opened", session, by=by, roll=session.roll.count())
    return session


@transaction.atomic
def hold_session(
    session: ThematicSession, frame: Mapping[str, Any], *, version: int, by: User
) -> ThematicSession:
    """Open the roll of a session that was planned; `frame` and refusals as in `open_session`."""
    session = locked(session, version, PLANNED)
    session.state, session.state_reason = State.HELD, ""
    session.version += 1
    _hold(session, frame)
    audit.record("session.opened", session, by=by, roll=session.roll.count())
    return session


@transaction.atomic
def change_session(
    session: ThematicSession, frame: Mapping[str, Any], *, version: int, by: User
) -> ThematicSession:
    """Change topic, times, place or people of an open record. The roll stays as it was frozen.

    Raises RuleBroken as `open_session`, and when the day is changed: the roll belongs to its day.
    """
    session = locked(session, version)
    if frame["held_on"] != session.held_on:
        raise RuleBroken(
            _(
                "The day cannot be changed: the roll was frozen on it. Cancel this record and "
                "record the session on the right day."
            ),
            "held_on",
        )
    apply(session, frame)
    _check_frame(session)
    seat(session, frame)
    if session.roll_called_at:
        check_officers(session, session.roll.all())
    touch(session)
    audit.record("session.changed", session, by=by)
    return session


def _hold(session: ThematicSession, frame: Mapping[str, Any]) -> None:
    apply(session, frame)
    _check_frame(session)
    session.save()
    seat(session, frame)
    _freeze_roll(session)
    look_back(session)


def _check_frame(session: ThematicSession) -> None:
    """Refuse what is impossible, then freeze the names of the day."""
    _check_time(session)
    _check_people(session)
    named(session)
    posts = Appointment.objects.in_force(session.held_on).filter(unit=session.unit)
    post = posts.filter(member=session.chair).first()
    session.chair_post = post.post if post else ""


def _check_time(session: ThematicSession) -> None:
    now = timezone.localtime().replace(tzinfo=None)
    if session.starts > now + EARLY:
        raise RuleBroken(
            _("This moment has not come yet: only a session that was held is recorded."), "held_on"
        )
    if session.ends_at and dt.datetime.combine(session.held_on, session.ends_at) > now:
        raise RuleBroken(_("This hour has not come yet."), "ends_at")
    check_existence(session)
    check_free(session)


def _check_people(session: ThematicSession) -> None:
    if session.chair == session.secretary:
        raise RuleBroken(_("The chair and the secretary are two persons."), "secretary")
    # Once frozen, the roll of the day is the truth, whatever is known of memberships since.
    frozen = set(session.roll.values_list("member", flat=True)) if session.pk else set()
    today = Member.objects.on_roll(session.unit, session.held_on).values_list("pk", flat=True)
    on_roll = frozen or set(today)
    for field in ("chair", "secretary"):
        if getattr(session, f"{field}_id") not in on_roll:
            raise RuleBroken(_("This member was not on the roll on that day."), field)


def _freeze_roll(session: ThematicSession) -> None:
    """One row for each member of that day, all present but for those whose standing says no."""
    day = session.held_on
    home = list(Member.objects.on_roll(session.unit, day))
    guests = list(Member.objects.guests_of(session.unit, day))
    if not home:
        raise RuleBroken(_("Nobody was on the roll of the branch on that day."), "held_on")
    standings: dict[int, set[str]] = {}
    for member, kind in (
        Standing.objects.in_force(day)
        .filter(member__in=[*home, *guests])
        .values_list("member", "kind")
    ):
        standings.setdefault(member, set()).add(kind)
    for guest in guests:
        # Whoever is away from the branch at home is away to be here. The other standings are of the
        # person: an exemption or a suspension holds wherever a member goes to meetings.
        standings.get(guest.pk, set()).discard(Standing.Kind.AWAY)
    officers = (session.chair_id, session.secretary_id)
    if any(Standing.Kind.SUSPENDED in standings.get(officer, set()) for officer in officers):
        raise RuleBroken(_("A suspended member neither chairs nor keeps the minutes."), "chair")
    excuses = _excuses(session)
    RollEntry.objects.bulk_create(
        RollEntry(
            session=session,
            member=member,
            position=position,
            member_name=member.full_name,
            attachment=attachment,
            grade=_grade(standings.get(member.pk, set())),
            **(
                {"attendance": Attendance.PRESENT}
                if member.pk in officers
                else _preset(standings.get(member.pk, set()), excuses.get(member.pk))
            ),
        )
        for attachment, members in (("home", home), ("temporary", guests))
        for position, member in enumerate(members, start=1)
    )


def _grade(standings: set[str]) -> str:
    """Official unless on probation: who has no vote is the case that must be written down."""
    return "probationary" if Standing.Kind.PROBATIONARY in standings else "official"


def _excuses(session: ThematicSession) -> dict[int, Invitation]:
    """Member id → the excuse for this day that was sent by a personal link."""
    invited = Invitation.objects.last_of(session)
    no = Invitation.Reply.NO
    return {one.member_id: one for one in invited if one.reply_on(session.held_on) == no}


def _preset(standings: set[str], excuse: Invitation | None) -> dict[str, str]:
    """What stands in a row before the roll is called: the standing, else the excuse."""
    if preset := next((preset for kind, preset in PRESET.items() if kind in standings), None):
        return {"attendance": preset}
    if excuse is None:
        return {"attendance": Attendance.PRESENT}
    return {
        "attendance": Attendance.EXCUSED,
        "reason_kind": excuse.reason_kind,
        "reason": excuse.reason,
    }

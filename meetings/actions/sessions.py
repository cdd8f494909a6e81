"""What people do to the record of a session: open, change, call the roll, submit."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.verdicts import RuleBroken
from meetings import rules
from meetings.actions._lock import locked, touch
from meetings.models import Ballot, Opinion, RollEntry, RuleSet, ThematicSession
from organisation.models import Appointment, Member, Standing, Unit, UnitName

Attendance = RollEntry.Attendance
# What a standing on the day makes of a member's attendance before the roll is called.
PRESET = {
    Standing.Kind.SUSPENDED: Attendance.SUSPENDED,
    Standing.Kind.SPECIAL_DUTY: Attendance.SPECIAL_DUTY,
    Standing.Kind.AWAY: Attendance.AWAY,
    Standing.Kind.EXEMPT: Attendance.EXEMPT,
}

LEFT_OUT = (Attendance.EXEMPT, Attendance.AWAY, Attendance.SPECIAL_DUTY)


@transaction.atomic
def open_session(unit: Unit, frame: Mapping[str, Any], *, by: User) -> ThematicSession:
    """Begin the record of a session that was held, and freeze names and roll of that day.

    `frame` holds topic, held_on, starts_at, ends_at, place, chair, secretary, guests and
    plan_item. Raises RuleBroken for a session in the future, of a unit that did not exist, with a
    chair or secretary who was not on the roll, or recorded twice.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    session = ThematicSession(unit=unit, **frame)
    _check_frame(session)
    session.rule_set = RuleSet.objects.on(session.held_on)
    superior = unit.placements.superior_on(session.held_on)
    stood = [unit, superior] if superior else [unit]
    names = UnitName.objects.filter(unit__in=stood).on(session.held_on)
    session.unit_name = names.get(unit.pk, unit.name)
    if superior:
        session.superior_name = names.get(superior.pk, superior.name)
    session.save()
    _freeze_roll(session)
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
            _("The day cannot be changed: the roll was frozen on it. Record another session."),
            "held_on",
        )
    for name, value in frame.items():
        setattr(session, name, value)
    _check_frame(session)
    if session.roll_called_at:
        _check_officers(session, session.roll.all())
    touch(session)
    audit.record("session.changed", session, by=by)
    return session


@transaction.atomic
def record_attendance(
    session: ThematicSession,
    marks: Mapping[int, tuple[str, str]],
    *,
    version: int,
    by: User,
) -> rules.Tally:
    """Write down who came: roll entry id → (attendance, reason). Entries not named stay.

    Raises RuleBroken when a suspended member is marked, a reason is missing, the chair or the
    secretary is absent, or a vote has already been counted on other numbers of voters.
    """
    session = locked(session, version)
    roll = list(session.roll.all())
    changed = []
    for entry in roll:
        attendance, reason = marks.get(entry.pk, (entry.attendance, entry.reason))
        was_suspended = entry.attendance == Attendance.SUSPENDED
        if was_suspended != (attendance == Attendance.SUSPENDED):
            raise RuleBroken(
                _("%(name)s: a suspension is not marked on the roll.") % {"name": entry.member_name}
            )
        if not reason and _needs_reason(entry, attendance):
            raise RuleBroken(
                _("%(name)s: write the reason of the absence.") % {"name": entry.member_name}
            )
        reason = "" if attendance in (Attendance.PRESENT, Attendance.UNEXCUSED) else reason
        if (entry.attendance, entry.reason) != (attendance, reason):
            entry.attendance, entry.reason = attendance, reason
            changed.append(entry)
    _check_officers(session, roll)
    base, voters = session.voters(roll)
    if Ballot.objects.filter(resolution__session=session).exclude(base=base, voters_present=voters):
        raise RuleBroken(
            _("A vote has been counted on this roll; the number of voters can no longer change.")
        )
    RollEntry.objects.bulk_update(changed, ["attendance", "reason"])
    session.roll_called_at = timezone.now()
    touch(session)
    tally = session.tally_of(roll)
    audit.record(
        "session.roll_called", session, by=by, present=tally.present, expected=tally.expected
    )
    return tally


@transaction.atomic
def record_discussion(
    session: ThematicSession,
    opinions: Sequence[Mapping[str, str]],
    *,
    summary: str,
    conclusion: str,
    version: int,
    by: User,
) -> None:
    """Write down what was said, in order: speaker_name, kind and text of each opinion."""
    session = locked(session, version)
    session.opinions.all().delete()
    Opinion.objects.bulk_create(
        Opinion(session=session, position=position, **opinion)
        for position, opinion in enumerate(opinions, start=1)
    )
    session.summary, session.conclusion = summary, conclusion
    touch(session)
    audit.record("session.discussion_recorded", session, by=by, opinions=len(opinions))


@transaction.atomic
def submit_session(session: ThematicSession, *, version: int, by: User) -> None:
    """Send the finished record upwards; from then on it stands.

    Raises RuleBroken naming what is still missing.
    """
    session = locked(session, version)
    if missing := session.missing_parts:
        raise RuleBroken(_("Still missing: %(parts)s.") % {"parts": ", ".join(missing)})
    session.state = ThematicSession.State.SUBMITTED
    session.submitted_at, session.submitted_by = timezone.now(), by
    touch(session)
    audit.record("session.submitted", session, by=by)


def _needs_reason(entry: RollEntry, attendance: str) -> bool:
    """An excuse needs one, and so does leaving somebody out whom no standing leaves out."""
    if attendance == Attendance.EXCUSED:
        return True
    return attendance in LEFT_OUT and attendance != entry.attendance


def _check_officers(session: ThematicSession, roll: Iterable[RollEntry]) -> None:
    """The chair and the secretary of a session were there."""
    absent = {entry.member_id for entry in roll if entry.attendance != Attendance.PRESENT}
    if session.chair_id in absent or session.secretary_id in absent:
        raise RuleBroken(_("The chair and the secretary of a session cannot be absent from it."))


def _check_frame(session: ThematicSession) -> None:
    """Refuse what is impossible, then freeze the names of the day."""
    _check_time(session)
    _check_people(session)
    posts = Appointment.objects.in_force(session.held_on).filter(unit=session.unit)
    post = posts.filter(member=session.chair).first()
    session.chair_post = post.post if post else ""
    session.chair_name = session.chair.full_name
    session.secretary_name = session.secretary.full_name


def _check_time(session: ThematicSession) -> None:
    now = timezone.localtime().replace(tzinfo=None)
    if session.starts > now:
        raise RuleBroken(
            _("This moment has not come yet: only a session that was held is recorded."), "held_on"
        )
    if session.ends_at and dt.datetime.combine(session.held_on, session.ends_at) > now:
        raise RuleBroken(_("This hour has not come yet."), "ends_at")
    gone = session.unit.dissolved_on
    if session.held_on < session.unit.established_on or (gone and session.held_on >= gone):
        raise RuleBroken(_("The branch did not exist on that day."), "held_on")
    if session.ends_at and session.ends_at <= session.starts_at:
        raise RuleBroken(_("The end is not after the beginning."), "ends_at")
    same_time = ThematicSession.objects.filter(
        unit=session.unit, held_on=session.held_on, starts_at=session.starts_at
    )
    if same_time.exclude(pk=session.pk).exists():
        raise RuleBroken(_("A session of this branch at this time is recorded."), "starts_at")


def _check_people(session: ThematicSession) -> None:
    if session.chair == session.secretary:
        raise RuleBroken(_("The chair and the secretary are two persons."), "secretary")
    # Once frozen, the roll of the day is the truth, whatever is known of memberships since.
    frozen = session.roll.values_list("member", flat=True) if session.pk else None
    today = Member.objects.on_roll(session.unit, session.held_on).values_list("pk", flat=True)
    on_roll = set(today if frozen is None else frozen)
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
    officers = (session.chair_id, session.secretary_id)
    if any(Standing.Kind.SUSPENDED in standings.get(officer, set()) for officer in officers):
        raise RuleBroken(_("A suspended member neither chairs nor keeps the minutes."), "chair")
    RollEntry.objects.bulk_create(
        RollEntry(
            session=session,
            member=member,
            position=position,
            member_name=member.full_name,
            attachment=attachment,
            grade=_grade(standings.get(member.pk, set())),
            attendance=Attendance.PRESENT
            if member.pk in officers
            else _preset(standings.get(member.pk, set())),
        )
        for attachment, members in (("home", home), ("temporary", guests))
        for position, member in enumerate(members, start=1)
    )


def _grade(standings: set[str]) -> str:
    """Official unless on probation: who has no vote is the case that must be written down."""
    return "probationary" if Standing.Kind.PROBATIONARY in standings else "official"


def _preset(standings: set[str]) -> str:
    return next((preset for kind, preset in PRESET.items() if kind in standings), "present")

"""What is written down of a session: who came and what was said."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.verdicts import RuleBroken
from meetings import rules
from meetings.actions._frames import check_officers
from meetings.actions._keys import keys_of
from meetings.actions._lock import locked, touch
from meetings.actions._speakers import Speakers
from meetings.models import Ballot, Opinion, RollEntry, ThematicSession
from meetings.models.sessions import Attendance

LEFT_OUT = (Attendance.EXEMPT, Attendance.AWAY, Attendance.SPECIAL_DUTY)


@dataclass(frozen=True)
class Mark:
    """What is written into one row of the roll; hours are of those who came late or left early."""

    attendance: str
    reason: str = ""
    reason_kind: str = ""
    arrived_at: dt.time | None = None
    left_at: dt.time | None = None

    @classmethod
    def of(cls, entry: RollEntry) -> "Mark":
        return cls(
            entry.attendance, entry.reason, entry.reason_kind, entry.arrived_at, entry.left_at
        )

    @property
    def settled(self) -> "Mark":
        """Without what has no meaning beside its attendance."""
        if self.attendance == Attendance.PRESENT:
            return Mark(self.attendance, arrived_at=self.arrived_at, left_at=self.left_at)
        if self.attendance == Attendance.UNEXCUSED:
            return Mark(self.attendance)
        return Mark(self.attendance, self.reason, self.reason_kind)


@transaction.atomic
def record_attendance(
    session: ThematicSession, marks: Mapping[int, Mark], *, version: int, by: User
) -> rules.Tally:
    """Write down who came: roll entry id → mark. Entries not named stay.

    Raises RuleBroken when a suspended member is marked, a reason is missing, hours lie outside the
    session, the chair or the secretary is absent, or a vote has already been counted on other
    numbers of voters.
    """
    session = locked(session, version)
    roll = list(session.roll.all())
    changed = [
        entry for entry in roll if entry.pk in marks and _marked(session, entry, marks[entry.pk])
    ]
    check_officers(session, roll)
    base, voters = session.voters(roll)
    if Ballot.objects.filter(session=session).exclude(base=base, voters_present=voters).exists():
        raise RuleBroken(
            _("A vote has been counted on this roll; the number of voters can no longer change.")
        )
    fields = ["attendance", "reason", "reason_kind", "arrived_at", "left_at"]
    RollEntry.objects.bulk_update(changed, fields)
    session.roll_called_at = timezone.now()
    touch(session)
    tally = session.tally_of(roll)
    audit.record(
        "session.roll_called", session, by=by, present=tally.present, expected=tally.expected
    )
    return tally


def _marked(session: ThematicSession, entry: RollEntry, mark: Mark) -> bool:
    """Put a mark into a row; was the row another one before?"""
    name = {"name": entry.member_name}
    if Attendance.SUSPENDED in (entry.attendance, mark.attendance):
        if entry.attendance != mark.attendance:
            raise RuleBroken(_("%(name)s: a suspension is not marked on the roll.") % name)
        return False
    explained = mark.reason or mark.reason_kind not in ("", RollEntry.ReasonKind.OTHER)
    if not explained and _needs_reason(entry, mark.attendance):
        raise RuleBroken(_("%(name)s: write the reason of the absence.") % name)
    before, mark = Mark.of(entry), mark.settled
    hours = [hour for hour in (mark.arrived_at, mark.left_at) if hour]
    ends = session.ends_at or dt.time.max
    if any(not session.starts_at < hour < ends for hour in hours) or hours != sorted(set(hours)):
        raise RuleBroken(
            _("%(name)s: the hours of coming and leaving lie between beginning and end.") % name
        )
    for field in ("attendance", "reason", "reason_kind", "arrived_at", "left_at"):
        setattr(entry, field, getattr(mark, field))
    return mark != before


def _needs_reason(entry: RollEntry, attendance: str) -> bool:
    """An excuse needs one, and so does leaving somebody out whom no standing leaves out."""
    if attendance == Attendance.EXCUSED:
        return True
    return attendance in LEFT_OUT and attendance != entry.attendance


@transaction.atomic
def record_discussion(
    session: ThematicSession,
    opinions: Sequence[Mapping[str, Any]],
    *,
    summary: str,
    conclusion: str,
    version: int,
    by: User,
) -> None:
    """Write down what was said, in order: speaker, kind, text, is_restricted and key of each.

    A speaker is written as the roll or the list of guests has it; of two people of one name as
    "Name (số 7)", by the place on the roll. Raises RuleBroken for anybody else.
    """
    session = locked(session, version)
    known = Speakers(session)
    rows = [
        Opinion(
            session=session,
            position=position,
            key=key,
            kind=opinion["kind"],
            text=opinion["text"],
            is_restricted=opinion.get("is_restricted", False),
            **known.columns(opinion["speaker"]),
        )
        for position, (key, opinion) in enumerate(
            zip(keys_of(opinions), opinions, strict=True), start=1
        )
    ]
    session.opinions.all().delete()
    Opinion.objects.bulk_create(rows)
    session.summary, session.conclusion = summary, conclusion
    touch(session)
    audit.record("session.discussion_recorded", session, by=by, opinions=len(rows))

"""What is written down of a session: who came and what was said."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.verdicts import RuleBroken
from meetings import rules
from meetings.actions._frames import check_officers
from meetings.actions._lock import locked, touch
from meetings.models import Ballot, Opinion, RollEntry, ThematicSession

Attendance = RollEntry.Attendance
LEFT_OUT = (Attendance.EXEMPT, Attendance.AWAY, Attendance.SPECIAL_DUTY)


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
    check_officers(session, roll)
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


def _needs_reason(entry: RollEntry, attendance: str) -> bool:
    """An excuse needs one, and so does leaving somebody out whom no standing leaves out."""
    if attendance == Attendance.EXCUSED:
        return True
    return attendance in LEFT_OUT and attendance != entry.attendance

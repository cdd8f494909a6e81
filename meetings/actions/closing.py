"""What becomes of a finished record: checked, handed in, accepted or sent back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._findings import findings
from meetings.actions._lock import locked, touch
from meetings.actions._versions import keep_version
from meetings.models import ThematicSession
from meetings.models.sessions import State


@transaction.atomic
def submit_session(session: ThematicSession, *, version: int, by: User) -> None:
    """Send the finished record upwards; from then on it stands.

    Raises RuleBroken naming what is missing, and what in the record contradicts itself.
    """
    session = locked(session, version)
    if errors := [finding.sentence for finding in findings(session) if finding.is_error]:
        raise RuleBroken(_("Not submitted yet: %(findings)s") % {"findings": " ".join(errors)})
    session.state, session.return_note = State.SUBMITTED, ""
    session.submitted_at, session.submitted_by = timezone.now(), by
    touch(session)
    kept = keep_version(session, by)
    session.corrections.filter(is_granted=True, after=None).update(after=kept)
    audit.record("session.submitted", session, by=by)


@transaction.atomic
def accept_session(session: ThematicSession, *, version: int, by: User) -> None:
    """Take a record over as it is. Raises RuleBroken when it has not been handed in."""
    session = locked(session, version, (State.SUBMITTED,))
    session.state, session.return_note = State.ACCEPTED, ""
    session.accepted_at, session.accepted_by = timezone.now(), by
    touch(session)
    audit.record("session.accepted", session, by=by)


@transaction.atomic
def return_session(session: ThematicSession, note: str, *, version: int, by: User) -> None:
    """Send a record back to its branch. Raises RuleBroken without a note that says what for."""
    session = locked(session, version, (State.SUBMITTED,))
    if not (note := tidy(note)):
        raise RuleBroken(_("Write what the branch should complete or correct."), "note")
    session.state, session.return_note = State.MINUTES, note
    touch(session)
    # The record is open again, which is what was asked for; what is written now answers both.
    session.corrections.filter(is_granted=None).update(
        is_granted=True,
        answer=note,
        decided_at=timezone.now(),
        decided_by=by,
        before=session.minutes_versions.order_by("-number").first(),
    )
    audit.record("session.returned", session, by=by)

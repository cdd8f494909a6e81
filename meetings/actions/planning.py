"""What people do before a session: prepare it, fix its day, put it off, call it off."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._frames import apply, check_existence, check_free, named, seat
from meetings.actions._lock import locked, touch
from meetings.models import ThematicSession
from meetings.models.sessions import PLANNED, State
from organisation.models import Unit

FARTHEST = 366  # days before which nobody fixes the day of a session


@transaction.atomic
def prepare_session(unit: Unit, frame: Mapping[str, Any], *, by: User) -> ThematicSession:
    """Begin to prepare a session: a draft that only the branch works on.

    `frame` holds topic, held_on, starts_at, ends_at, place, chair, secretary, presenter, plan_item,
    superiors and guests (lists of name and post); people may still be open (None).
    Raises RuleBroken for a day in the past or too far away, a unit that does not exist then, or an
    hour at which another session stands.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    session = ThematicSession(unit=unit, state=State.DRAFT)
    apply(session, frame)
    _check_plan(session)
    named(session)
    session.save()
    seat(session, frame)
    audit.record("session.prepared", session, by=by)
    return session


@transaction.atomic
def change_plan(
    session: ThematicSession, frame: Mapping[str, Any], *, version: int, by: User
) -> ThematicSession:
    """Change what is planned, the day included. Raises RuleBroken as `prepare_session` does."""
    session = locked(session, version, PLANNED)
    apply(session, frame)
    _check_plan(session)
    named(session)
    seat(session, frame)
    touch(session)
    audit.record("session.changed", session, by=by)
    return session


@transaction.atomic
def schedule_session(session: ThematicSession, *, version: int, by: User) -> None:
    """Fix the day: from now on it stands in calendars. Raises RuleBroken for a day that is over."""
    session = locked(session, version, (State.DRAFT, State.POSTPONED))
    _check_plan(session)
    session.state, session.state_reason = State.SCHEDULED, ""
    touch(session)
    audit.record("session.scheduled", session, by=by, day=session.held_on.isoformat())


@transaction.atomic
def postpone_session(session: ThematicSession, reason: str, *, version: int, by: User) -> None:
    """Put a session off; its new day is fixed later. Raises RuleBroken without a reason."""
    session = locked(session, version, (State.SCHEDULED,))
    session.state, session.state_reason = State.POSTPONED, _given(reason)
    touch(session)
    audit.record("session.postponed", session, by=by)


@transaction.atomic
def cancel_session(session: ThematicSession, reason: str, *, version: int, by: User) -> None:
    """Call a session off, or strike out a record that was begun by mistake.

    Raises RuleBroken without a reason, and where the record holds a vote: what was decided stays.
    """
    session = locked(session, version, (*PLANNED, State.HELD))
    if session.resolutions.exists() or session.ballots.exists():
        raise RuleBroken(
            _("A vote has been recorded here; this record can no longer be cancelled.")
        )
    session.state, session.state_reason = State.CANCELLED, _given(reason)
    touch(session)
    audit.record("session.cancelled", session, by=by)


def _given(reason: str) -> str:
    if not (reason := tidy(reason)):
        raise RuleBroken(_("Write the reason."), "reason")
    return reason


def _check_plan(session: ThematicSession) -> None:
    today = timezone.localdate()
    if session.held_on < today:
        raise RuleBroken(
            _("This day is over. To record a session that was held, choose “Record a session”."),
            "held_on",
        )
    if (session.held_on - today).days > FARTHEST:
        raise RuleBroken(_("This day is more than a year away."), "held_on")
    check_existence(session)
    check_free(session)
    if session.chair_id and session.chair_id == session.secretary_id:
        raise RuleBroken(_("The chair and the secretary are two persons."), "secretary")

"""What a device sends while somebody writes: one row at a time, done once, never over another's."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions._lock import locked, touch
from meetings.actions._speakers import Speakers
from meetings.actions._striking import strike_out
from meetings.actions.decisions import hold_ballot, put_to_vote
from meetings.actions.recording import Mark, record_attendance
from meetings.actions.tasks import review_tasks
from meetings.models import Ballot, DeviceEdit, Opinion, Resolution, Task, ThematicSession
from meetings.models.edits import stored_row

Kind, Outcome = DeviceEdit.Kind, DeviceEdit.Outcome
_VOTES = (Kind.VOTE, Kind.BALLOT)
FARTHEST_AHEAD = dt.timedelta(minutes=5)  # by which the clock of a device may be fast


@transaction.atomic
def take_edits(
    session: ThematicSession, edits: Iterable[Mapping[str, Any]], *, seen: int, by: User
) -> tuple[list[DeviceEdit], int]:
    """Write changes of a device into the record, in order, or keep them beside it with the reason.

    Of each, `row` names what is changed, `seen` is what the device showed before, `wanted` what was
    typed (None: struck out), both as `stored_row` has them; `clean` is the same as a form made it,
    or None with the `refusal` of that form. A key that came before changes nothing and gets the
    same answer. Where something else stands now than was seen, the record stays: both are kept.
    Never raises RuleBroken: the answer is in the outcome and sentence of each row.

    `seen` is the version of the record that the page knows. Returned with the rows is the version
    that it knows now: the newest, unless somebody else changed the record in between. Whoever then
    saves the whole page is told so, and overwrites nothing unseen.
    """
    session = ThematicSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    is_current = session.version == seen
    taken = []
    for edit in edits:
        row, is_new = _take(session, **edit, by=by)
        taken.append(row)
        if is_new and row.outcome != Outcome.DONE:
            audit.record("edit.kept_aside", session, by=by, kind=row.kind, outcome=row.outcome)
    session.refresh_from_db(fields=["version"])
    return taken, session.version if is_current else seen


def _take(
    session: ThematicSession,
    *,
    key: uuid.UUID,
    kind: str,
    row: str,
    seen: Mapping[str, Any] | None,
    wanted: Mapping[str, Any] | None,
    clean: Mapping[str, Any] | None,
    refusal: str,
    made_at: dt.datetime,
    by: User,
) -> tuple[DeviceEdit, bool]:
    """One change; and did it come for the first time?"""
    session = ThematicSession.objects.get(pk=session.pk)
    if known := DeviceEdit.objects.filter(session=session, key=key).first():
        return known, False
    edit = DeviceEdit(
        session=session,
        key=key,
        kind=kind,
        row=row,
        wanted=wanted,
        made_at=min(made_at, timezone.now() + FARTHEST_AHEAD),
        by=by,
        outcome=Outcome.DONE,
    )
    stored = stored_row(session, kind, row)
    uncalled = kind == Kind.MARK and not session.roll_called_at
    if stored == _tidied(wanted) and not uncalled:
        pass
    elif stored and kind in _VOTES:
        _compare(edit, stored)
    elif refusal:
        edit.outcome, edit.sentence = Outcome.REFUSED, refusal
    elif stored not in (_tidied(seen), _tidied(wanted)):
        edit.outcome, edit.stored = Outcome.CONFLICT, stored
        edit.sentence = _("Somebody else has changed this meanwhile. What is stored stays.")
    else:
        _attempt(edit, session, clean)
    edit.sentence = edit.sentence[:500]
    edit.save()
    return edit, True


@transaction.atomic
def settle_edit(edit: DeviceEdit, *, by: User) -> bool:
    """Somebody has looked after a change that could not be done. False when it was so before."""
    rows = DeviceEdit.objects.unsettled().filter(pk=edit.pk)
    settled = rows.update(settled_at=timezone.now())
    if settled:
        audit.record("edit.settled", edit.session, by=by, kind=edit.kind)
    return bool(settled)


def _compare(edit: DeviceEdit, stored: Mapping[str, Any]) -> None:
    """A vote that came on another way has the same key; with other words it is another vote."""
    wanted = _tidied(edit.wanted)
    said = wanted | {"subject": wanted.get("subject") or wanted.get("title")}
    if any(said.get(name) != value for name, value in stored.items()):
        edit.outcome, edit.stored = Outcome.CONFLICT, stored
        edit.sentence = _("Somebody else has changed this meanwhile. What is stored stays.")


def _tidied(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """As it is stored: a space at the end of a line is no conflict."""
    return row and {name: tidy(v) if isinstance(v, str) else v for name, v in row.items()}


def _attempt(edit: DeviceEdit, session: ThematicSession, clean: Mapping[str, Any] | None) -> None:
    try:
        with transaction.atomic():
            _WRITERS[edit.kind](session, edit.row, clean, edit.by)
    except RuleBroken as rule:
        edit.outcome, edit.sentence = Outcome.REFUSED, str(rule)
    except (DatabaseError, ValueError):
        # Kept beside the record, so that one such row never stops all that waits behind it.
        edit.outcome, edit.sentence = Outcome.REFUSED, _("This could not be written down as it is.")


def _mark(session: ThematicSession, row: str, clean: Mapping[str, Any], by: User) -> None:
    record_attendance(session, {int(row): Mark(**clean)}, version=session.version, by=by)


def _words(session: ThematicSession, row: str, clean: Mapping[str, Any], by: User) -> None:
    session = locked(session, session.version)
    setattr(session, row, clean["text"])
    touch(session)
    audit.record("session.discussion_recorded", session, by=by)


def _opinion(session: ThematicSession, row: str, clean: Mapping[str, Any] | None, by: User) -> None:
    session = locked(session, session.version)
    opinion = session.opinions.filter(key=row).first() or Opinion(
        session=session, key=row, position=_next(session.opinions)
    )
    if clean is None:
        opinion.delete()
    else:
        for column, value in Speakers(session).columns(clean["speaker"]).items():
            setattr(opinion, column, value)
        opinion.kind, opinion.text = clean["kind"], clean["text"]
        opinion.is_restricted = clean["is_restricted"]
        opinion.save()
    touch(session)
    audit.record("session.discussion_recorded", session, by=by)


def _earlier(session: ThematicSession, row: str, clean: Mapping[str, Any], by: User) -> None:
    results = {int(row): (clean["percent"], clean["note"])}
    review_tasks(session, results, version=session.version, by=by)


def _task(session: ThematicSession, row: str, clean: Mapping[str, Any] | None, by: User) -> None:
    session = locked(session, session.version)
    task = session.tasks.filter(key=row).first() or Task(session=session, key=row)
    if clean is None:
        strike_out(session.tasks.filter(key=row))
    else:
        owner = session.roll.filter(member=clean["owner"]).first()
        if owner is None:
            raise RuleBroken(_("The owner of a task is a member of the branch."))
        if clean["due_on"] < session.held_on:
            raise RuleBroken(_("The deadline is before the session."))
        task.title, task.due_on = clean["title"], clean["due_on"]
        task.owner_id, task.owner_name = owner.member_id, owner.member_name
        task.resolution = session.resolutions.filter(pk=clean["resolution"]).first()
        task.save()
    touch(session)
    audit.record("session.tasks_assigned", session, by=by)


def _vote(session: ThematicSession, row: str, clean: Mapping[str, Any], by: User) -> None:
    drafts = session.resolutions.filter(state=Resolution.State.DRAFT)
    draft = drafts.filter(pk=clean["draft"]).first()
    put_to_vote(session, **clean | {"draft": draft}, key=row, version=session.version, by=by)


def _ballot(session: ThematicSession, row: str, clean: Mapping[str, Any], by: User) -> None:
    purpose = Ballot.Purpose.OTHER
    hold_ballot(session, **clean, purpose=purpose, key=row, version=session.version, by=by)


def _next(opinions) -> int:
    return (opinions.aggregate(last=Max("position"))["last"] or 0) + 1


_WRITERS: dict[str, Callable] = {
    Kind.MARK: _mark,
    Kind.WORDS: _words,
    Kind.OPINION: _opinion,
    Kind.EARLIER: _earlier,
    Kind.TASK: _task,
    Kind.VOTE: _vote,
    Kind.BALLOT: _ballot,
}

"""What does not fit together in a record, each with the page on which it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings import rules
from meetings.models import Criterion, Resolution, RollEntry, ScoreForm, ThematicSession
from meetings.models.proofs import sheet_of
from meetings.models.scores import score_of
from meetings.models.sessions import Attendance


@dataclass(frozen=True)
class Finding:
    """A sentence for the secretary. `page` is the name of the step on which it is put right.

    With an error nothing is submitted; the others are questions that a careful reader would ask.
    """

    page: str
    sentence: str
    is_error: bool = True


def lint(session: ThematicSession) -> list[Finding]:
    """Compare all parts of an open record with one another; the errors come first."""
    roll = list(session.roll.all())
    found = [
        *_missing(session),
        *_people(session, roll),
        *_hours(session, roll),
        *_said(session),
        *_votes(session, roll),
        *_resolutions(session),
        *_devices(session),
        *_score(session),
        *_advice(session, roll),
    ]
    return sorted(found, key=lambda finding: not finding.is_error)


def _missing(session: ThematicSession) -> Iterator[Finding]:
    if not session.roll_called_at:
        yield Finding("attendance", _("The roll has not been called."))
    if not session.ends_at:
        yield Finding("session_edit", _("The hour at which it ended is missing."))
    if not session.conclusion:
        yield Finding("discussion", _("The conclusion of the chair is missing."))


def _people(session: ThematicSession, roll: list[RollEntry]) -> Iterator[Finding]:
    tally = session.tally_of(roll)
    home = sum(entry.is_home for entry in roll)
    counted = tally.present + tally.excused + tally.unexcused
    left_out = tally.exempt + tally.away + tally.special_duty + tally.suspended
    if counted + left_out != home:
        yield Finding("attendance", _("Present and absent members do not add up to the roll."))
    here = {entry.member_id for entry in roll if entry.attendance == Attendance.PRESENT}
    if not {session.chair_id, session.secretary_id} <= here:
        sentence = _("The chair and the secretary of a session cannot be absent from it.")
        yield Finding("attendance", sentence)
    if session.chair_id == session.secretary_id:
        yield Finding("session_edit", _("The chair and the secretary are two persons."))
    if session.presenter_id and session.presenter_id not in here:
        sentence = _("%(name)s wrote the paper but is marked as absent. Who presented it?")
        yield Finding("attendance", sentence % {"name": session.presenter_name}, is_error=False)


def _hours(session: ThematicSession, roll: list[RollEntry]) -> Iterator[Finding]:
    for entry in roll:
        hours = [hour for hour in (entry.arrived_at, entry.left_at) if hour]
        if any(hour <= session.starts_at for hour in hours) or (
            session.ends_at and any(hour >= session.ends_at for hour in hours)
        ):
            yield Finding(
                "attendance",
                _("%(name)s: the hours of coming and leaving lie between beginning and end.")
                % {"name": entry.member_name},
            )


def _said(session: ThematicSession) -> Iterator[Finding]:
    away = {}
    for opinion in session.opinions.select_related("entry", "guest"):
        entry, guest = opinion.entry, opinion.guest
        was_here = guest.is_present if guest else entry.attendance == Attendance.PRESENT
        if not was_here:
            away[opinion.speaker_name] = "session_edit" if guest else "attendance"
    for name, page in away.items():
        sentence = _("%(name)s has an opinion in the record but is marked as absent.")
        yield Finding(page, sentence % {"name": name})


def _votes(session: ThematicSession, roll: list[RollEntry]) -> Iterator[Finding]:
    base, voters = session.voters(roll)
    for ballot in session.ballots.prefetch_related("reserved__entry"):
        cast = ballot.votes_for + ballot.votes_against + ballot.votes_none
        if (ballot.base, ballot.voters_present) != (base, voters):
            sentence = _("“%(subject)s” was voted on with other numbers of voters than the roll.")
            yield Finding("resolutions", sentence % {"subject": ballot.subject})
        for one in ballot.reserved.all():
            if one.entry.attendance != Attendance.PRESENT:
                sentence = _("%(name)s reserved an opinion in a vote but is marked as absent.")
                yield Finding("attendance", sentence % {"name": one.member_name})
        if cast < ballot.voters_present:
            sentence = _(
                "“%(subject)s”: %(cast)d votes were counted, %(voters)d voters were present. Did "
                "the others have no opinion?"
            )
            words = {"subject": ballot.subject, "cast": cast, "voters": ballot.voters_present}
            yield Finding("resolutions", sentence % words, is_error=False)


def _resolutions(session: ThematicSession) -> Iterator[Finding]:
    State = Resolution.State
    given = set(session.tasks.values_list("resolution", flat=True))
    for resolution in session.resolutions.all():
        title = {"title": resolution.title}
        if resolution.state == State.DRAFT:
            sentence = _("“%(title)s” is still a draft: vote on it or delete it.")
            yield Finding("resolutions", sentence % title)
        if resolution.state == State.ADOPTED:
            sentence = _("“%(title)s” is adopted but not signed, so it has no number.")
            yield Finding("resolutions", sentence % title)
        if resolution.is_adopted and resolution.pk not in given:
            sentence = _("Nobody has been given a task out of “%(title)s”.")
            yield Finding("tasks", sentence % title)


def _devices(session: ThematicSession) -> Iterator[Finding]:
    if session.edits.unsettled().exists():
        sentence = _("A device sent something that is not in the record. Look after it first.")
        yield Finding("kept_aside", sentence)


def _score(session: ThematicSession) -> Iterator[Finding]:
    score = score_of(session)
    if score is None:
        if ScoreForm.objects.of(session.unit, session.held_on):
            yield Finding("score", _("The session has not been scored yet."), is_error=False)
    elif moved := [row for row in sheet_of(session).rows if row.has_moved]:
        sentence = _("The record has changed since the session was scored. Look at the points.")
        # The days alone go by without anybody's doing.
        is_error = any(row.criterion.fact != Criterion.Fact.CLOSING for row in moved)
        yield Finding("score", sentence, is_error=is_error)
    elif score.ballot is None:
        yield Finding("score", _("The score has not been voted on."), is_error=False)


def _advice(session: ThematicSession, roll: list[RollEntry]) -> Iterator[Finding]:
    minutes, least = session.minutes_long, session.least_minutes
    if minutes is not None and minutes < least:
        sentence = _("The session took %(minutes)d minutes; the guideline asks for %(least)d.")
        words = {"minutes": minutes, "least": least}
        yield Finding("session_edit", sentence % words, is_error=False)
    official = [e for e in roll if e.is_home and e.grade == RollEntry.Grade.OFFICIAL]
    present = sum(entry.attendance == Attendance.PRESENT for entry in official)
    if session.roll_called_at and not rules.has_quorum(present, len(official)):
        sentence = _("Only %(present)d of %(all)d official members were there, under two thirds.")
        words = {"present": present, "all": len(official)}
        yield Finding("attendance", sentence % words, is_error=False)
    if session.roll_called_at and not session.opinions.all():
        yield Finding("discussion", _("Nobody's opinion has been written down."), is_error=False)

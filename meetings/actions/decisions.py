"""What a session decides: votes, and resolutions from the draft to the number."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings import rules
from meetings.actions._lock import locked, touch
from meetings.actions._speakers import Speakers
from meetings.models import (
    Ballot,
    NumberSeries,
    ReservedOpinion,
    Resolution,
    RollEntry,
    ThematicSession,
)
from meetings.models.sessions import Attendance
from organisation.models import Appointment

_SIGNERS = (Appointment.Post.SECRETARY, Appointment.Post.DEPUTY_SECRETARY)


@transaction.atomic
def hold_ballot(
    session: ThematicSession,
    *,
    purpose: str,
    subject: str,
    form: str,
    threshold: str,
    votes_for: int,
    votes_against: int,
    votes_none: int,
    reserved: Iterable[tuple[str, str]] = (),
    key: uuid.UUID | None = None,
    version: int,
    by: User,
) -> Ballot:
    """Record a vote on anything but a resolution; `reserved` are (name, words) of the outvoted.

    Raises RuleBroken as `put_to_vote` does.
    """
    session = locked(session, version)
    if purpose == Ballot.Purpose.RESOLUTION:
        raise RuleBroken(_("A resolution is voted on together with its text."))
    ballot = _counted(session, form, threshold, (votes_for, votes_against, votes_none))
    ballot.purpose, ballot.subject = purpose, subject
    _store(ballot, reserved, key)
    touch(session)
    audit.record("ballot.held", session, by=by, votes=f"{votes_for}/{ballot.base}")
    return ballot


@transaction.atomic
def discard_ballot(ballot: Ballot, *, version: int, by: User) -> None:
    """Take back a vote that was typed wrongly, but not one on a resolution."""
    session = locked(ballot.session, version)
    ballot = session.ballots.exclude(purpose=Ballot.Purpose.RESOLUTION).get(pk=ballot.pk)
    audit.record("ballot.discarded", session, by=by)
    ballot.delete()
    touch(session)


@transaction.atomic
def draft_resolution(
    session: ThematicSession,
    *,
    title: str,
    text: str,
    kind: str = Resolution.Kind.RESOLUTION,
    resolution: Resolution | None = None,
    version: int,
    by: User,
) -> Resolution:
    """Write a resolution down before it is voted on, or change its draft (`resolution`)."""
    session = locked(session, version)
    if resolution:
        resolution = session.resolutions.get(pk=resolution.pk)
        if resolution.state != Resolution.State.DRAFT:
            raise RuleBroken(_("This text has been voted on and stands as it is."))
    resolution = resolution or Resolution(session=session)
    resolution.title, resolution.text, resolution.kind = title, text, kind
    _check_new(resolution)
    resolution.save()
    touch(session)
    audit.record("resolution.drafted", resolution, by=by)
    return resolution


@transaction.atomic
def put_to_vote(
    session: ThematicSession,
    *,
    title: str,
    text: str,
    form: str,
    threshold: str,
    votes_for: int,
    votes_against: int,
    votes_none: int,
    reserved: Iterable[tuple[str, str]] = (),
    kind: str = Resolution.Kind.RESOLUTION,
    draft: Resolution | None = None,
    key: uuid.UUID | None = None,
    version: int,
    by: User,
) -> Resolution:
    """Record a resolution with its vote. It takes its number when it is signed, not here.

    The base is counted from the frozen roll: official members without those who are exempt, away
    (and absent) or suspended. `draft` is the draft that was voted on. Raises RuleBroken before the
    roll is called, for more votes than voters present, and for a reserved opinion of somebody who
    had no vote here.
    """
    session = locked(session, version)
    resolution = Resolution(session=session)
    if draft:
        resolution = session.resolutions.get(pk=draft.pk, state=Resolution.State.DRAFT)
    resolution.title, resolution.text, resolution.kind = title, text, kind
    _check_new(resolution)
    ballot = _counted(session, form, threshold, (votes_for, votes_against, votes_none))
    State = Resolution.State
    resolution.state = State.ADOPTED if ballot.is_carried else State.FAILED
    resolution.save()
    ballot.purpose, ballot.subject = Ballot.Purpose.RESOLUTION, title
    ballot.resolution = resolution
    _store(ballot, reserved, key)
    touch(session)
    audit.record(
        f"resolution.{resolution.state}", resolution, by=by, votes=f"{votes_for}/{ballot.base}"
    )
    return resolution


@transaction.atomic
def discard_resolution(resolution: Resolution, *, version: int, by: User) -> None:
    """Take back a draft, or a vote that was typed wrongly.

    Raises RuleBroken for a signed resolution: its number has been given out.
    """
    session = locked(resolution.session, version)
    resolution = session.resolutions.get(pk=resolution.pk)
    if resolution.number:
        raise RuleBroken(
            _("A signed resolution has its number and stays; it may be declared void.")
        )
    audit.record("resolution.discarded", resolution, by=by)
    resolution.delete()
    touch(session)


@transaction.atomic
def sign_resolution(
    resolution: Resolution, *, signer: int, signed_on: dt.date, version: int, by: User
) -> Resolution:
    """Give an adopted resolution its number: the next one of its type in the committee's term.

    `signer` is the roll entry of the secretary or a deputy of that day, or of the chair. Raises
    RuleBroken for a resolution that is not adopted or has its number, a day before the session or
    to come, another signer, and where no committee term covers the day.
    """
    session = locked(resolution.session, version)
    resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if resolution.number:
        raise RuleBroken(_("This resolution has its number already."))
    if resolution.state != Resolution.State.ADOPTED:
        raise RuleBroken(_("Only an adopted resolution is signed."))
    if not session.held_on <= signed_on <= timezone.localdate():
        raise RuleBroken(_("The day of signing lies between the session and today."), "signed_on")
    entry = session.roll.filter(pk=signer).first()
    post = _post_of(session, entry, signed_on)
    if post is None:
        raise RuleBroken(
            _("The secretary or a deputy secretary of the branch signs, or the chair."),
            "signer",
        )
    _number(resolution, session, signed_on)
    resolution.state, resolution.signed_on = Resolution.State.SIGNED, signed_on
    resolution.signer_name, resolution.signer_post = entry.member_name, post
    resolution.save()
    touch(session)
    audit.record("resolution.signed", resolution, by=by, number=resolution.number)
    return resolution


@transaction.atomic
def void_resolution(resolution: Resolution, reason: str, *, version: int, by: User) -> None:
    """Declare a signed resolution void. Its number is never given out again."""
    session = locked(resolution.session, version)
    resolution = session.resolutions.get(pk=resolution.pk)
    if resolution.state != Resolution.State.SIGNED:
        raise RuleBroken(_("Only a signed resolution is declared void."))
    if not (reason := tidy(reason)):
        raise RuleBroken(_("Write the reason."), "reason")
    resolution.state, resolution.void_reason = Resolution.State.VOID, reason
    resolution.save()
    touch(session)
    audit.record("resolution.voided", resolution, by=by, number=resolution.number)


def _check_new(resolution: Resolution) -> None:
    same = resolution.session.resolutions.filter(title=resolution.title, text=resolution.text)
    if same.exclude(pk=resolution.pk).exists():
        raise RuleBroken(_("This resolution is recorded already, see above."), "title")


def _counted(
    session: ThematicSession, form: str, threshold: str, votes: tuple[int, int, int]
) -> Ballot:
    """A vote by the rules, not stored yet."""
    if not session.roll_called_at:
        raise RuleBroken(_("Call the roll first: the vote is counted on it."))
    base, voters = session.voters(session.roll.all())
    if sum(votes) > voters:
        raise RuleBroken(
            _("%(cast)d votes were counted, but only %(voters)d members with a vote were present.")
            % {"cast": sum(votes), "voters": voters},
            "votes_for",
        )
    needed = rules.votes_needed(threshold, base)
    return Ballot(
        session=session,
        form=form,
        threshold=threshold,
        base=base,
        voters_present=voters,
        needed=needed,
        votes_for=votes[0],
        votes_against=votes[1],
        votes_none=votes[2],
        rule=_("%(needed)d votes needed (%(threshold)s of %(base)d official members who count).")
        % {"threshold": Ballot.Threshold(threshold).label.lower(), "base": base, "needed": needed},
    )


def _store(ballot: Ballot, reserved: Iterable[tuple[str, str]], key: uuid.UUID | None) -> None:
    """Store a vote with the opinions of those who were outvoted."""
    known = Speakers(ballot.session)
    rows = []
    for name, words in reserved:
        entry = known.find(name)
        if not isinstance(entry, RollEntry) or not _had_vote(entry):
            raise RuleBroken(
                _(
                    "%(name)s had no vote here: only official members who were present reserve an "
                    "opinion."
                )
                % {"name": name},
                "reserved",
            )
        rows.append((entry, tidy(words)))
    if len({entry.pk for entry, _words in rows}) < len(rows):
        raise RuleBroken(_("A name stands here twice."), "reserved")
    if len(rows) > ballot.votes_against + ballot.votes_none:
        raise RuleBroken(
            _("There are more reserved opinions than members who did not agree."), "reserved"
        )
    if key:
        ballot.key = key
    ballot.save()
    ReservedOpinion.objects.bulk_create(
        ReservedOpinion(ballot=ballot, entry=entry, member_name=entry.member_name, text=words)
        for entry, words in rows
    )


def _had_vote(entry: RollEntry) -> bool:
    is_official = entry.is_home and entry.grade == RollEntry.Grade.OFFICIAL
    return is_official and entry.attendance == Attendance.PRESENT


def _post_of(session: ThematicSession, entry: RollEntry | None, day: dt.date) -> str | None:
    """In which post somebody signs for the branch on a day; None when in none."""
    if entry is None or not entry.is_home:
        return None
    posts = Appointment.objects.in_force(day).filter(unit=session.unit, member=entry.member_id)
    post = posts.filter(post__in=_SIGNERS).values_list("post", flat=True).first()
    return post or ("" if entry.member_id == session.chair_id else None)


def _number(resolution: Resolution, session: ThematicSession, day: dt.date) -> None:
    """Take the next number of the branch's term; the counter row is locked until the commit."""
    term = session.unit.term_on(day)
    if term is None:
        raise RuleBroken(_("No committee term of this branch covers that day."))
    series, _created = NumberSeries.objects.select_for_update().get_or_create(
        unit=session.unit, term=term, kind=resolution.kind
    )
    series.last_number += 1
    series.save(update_fields=["last_number"])
    resolution.series, resolution.number = series, series.last_number
    resolution.symbol = f"{series.last_number:02d}-{resolution.kind}/CB"

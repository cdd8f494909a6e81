"""How a branch scores a session of its own and votes on the score; new versions of the forms."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings import rules
from meetings.actions._lock import locked, touch
from meetings.actions.decisions import hold_ballot
from meetings.models import Ballot, Option, ScoreForm, ScoreLine, SessionScore, ThematicSession
from meetings.models.proofs import SheetRow, sheet_of


@transaction.atomic
def score_session(
    session: ThematicSession,
    given: Mapping[int, tuple[Decimal, str]],
    *,
    version: int,
    by: User,
) -> SessionScore:
    """Score an open session: criterion id → (points, reason), for every criterion of its form.

    Raises RuleBroken for a criterion that is missing or of another form, points that it does not
    have, a missing reason where they differ from what the facts say, and once it was voted on.
    """
    session = locked(session, version)
    sheet = sheet_of(session)
    if sheet is None:
        raise RuleBroken(_("There is no score form for this branch and day."))
    if sheet.score and sheet.score.ballot:
        raise RuleBroken(
            _("The branch has voted on this score. Take the vote back before you change points.")
        )
    if set(given) - {row.criterion.pk for row in sheet.rows}:
        raise RuleBroken(_("These points were given on another form. Fill in the one shown here."))
    lines = [_line(position, row, given) for position, row in enumerate(sheet.rows, start=1)]
    score = sheet.score or SessionScore(session=session, form=sheet.form)
    _grade(score, lines)
    score.scored_by = by
    score.save()
    score.lines.all().delete()
    for line in lines:
        line.score = score
    ScoreLine.objects.bulk_create(lines)
    touch(session)
    audit.record("score.given", session, by=by, points=score.fraction, grade=score.grade)
    return score


@transaction.atomic
def vote_on_score(session: ThematicSession, *, version: int, by: User, **vote: Any) -> Ballot:
    """Record the vote on the score; `vote` is its form, threshold, numbers and reserved opinions.

    Raises RuleBroken as `hold_ballot` does, without a score, and with a vote on it already.
    """
    session = locked(session, version)
    score = SessionScore.objects.filter(session=session).first()
    if score is None:
        raise RuleBroken(_("Give the points first: the branch votes on their sum."))
    if score.ballot_id:
        raise RuleBroken(_("The branch has voted on this score already."))
    ballot = hold_ballot(
        session,
        purpose=Ballot.Purpose.SCORE,
        subject=_("Self-score of the session: %(score)s") % {"score": score},
        **vote,
        version=version,
        by=by,
    )
    score.ballot = ballot
    score.save()
    audit.record("score.voted_on", session, by=by, points=score.fraction, carried=ballot.is_carried)
    return ballot


@transaction.atomic
def renew_score_form(form: ScoreForm, valid_from: dt.date, *, by: User) -> ScoreForm:
    """Copy a form with all its rows into a version from a later day, to be changed there.

    Raises RuleBroken when a form of that unit begins on that day already.
    """
    copy = ScoreForm.objects.get(pk=form.pk)
    if ScoreForm.objects.filter(unit=copy.unit_id, valid_from=valid_from).exists():
        raise RuleBroken(_("This unit has a form from that day already."))
    copy.pk, copy.valid_from, copy._state.adding = None, valid_from, True
    copy.save()
    for _number, criterion in form.numbered():
        options = list(criterion.options.all())
        criterion.pk, criterion.form, criterion._state.adding = None, copy, True
        criterion.save()
        for option in options:
            option.pk, option.criterion = None, criterion
        Option.objects.bulk_create(options)
    audit.record("score_form.renewed", copy, by=by, valid_from=str(valid_from))
    return copy


def _line(position: int, row: SheetRow, given: Mapping[int, tuple[Decimal, str]]) -> ScoreLine:
    """One line of the score, or the refusal beside its field."""
    criterion, field = row.criterion, f"points-{row.criterion.pk}"
    if criterion.pk not in given:
        raise RuleBroken(_("Give points for “%(text)s”.") % {"text": criterion.text}, field)
    points, reason = given[criterion.pk]
    if not 0 <= points <= criterion.most:
        raise RuleBroken(
            _("“%(text)s” has 0 to %(most)s points.")
            % {"text": criterion.text, "most": rules.plain(criterion.most)},
            field,
        )
    options = {option.points for option in criterion.options.all()}
    if options and points not in options:
        raise RuleBroken(
            _("Choose one of the steps of “%(text)s”.") % {"text": criterion.text}, field
        )
    reason = tidy(reason)
    if not reason and row.proposal.asks_why(points):
        raise RuleBroken(
            _("“%(text)s”: the record says otherwise (%(facts)s). Write why you give %(points)s.")
            % {
                "text": criterion.text,
                "facts": row.proposal.sentence,
                "points": rules.plain(points),
            },
            f"reason-{criterion.pk}",
        )
    return ScoreLine(
        criterion=criterion,
        position=position,
        number=row.number,
        group=criterion.group,
        text=criterion.text,
        is_gate=criterion.is_gate,
        most=criterion.most,
        points=points,
        proposed=row.proposal.points,
        evidence=row.proposal.sentence[:300],
        reason=reason,
    )


def _grade(score: SessionScore, lines: list[ScoreLine]) -> None:
    score.points = sum((line.points for line in lines), Decimal(0))
    score.most = sum((line.most for line in lines), Decimal(0))
    gates_are_full = all(line.points == line.most for line in lines if line.is_gate)
    score.grade = rules.grade(score.points, score.most, score.form, gates_are_full=gates_are_full)

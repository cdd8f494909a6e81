"""The self-score of a session: points, then the vote on their sum."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import actions, rules
from meetings.forms import ScoreSheetForm, ScoreVoteForm, StepForm
from meetings.models import Ballot, ThematicSession
from meetings.models.proofs import Sheet, sheet_of
from meetings.views.steps import (
    carried_out,
    get_or_post,
    record_to_keep,
    step_page,
    version_seen,
)


@get_or_post
def score(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    sheet = sheet_of(session)
    if sheet is None:
        return _page(request, session, None, None)
    form = ScoreSheetForm(request.POST if request.method == "POST" else None, sheet=sheet)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.score_session(
            session, form.given, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The points are saved. Now the branch votes on them."))
        return redirect("meetings:score", pk)
    return _page(request, session, sheet, form)


@require_POST
def score_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """The vote of the branch on its score."""
    session = record_to_keep(request, pk)
    _base, voters = session.voters(session.roll.all())
    vote = ScoreVoteForm(request.POST, voters=voters)
    if vote.is_valid() and carried_out(
        vote,
        lambda: actions.vote_on_score(
            session, **vote.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The vote is saved."))
        return redirect("meetings:session", pk)
    return _page(request, session, sheet_of(session), vote)


def _page(
    request: HttpRequest, session: ThematicSession, sheet: Sheet | None, refused: BaseForm | None
) -> HttpResponse:
    """Both forms; `refused` is the one that was sent, if one was."""
    base, voters = session.voters(session.roll.all())
    vote = refused if isinstance(refused, ScoreVoteForm) else None
    points = refused if isinstance(refused, ScoreSheetForm) else None
    return step_page(
        request,
        "score",
        session,
        form=refused or StepForm(),
        sheet=sheet,
        points=points or (ScoreSheetForm(sheet=sheet) if sheet else None),
        vote=vote or ScoreVoteForm(voters=voters, initial={"votes_for": voters}),
        base=base,
        voters=voters,
        needed={name: rules.votes_needed(name, base) for name in Ballot.Threshold.values},
    )

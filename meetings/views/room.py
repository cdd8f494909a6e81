"""What is written down in the room: opinions, earlier tasks, votes, resolutions, new tasks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, permissions
from meetings.forms import (
    BallotForm,
    DiscussionForm,
    DraftForm,
    OpinionFormSet,
    ReasonForm,
    ReviewForm,
    SignForm,
    StepForm,
    TaskFormSet,
    VoteForm,
    filled,
)
from meetings.models import Ballot, Resolution, ThematicSession
from meetings.models.roll import speakers
from meetings.views.steps import (
    carried_out,
    get_or_post,
    record_to_keep,
    step_page,
    version_seen,
    with_votes,
)


@get_or_post
def discussion(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    known = speakers(session)
    names = {person: name for name, person in known.items()}
    data = request.POST if request.method == "POST" else None
    stored = [
        {
            "key": opinion.key,
            "speaker": names[opinion.entry or opinion.guest],
            "kind": opinion.kind,
            "text": opinion.text,
            "is_restricted": opinion.is_restricted,
        }
        for opinion in session.opinions.select_related("entry", "guest")
    ]
    form = DiscussionForm(
        data, initial={"summary": session.summary, "conclusion": session.conclusion}
    )
    # Bound rows stand for themselves: one equal to what is stored is not an empty one.
    formset = OpinionFormSet(data, initial=stored if data is None else None, prefix="opinion")
    if data is not None and all([form.is_valid(), formset.is_valid()]):
        rows = filled(formset)
        if carried_out(
            form,
            lambda: actions.record_discussion(
                session, rows, **form.cleaned_data, version=version_seen(request), by=request.user
            ),
        ):
            messages.success(request, _("The discussion is saved."))
            step = "discussion" if "more" in data else "resolutions"
            return redirect(f"meetings:{step}", pk)
    return step_page(request, "discussion", session, form=form, formset=formset, names=known)


@get_or_post
def earlier_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the tasks that earlier sessions gave out."""
    session = record_to_keep(request, pk)
    reviews = list(session.reviews.all())
    form = ReviewForm(request.POST if request.method == "POST" else None, reviews=reviews)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.review_tasks(
            session, form.results, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The results are saved."))
        return redirect("meetings:discussion", pk)
    return step_page(request, "earlier_tasks", session, form=form)


@get_or_post
def resolutions(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    base, voters = session.voters(session.roll.all())
    data = request.POST if request.method == "POST" else None
    draft = _draft(session, (data or request.GET).get("draft", ""))
    only_text = data is not None and "keep" in data
    words = {"votes_for": voters}
    if draft:
        words |= {"title": draft.title, "text": draft.text, "kind": draft.kind}
    form = (DraftForm if only_text else VoteForm)(data, voters=voters, initial=words)
    seen = {"version": version_seen(request), "by": request.user}
    if form.is_valid() and (
        _is_counted(session, form)
        or carried_out(
            form,
            lambda: (
                actions.draft_resolution(session, **form.cleaned_data, resolution=draft, **seen)
                if only_text
                else actions.put_to_vote(session, **form.cleaned_data, draft=draft, **seen)
            ),
        )
    ):
        messages.success(
            request, _("The draft is saved.") if only_text else _("The vote is saved.")
        )
        return redirect("meetings:resolutions", pk)
    return step_page(
        request,
        "resolutions",
        session,
        form=form,
        base=base,
        voters=voters,
        draft=draft,
        past=with_votes(session),
        ballots=session.ballots.filter(purpose="other").prefetch_related("reserved"),
    )


def _is_counted(session: ThematicSession, form: BallotForm) -> bool:
    """Is this very vote in the record already? Then the button was pressed twice.

    With other words or numbers it is another vote, and takes another key.
    """
    data = form.cleaned_data
    ballot = session.ballots.filter(key=data["key"]).first() if data.get("key") else None
    if ballot is None:
        return False
    numbers = ("votes_for", "votes_against", "votes_none")
    is_same = ballot.subject == (data.get("subject") or data.get("title"))
    if is_same and all(getattr(ballot, name) == data[name] for name in numbers):
        return True
    data["key"] = None
    return False


def _draft(session: ThematicSession, key: str) -> Resolution | None:
    if not (key.isascii() and key.isdigit()):
        return None
    drafts = session.resolutions.filter(state=Resolution.State.DRAFT)
    return drafts.filter(pk=int(key[:18])).first()


@get_or_post
def hold_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """A vote on something else than a resolution."""
    session = record_to_keep(request, pk)
    base, voters = session.voters(session.roll.all())
    form = BallotForm(
        request.POST if request.method == "POST" else None,
        voters=voters,
        initial={"votes_for": voters},
    )
    if form.is_valid() and (
        _is_counted(session, form)
        or carried_out(
            form,
            lambda: actions.hold_ballot(
                session,
                **form.cleaned_data,
                purpose=Ballot.Purpose.OTHER,
                version=version_seen(request),
                by=request.user,
            ),
        )
    ):
        messages.success(request, _("The vote is saved."))
        return redirect("meetings:resolutions", pk)
    return step_page(request, "hold_ballot", session, form=form, base=base, voters=voters)


def _of_session(request: HttpRequest, model: type, pk: int):
    """A resolution or a ballot out of the user's branches; 403 without the duty."""
    rows = model.objects.filter(session__in=ThematicSession.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("session__unit", "session__rule_set"), pk=pk)
    verdict = permissions.open_record(request.user, row.session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return row


def _undone(request: HttpRequest, row, act, done: str, page: str = "resolutions") -> HttpResponse:
    try:
        act(row, version=version_seen(request), by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, done)
    return redirect(f"meetings:{page}", row.session_id)


@require_POST
def discard_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    resolution = _of_session(request, Resolution, pk)
    return _undone(
        request, resolution, actions.discard_resolution, _("The vote has been taken back.")
    )


@require_POST
def discard_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    ballot = _of_session(request, Ballot, pk)
    if ballot.resolution_id:
        raise Http404
    page = "score" if ballot.purpose == Ballot.Purpose.SCORE else "resolutions"
    done = _("The vote has been taken back.")
    return _undone(request, ballot, actions.discard_ballot, done, page)


@get_or_post
def sign_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an adopted resolution its number."""
    resolution = _of_session(request, Resolution, pk)
    session = resolution.session
    roll = session.roll.filter(attachment="home")
    chosen = {"signer": roll.filter(member=session.chair_id).values_list("pk", flat=True).first()}
    form = SignForm(
        request.POST if request.method == "POST" else None,
        signers=list(roll.values_list("pk", "member_name")),
        initial=chosen | {"signed_on": timezone.localdate()},
    )
    if form.is_valid() and carried_out(
        form,
        lambda: actions.sign_resolution(
            resolution, **form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The resolution has its number."))
        return redirect("meetings:resolutions", session.pk)
    return step_page(request, "sign_resolution", session, form=form, resolution=resolution)


@get_or_post
def void_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a signed resolution void."""
    resolution = _of_session(request, Resolution, pk)
    session = resolution.session
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.void_resolution(
            resolution,
            form.cleaned_data["reason"],
            version=version_seen(request),
            by=request.user,
        ),
    ):
        messages.success(request, _("The resolution is void; its number stays taken."))
        return redirect("meetings:resolutions", session.pk)
    return step_page(request, "void_resolution", session, form=form, resolution=resolution)


@get_or_post
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    stored = list(session.tasks.values("key", "title", "owner", "due_on", "resolution"))
    owners = list(session.roll.values_list("member", "member_name"))
    adopted = session.resolutions.exclude(state__in=("failed", "void"))
    data = request.POST if request.method == "POST" else None
    form = StepForm(data)
    formset = TaskFormSet(
        data,
        initial=stored if data is None else None,
        prefix="task",
        form_kwargs={
            "session": session,
            "owners": owners,
            "resolutions": list(adopted.values_list("pk", "title")),
        },
    )
    if data is not None and all([form.is_valid(), formset.is_valid()]):
        rows = filled(formset)
        if carried_out(
            form,
            lambda: actions.assign_tasks(
                session, rows, version=version_seen(request), by=request.user
            ),
        ):
            messages.success(request, _("The tasks are saved."))
            return redirect(f"meetings:{'tasks' if 'more' in data else 'session'}", pk)
    return step_page(request, "tasks", session, form=form, formset=formset)

"""Before a session: prepare it, fix its day, put it off, begin it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, permissions
from meetings.forms import PlanForm, ReasonForm, SessionForm
from meetings.models import ThematicSession
from meetings.views.steps import (
    carried_out,
    day_of,
    get_or_post,
    planned_item,
    usual_frame,
    version_seen,
)
from organisation.models import Member, Unit


@get_or_post
def prepare_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a session that is still to come."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).branches(), pk=pk)
    verdict = permissions.open_record(request.user, unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    item = planned_item(request, unit)
    people = Member.objects.on_roll(unit, day_of(request, unit))
    form = PlanForm(request.POST or None, people=people, initial=usual_frame(unit, item))
    made: list[ThematicSession] = []
    if form.is_valid() and carried_out(
        form,
        lambda: made.append(
            actions.prepare_session(unit, form.cleaned_data | {"plan_item": item}, by=request.user)
        ),
    ):
        return redirect("meetings:session_plan", made[0].pk)
    context = {"unit": unit, "form": form, "item": item, "refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/prepare_session.html", context, status=status)


def _session(request: HttpRequest, pk: int) -> ThematicSession:
    """404 outside the user's branches, 403 with the reason inside them without the duty."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    verdict = permissions.open_record(request.user, session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return session


@get_or_post
def session_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of one session: all that is prepared before it."""
    session = _session(request, pk)
    if request.method != "POST" and not session.is_planned:
        return redirect("meetings:session", pk)
    people = Member.objects.on_roll(session.unit, day_of(request, session.unit, session.held_on))
    form = PlanForm(request.POST or None, instance=session, people=people)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.change_plan(
            session, form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("meetings:session_plan", pk)
    return _page(request, "session_plan", session, form=form)


@get_or_post
def session_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the session: the last look at its frame, then the roll is frozen."""
    session = _session(request, pk)
    if request.method != "POST" and not session.is_planned:
        return redirect("meetings:session", pk)
    today = timezone.localdate()
    people = Member.objects.on_roll(session.unit, day_of(request, session.unit, today))
    # Whoever begins it is there: the day is today unless it lies behind.
    initial = {"held_on": min(today, session.held_on), "ends_at": None}
    form = SessionForm(request.POST or None, instance=session, people=people, initial=initial)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.hold_session(
            session, form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        return redirect("meetings:attendance", pk)
    return _page(request, "session_hold", session, form=form)


@require_POST
def schedule_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    return _moved(
        request,
        session,
        lambda: actions.schedule_session(session, version=version_seen(request), by=request.user),
        _("The day is fixed."),
    )


@get_or_post
def postpone_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the session off, with a reason."""
    return _put_off(request, pk, "postpone_session", actions.postpone_session)


@get_or_post
def cancel_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the session off, with a reason."""
    return _put_off(request, pk, "cancel_session", actions.cancel_session)


def _put_off(request: HttpRequest, pk: int, page: str, act: Callable) -> HttpResponse:
    session = _session(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and carried_out(
        form,
        lambda: act(
            session, form.cleaned_data["reason"], version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("meetings:session", pk)
    return _page(request, page, session, form=form)


def _moved(request: HttpRequest, session, act: Callable, done: str) -> HttpResponse:
    try:
        act()
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, done)
    return redirect("meetings:session_plan", session.pk)


def _page(request: HttpRequest, page: str, session: ThematicSession, **context) -> HttpResponse:
    """Show a page; a refused one answers 422, keeps what was typed and shows what is stored."""
    refused = request.method == "POST"
    if refused:
        session = ThematicSession.objects.select_related("unit", "rule_set").get(pk=session.pk)
    context |= {"session": session, "refused": refused}
    return render(request, f"meetings/{page}.html", context, status=422 if refused else 200)

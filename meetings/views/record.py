"""A record as a whole: read it, print it, send it upwards."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, permissions
from meetings.actions._findings import findings
from meetings.forms import ProgressForm
from meetings.models import NewsProposal, PublicSummary, Task, ThematicSession
from meetings.views.steps import (
    carried_out,
    get_or_post,
    record_context,
    record_to_keep,
    version_seen,
)


def _record_to_read(request: HttpRequest, pk: int) -> ThematicSession:
    """404 outside the user's branches, the same as for a record that does not exist."""
    sessions = ThematicSession.objects.visible_to(request.user)
    return get_object_or_404(sessions.select_related("unit", "rule_set", "submitted_by"), pk=pk)


def _public_summary(session: ThematicSession) -> PublicSummary | None:
    found = PublicSummary.objects.filter(session=session)
    return found.select_related("published_by", "withdrawn_by").first()


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The record, as it will stand in the minutes."""
    session = _record_to_read(request, pk)
    context = record_context(session) | {
        "step": "session",
        "may_read": permissions.read_whole(request.user, session),
        "may_print": permissions.print_papers(request.user, session),
        "may_keep": permissions.keep_record(request.user, session),
        "findings": findings(session) if session.is_open else [],
        "kept_aside": session.edits.unsettled().count()
        if permissions.open_record(request.user, session.unit)
        else 0,
        "corrections": session.corrections.select_related("asked_by", "before", "after"),
        "news_proposal": NewsProposal.objects.filter(session=session).first(),
        "may_propose": permissions.propose_news(request.user, session),
        "may_ask": permissions.open_record(request.user, session.unit),
        "may_decide": permissions.judge_record(request.user, session),
        "may_plan": session.is_planned and permissions.open_record(request.user, session.unit),
        "may_judge": session.state == "submitted"
        and permissions.judge_record(request.user, session),
        "public_summary": _public_summary(session) if session.is_closed else None,
        "may_publish": permissions.publish_summary(request.user, session),
        "may_finish_tasks": permissions.open_record(request.user, session.unit),
    }
    return render(request, "meetings/session.html", context)


@require_POST
def submit_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    try:
        actions.submit_session(session, version=version_seen(request), by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, _("The record has been submitted. Thank you."))
    return redirect("meetings:session", pk)


@require_POST
def finish_task(request: HttpRequest, pk: int) -> HttpResponse:
    tasks = Task.objects.visible_to(request.user).select_related("session__unit")
    task = get_object_or_404(tasks, pk=pk)
    verdict = permissions.open_record(request.user, task.session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    if actions.finish_task(task, by=request.user):
        messages.success(request, _("Marked as done: %(task)s") % {"task": task.title})
    return redirect("meetings:branch", task.session.unit_id)


@get_or_post
def report_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a task is, and what was reported of it before."""
    tasks = Task.objects.visible_to(request.user).select_related("session__unit")
    task = get_object_or_404(tasks, pk=pk)
    verdict = permissions.open_record(request.user, task.session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    form = ProgressForm(request.POST or None, initial={"percent": task.percent})
    refused = request.method == "POST"
    if form.is_valid() and carried_out(
        form, lambda: actions.report_progress(task, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("meetings:branch", task.session.unit_id)
    context = {"task": task, "form": form, "refused": refused, "updates": task.updates.all()[:20]}
    status = 422 if refused else 200
    return render(request, "meetings/report_progress.html", context, status=status)

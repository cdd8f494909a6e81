"""What the upper committee does with a record that was handed in: accept it, or send it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, permissions
from meetings.forms import NoteForm
from meetings.models import ThematicSession
from meetings.views.steps import carried_out, get_or_post, version_seen


def _session(request: HttpRequest, pk: int) -> ThematicSession:
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    verdict = permissions.judge_record(request.user, session)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return session


@require_POST
def accept_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    try:
        actions.accept_session(session, version=version_seen(request), by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, _("The record has been accepted."))
    return redirect("meetings:session", pk)


@get_or_post
def return_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a record back to its branch with a note."""
    session = _session(request, pk)
    form = NoteForm(request.POST or None)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.return_session(
            session, form.cleaned_data["note"], version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The record is with its branch again."))
        return redirect("meetings:session", pk)
    context = {"session": session, "form": form, "refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/return_session.html", context, status=status)

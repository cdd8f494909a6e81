"""The minutes as text: worded section by section, compared version by version, corrected."""

import difflib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, permissions
from meetings.documents.sections import minutes_sections
from meetings.forms.minutes import CorrectionForm, DecisionForm, MinutesForm
from meetings.models import Correction, ThematicSession
from meetings.views.steps import (
    carried_out,
    get_or_post,
    record_to_keep,
    step_page,
    version_seen,
)


@get_or_post
def minutes_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes, assembled from the record; what is worded may be put better."""
    session = record_to_keep(request, pk)
    if not session.roll_called_at:
        raise PermissionDenied(_("There are no minutes before the roll is called."))
    sections = minutes_sections(session)
    edits = {edit.section: edit for edit in session.minutes_edits.all()}
    data = request.POST if request.method == "POST" else None
    edited = {key: edit.text for key, edit in edits.items()}
    form = MinutesForm(data, sections=sections, edited=edited)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.edit_minutes(
            session, form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The minutes are saved."))
        return redirect("meetings:minutes_text", pk)
    moved = {
        section.key: _compared(edits[section.key].facts.splitlines(), section.lines)
        for section in sections
        if section.key in edits and edits[section.key].facts != "\n".join(section.lines)
    }
    context = {"form": form, "moved": moved, "versions": session.minutes_versions.count()}
    return step_page(request, "minutes_text", session, **context)


@require_POST
def draw_up_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    try:
        actions.draw_up_minutes(session, version=version_seen(request), by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
        return redirect("meetings:session", pk)
    return redirect("meetings:minutes_text", pk)


def _compared(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Lines with "-" (only before), "+" (only now) or " " (both)."""
    lines = difflib.ndiff(old, new)
    return [(line[0], line[2:]) for line in lines if line[0] != "?"]


@require_safe
def minutes_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of the minutes, and two of them side by side."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    verdict = permissions.read_whole(request.user, session)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    versions = list(session.minutes_versions.select_related("made_by")[:50])
    numbers = {str(version.number): version for version in versions}
    new = numbers.get(request.GET.get("den", "")) or (versions[0] if versions else None)
    before = versions[versions.index(new) + 1 :] if new else []
    old = numbers.get(request.GET.get("tu", "")) or (before[0] if before else None)
    context = {
        "session": session,
        "versions": versions,
        "old": old,
        "new": new,
        "lines": _compared(old.lines if old else [], new.lines) if new else [],
    }
    return render(request, "meetings/minutes_versions.html", context)


@get_or_post
def ask_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to open a record that stands."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    verdict = permissions.open_record(request.user, session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.ask_correction(
            session, form.cleaned_data["words"], version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The upper committee has your request now."))
        return redirect("meetings:session", pk)
    return step_page(request, "ask_correction", session, form=form)


@get_or_post
def decide_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the record for its branch, or refuse."""
    rows = Correction.objects.filter(session__in=ThematicSession.objects.visible_to(request.user))
    correction = get_object_or_404(
        rows.select_related("session__unit", "session__rule_set", "asked_by"), pk=pk
    )
    verdict = permissions.judge_record(request.user, correction.session)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.decide_correction(
            correction, **form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("meetings:session", correction.session_id)
    context = {"form": form, "correction": correction}
    return step_page(request, "decide_correction", correction.session, **context)

"""Where devices send what somebody writes while writing it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import actions, permissions
from meetings.forms.edits import Bundle, EditForm
from meetings.models import DeviceEdit, ThematicSession
from meetings.models.edits import stored_row


def _session(request: HttpRequest, pk: int) -> ThematicSession:
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit"), pk=pk)
    verdict = permissions.open_record(request.user, session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return session


@require_safe
def device_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Is the server there, who is signed in, and does the record still take anything?"""
    session = _session(request, pk)
    state = {"token": get_token(request), "is_open": session.is_open, "version": session.version}
    return JsonResponse(state)


@require_POST
def device_edits(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what a device kept: a list of changes in, an answer for each out, in the same order."""
    session = _session(request, pk)
    bundle = Bundle.read(request.body, session)
    if not bundle.forms:
        return JsonResponse({"error": _("What this device sent cannot be read.")}, status=400)
    valid = [form for form in bundle.forms if form.is_valid()]
    rows = [form.arguments for form in valid]
    edits, version = actions.take_edits(session, rows, seen=_seen(request), by=request.user)
    taken = dict(zip(valid, edits, strict=True))
    answers = [_answer(form, taken.get(form)) for form in bundle.forms]
    return JsonResponse({"answers": answers, "version": version})


def _seen(request: HttpRequest) -> int:
    """The version of the record that the page knows; 0 when it does not say."""
    sent = request.headers.get("X-Record-Version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def _answer(form: EditForm, edit: DeviceEdit | None) -> dict:
    if edit is None:
        # Nothing that a page of ours makes; it is answered so that the rest goes on.
        sentence = " ".join(" ".join(errors) for errors in form.errors.values())
        return {"outcome": "refused", "sentence": sentence, "now": None}
    return {"outcome": edit.outcome, "sentence": edit.sentence, "now": _now(edit)}


def _now(edit: DeviceEdit) -> dict | None:
    edit.session.refresh_from_db()
    return stored_row(edit.session, edit.kind, edit.row)


@require_safe
def book_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the steps of an open record on the device of whoever writes it."""
    script = (settings.BASE_DIR / "static" / "js" / "book_worker.js").read_text("utf-8")
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
def kept_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """What devices sent and the record did not take, with all its words."""
    session = _session(request, pk)
    rows = session.edits.unsettled().select_related("by")
    return render(request, "meetings/kept_aside.html", {"session": session, "rows": rows})


@require_POST
def settle_edit(request: HttpRequest, pk: int) -> HttpResponse:
    edits = DeviceEdit.objects.filter(session__in=ThematicSession.objects.visible_to(request.user))
    edit = get_object_or_404(edits.select_related("session__unit"), pk=pk)
    verdict = permissions.open_record(request.user, edit.session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    if actions.settle_edit(edit, by=request.user):
        messages.success(request, _("Put away."))
    return redirect("meetings:kept_aside", edit.session_id)

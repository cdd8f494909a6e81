"""Files of a session: put beside it, read, taken away."""

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branch_portal.lib import private
from meetings import actions, permissions
from meetings.actions.files import MOST_FILES
from meetings.forms import FileForm
from meetings.forms.prepare import LARGEST_MEGABYTES
from meetings.models import SessionFile
from meetings.views.agenda import prepared_page, pressed, session_to_prepare
from meetings.views.steps import carried_out, get_or_post, version_seen


@get_or_post
def session_files(request: HttpRequest, pk: int) -> HttpResponse:
    """What is there, and a form for one more."""
    session = session_to_prepare(request, pk)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid() and carried_out(
        form,
        lambda: actions.add_session_file(
            session,
            form.document,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            version=version_seen(request),
            by=request.user,
        ),
    ):
        messages.success(request, _("The file is kept."))
        return redirect("meetings:session_files", pk)
    return prepared_page(
        request,
        "session_files",
        session,
        form=form,
        files=session.files.select_related("declared_by"),
        most=MOST_FILES,
        megabytes=LARGEST_MEGABYTES,
    )


def _file(request: HttpRequest, pk: int) -> SessionFile:
    files = SessionFile.objects.visible_to(request.user)
    return get_object_or_404(files.select_related("session__unit", "session__rule_set"), pk=pk)


@require_safe
def session_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to be saved and never to be shown in the place of a page."""
    file = _file(request, pk)
    try:
        content = private.kept(file.folder, file.sha256)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=file.file_name,
        content_type="application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def remove_session_file(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    verdict = permissions.open_record(request.user, file.session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    pressed(
        request,
        lambda: actions.remove_session_file(file, version=version_seen(request), by=request.user),
        _("The file is gone for good."),
    )
    return redirect("meetings:session_files", file.session_id)

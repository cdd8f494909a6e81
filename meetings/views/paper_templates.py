"""A branch's own Word templates."""

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branch_portal.lib import private
from branch_portal.lib.docx import TYPE
from meetings import actions, permissions
from meetings.documents import templates
from meetings.forms import PaperTemplateForm
from meetings.models import DocumentProfile, PaperTemplate
from meetings.models.profiles import layout_on
from meetings.views.steps import get_or_post
from organisation.models import Unit


def _unit(request: HttpRequest, pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).branches(), pk=pk)
    _insist(request, unit)
    return unit


def _template(request: HttpRequest, pk: int) -> PaperTemplate:
    found = PaperTemplate.objects.visible_to(request.user).select_related("unit")
    template = get_object_or_404(found, pk=pk)
    _insist(request, template.unit)
    return template


def _insist(request: HttpRequest, unit: Unit) -> None:
    verdict = permissions.keep_templates(request.user, unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)


@get_or_post
def paper_templates(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in use, and a form for another one."""
    unit = _unit(request, pk)
    refused = request.method == "POST"
    form = PaperTemplateForm(request.POST or None, request.FILES if refused else None)
    if refused and form.is_valid():
        actions.add_paper_template(
            unit,
            form.cleaned_data["kind"],
            content=form.content,
            file_name=form.cleaned_data["file"].name,
            by=request.user,
        )
        messages.success(request, _("The template is in use from now on."))
        return redirect("meetings:paper_templates", pk)
    context = {
        "unit": unit,
        "form": form,
        "refused": refused,
        "in_use": PaperTemplate.objects.in_use(unit).select_related("uploaded_by"),
        "kinds": PaperTemplate.Kind.choices,
        "words": templates.WORDS,
    }
    status = 422 if refused else 200
    return render(request, "meetings/paper_templates.html", context, status=status)


@require_POST
def remove_paper_template(request: HttpRequest, pk: int) -> HttpResponse:
    template = _template(request, pk)
    if actions.remove_paper_template(template, by=request.user):
        messages.success(request, _("The usual paper is printed again."))
    return redirect("meetings:paper_templates", template.unit_id)


@require_safe
def paper_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded."""
    template = _template(request, pk)
    try:
        content = private.kept(templates.FOLDER, template.sha256)
    except FileNotFoundError:
        raise Http404 from None
    return _docx(io.BytesIO(content), f"mau-{template.kind}")


@require_safe
def sample_template(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A template to begin with: it prints what is printed without one."""
    _unit(request, pk)
    if kind not in PaperTemplate.Kind:
        raise Http404
    layout = layout_on(timezone.localdate(), DocumentProfile.objects.all())
    return _docx(templates.sample_template(kind, layout), f"mau-{kind}")


def _docx(file: io.BytesIO, name: str) -> FileResponse:
    name = f"{name.replace('_', '-')}.docx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPE)

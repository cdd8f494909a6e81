"""The papers of a session: one by one, all at once, on the screen, and as words to copy."""

import io
import zipfile
from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branch_portal.lib.docx import TYPE, docx_file
from branch_portal.lib.wordtemplate import TemplateRefused
from meetings import permissions
from meetings.documents.facts import Facts
from meetings.documents.handbook import handbook_text as words_for_handbook
from meetings.documents.offers import Offer, file_part
from meetings.documents.registry import offered
from meetings.documents.templates import made_by
from meetings.models import PaperTemplate, ThematicSession


def _session(request: HttpRequest, pk: int) -> ThematicSession:
    """404 outside the user's branches, 403 with the reason while the branch is still writing."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    verdict = permissions.print_papers(request.user, session)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return session


def _offer(session: ThematicSession, name: str) -> Offer:
    for offer in offered(Facts.of(session)):
        if offer.name == name:
            if offer.missing:
                raise PermissionDenied(offer.missing)
            return offer
    raise Http404


@require_safe
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """What the session has, and what is missing and why."""
    session = _session(request, pk)
    context = {
        "session": session,
        "offers": offered(Facts.of(session)),
        "own": _own_templates(session),
        "may_keep_templates": permissions.keep_templates(request.user, session.unit),
    }
    return render(request, "meetings/papers.html", context)


@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One paper as .docx."""
    return _download(request, _session(request, pk), name)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as .docx, at the address they have always had."""
    return _download(request, _session(request, pk), "bien-ban")


def _download(request: HttpRequest, session: ThematicSession, name: str) -> HttpResponse:
    offer = _offer(session, name)
    file, note = _file(offer, _own_templates(session))
    if note:
        messages.warning(request, note)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{offer.file_name(session)}.docx",
        content_type=TYPE,
    )


@require_safe
def paper_view(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One paper on the screen, to read and to print."""
    session = _session(request, pk)
    offer = _offer(session, name)
    context = {"session": session, "offer": offer, "paper": offer.build()}
    return render(request, "meetings/paper_view.html", context)


@require_safe
def papers_zip(request: HttpRequest, pk: int) -> HttpResponse:
    """All papers that the session has, with a note on those that it has not."""
    session = _session(request, pk)
    own, notes, bundle = _own_templates(session), [], io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        for offer in offered(Facts.of(session)):
            if offer.missing:
                notes.append(f"{offer.title}: {offer.missing}")
                continue
            file, note = _file(offer, own)
            archive.writestr(f"{offer.file_name(session)}.docx", file.getvalue())
            if note:
                notes.append(note)
        if notes:
            # With the mark and the line ends by which Notepad knows Vietnamese.
            archive.writestr("ghi-chu.txt", "\r\n".join(notes).encode("utf-8-sig"))
    bundle.seek(0)
    return FileResponse(
        bundle,
        as_attachment=True,
        filename=f"giay-to-{file_part(session)}.zip",
        content_type="application/zip",
    )


@require_safe
def handbook_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Ready words for the national handbook app."""
    session = _session(request, pk)
    context = {"session": session, "words": words_for_handbook(Facts.of(session))}
    return render(request, "meetings/handbook_text.html", context)


def _own_templates(session: ThematicSession) -> dict[str, PaperTemplate]:
    return {template.kind: template for template in PaperTemplate.objects.in_use(session.unit)}


def _file(offer: Offer, own: Mapping[str, PaperTemplate]) -> tuple[io.BytesIO, str]:
    """The paper by the branch's template, or by default with a note when that fails."""
    paper, template, note = offer.build(), own.get(offer.template_kind), ""
    if template:
        try:
            return made_by(template, paper), ""
        except TemplateRefused as refused:
            note = _("%(paper)s: your own template could not be used, so this is the usual one.")
            note = f"{note % {'paper': offer.title}} {refused}".strip()
    return docx_file(paper), note

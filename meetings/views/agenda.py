"""The agenda of a session, and the note that its papers are with the members."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, permissions
from meetings.forms import AgendaFormSet, StepForm, agenda_rows
from meetings.models import AgendaItem, AgendaTemplate, ThematicSession
from meetings.models.agenda import minutes_of
from meetings.views.steps import carried_out, get_or_post, version_seen


def session_to_prepare(request: HttpRequest, pk: int) -> ThematicSession:
    """404 outside the user's branches, 403 with the reason inside them without the duty."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    verdict = permissions.open_record(request.user, session.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return session


def home_of(session: ThematicSession) -> str:
    """The page on which all about a session comes together at this time."""
    return "meetings:session_plan" if session.is_planned else "meetings:session"


def prepared_page(
    request: HttpRequest, page: str, session: ThematicSession, **context
) -> HttpResponse:
    """Show a page; a refused one answers 422 and is of what is stored by now."""
    refused = request.method == "POST"
    if refused:
        session = ThematicSession.objects.select_related("unit", "rule_set").get(pk=session.pk)
    context |= {"session": session, "refused": refused, "home": home_of(session)}
    return render(request, f"meetings/{page}.html", context, status=422 if refused else 200)


def pressed(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do what a single button says, and say how it went."""
    try:
        act()
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, done)


@get_or_post
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done in the session, in order. Without an agenda, a template is filled in."""
    session = session_to_prepare(request, pk)
    if request.method != "POST" and not (session.is_planned or session.is_open):
        return redirect("meetings:session", pk)
    data = request.POST if request.method == "POST" else None
    stored = list(session.agenda.all())
    templates = list(AgendaTemplate.objects.all())
    taken = None if data else _template(request, templates, bool(stored))
    form = StepForm(data)
    rows = taken.lines_for(session) if taken else _rows(stored)
    initial = [row | {"place": place} for place, row in enumerate(rows, start=1)]
    # Bound rows stand for themselves: one equal to what is stored is not an empty one.
    formset = AgendaFormSet(data, initial=None if data else initial, prefix="row")
    if data is not None and all([form.is_valid(), formset.is_valid()]):
        kept = agenda_rows(formset)
        if carried_out(
            form,
            lambda: actions.save_agenda(
                session, kept, version=version_seen(request), by=request.user
            ),
        ):
            messages.success(request, _("The agenda is saved."))
            return redirect("meetings:agenda" if "more" in data else home_of(session), pk)
    return prepared_page(
        request,
        "agenda",
        session,
        form=form,
        formset=formset,
        templates=templates,
        taken=taken,
        stored_agenda=stored if getattr(form, "is_stale", False) else None,
        minutes=minutes_of(stored),
        people=_people(session),
    )


def _template(
    request: HttpRequest, templates: list[AgendaTemplate], has_agenda: bool
) -> AgendaTemplate | None:
    """The template that is asked for; the first one for a session without an agenda."""
    asked = {str(one.pk): one for one in templates}.get(request.GET.get("mau", ""))
    return asked or (templates[0] if templates and not has_agenda else None)


def _rows(stored: list[AgendaItem]) -> list[dict]:
    return [{"text": item.text, "who": item.who, "minutes": item.minutes} for item in stored]


def _people(session: ThematicSession) -> list[str]:
    named = (session.chair_name, session.secretary_name, session.presenter_name)
    return list(dict.fromkeys(name for name in (*named, "Đảng viên", "Chủ trì") if name))


@require_POST
def mark_materials(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers are with the members; or they are not, after all."""
    session = session_to_prepare(request, pk)
    are_sent = request.POST.get("sent") == "1"
    pressed(
        request,
        lambda: actions.mark_materials(
            session, are_sent=are_sent, version=version_seen(request), by=request.user
        ),
        _("Noted.") if are_sent else _("The note is taken back."),
    )
    return redirect(home_of(session), pk)

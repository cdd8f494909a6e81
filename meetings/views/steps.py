"""The steps of recording a session, one task a page."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from branch_portal.lib.verdicts import RuleBroken, Stale
from meetings import actions, permissions
from meetings.forms import (
    DayField,
    LineForm,
    RollForm,
    SessionForm,
)
from meetings.models import PlanItem, Resolution, ThematicSession
from meetings.models.scores import score_of
from organisation.models import Appointment, Member, Unit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def record_to_keep(request: HttpRequest, pk: int) -> ThematicSession:
    """404 outside the user's branches, 403 with the reason inside them without the duty."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    # What was typed into a record that has been submitted meanwhile is refused by the action, which
    # keeps the words on the page; only a fresh visit is turned away here.
    if request.method == "POST":
        verdict = permissions.open_record(request.user, session.unit)
    else:
        verdict = permissions.keep_record(request.user, session)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return session


def record_context(session: ThematicSession) -> dict:
    """Everything that is stored of a record, for templates/meetings/_record.html."""
    roll = list(session.roll.all())
    return {
        "session": session,
        "guests": session.guests.all(),
        "absent": [entry for entry in roll if entry.attendance != "present"],
        "partly": [entry for entry in roll if entry.arrived_at or entry.left_at],
        "tally": session.tally_of(roll),
        "opinions": session.opinions.select_related("guest"),
        "resolutions": with_votes(session),
        "ballots": session.ballots.filter(purpose="other").prefetch_related("reserved"),
        "score": score_of(session),
        "reviews": session.reviews.all(),
        "tasks": session.tasks.all(),
    }


def with_votes(session: ThematicSession) -> QuerySet[Resolution]:
    """The resolutions of a session, each with its vote."""
    return session.resolutions.select_related("ballot").prefetch_related("ballot__reserved")


def version_seen(request: HttpRequest) -> int:
    """The version of the record that the page was opened on; 0 when the field is nonsense."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def carried_out(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do it, or put the rule's sentence beside the field it speaks of."""
    try:
        act()
    except RuleBroken as rule:
        form.is_stale = isinstance(rule, Stale)
        form.add_error(rule.field if rule.field in form.fields else None, str(rule))
        return False
    return True


def step_page(request: HttpRequest, step: str, session: ThematicSession, **context) -> HttpResponse:
    """Show a step; a refused one answers 422 and keeps what was typed."""
    refused = request.method == "POST"
    if refused:
        session = ThematicSession.objects.select_related("unit", "rule_set").get(pk=session.pk)
    context |= {"session": session, "step": step, "refused": refused}
    if refused and getattr(context["form"], "is_stale", False):
        # Both versions: what was typed in the form, what is stored above it.
        context["stored"] = record_context(session)
    return render(request, f"meetings/{step}.html", context, status=422 if refused else 200)


@get_or_post
def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    units = Unit.objects.visible_to(request.user).branches()
    unit = get_object_or_404(units, pk=pk)
    verdict = permissions.open_record(request.user, unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    item = planned_item(request, unit)
    people = Member.objects.on_roll(unit, day_of(request, unit))
    form = SessionForm(request.POST or None, people=people, initial=usual_frame(unit, item))
    opened: list[ThematicSession] = []
    if form.is_valid() and carried_out(
        form,
        lambda: opened.append(
            actions.open_session(unit, form.cleaned_data | {"plan_item": item}, by=request.user)
        ),
    ):
        return redirect("meetings:attendance", opened[0].pk)
    context = {"unit": unit, "form": form, "item": item, "refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/session_new.html", context, status=status)


def day_of(request: HttpRequest, unit: Unit, usual: dt.date | None = None) -> dt.date:
    """The day whose roll offers chair and secretary: the one typed, or the usual one (today)."""
    try:
        return max(unit.established_on, DayField().clean(request.POST.get("held_on", "")))
    except ValidationError:
        return usual or timezone.localdate()


def planned_item(request: HttpRequest, unit: Unit) -> PlanItem | None:
    chosen = request.GET.get("muc", "")
    if not (chosen.isascii() and chosen.isdigit()):
        return None
    return PlanItem.objects.filter(plan__unit=unit, pk=int(chosen[:18])).first()


def usual_frame(unit: Unit, item: PlanItem | None) -> dict:
    """What is most often right: today, the branch's secretary in the chair, the last place."""
    today = timezone.localdate()
    chair = Appointment.objects.in_force(today).filter(unit=unit, post="secretary").first()
    last = ThematicSession.objects.filter(unit=unit).held().first()
    return {
        "topic": item.topic if item else "",
        "held_on": today,
        "starts_at": last.starts_at if last else None,
        "place": last.place if last else "",
        "chair": chair.member_id if chair else None,
        "secretary": last.secretary_id if last else None,
        "presenter": item.presenter_id if item else None,
    }


@get_or_post
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    people = Member.objects.filter(roll_entries__session=session)
    form = SessionForm(request.POST or None, instance=session, people=people)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.change_session(
            session, form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("meetings:attendance", pk)
    return step_page(request, "session_edit", session, form=form)


# The roll of a large branch is long and says the same many times over. Its length gives no secret
# away: the token in it is another one in each answer, and no request puts words of its own there.
@get_or_post
@gzip_page
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    roll = list(session.roll.all())
    form = RollForm(request.POST if request.method == "POST" else None, roll=roll)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.record_attendance(
            session, form.marks, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The roll is saved."))
        return redirect("meetings:discussion", pk)
    return step_page(
        request,
        "attendance",
        session,
        form=form,
        roll=roll,
        tally=session.tally_of(roll),
        leaves_out=" ".join(session.rule_set.leaves_out),
    )


@get_or_post
def roll_line(request: HttpRequest, pk: int) -> HttpResponse:
    """The exceptions as one line, looked at before they are written."""
    session = record_to_keep(request, pk)
    roll = list(session.roll.all())
    data = request.POST if request.method == "POST" else None
    form = LineForm(data, roll=roll)
    if form.is_valid():
        if "save" not in data:
            context = {"session": session, "step": "attendance", "form": form, "is_preview": True}
            return render(request, "meetings/roll_line.html", context)
        if carried_out(
            form,
            lambda: actions.record_attendance(
                session, form.marks, version=version_seen(request), by=request.user
            ),
        ):
            messages.success(request, _("The roll is saved."))
            return redirect("meetings:attendance", pk)
    return step_page(request, "roll_line", session, form=form)

"""Where the organisation board makes something public, sees it beforehand, and takes it back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.dates import Quarter
from branch_portal.lib.verdicts import RuleBroken, Verdict
from meetings import actions, permissions, reports
from meetings.forms import AnnouncementForm, FiguresForm, SummaryForm
from meetings.models import (
    Announcement,
    PlanItem,
    PublicSummary,
    QuarterFigures,
    ThematicSession,
)
from meetings.views.overview import FIRST_YEAR
from meetings.views.steps import carried_out, get_or_post, version_seen
from organisation.models import Unit


def _insist(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _take_back(request: HttpRequest, withdraw: Callable[[], None]) -> None:
    """Do it, and tell the visitor how it went."""
    try:
        withdraw()
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, _("Taken off the public site."))


@get_or_post
def publish_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the public summary of a session, look at it as readers will, publish it."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    _insist(permissions.publish_summary(request.user, session))
    summary = PublicSummary.objects.filter(session=session).first()
    data = request.POST if request.method == "POST" else None
    form = SummaryForm(data, session=session, initial=_words_so_far(session, summary))
    only_looks = "look" in request.POST
    if (
        form.is_valid()
        and not only_looks
        and carried_out(
            form,
            lambda: actions.publish_summary(
                session, form.cleaned_data, version=version_seen(request), by=request.user
            ),
        )
    ):
        messages.success(request, _("The summary is public now."))
        return redirect("meetings:session", pk)
    context = {
        "session": session,
        "summary": PublicSummary.objects.filter(session=session).first() if data else summary,
        "form": form,
        "refused": bool(form.errors),
    }
    if form.is_bound and not form.errors:
        context["preview"] = PublicSummary().fill(session, form.cleaned_data)
    status = 422 if form.errors else 200
    return render(request, "meetings/publish_summary.html", context, status=status)


def _words_so_far(session: ThematicSession, summary: PublicSummary | None) -> dict:
    """What stands on the public site, or what the board most likely begins with."""
    if summary is None:
        return {"title": session.topic, "with_attendance": False}
    return {
        "title": summary.title,
        "group": summary.group_id,
        "text": summary.text,
        "with_attendance": summary.expected is not None,
        "resolutions": list(
            session.resolutions.filter(title__in=summary.resolutions).values_list("pk", flat=True)
        ),
    }


@require_POST
def withdraw_summary(request: HttpRequest, pk: int) -> HttpResponse:
    summaries = PublicSummary.objects.visible_to(request.user).select_related("unit")
    summary = get_object_or_404(summaries, session=pk)
    _insist(permissions.publish(request.user, summary.unit))
    _take_back(request, lambda: actions.withdraw_summary(summary, by=request.user))
    return redirect("meetings:session", pk)


def _quarter_and_unit(request: HttpRequest, year: int, number: int) -> tuple[Quarter, Unit]:
    """The quarter and the top unit whose figures the user publishes."""
    quarter, now = Quarter(year, number), Quarter.of(timezone.localdate())
    if not 1 <= number <= 4 or year < FIRST_YEAR or quarter > now:
        raise Http404
    _insist(permissions.oversee(request.user))
    unit = permissions.top_unit(request.user, quarter)
    _insist(permissions.publish_figures(unit))
    return quarter, unit


@get_or_post
def publish_figures(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Look at the sums of a quarter as readers will see them, and publish them."""
    quarter, unit = _quarter_and_unit(request, year, number)
    counted = reports.figures(unit, quarter)
    form = FiguresForm(request.POST if request.method == "POST" else None, initial=counted)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.publish_figures(unit, quarter, seen=form.cleaned_data, by=request.user),
    ):
        messages.success(request, _("The figures are public now."))
        return redirect("meetings:overview", year, number)
    context = {
        "quarter": quarter,
        "unit": unit,
        "form": form,
        "refused": form.is_bound,
        "figures": QuarterFigures.objects.in_quarter(quarter).filter(unit=unit).first(),
        "preview": QuarterFigures(
            unit_name=unit.name, year=year, number=number, published_at=timezone.now(), **counted
        ),
        # What is agreed to is what stands on this page now, not what was typed or seen earlier.
        "fresh": FiguresForm(initial=counted),
    }
    return render(
        request, "meetings/publish_figures.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def withdraw_figures(request: HttpRequest, year: int, number: int) -> HttpResponse:
    quarter, unit = _quarter_and_unit(request, year, number)
    figures = get_object_or_404(QuarterFigures.objects.in_quarter(quarter), unit=unit)
    _take_back(request, lambda: actions.withdraw_figures(figures, by=request.user))
    return redirect("meetings:overview", year, number)


@get_or_post
def announce_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the public of a coming session of a branch, and see what it is told already."""
    units = Unit.objects.visible_to(request.user).branches()
    unit = get_object_or_404(units, pk=pk)
    _insist(permissions.publish(request.user, unit))
    today = timezone.localdate()
    items = PlanItem.objects.visible_to(request.user)
    planned = items.filter(plan__unit=unit, due_on__gte=today, sessions=None).first()
    form = AnnouncementForm(
        request.POST if request.method == "POST" else None,
        initial={"topic": planned.topic if planned else ""},
    )
    if form.is_valid() and carried_out(
        form, lambda: actions.announce_session(unit, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("The session is announced now."))
        return redirect("meetings:announce_session", pk)
    context = {
        "unit": unit,
        "form": form,
        "refused": form.is_bound,
        "announcements": Announcement.objects.filter(unit=unit).coming(today),
    }
    return render(
        request, "meetings/announce_session.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def withdraw_announcement(request: HttpRequest, pk: int) -> HttpResponse:
    announcements = Announcement.objects.visible_to(request.user).select_related("unit")
    announcement = get_object_or_404(announcements, pk=pk)
    _insist(permissions.publish(request.user, announcement.unit))
    _take_back(request, lambda: actions.withdraw_announcement(announcement, by=request.user))
    return redirect("meetings:announce_session", announcement.unit_id)

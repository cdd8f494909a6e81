"""Where people of the internal zone land: their branch, or the quarter of all their branches."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branch_portal.lib.dates import Quarter
from meetings import permissions, reports
from meetings.models import Announcement, Plan, PlanItem, Task, ThematicSession
from meetings.models.sessions import State
from organisation.models import Unit

FIRST_YEAR = 2000  # of quarters that anybody can ask for


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Send everybody to the page of their work."""
    if permissions.oversee(request.user):
        quarter = Quarter.of(timezone.localdate())
        return redirect("meetings:overview", quarter.year, quarter.number)
    branches = list(Unit.objects.visible_to(request.user).branches()[:50])
    if not branches:
        raise PermissionDenied(_("Your account has not been given work in any branch yet."))
    if len(branches) == 1:
        return redirect("meetings:branch", branches[0].pk)
    return render(request, "meetings/desk.html", {"branches": branches})


@require_safe
def overview(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Which branches held a session in a quarter, with attendance."""
    verdict = permissions.oversee(request.user)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    quarter, now = Quarter(year, number), Quarter.of(timezone.localdate())
    if not 1 <= number <= 4 or not FIRST_YEAR <= year <= now.year:
        raise Http404
    report = reports.quarter(request.user, quarter)
    context = {
        "quarter": quarter,
        "previous": quarter.previous(),
        "next": quarter.next() if quarter < now else None,
        "report": report,
        "plans_waiting": Plan.objects.visible_to(request.user).waiting().count(),
        "may_publish": permissions.top_unit(request.user, quarter) is not None,
    }
    return render(request, "meetings/overview.html", context)


@require_safe
def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """A branch's planned topics, its sessions and its open tasks."""
    units = Unit.objects.visible_to(request.user).branches().select_related("parent")
    unit = get_object_or_404(units, pk=pk)
    today = timezone.localdate()
    sessions = ThematicSession.objects.visible_to(request.user).filter(unit=unit)
    context = {
        "unit": unit,
        "today": today,
        "owed": reports.owed(unit, today),
        "coming": sessions.planned().order_by("held_on", "starts_at")[:10],
        "sessions": sessions.held().select_related("rule_set").with_tally()[:24],
        "year_plans": Plan.objects.visible_to(request.user)
        .filter(unit=unit, ends_on__gte=today)
        .with_progress(),
        "planned": PlanItem.objects.visible_to(request.user)
        .filter(plan__unit=unit, plan__ends_on__gte=today)
        .exclude(
            pk__in=sessions.exclude(state=State.CANCELLED)
            .filter(plan_item__isnull=False)
            .values("plan_item")
        )
        .select_related("plan", "presenter")[:8],
        "tasks": Task.objects.visible_to(request.user)
        .standing()
        .filter(session__unit=unit, done_on=None)
        .select_related("session")[:30],
        "announcements": Announcement.objects.filter(unit=unit).coming(today),
        "may_record": permissions.open_record(request.user, unit),
        "may_publish": permissions.publish(request.user, unit),
    }
    return render(request, "meetings/branch.html", context)

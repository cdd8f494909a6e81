"""The plan of a year: the branch writes it, the committee judges it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import OVERSEERS
from branch_portal.lib.verdicts import RuleBroken, Verdict
from meetings import actions, permissions, reports
from meetings.forms import NoteForm, PlanSheet, PlanStartForm, ReasonForm, by_origin, pressed
from meetings.models import Plan
from meetings.models.topics import Suggested, asked_of, suggestions
from meetings.views.steps import carried_out, get_or_post, version_seen
from organisation.models import Member, Unit

LISTED = 100  # plans on one page of the committee


def _insist(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _plan(request: HttpRequest, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.user)
    return get_object_or_404(plans.select_related("unit__parent"), pk=pk)


@get_or_post
def plan_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the plan of a year."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).branches(), pk=pk)
    _insist(permissions.open_record(request.user, unit))
    plans = list(Plan.objects.filter(unit=unit))
    likely = plans[0].kind if plans else Plan.Kind.CALENDAR
    form = PlanStartForm(
        request.POST or None, existing={plan.starts_on for plan in plans}, likely=likely
    )
    made: list[Plan] = []
    if form.is_valid() and carried_out(
        form, lambda: made.append(actions.start_plan(unit, *form.chosen, by=request.user))
    ):
        return redirect("meetings:year_plan", made[0].pk)
    context = {"unit": unit, "form": form, "plans": plans, "refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/plan_new.html", context, status=status)


@get_or_post
def year_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a year against what was held; while it is open, its branch writes it here."""
    plan = _plan(request, pk)
    if request.method != "POST":
        return _page(request, plan)
    _insist(permissions.open_record(request.user, plan.unit))
    sheet, offered = _sheet(request, plan)
    added = [pressed(button, offered)] if (button := request.POST.get("add")) else []
    if not _stored(request, plan, sheet, added, actions.save_plan_items):
        return _page(request, plan, (sheet, offered))
    messages.success(request, _("The plan is saved."))
    address = reverse("meetings:year_plan", args=[pk])
    if more := _quarter(request.POST.get("more")):
        return redirect(f"{address}?them={more}#quy-{more}")
    return redirect(f"{address}#quy-{added[0]['number']}" if added else address)


@require_POST
def submit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what stands on the page and send the plan to the committee."""
    plan = _plan(request, pk)
    _insist(permissions.open_record(request.user, plan.unit))
    done = _("The plan is with the committee now.")
    if "q1-TOTAL_FORMS" in request.POST:
        sheet, offered = _sheet(request, plan)
        if not _stored(request, plan, sheet, [], actions.submit_plan):
            return _page(request, plan, (sheet, offered))
        messages.success(request, done)
        return redirect("meetings:year_plan", pk)
    return _moved(
        request,
        plan,
        lambda: actions.submit_plan(plan, version=version_seen(request), by=request.user),
        done,
    )


@require_POST
def approve_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    _insist(permissions.judge_plan(request.user, plan))
    return _moved(
        request,
        plan,
        lambda: actions.approve_plan(plan, version=version_seen(request), by=request.user),
        _("The plan has been approved."),
    )


@get_or_post
def return_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a plan back to its branch with a note."""
    plan = _plan(request, pk)
    _insist(permissions.judge_plan(request.user, plan))
    form = NoteForm(request.POST or None)
    return _with_words(request, plan, "return_plan", form, actions.return_plan)


@get_or_post
def reopen_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a plan back to change it, with a reason."""
    plan = _plan(request, pk)
    _insist(permissions.open_record(request.user, plan.unit))
    form = ReasonForm(request.POST or None)
    return _with_words(request, plan, "reopen_plan", form, actions.reopen_plan)


@require_safe
def plans_waiting(request: HttpRequest) -> HttpResponse:
    """What the committee has to judge, what is with the branches again, and who sent nothing."""
    _insist(permissions.oversee(request.user))
    today = timezone.localdate()
    units = Unit.objects.visible_to(request.user, *OVERSEERS).branches()
    plans = Plan.objects.filter(unit__in=units, submitted_at__isnull=False)
    waiting = plans.waiting()
    open_again = plans.filter(state__in=(Plan.State.DRAFT, Plan.State.RETURNED))
    existing = units.existing_within(today, today)
    sent = plans.on(today).values("unit")
    context = {
        "waiting": waiting.select_related("unit__parent").with_progress()[:LISTED],
        "waiting_number": waiting.count(),
        "open_again": open_again.select_related("unit__parent")[:LISTED],
        "branches": existing.count(),
        "without": existing.exclude(pk__in=sent).select_related("parent").order_by("pk"),
        "may_hand_down": permissions.hand_down(request.user),
    }
    return render(request, "meetings/plans_waiting.html", context)


def _quarter(asked: str | None) -> int:
    return int(asked) if asked in ("1", "2", "3", "4") else 0


def _sheet(request: HttpRequest, plan: Plan) -> tuple[PlanSheet, list[Suggested]]:
    """The form of the whole plan, and the topics that stand beside it."""
    day = max(timezone.localdate(), plan.unit.established_on)
    items = list(plan.items.select_related("presenter"))
    asked = asked_of(plan)
    sheet = PlanSheet(
        request.POST if request.method == "POST" else None,
        plan=plan,
        items=items,
        members=Member.objects.on_roll(plan.unit, day),
        asked=asked,
        more=_quarter(request.GET.get("them")),
    )
    return sheet, suggestions(plan, asked, [item.topic for item in items])


def _stored(
    request: HttpRequest, plan: Plan, sheet: PlanSheet, added: list[dict | None], act: Callable
) -> bool:
    """Store the sheet and what was added to it, by saving it or by sending it."""
    if not sheet.is_valid():
        return False
    if None in added:
        sheet.frame.add_error(None, _("This suggestion is not offered any more."))
        return False
    return carried_out(
        sheet.frame,
        lambda: act(
            plan,
            [*sheet.rows, *added],
            sheet.frame.reasons,
            version=version_seen(request),
            by=request.user,
        ),
    )


def _page(
    request: HttpRequest, plan: Plan, refused: tuple[PlanSheet, list[Suggested]] | None = None
) -> HttpResponse:
    """Show the plan; a refused sheet answers 422, keeps what was typed, shows what is stored."""
    if refused:
        plan.refresh_from_db()
    may_keep = permissions.open_record(request.user, plan.unit)
    report = reports.plan(request.user, plan, timezone.localdate())
    context = {
        "plan": plan,
        "report": report,
        "others": Plan.objects.visible_to(request.user).filter(unit=plan.unit).exclude(pk=plan.pk),
        "refused": bool(refused),
        "may_keep": may_keep,
        "may_judge": permissions.judge_plan(request.user, plan),
    }
    if refused or (plan.is_editable and may_keep):
        sheet, offered = refused or _sheet(request, plan)
        sheet.know({line.item.pk: line for line in report.lines})
        context |= {"sheet": sheet, "form": sheet.frame, "origins": by_origin(offered)}
        context["stale"] = getattr(sheet.frame, "is_stale", False)
    else:
        context["asked"] = asked_of(plan)
    return render(request, "meetings/year_plan.html", context, status=422 if refused else 200)


def _moved(request: HttpRequest, plan: Plan, act: Callable, done: str) -> HttpResponse:
    try:
        act()
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, done)
    return redirect("meetings:year_plan", plan.pk)


def _with_words(
    request: HttpRequest, plan: Plan, page: str, form: BaseForm, act: Callable
) -> HttpResponse:
    """A step that needs a sentence: the only field of the form."""
    if form.is_valid() and carried_out(
        form,
        lambda: act(
            plan, *form.cleaned_data.values(), version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("meetings:year_plan", plan.pk)
    context = {"plan": plan, "form": form, "refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, f"meetings/{page}.html", context, status=status)

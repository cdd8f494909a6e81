"""Self check-in: the secretary's page with the code, and the page behind the code."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from branch_portal.lib import limits
from branch_portal.lib.http import client_address, is_from_our_page
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.forms.arrivals import ArrivalForm, OpenForm
from meetings.models import Arrival, CheckIn
from meetings.views.invitations import too_many
from meetings.views.steps import (
    carried_out,
    get_or_post,
    record_to_keep,
    step_page,
    version_seen,
)

# Names that one network may write within so many seconds: a whole hall may sit behind one address.
TRIES, SPAN = 300, 600


@get_or_post
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the check-in; show its code; confirm who said to be here."""
    session = record_to_keep(request, pk)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.open_check_in(
            session, **form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        return redirect("meetings:check_in", pk)
    door = CheckIn.objects.filter(session=session).first()
    arrivals = Arrival.objects.filter(entry__session=session).select_related("entry")
    said = {arrival.entry_id for arrival in arrivals}
    silent = [entry for entry in session.roll.all() if entry.pk not in said]
    context = {
        "form": form,
        "door": door,
        "is_open": bool(door) and door.is_open(),
        "arrivals": arrivals,
        "silent": [entry for entry in silent if entry.attendance == "present"],
        "address": _address(door) if door else "",
    }
    return step_page(request, "check_in", session, **context)


def _address(door: CheckIn) -> str:
    return settings.SITE_URL + reverse("meetings:arrive", args=[door.code])


@require_safe
def check_in_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code as a picture for screen and paper."""
    session = record_to_keep(request, pk)
    door = get_object_or_404(CheckIn, session=session)
    picture = segno.make(_address(door), error="m").svg_inline(scale=8, border=4)
    return HttpResponse(
        picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        content_type="image/svg+xml",
    )


@require_POST
def close_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    if actions.close_check_in(session, by=request.user):
        messages.success(request, _("The check-in is closed."))
    return redirect("meetings:check_in", pk)


@require_POST
def confirm_arrivals(request: HttpRequest, pk: int) -> HttpResponse:
    session = record_to_keep(request, pk)
    # Who came while the page was being read is not decided on.
    seen, ticked = (set(request.POST.getlist(name)) for name in ("seen", "arrival"))
    arrivals = Arrival.objects.filter(entry__session=session).values_list("pk", flat=True)
    decisions = {key: str(key) in ticked for key in arrivals if str(key) in seen}
    try:
        actions.confirm_arrivals(session, decisions, version=version_seen(request), by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
        return redirect("meetings:check_in", pk)
    messages.success(request, _("The arrivals are confirmed."))
    return redirect("meetings:attendance", pk)


@login_not_required
@csrf_exempt
@never_cache
@get_or_post
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    """Behind the code: say who you are. No list of names, nothing about anybody else."""
    door = CheckIn.objects.select_related("session").filter(code=code).first()
    if door is None:
        raise Http404
    if not door.is_open():
        return render(request, "meetings/_arrive_closed.html", status=410)
    if request.method == "POST" and is_from_our_page(request) is False:
        raise PermissionDenied(_("A name is sent from the page of this portal only."))
    if request.method == "POST":
        tag = limits.network_tag(client_address(request))
        if stop := too_many(f"arrive:{code}", tag, TRIES, SPAN):
            return stop
    form = ArrivalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form, lambda: actions.announce_arrival(code, form.cleaned_data["called"], by=None)
    ):
        return render(request, "meetings/_arrive_done.html", {"session": door.session})
    context = {"session": door.session, "form": form, "refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/arrive.html", context, status=status)

"""Sessions in the calendar of a telephone: one file, or a link that is asked again and again."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings import actions
from meetings.documents.calendar import calendar, recent
from meetings.forms import CalendarForm
from meetings.models import CalendarFeed, ThematicSession
from meetings.models.invitations import digest_of
from meetings.views.invitations import unseen
from meetings.views.steps import carried_out, get_or_post
from organisation.models import Unit

TYPE = "text/calendar; charset=utf-8"


@require_safe
def session_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One session, for the calendar of whoever may see it."""
    sessions = ThematicSession.objects.visible_to(request.user).select_related("rule_set")
    session = get_object_or_404(sessions, pk=pk)
    response = HttpResponse(calendar([session], session.unit_name), content_type=TYPE)
    name = f"sinh-hoat-{session.held_on:%Y-%m-%d}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@get_or_post
def calendars(request: HttpRequest) -> HttpResponse:
    """One's links, and a form for another; its address is seen this once."""
    units = Unit.objects.visible_to(request.user)
    if not units.exists():
        raise PermissionDenied(_("Only those who work with the meeting book have its calendar."))
    data = request.POST if request.method == "POST" else None
    form = CalendarForm(data, units=list(units.order_by("name").values_list("pk", "name")))
    made: list[tuple[CalendarFeed, str]] = []
    is_made = data is not None and (
        form.is_valid() and carried_out(form, lambda: made.append(_made(request, form)))
    )
    context = {
        "form": form,
        "refused": data is not None and not is_made,
        "feeds": CalendarFeed.objects.visible_to(request.user).standing().select_related("unit"),
        "address": _address(made[0][1]) if made else "",
    }
    status = 422 if context["refused"] else 200
    return render(request, "meetings/calendars.html", context, status=status)


def _made(request: HttpRequest, form: CalendarForm) -> tuple[CalendarFeed, str]:
    chosen = form.cleaned_data["unit"]
    unit = Unit.objects.visible_to(request.user).filter(pk=chosen).first() if chosen else None
    return actions.make_calendar_feed(unit, by=request.user)


def _address(token: str) -> str:
    return settings.SITE_URL + reverse("meetings:calendar_feed", args=[token])


@require_POST
def revoke_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.visible_to(request.user), pk=pk)
    if actions.revoke_calendar_feed(feed, by=request.user):
        messages.success(request, _("The link leads nowhere any more."))
    return redirect("meetings:calendars")


@login_not_required
@never_cache
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads. Nobody is signed in: the link alone says whose reach it is."""
    feeds = CalendarFeed.objects.standing().select_related("user", "unit")
    feed = feeds.filter(digest=digest_of(token)).first()
    if feed is None or not feed.user.is_active:
        response = HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    else:
        name = feed.unit.name if feed.unit else _("Thematic sessions")
        sessions = recent(feed.sessions(), timezone.localdate())
        response = HttpResponse(calendar(sessions, name), content_type=TYPE)
    return unseen(response)

"""Topics that a committee hands down to the branches below it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions, permissions
from meetings.forms import HandedTopicForm
from meetings.models import HandedExplanation, HandedTopic, Plan
from meetings.views.steps import carried_out, get_or_post

LISTED = 40  # topics handed down lately


@get_or_post
def handed_topics(request: HttpRequest) -> HttpResponse:
    """Hand a topic down, and see what the branches made of the earlier ones."""
    verdict = permissions.hand_down(request.user)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    units = permissions.committees_of(request.user)
    form = HandedTopicForm(request.POST or None, units=units)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.hand_down_topic(form.cleaned_data["unit"], form.words, by=request.user),
    ):
        messages.success(request, _("The topic stands in the plans of the branches now."))
        return redirect("meetings:handed_topics")
    seen = HandedExplanation.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    handed = HandedTopic.objects.visible_to(request.user).select_related("unit", "handed_by")
    context = {
        "form": form,
        "refused": form.is_bound,
        "handed": handed.with_answers().prefetch_related(
            Prefetch("explanations", seen.select_related("plan__unit"))
        )[:LISTED],
        "mine": set(units.values_list("pk", flat=True)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/handed_topics.html", context, status=status)


@require_POST
def withdraw_handed_topic(request: HttpRequest, pk: int) -> HttpResponse:
    handed = HandedTopic.objects.visible_to(request.user).select_related("unit")
    topic = get_object_or_404(handed, pk=pk)
    verdict = permissions.hand_down(request.user, topic.unit)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    try:
        actions.withdraw_handed_topic(topic, by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, _("The topic is withdrawn."))
    return redirect("meetings:handed_topics")

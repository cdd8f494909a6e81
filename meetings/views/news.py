"""From a session to the news: the branch's side. The editors' side is at the roof."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings import actions, permissions
from meetings.documents import news
from meetings.forms import NewsForm
from meetings.models import NewsProposal, ThematicSession
from meetings.views.steps import carried_out, get_or_post, version_seen


@get_or_post
def propose_news(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer words on a submitted session to the editors."""
    sessions = ThematicSession.objects.visible_to(request.user)
    session = get_object_or_404(sessions.select_related("unit", "rule_set"), pk=pk)
    verdict = permissions.propose_news(request.user, session)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    proposal = NewsProposal.objects.filter(session=session).first()
    words = {"headline": session.topic, "text": news.first_words(session)}
    if proposal:
        words = {"headline": proposal.headline, "text": proposal.text}
    data = request.POST if request.method == "POST" else None
    form = NewsForm(data, session=session, initial=words)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.propose_news(
            session, **form.cleaned_data, version=version_seen(request), by=request.user
        ),
    ):
        messages.success(request, _("The editors have your words now."))
        return redirect("meetings:session", pk)
    refused = data is not None
    context = {"session": session, "form": form, "proposal": proposal, "refused": refused}
    return render(request, "meetings/propose_news.html", context, status=422 if refused else 200)

"""A reader speaks: no account, no cookie, no JavaScript."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article
from branch_portal.lib.http import client_address, comes_from_elsewhere, public_page
from branch_portal.lib.limits import network_tag, seconds_to_wait
from branch_portal.lib.verdicts import RuleBroken
from comments import actions
from comments.forms import CommentForm

# One network may be a whole commune's office: generous, but not for a program.
LIMITS = [("short", 5, 10 * 60), ("day", 40, 24 * 60 * 60)]  # name, tries, seconds


def _article(pk: int) -> Article:
    return get_object_or_404(Article.objects.published().for_cards(), pk=pk)


@login_not_required
@csrf_exempt  # nobody is signed in here, so there is nothing that another site could abuse
@require_POST
@never_cache
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment. `pk` is the article's. Never asks who is signed in."""
    if comes_from_elsewhere(request):
        raise PermissionDenied(_("Comments are sent from the page of the article only."))
    article = _article(pk)
    form = CommentForm(request.POST)
    status = 422
    if not article.comments_open:
        return _again(request, article, form, status)
    if form.is_valid():
        if wait := _wait(request):
            minutes = max(1, round(wait / 60))
            form.add_error(
                None,
                ngettext(
                    "Too many comments came from your network. Please wait %(minutes)s minute, "
                    "then send it again; your words are still here.",
                    "Too many comments came from your network. Please wait %(minutes)s minutes, "
                    "then send it again; your words are still here.",
                    minutes,
                )
                % {"minutes": minutes},
            )
            response = _again(request, article, form, 429)
            response["Retry-After"] = str(wait)
            return response
        words = {name: form.cleaned_data[name] for name in ("author_name", "email", "text")}
        try:
            actions.send_comment(article, **words, by=None)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return HttpResponseRedirect(reverse("comments:received", args=[pk]), status=303)
    return _again(request, article, form, status)


def _wait(request: HttpRequest) -> int:
    tag = network_tag(client_address(request))
    waits = [
        seconds_to_wait(f"comment-{name}", tag, most=most, seconds=seconds)
        for name, most, seconds in LIMITS
    ]
    return max(waits)


def _again(request: HttpRequest, article: Article, form: CommentForm, status: int) -> HttpResponse:
    context = {"article": article, "form": form}
    return render(request, "comments/comment.html", context, status=status)


@public_page
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt: the same for everybody, so it shows nothing of what was sent."""
    return render(request, "comments/received.html", {"article": _article(pk)})

"""After a comment was sent: a code, and what became of it. Never what was written."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from comments.models import Comment
from comments.reports.sent import what_became_of
from comments.rules.keeping import OVERDUE_WORKING_DAYS


@login_not_required
@require_safe
@never_cache
def received(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt. Whoever knows the code learns where the comment was sent to, no more."""
    rows = Comment.objects.filter(kind=Comment.Kind.READER).only("code", "article", "wants_mail")
    sent = get_object_or_404(rows, code=code)
    articles = Article.objects.published().for_headlines()
    told = {
        "comment": sent,
        "article": articles.filter(pk=sent.article_id).first(),
        "days": OVERDUE_WORKING_DAYS[0],
    }
    return render(request, "comments/received.html", told)


@login_not_required
@require_safe
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """What became of a comment, for whoever has its code."""
    code = request.GET.get("ma", "").strip()
    told = what_became_of(code) if code else None
    context = {"code": code[:20], "told": told}
    return render(
        request, "comments/status.html", context, status=404 if code and not told else 200
    )

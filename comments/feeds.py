"""What readers wrote last, for feed readers: of the whole paper, or under one article."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from branch_portal.lib import pagecache
from branch_portal.lib.feeds import Entry, Feed
from branch_portal.lib.http import stored_page
from comments.models import Comment, Policy

IN_A_FEED = 30


@stored_page
def atom(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The newest comments as Atom; `pk` is that of an article."""
    rows = Comment.objects.approved().order_by("-published_at", "-pk")
    rows = rows.exclude(article__comment_policy=Policy.HIDDEN)
    if pk is None:
        pagecache.shows("newest_comments")
        name, page_url = settings.SITE_NAME, reverse("articles:front")
    else:
        article = get_object_or_404(Article.objects.published(), pk=pk)
        pagecache.shows(f"article:{pk}", f"comments:{pk}")
        rows = rows.filter(article=pk)
        name, page_url = article.headline, article.get_absolute_url()
    found = list(rows.select_related("article").defer("article__body")[:IN_A_FEED])
    public = Article.objects.for_headlines().published_among({row.article_id for row in found})
    pagecache.shows(*(f"article:{key}" for key in public))
    feed = Feed(
        title=_("Comments: %(name)s") % {"name": name},
        about=_("What readers wrote, after the editorial board has read it"),
        url=settings.SITE_URL + request.path,
        page_url=settings.SITE_URL + page_url,
        owner=settings.SITE_NAME,
        icon=settings.SITE_URL + static("icons/icon-512.png"),
        entries=[_entry(row) for row in found if row.article_id in public],
    )
    return HttpResponse(feed.as_atom(), content_type="application/atom+xml; charset=utf-8")


def _entry(comment: Comment) -> Entry:
    url = f"{settings.SITE_URL}{comment.article.get_absolute_url()}#yk-{comment.code}"
    about = {"name": comment.shown_name, "headline": comment.article.headline}
    return Entry(
        id=f"{settings.SITE_URL}/y-kien/#{comment.code}",
        url=url,
        title=_("%(name)s on “%(headline)s”") % about,
        summary=comment.shown_text,
        published_at=comment.published_at,
        updated_at=max(comment.published_at, comment.masked_at or comment.published_at),
        authors=[comment.shown_name],
    )

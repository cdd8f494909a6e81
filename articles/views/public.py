"""The public paper."""

import datetime as dt
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.models import YEARS, Article, Section, Tag
from articles.reports.front import front_page
from articles.reports.page import article_page
from branch_portal.lib.http import let_videos_play, public_page
from branch_portal.lib.paging import Page, PageMissing, cut
from branch_portal.lib.text import tidy

IN_THE_FEED = 30
PAGE_PARAMETER = "trang"
LONGEST_OLD_ADDRESS = 500  # characters


def _page(request: HttpRequest, rows: QuerySet) -> Page:
    try:
        return cut(rows, request.GET.get(PAGE_PARAMETER))
    except PageMissing as missing:
        raise Http404 from missing


def moved_article(request: HttpRequest) -> HttpResponse | None:
    """Lead from an address of the older site to its article, if readers may see that; one query.

    The article's own address answers by itself, so that no redirect can lead in a circle.
    """
    query = request.META.get("QUERY_STRING", "")
    if "\0" in request.path or len(request.path) + len(query) > LONGEST_OLD_ADDRESS:
        return None
    found = Article.objects.published().formerly_at(quote(request.path), query).only("slug").first()
    if found is None:
        return None
    response = redirect(found, permanent=True)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


@public_page
def front(request: HttpRequest) -> HttpResponse:
    # The short addresses of WordPress all stand at the root.
    is_old = request.GET.keys() == {"p"} and request.GET["p"].isdecimal()
    if is_old and (moved := moved_article(request)):
        return moved
    page = front_page(timezone.now())
    return render(request, "articles/front.html", {"page": page})


@public_page
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    published = Article.objects.published()
    article = get_object_or_404(published.select_related("section__parent", "series"), pk=pk)
    if slug != article.slug:
        return redirect(article, permanent=True)
    page = article_page(article)
    response = render(request, "articles/article.html", page)
    if page["has_video"]:
        let_videos_play(response)
    return response


@public_page
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The address by number alone, as links inside articles are kept."""
    article = get_object_or_404(Article.objects.published().only("slug"), pk=pk)
    return redirect(article)


@public_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section.objects.select_related("parent"), slug=slug)
    field = "section" if section.parent_id else "top_section"
    articles = Article.objects.published().filter(**{field: section}).for_cards()
    context = {"section": section, "page": _page(request, articles)}
    return render(request, "articles/section.html", context)


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """What was published on a topic. A topic only of texts in the making is nobody's business."""
    tag = get_object_or_404(Tag.objects.select_related("alias_of"), slug=slug)
    articles = Article.objects.published().filter(tags=tag.alias_of or tag)
    if tag.alias_of and articles.exists():
        return redirect(tag.alias_of, permanent=True)
    page = _page(request, articles.for_cards())
    if tag.alias_of or not page.rows:
        raise Http404
    return render(request, "articles/tag.html", {"tag": tag, "page": page})


@public_page
def archive(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if year not in YEARS or not 1 <= month <= 12:
        raise Http404
    first = dt.date(year, month, 1)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    starts, ends = _midnight(first), _midnight(after)
    published = Article.objects.published()
    articles = published.filter(publish_at__gte=starts, publish_at__lt=ends).for_cards()
    dates = published.values_list("publish_at", flat=True)
    context = {
        "month": first,
        "page": _page(request, articles),
        "earlier": dates.filter(publish_at__lt=starts).first(),
        "later": dates.filter(publish_at__gte=ends).order_by("publish_at", "pk").first(),
    }
    return render(request, "articles/archive.html", context)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = tidy(request.GET.get("q", ""))
    found = Article.objects.published().for_cards().matching(query)
    context = {"query": query, "page": _page(request, found), "keep": urlencode({"q": query}) + "&"}
    return render(request, "articles/search.html", context)


@public_page
def rss(request: HttpRequest) -> HttpResponse:
    feed = Rss201rev2Feed(
        title=settings.SITE_NAME,
        link=f"{settings.SITE_URL}/",
        description=_("The latest news"),
        language="vi",
        feed_url=settings.SITE_URL + request.path,
    )
    articles = Article.objects.published().for_cards().prefetch_related("tags")
    for article in articles[:IN_THE_FEED]:
        feed.add_item(
            title=article.headline,
            link=settings.SITE_URL + article.get_absolute_url(),
            unique_id=f"{settings.SITE_URL}/tin/{article.pk}/",
            unique_id_is_permalink=False,
            description=article.lead,
            author_name=article.author_name or None,
            pubdate=article.publish_at,
            categories=[article.section.name, *(tag.name for tag in article.tags.all())],
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )

"""What search engines are told of: a map of maps, one for each month, one of lists, one of news."""

import datetime as dt
from collections.abc import Iterator
from itertools import chain, islice

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles import sitemaps
from articles.models import YEARS
from articles.models.moments import cap_page
from branch_portal.lib import pagecache
from branch_portal.lib.http import stored_page
from branch_portal.lib.sitemaps import MOST, Place, index, news, pages
from meetings.models import PublicSummary


@stored_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The map of maps; of a month it says when its newest article or correction came."""
    pagecache.shows("newest")
    maps = [Place(_address("sitemap_lists")), Place(_address("sitemap_news"))]
    for month, moment in sitemaps.months():
        url = _address("sitemap_month", month.year, f"{month:%m}")
        maps.append(Place(url, timezone.localtime(moment)))
    return _answer(index(maps))


@stored_page
def sitemap_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The articles of a month with their pictures."""
    if int(year) not in YEARS or not 1 <= int(month) <= 12:
        raise Http404
    pagecache.shows(f"month:{year}-{month}")
    cap_page()
    places = list(sitemaps.of_month(dt.date(int(year), int(month), 1)))
    if not places:
        raise Http404
    return _answer(pages(places))


@stored_page
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days; each leaves the map by itself."""
    pagecache.shows("newest")
    cap_page()
    items = sitemaps.news(timezone.now())
    if items:
        pagecache.until(items[-1].published_at + sitemaps.IS_NEWS)
    return _answer(news(items, settings.SITE_NAME))


@stored_page
def sitemap_lists(request: HttpRequest) -> HttpResponse:
    """The front page, sections, topics, series, pages about the paper, published summaries."""
    pagecache.shows("newest", "nav", "pages", "summaries", "tags")
    cap_page()
    return _answer(pages(islice(chain(sitemaps.lists(), _summaries()), MOST)))


def _summaries() -> Iterator[Place]:
    rows = PublicSummary.objects.published().only("title", "published_at")
    for number, row in enumerate(rows.iterator()):
        if not number:
            yield Place(_address("meetings:summaries"))
        moment = timezone.localtime(row.published_at)
        yield Place(settings.SITE_URL + row.get_absolute_url(), moment)


def _address(name: str, *args) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _answer(document: str) -> HttpResponse:
    return HttpResponse(document, content_type="application/xml; charset=utf-8")

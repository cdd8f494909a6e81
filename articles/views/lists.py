"""The lists of the public paper: sections, topics, authors, series, photo stories, the archive."""

import datetime as dt
from collections.abc import Callable
from functools import partial, wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from articles.models import YEARS, Article, Section, Series, Tag
from articles.models.listings import PHOTO_STORIES
from articles.models.moments import cap_page
from articles.reports import periods
from branch_portal.lib.http import stored_page
from branch_portal.lib.pagecache import remember, shows
from branch_portal.lib.paging import PageMissing, cut

STORIES = 13  # one large, then rows of two or three
SERIES = 30


def list_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A stored page that is out of date at the next planned moment; `?trang=` names its stretch.

    The view gets what the address asks for after the request. A stretch that is none is 404.
    """

    @wraps(view)
    def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        cap_page()
        try:
            return view(request, request.GET.get("trang"), *args, **kwargs)
        except PageMissing as missing:
            raise Http404 from missing

    return stored_page(page, parameters={"trang"})


@list_page
def section(request: HttpRequest, asked: str | None, slug: str) -> HttpResponse:
    """The articles of a section; one of the first level shows those of its parts, too."""
    section, parts = remember(f"section {slug}", partial(_section_and_parts, slug))
    shows(*(f"section:{each.pk}" for each in (section, *parts)))
    articles = Article.objects.in_section(section)
    context = {"section": section, "parts": parts, "page": articles.page(asked)}
    return render(request, "articles/section.html", context)


def _section_and_parts(slug: str) -> tuple[Section, list[Section]]:
    shows("nav")
    section = get_object_or_404(Section.objects.select_related("parent"), slug=slug)
    return section, [] if section.parent_id else list(section.children.all())


@list_page
def tag(request: HttpRequest, asked: str | None, slug: str) -> HttpResponse:
    """What was published on a topic. A topic only of texts in the making is nobody's business."""
    tag = remember(f"tag {slug}", partial(_tag, slug))
    name = f"tag:{tag.alias_of_id or tag.pk}"
    shows(name)
    page = Article.objects.for_cards().page_on(name, None if tag.alias_of else asked)
    if not page.rows:
        raise Http404
    if tag.alias_of:
        return redirect(tag.alias_of, permanent=True)
    return render(request, "articles/tag.html", {"tag": tag, "page": page})


def _tag(slug: str) -> Tag:
    tag = get_object_or_404(Tag.objects.select_related("alias_of"), slug=slug)
    shows(f"tag:{tag.pk}", f"tag:{tag.alias_of_id or tag.pk}")
    return tag


@list_page
def author(request: HttpRequest, asked: str | None, slug: str) -> HttpResponse:
    """What was published under a name; who never published has no page, account or not."""
    name = f"author:{slug}"
    shows(name)
    page = Article.objects.for_cards().page_on(name, asked)
    signed = [article.authors[slug] for article in page if slug in article.authors]
    if not signed:
        raise Http404
    context = {"author": signed[0], "slug": slug, "page": page}
    return render(request, "articles/author.html", context)


@list_page
def photo_stories(request: HttpRequest, asked: str | None) -> HttpResponse:
    """Articles that tell their story in pictures; see rules.PHOTO_STORY."""
    shows("photos")
    page = Article.objects.for_cards().page_on(PHOTO_STORIES, asked, STORIES)
    return render(request, "articles/photo_stories.html", {"page": page})


# --- Series ---------------------------------------------------------------------------------------


@list_page
def series_list(request: HttpRequest, asked: str | None) -> HttpResponse:
    """Every series of which readers may see a part; where something was added last comes first."""
    now = timezone.now()
    page = cut(Series.objects.with_newest(now), asked, SERIES)
    shows("newest", *(f"series:{series.pk}" for series in page))
    keys = [series.newest for series in page]
    newest = Article.objects.for_cards().published_among(keys, now)
    rows = [(series, newest[series.newest]) for series in page if series.newest in newest]
    return render(request, "articles/series_list.html", {"page": page, "rows": rows})


@list_page
def series(request: HttpRequest, asked: str | None, slug: str) -> HttpResponse:
    """The parts of a series in the order of reading."""
    series = get_object_or_404(Series, slug=slug)
    name = f"series:{series.pk}"
    shows(name)
    page = Article.objects.for_cards().parts_of(name, asked)
    if not page.rows:
        raise Http404
    return render(request, "articles/series.html", {"series": series, "page": page})


# --- The archive ----------------------------------------------------------------------------------


@list_page
def archive_years(request: HttpRequest, asked: str | None) -> HttpResponse:
    """The way into the archive: its years, and the months of the newest one."""
    years = periods.years()
    months = periods.months(years[0]) if years else []
    context = {"years": years, "months": months, "most": periods.MOST_COUNTED}
    return render(request, "articles/archive_years.html", context)


@list_page
def archive_year(request: HttpRequest, asked: str | None, year: int) -> HttpResponse:
    """The months of a year, and how much there is in each."""
    if year not in YEARS:
        raise Http404
    first = dt.date(year, 1, 1)
    context = {"year": first, "months": periods.months(year), "most": periods.MOST_COUNTED}
    return render(
        request, "articles/archive_year.html", context | _ways(periods.years_beside(first))
    )


@list_page
def archive(request: HttpRequest, asked: str | None, year: int, month: int) -> HttpResponse:
    """What was published in a month."""
    first = _day(year, month, 1)
    after = periods.next_month(first)
    shows(periods.month_name(first))
    page = _published(first, after, asked)
    context = {"month": first, "days": periods.days(first) if page.rows else [], "page": page}
    return render(request, "articles/archive.html", context | _ways(periods.months_beside(first)))


@list_page
def archive_day(
    request: HttpRequest, asked: str | None, year: int, month: int, day: int
) -> HttpResponse:
    """What was published on a day."""
    first = _day(year, month, day)
    after = first + dt.timedelta(days=1)
    shows(periods.month_name(first))
    context = {"day": first, "page": _published(first, after, asked)}
    return render(request, "articles/archive_day.html", context | _ways(periods.days_beside(first)))


def _day(year: int, month: int, day: int) -> dt.date:
    if year not in YEARS:
        raise Http404
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404 from None


def _published(first: dt.date, after: dt.date, asked: str | None):
    since, before = periods.midnight(first), periods.midnight(after)
    return Article.objects.page(asked, since=since, before=before)


def _ways(beside: periods.Beside) -> dict:
    earlier, later = beside
    return {"earlier": earlier, "later": later}

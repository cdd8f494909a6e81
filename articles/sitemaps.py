"""Which pages of the paper a search engine is told of; see branch_portal/sitemaps.py."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, InfoPage, Listing, PhotoUse, Section, Series, Tag
from branch_portal.lib.sitemaps import MOST, MOST_NEWS, News, Place

IS_NEWS = dt.timedelta(days=2)
_AT_ONCE = 240  # months asked for in one query: databases limit the columns of an answer


def months() -> list[tuple[dt.date, dt.datetime]]:
    """The months in which articles appeared, newest first, and when each last had anything new.

    One seek in an index for each month, and one walk through the corrections, whose index holds
    all that is asked; the other articles are not looked at, however many there are.
    """
    published = Article.objects.published()
    newest = published.values_list("publish_at", flat=True).first()
    if newest is None:
        return []
    oldest = published.reverse().values_list("publish_at", flat=True).first()
    month, first, wanted = _month_of(newest), _month_of(oldest), []
    while month >= first:
        wanted.append(month)
        month = _month_of(_midnight(month) - dt.timedelta(days=1))
    changed: dict[dt.date, dt.datetime] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        changed |= _newest_of(wanted[at : at + _AT_ONCE])
    corrections = Article.objects.filter(corrected_at__isnull=False).order_by()
    for published_at, corrected_at in corrections.values_list("publish_at", "corrected_at"):
        month = _month_of(published_at)
        if month in changed:
            changed[month] = max(changed[month], corrected_at)
    return list(changed.items())


def _newest_of(months: list[dt.date]) -> dict[dt.date, dt.datetime]:
    """When the newest article of each month appeared; months without any are left out."""
    columns = {}
    for month in months:
        rows = Article.objects.published_within(*_bounds(month))
        columns[f"newest_{month:%Y%m}"] = Subquery(rows.values("publish_at")[:1])
    # Any row will do to hang the columns on.
    found = Article.objects.order_by("pk").values(**columns)[0]
    newest = {month: found[f"newest_{month:%Y%m}"] for month in months}
    return {month: moment for month, moment in newest.items() if moment}


def of_month(month: dt.date) -> Iterator[Place]:
    """The articles of a month with their pictures, at most MOST, in two queries."""
    rows = Article.objects.published_within(*_bounds(month))
    pictures: dict[int, list[str]] = {}
    uses = PhotoUse.objects.filter(
        article__in=rows.order_by().values("pk"),
        place__in=[PhotoUse.Place.SHOWN, PhotoUse.Place.TEXT],
        photo__taken_down_at=None,
    )
    for key, name in uses.values_list("article_id", "photo__file").iterator():
        url = settings.SITE_URL + default_storage.url(name)
        pictures.setdefault(key, []).append(url)
    columns = ("pk", "slug", "publish_at", "corrected_at")
    for key, slug, published_at, corrected_at in rows.values_list(*columns)[:MOST].iterator():
        moment = max(filter(None, (published_at, corrected_at)))
        path = reverse("articles:article", args=[key, slug])
        shown = tuple(dict.fromkeys(pictures.get(key, ())))
        yield Place(settings.SITE_URL + path, timezone.localtime(moment), shown)


def news(now: dt.datetime) -> list[News]:
    """The articles of the last two days, newest first."""
    rows = Article.objects.published(now).filter(publish_at__gt=now - IS_NEWS)
    return [
        News(
            settings.SITE_URL + reverse("articles:article", args=[key, slug]),
            headline,
            timezone.localtime(moment),
        )
        for key, slug, headline, moment in rows.values_list("pk", "slug", "headline", "publish_at")[
            :MOST_NEWS
        ]
    ]


def lists() -> Iterator[Place]:
    """The front page, the sections, and the topics and series that have something to show."""
    now = timezone.now()
    published = Article.objects.published(now)
    newest = published.values("publish_at")
    yield _place(reverse("articles:front"), newest.values_list("publish_at", flat=True).first())
    sections = Section.objects.annotate(
        in_it=Subquery(newest.filter(section=OuterRef("pk"))[:1]),
        in_parts=Subquery(newest.filter(top_section=OuterRef("pk"))[:1]),
    )
    for section in sections:
        moments = [moment for moment in (section.in_it, section.in_parts) if moment]
        yield _place(section.get_absolute_url(), max(moments, default=None))
    for name, rows in (("tag", Tag.objects.filter(alias_of=None)), ("series", Series.objects)):
        for row in _with_newest(rows, name, now).iterator():
            if row.newest:
                yield _place(row.get_absolute_url(), row.newest)
    for page in ("photo_stories", "series_list", "archive_years"):
        yield _place(reverse(f"articles:{page}"), None)
    for page in InfoPage.objects.only("slug", "changed_at"):
        yield _place(page.get_absolute_url(), page.changed_at)


def _with_newest(rows: QuerySet, name: str, now: dt.datetime) -> QuerySet:
    """Each with the moment of its newest article: one seek in the index of lists."""
    here = Concat(Value(f"{name}:"), OuterRef("pk"))
    lines = Listing.objects.filter(name=here, publish_at__lte=now).unexpired(now)
    newest = lines.order_by("-publish_at", "-article").values("publish_at")[:1]
    return rows.order_by("pk").annotate(newest=Subquery(newest)).only("slug")


def _place(path: str, moment: dt.datetime | None) -> Place:
    return Place(settings.SITE_URL + path, timezone.localtime(moment) if moment else None)


def _bounds(month: dt.date) -> tuple[dt.datetime, dt.datetime]:
    after = (month + dt.timedelta(days=31)).replace(day=1)
    return _midnight(month), _midnight(after)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _month_of(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date().replace(day=1)

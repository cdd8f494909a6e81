"""Parts that stand on many pages: plain lists, which the page cache remembers between pages."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import starmap
from typing import Self

from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Reading, Section
from articles.models.moments import cap_page
from branch_portal.lib import pagecache

LOOKED_THROUGH = 100  # newest articles, of which the front page is made
MOST_READ = 5
MOST_READ_STANDS = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Headline:
    """A line that leads to an article."""

    pk: int
    headline: str
    slug: str
    publish_at: dt.datetime

    @classmethod
    def among(cls, keys: Collection[int]) -> dict[int, Self]:
        """The lines of those of these articles that readers may see, by their keys."""
        found = Article.objects.for_headlines().published_among(keys)
        return {key: cls(key, row.headline, row.slug, row.publish_at) for key, row in found.items()}

    @property
    def address(self) -> str:
        return reverse("articles:article", args=[self.pk, self.slug])

    def get_absolute_url(self) -> str:
        return self.address


@dataclass(frozen=True, slots=True)
class Fresh(Headline):
    """One of the newest articles, with what decides where on the front page it may stand."""

    top_section: int
    photo: int | None
    width: int | None  # of the photo, in pixels
    height: int | None


def sections() -> list[dict]:
    """The sections of the navigation: [{"pk": int, "name": str, "address": str}]."""
    return pagecache.remember("sections", _sections)


def newest() -> list[Fresh]:
    """The newest articles of all sections, LOOKED_THROUGH of them."""
    return pagecache.remember("newest", _newest)


def newest_at(now: dt.datetime) -> list[Fresh]:
    """Those that are, or will be, the newest at a moment."""
    line = ("pk", "headline", "slug", "publish_at", "top_section")
    photo = ("photo", "photo__width", "photo__height")
    rows = Article.objects.published(now).values_list(*line, *photo)
    return list(starmap(Fresh, rows[:LOOKED_THROUGH]))


def most_read() -> list[Headline]:
    """What readers read most in the last seven days; counted anew four times an hour."""
    return pagecache.remember("most read", _most_read)


def _sections() -> list[dict]:
    pagecache.shows("nav")
    return [
        {"pk": section.pk, "name": section.name, "address": section.get_absolute_url()}
        for section in Section.objects.top()
    ]


def _newest() -> list[Fresh]:
    pagecache.shows("newest")
    cap_page()
    return newest_at(timezone.now())


def _most_read() -> list[Headline]:
    pagecache.shows("most_read")
    pagecache.until(timezone.now() + MOST_READ_STANDS)
    keys = Reading.objects.most_read(timezone.localdate(), 2 * MOST_READ)
    found = Headline.among(keys)
    return [found[key] for key in keys if key in found][:MOST_READ]

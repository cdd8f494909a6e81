"""The lists that readers leaf through: any page of any of them is one seek in an index."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.lines import Line, lines_of
from articles.models.moments import cap_page
from branch_portal.lib.paging import Page, Stretch, cut, cut_by_time

PHOTO_STORIES = "photos"
ON_A_PAGE = 20  # rows
PARTS = 50  # of a series on a page
_INSTANT = dt.timedelta(microseconds=1)


class Expiring(models.QuerySet):
    def unexpired(self, now: dt.datetime) -> Self:
        """Rows that the clock has not taken off at a moment."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now))


class Listing(models.Model):
    """A line of a list: a cleared article of a tag, an author or a series, or a photo story.

    It repeats the dates of the article's row, so that one index holds each list in its order.
    `name` is that of the page cache: "tag:12", "author:thu-nhan", "series:3". Actions write it.
    """

    name = models.CharField(max_length=100)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="listings", db_index=False
    )
    publish_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    objects = Expiring.as_manager()

    class Meta:
        verbose_name = _("line of a list")
        verbose_name_plural = _("lines of lists")
        indexes = [
            models.Index(fields=["name", "-publish_at", "-article"], name="listing_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "name"], name="listing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.article_id}"


class ReadersLists(Expiring):
    """Words of Article for pages of lists, next to `published()`, whose rule they share."""

    def published_within(self, since: dt.datetime | None, before: dt.datetime) -> Self:
        """What `published()` shows of a span of time, `since` included, `before` not.

        With one bound on each side, which the index wants; see lib/paging.
        """
        cap_page()
        now = timezone.now()
        rows = self._cleared(now).filter(publish_at__lte=min(now, before - _INSTANT))
        return rows.filter(publish_at__gte=since) if since else rows

    def published_among(self, keys: Collection[int], now: dt.datetime | None = None) -> dict:
        """What `published()` shows of a few articles: {key: article}.

        The rule is applied to the rows that were found: told in the statement, SQLite would take it
        for the better way in and walk through the whole archive.
        """
        if now is None:
            cap_page()
        now = now or timezone.now()
        found = self.in_bulk(keys) if keys else {}
        return {key: article for key, article in found.items() if article.is_public(now)}

    def page(
        self,
        asked: str | None,
        *,
        since: dt.datetime | None = None,
        before: dt.datetime | None = None,
    ) -> Stretch:
        """The page of `published()` that an address asks for; of a span of time, if there is one.

        Its rows are lines. Raises PageMissing.
        """
        cap_page()
        now = timezone.now()
        until = min(now, before - _INSTANT) if before else now
        page = cut_by_time(self._cleared(now), asked, until=until, since=since, size=ON_A_PAGE)
        return replace(page, rows=self.model.objects.for_cards().as_lines(page.rows, now))

    def page_on(self, name: str, asked: str | None, size: int = ON_A_PAGE) -> Stretch:
        """The page of a list, newest first; its rows are lines. Raises PageMissing."""
        cap_page()
        now = timezone.now()
        listed = Listing.objects.filter(name=name).unexpired(now)
        page = cut_by_time(listed, asked, until=now, key="article_id", size=size)
        return replace(page, rows=self.as_lines(page.rows, now))

    def parts_of(self, name: str, number: str | None) -> Page:
        """The page of a list in the order of reading; its rows are lines. Raises PageMissing."""
        cap_page()
        now = timezone.now()
        listed = Listing.objects.filter(name=name, publish_at__lte=now).unexpired(now)
        page = cut(listed.order_by("publish_at", "article_id"), number, PARTS)
        return replace(page, rows=self.as_lines((row.article_id for row in page), now))

    def as_lines(self, keys: Iterable[int], now: dt.datetime) -> list[Line]:
        """What `published()` shows of a few articles, fetched when it is wanted."""
        return lines_of(keys, partial(self.published_among, now=now))

    def _cleared(self, now: dt.datetime) -> Self:
        return self.filter(state="published").unexpired(now).order_by("-publish_at", "-pk")

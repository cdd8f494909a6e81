"""How often articles were read: a number for each article and day, nothing about anybody."""

import datetime as dt

from django.db import models
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

DAYS = 7  # that count, and that are kept
SWEPT = 500  # old rows at a time


class ReadingQuerySet(models.QuerySet):
    def add_one(self, article: int, day: dt.date) -> None:
        """Count one reading. Sums are no deeds of anybody: this is no action and leaves no line."""
        row = self.filter(article=article, day=day)
        if row.update(number=F("number") + 1):
            return
        _row, is_new = self.get_or_create(article_id=article, day=day)
        if not is_new:  # somebody else was first at the same moment
            row.update(number=F("number") + 1)
        self.sweep(day)

    def sweep(self, today: dt.date) -> None:
        """Forget some of what no longer counts, so little at a time that nobody waits for it."""
        old = self.filter(day__lte=today - dt.timedelta(days=DAYS)).values("pk")[:SWEPT]
        self.filter(pk__in=list(old.values_list("pk", flat=True))).delete()

    def most_read(self, today: dt.date, most: int) -> list[int]:
        """The keys of the articles with most readings in the last days, the first one first."""
        rows = self.filter(day__gt=today - dt.timedelta(days=DAYS)).values("article")
        rows = rows.annotate(total=Sum("number")).order_by("-total", "-article")
        return list(rows.values_list("article", flat=True)[:most])


class Reading(models.Model):
    """How many readings an article had on a day; see the view `read` for what counts as one."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="readings", db_index=False
    )
    day = models.DateField()
    number = models.PositiveIntegerField(default=1)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("readings of a day")
        verbose_name_plural = _("readings")
        indexes = [models.Index(fields=["day"], name="reading_day")]
        constraints = [
            models.UniqueConstraint(fields=["article", "day"], name="reading_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.day}: {self.number}"

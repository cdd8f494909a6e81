"""Which articles appear on which day, and which have no day yet."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import YEARS, Article

# Entries of one day on the page; a link leads to the rest.
MOST_IN_MONTH, MOST_IN_WEEK = 5, 40
MOST_UNDATED = 20
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A month or a week of the calendar. `kind` is the parameter of its address."""

    kind: str  # "thang" | "tuan"
    first: dt.date
    last: dt.date

    @classmethod
    def month(cls, day: dt.date) -> Self:
        """The month in which a day lies."""
        first = day.replace(day=1)
        return cls("thang", first, (first + 5 * _WEEK).replace(day=1) - _DAY)

    @classmethod
    def week(cls, day: dt.date) -> Self:
        """The week in which a day lies, from Monday to Sunday."""
        first = day - dt.timedelta(days=day.weekday())
        return cls("tuan", first, first + 6 * _DAY)

    @classmethod
    def read(cls, kind: str, text: str) -> Self:
        """Read "2026-11" or "2026-W47" as an address holds it. Raises ValueError."""
        is_week = kind == "tuan"
        form, text = ("%G-W%V-%u", f"{text}-1") if is_week else ("%Y-%m", text)
        day = dt.datetime.strptime(text, form).date()
        # Beyond the last year that Python knows there is no next month to reckon with.
        found = (cls.week(day) if is_week else cls.month(day)) if day.year in YEARS else None
        if found is None or not found.is_known:
            raise ValueError(text)
        return found

    @property
    def is_known(self) -> bool:
        """Does it lie in the years of the paper?"""
        return self.first.year in YEARS and self.last.year in YEARS

    @property
    def name(self) -> str:
        """What `read` reads."""
        return f"{self.first:%Y-%m}" if self.kind == "thang" else f"{self.first:%G-W%V}"

    @property
    def title(self) -> str:
        """ "Tháng 11/2026", "Tuần 16/11 – 22/11/2026" """
        if self.kind == "thang":
            return _("Month %(month)s") % {"month": f"{self.first:%m/%Y}"}
        return _("Week %(first)s – %(last)s") % {
            "first": f"{self.first:%d/%m}",
            "last": f"{self.last:%d/%m/%Y}",
        }

    @property
    def previous(self) -> Self | None:
        return self._beside(self.first - _DAY)

    @property
    def next(self) -> Self | None:
        return self._beside(self.last + _DAY)

    def _beside(self, day: dt.date) -> Self | None:
        found = self.month(day) if self.kind == "thang" else self.week(day)
        return found if found.is_known else None

    @property
    def days(self) -> list[dt.date]:
        """Its days in whole weeks, so a month borrows some of its neighbours."""
        first = self.first - dt.timedelta(days=self.first.weekday())
        last = self.last + dt.timedelta(days=6 - self.last.weekday())
        return [first + number * _DAY for number in range((last - first).days + 1)]

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """When it begins and when the next one begins, on the portal's clock."""
        return _midnight(self.first), _midnight(self.last + _DAY)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


@dataclass
class Day:
    """One day: what appears, what is taken off, and how many more of each are not shown."""

    date: dt.date
    starts: list[Article] = field(default_factory=list)
    more: int = 0
    ends: list[Article] = field(default_factory=list)
    more_ends: int = 0


def days_of(period: Period) -> list[Day]:
    """The days of a calendar's leaf with their articles, in two queries."""
    most = MOST_IN_MONTH if period.kind == "thang" else MOST_IN_WEEK
    days = {date: Day(date) for date in period.days}
    for article in _dated("publish_at", period, most):
        day = days[article.day]
        day.starts.append(article)
        day.more = article.on_this_day - len(day.starts)
    for article in _dated("expires_at", period, most).exclude(state=Article.State.WITHDRAWN):
        day = days[article.day]
        day.ends.append(article)
        day.more_ends = article.on_this_day - len(day.ends)
    return list(days.values())


def _dated(moment: str, period: Period, most: int) -> QuerySet[Article]:
    """The first articles of each day by one of their moments; how many there are on that day."""
    start, end = _midnight(period.days[0]), _midnight(period.days[-1] + _DAY)
    inside = Article.objects.filter(**{f"{moment}__gte": start, f"{moment}__lt": end})
    day = TruncDate(moment)
    return (
        _light(inside)
        .annotate(
            day=day,
            place=Window(RowNumber(), partition_by=[day], order_by=[moment, "pk"]),
            on_this_day=Window(Count("pk"), partition_by=[day]),
        )
        .filter(place__lte=most)
        .order_by(moment, "pk")
    )


def undated() -> list[Article]:
    """Texts in work that have no day yet, those changed last first."""
    waiting = Article.objects.filter(state__in=Article.STEPS, publish_at=None)
    # An expression, so that no database walks through the whole archive by the index on changed_at
    # until it has found twenty: the few texts in work are found by their state and then sorted.
    changed = Coalesce("changed_at", "changed_at").desc()
    return list(_light(waiting).order_by(changed, "-pk")[:MOST_UNDATED])


def entry_of(key: int) -> Article | None:
    """One article as the calendar shows it."""
    return _light(Article.objects.filter(pk=key)).first()


def _light(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.select_related("section").defer("body", "search_exact", "search_folded")

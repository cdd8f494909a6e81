"""In which years, months and days something was published: seeks in an index, no count of all."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from django.db.models import IntegerField, Subquery
from django.utils import timezone

from articles.models import YEARS, Article, Section
from articles.models.moments import cap_page
from branch_portal.lib.pagecache import remember, shows

MOST_COUNTED = 100  # articles of a month; beyond, a page says "more than 99"
Span = tuple[dt.date, dt.date]
Beside = tuple[dt.date | None, dt.date | None]  # before and after


class _Rows(Subquery):
    """How many rows a query has that says itself where to stop."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()


def filled(spans: Sequence[Span], most: int = 1) -> list[int]:
    """How many articles readers find in each span of days, `most` at most; in one query.

    A span is its first day and the day after its last.
    """
    counts = []
    for first, after in spans:
        rows = Article.objects.published_within(midnight(first), midnight(after))
        counts.append(_Rows(rows.values("pk")[:most]))
    # An article stands in a section, so where there is none there is nothing to count.
    found = Section.objects.order_by("pk").values_list(*counts)[:1]
    return list(found[0]) if found else [0] * len(spans)


def years() -> list[int]:
    """The years in which something was published, newest first."""
    return _remember("years", _years, "newest")


def months(year: int) -> list[tuple[dt.date, int]]:
    """The twelve months of a year, each with its number of articles up to MOST_COUNTED."""
    firsts = [dt.date(year, month, 1) for month in range(1, 13)]
    spans = [(first, next_month(first)) for first in firsts]
    names = [month_name(first) for first in firsts]
    numbers = _remember(f"months of {year}", lambda: filled(spans, MOST_COUNTED), *names)
    return list(zip(firsts, numbers, strict=True))


def days(month: dt.date) -> list[dt.date]:
    """The days of a month on which something was published."""
    number = (next_month(month) - month).days
    every = [month + dt.timedelta(days=day) for day in range(number)]
    spans = [(day, day + dt.timedelta(days=1)) for day in every]
    name = month_name(month)
    numbers = _remember(f"days of {name}", lambda: filled(spans), name)
    return [day for day, number in zip(every, numbers, strict=True) if number]


def _remember(what: str, build: Callable[[], list], *names: str) -> list:
    """What a seek for every year, month or day has found, until something of `names` changes."""

    def built() -> list:
        shows(*names)
        cap_page()
        return build()

    return remember(f"archive: {what}", built)


def _years() -> list[int]:
    dates = Article.objects.published().values_list("publish_at", flat=True)
    newest, oldest = dates.first(), dates.order_by("publish_at", "pk").first()
    if newest is None:
        return []
    first, last = (timezone.localtime(moment).year for moment in (oldest, newest))
    known = [year for year in range(last, first - 1, -1) if year in YEARS]
    spans = [(dt.date(year, 1, 1), dt.date(year + 1, 1, 1)) for year in known]
    return [year for year, number in zip(known, filled(spans), strict=True) if number]


def years_beside(first: dt.date) -> Beside:
    """The years with articles next to one, each by its first day."""
    filled_years = [dt.date(year, 1, 1) for year in reversed(years())]
    return _beside(first, filled_years)


def months_beside(first: dt.date) -> Beside:
    """The months with articles next to one, each by its first day."""
    return _beside(first, _filled_months(first), partial(years_beside, first), _filled_months)


def days_beside(day: dt.date) -> Beside:
    """The days with articles next to one."""
    return _beside(day, days(_first(day)), partial(months_beside, _first(day)), days)


def _filled_months(year: dt.date) -> list[dt.date]:
    return [first for first, number in months(year.year) if number]


def _beside(
    here: dt.date,
    own: list[dt.date],
    above: Callable[[], Beside] = lambda: (None, None),
    inside: Callable[[dt.date], list[dt.date]] = lambda _span: [],
) -> Beside:
    """The neighbours among `own`, else the nearest of what is `inside` the spans next `above`."""
    earlier = max((each for each in own if each < here), default=None)
    later = min((each for each in own if each > here), default=None)
    if earlier is None or later is None:
        before, behind = above()
        if earlier is None and before:
            earlier = max(inside(before), default=None)
        if later is None and behind:
            later = min(inside(behind), default=None)
    return earlier, later


def _first(day: dt.date) -> dt.date:
    return day.replace(day=1)


def month_name(day: dt.date) -> str:
    """What the page cache calls the month of a day."""
    return f"month:{day:%Y-%m}"


def next_month(first: dt.date) -> dt.date:
    """The first day of the month after."""
    return (first + dt.timedelta(days=31)).replace(day=1)


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))

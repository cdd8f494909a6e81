"""What was published against the checklist in a month, and why."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from articles.models import Waiver
from articles.models.checks import rule_name
from articles.reports.calendar import Period

MOST_ROWS = 500


@dataclass(frozen=True)
class MonthOfWaivers:
    """The rows of a month, newest first, MOST_ROWS at most; the counts are of all of them."""

    rows: list[Waiver]
    total: int
    by_rule: list[tuple[str, int]]
    by_person: list[tuple[str, int]]


def waivers_of(month: Period) -> MonthOfWaivers:
    """The report of a month, in three queries."""
    start, end = month.moments
    found = Waiver.objects.filter(at__gte=start, at__lt=end)
    by_rule = [(rule_name(code), times) for code, times in _counted(found, "code")]
    by_person = [
        (full_name or username or _("nobody by name"), times)
        for full_name, username, times in _counted(found, "by__full_name", "by__username")
    ]
    rows = found.select_related("article", "by").defer(
        "article__body", "article__search_exact", "article__search_folded"
    )
    return MonthOfWaivers(
        rows=list(rows[:MOST_ROWS]),
        total=sum(times for _rule, times in by_rule),
        by_rule=by_rule,
        by_person=by_person,
    )


def _counted(found: QuerySet[Waiver], *names: str) -> QuerySet:
    times = Count("pk")
    return found.order_by().values_list(*names).annotate(times=times).order_by("-times", *names)

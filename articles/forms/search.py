"""The search as an address asks for it: a plain form, sent by GET, that forgives."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import YEARS, Section, Tag
from articles.reports.search import Filters
from articles.reports.searchcounts import periods
from branch_portal.lib.query import Query, parse
from branch_portal.lib.text import tidy

QUERY, SECTION, TAG, PERIOD, FROM, TO = "q", "muc", "chu-de", "thoi-gian", "tu", "den"
NAMED_PERIODS = {"thang": "month", "nam": "year"}
_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_LONGEST = 100  # characters of a filter


@dataclass
class SearchForm:
    """What was asked. `errors` are sentences by the names of fields; such a filter is left out.

    `kept` is what an address needs to ask for the same again.
    """

    query: Query
    filters: Filters
    kept: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def typed(self, name: str) -> str:
        """What stands in the field of a filter."""
        return self.kept.get(name, "")


def read_search(asked: Mapping[str, str], now: dt.datetime) -> SearchForm:
    """Read an address; whatever stands in it, something can be searched for.

    `now` in the local zone. A section or topic that does not exist is as good as none.
    """
    kept = {
        name: value
        for name in (SECTION, TAG, PERIOD, FROM, TO)
        if (value := tidy(asked.get(name, "")[:_LONGEST]).replace("\n", " "))
    }
    query = parse(asked.get(QUERY, ""))
    errors: dict[str, str] = {}
    section, tag = _section(kept), _tag(kept)
    first, last = (_day(name, kept, errors) for name in (FROM, TO))
    if first and last and last < first:
        errors[TO] = _("This day lies before the first one.")
        last = None
    since = first and _midnight(first)
    before = last and _midnight(last + dt.timedelta(days=1))
    if not (FROM in kept or TO in kept) and kept.get(PERIOD) in NAMED_PERIODS:
        since = periods(now)[NAMED_PERIODS[kept[PERIOD]]]
    else:
        kept.pop(PERIOD, None)
    return SearchForm(query, Filters(section, tag, since, before), kept, errors)


def _section(kept: dict[str, str]) -> Section | None:
    found = SECTION in kept and Section.objects.filter(slug=kept[SECTION]).first()
    if not found:
        kept.pop(SECTION, None)
    return found or None


def _tag(kept: dict[str, str]) -> Tag | None:
    found = TAG in kept and (
        Tag.objects.filter(slug=kept[TAG])
        .select_related("alias_of")
        .prefetch_related("aliases", "alias_of__aliases")
        .first()
    )
    if not found:
        kept.pop(TAG, None)
        return None
    return found.alias_of or found


def _day(name: str, kept: dict[str, str], errors: dict[str, str]) -> dt.date | None:
    if name not in kept:
        return None
    found = _DAY.fullmatch(kept[name])
    try:
        day, month, year = map(int, found.groups()) if found else (0, 0, 0)
        if year in YEARS:
            return dt.date(year, month, day)
    except ValueError:
        pass
    errors[name] = _("Write a day like this: 10/01/2022.")
    return None


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))

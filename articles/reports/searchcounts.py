"""How many hits there are by section, by tag and by period.

Counted are the newest 200 hits: up to so many the numbers are exact, of more they say how many
there are at least.
"""

import bisect
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Section, Tag
from articles.models.search import section_token, tag_token
from branch_portal.lib import pagecache
from branch_portal.lib.termindex import Hits, last_key

if TYPE_CHECKING:
    from articles.reports.search import Search

COUNTED = 200
_MOST_TAGS = 12

Sample = Iterable[str]  # the filter tokens of one hit


@dataclass(frozen=True)
class Count:
    """So many hits; `is_least`: at least so many."""

    number: int
    is_least: bool = False

    def __str__(self) -> str:
        if not self.is_least:
            return str(self.number)
        if self.number >= COUNTED:
            return _("more than %(number)s") % {"number": self.number}
        return _("at least %(number)s") % {"number": self.number}


@dataclass(frozen=True)
class Group:
    """A value of a filter with its hits."""

    name: str
    slug: str
    count: Count
    is_part: bool = False


def groups(search: "Search", sample: Hits) -> tuple[list[Group], list[Group], dict[str, Count]]:
    """The values of each filter with their hits, each within the other filters."""
    is_least = len(sample) > COUNTED
    sample = sample[:COUNTED]
    by_section, by_tag = (_tally(search, sample, name) for name in ("section", "tag"))
    keys = [key for key, _tokens in _let_in(search, sample, "period")]
    named = {}
    for name, since in periods(search.now).items():
        bound = last_key(since)
        # The sample is the newest part: a period that begins within it is counted exactly.
        ends_inside = is_least and sample[-1][0] <= bound
        named[name] = Count(bisect.bisect_right(keys, bound), ends_inside)
    sections = list(_sections(search, by_section, is_least))
    return sections, _tags(search, by_tag, is_least), named


def periods(now: dt.datetime) -> dict[str, dt.datetime]:
    """The periods that can be chosen by name, and when they begin; `now` in the local zone."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return {"month": midnight - dt.timedelta(days=30), "year": midnight.replace(month=1, day=1)}


def _let_in(search: "Search", sample: Hits, but: str) -> Hits:
    if not search.filters:
        return sample
    return [row for row in sample if search.lets_in(row[0], row[1].split(" "), but)]


def _tally(search: "Search", sample: Hits, name: str) -> Counter[str]:
    """How often each token stands in the hits that the other filters let in."""
    hits = _let_in(search, sample, name)
    return Counter(" ".join(tokens for _key, tokens in hits).split(" "))


def _sections(search: "Search", counts: Counter, is_least: bool) -> Iterator[Group]:
    families: dict[int | None, list[Section]] = {}
    for section in search.sections:
        families.setdefault(section.parent_id, []).append(section)
    for top in families.get(None, []):
        family = [top, *families.get(top.pk, [])]
        numbers = [counts[section_token(each.pk)] for each in family]
        numbers[0] = sum(numbers)
        for each, number in zip(family, numbers, strict=True):
            if number or each == search.filters.section:
                yield Group(each.name, each.slug, Count(number, is_least), each is not top)


def _tags(search: "Search", counts: Counter, is_least: bool) -> list[Group]:
    keys = [int(token[2:]) for token in counts if token.startswith("~t")]
    keys = sorted(keys, key=lambda key: (-counts[tag_token(key)], key))[:_MOST_TAGS]
    chosen = search.filters.tag
    if chosen and chosen.pk not in keys:
        keys.append(chosen.pk)
    known = pagecache.remember("search tags", _known_tags)
    tags = sorted((*known[key], key) for key in keys if key in known)
    return [
        Group(name, slug, Count(counts[tag_token(key)], is_least))
        for _folded, name, slug, key in tags
    ]


def _known_tags() -> dict[int, tuple[str, str, str]]:
    """All tags that are no alias: folded name, name, address. Known anew every minute."""
    pagecache.until(timezone.now() + dt.timedelta(minutes=1))
    tags = Tag.objects.filter(alias_of=None)
    return {key: tuple(words) for key, *words in tags.values_list("pk", "folded", "name", "slug")}

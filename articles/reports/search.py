"""What a search finds.

Results stand in the order of quality less age. Quality: are the words there with the marks that
were typed, which outweighs everything else; are they in the headline, in the lead or anywhere; do
they stand side by side. A year costs about as much as one of the lesser steps, ten years as two.

For each quality the index gives its newest 100 articles, so the first 100 places are those of a
ranking of the whole archive; later places are not shown.
"""

import datetime as dt
import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial

from articles.models import Article, SearchEntry, Section, Tag
from articles.models.search import section_token, tag_token
from articles.reports.searchcounts import COUNTED, Count, Group, Sample, groups
from branch_portal.lib import pagecache
from branch_portal.lib.paging import PageMissing
from branch_portal.lib.query import Node, Query, either, every
from branch_portal.lib.termindex import (
    SLOTS,
    Hits,
    Wanted,
    first_key,
    last_key,
    minutes_between,
    newest,
)

TABLE = SearchEntry._meta.db_table
ON_A_PAGE = 20
SHOWN = 100  # results that can be leafed through
_LONG = 6  # words; of longer queries the place is not asked
_MONTH = 30 * 1440  # minutes
_PLACES = {"anywhere": 0, "lead": 3, "headline": 6}
_MARKS, _WHOLE = 10, 3
_OLDEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Filters:
    """What the reader limits the search to; `since` is included, `before` is not."""

    section: Section | None = None
    tag: Tag | None = None
    since: dt.datetime | None = None
    before: dt.datetime | None = None

    def __bool__(self) -> bool:
        return any((self.section, self.tag, self.since, self.before))


@dataclass(frozen=True, slots=True)
class Row:
    """An article that was found, as a line of the results needs it."""

    pk: int
    slug: str
    headline: str
    lead: str
    publish_at: dt.datetime
    section: Section


@dataclass
class Page:
    """A page of results, and how many there are by the values of the filters."""

    rows: list[Row]
    number: int
    total: Count
    has_more: bool
    sections: list[Group] = field(default_factory=list)
    tags: list[Group] = field(default_factory=list)
    periods: dict[str, Count] = field(default_factory=dict)

    @property
    def next(self) -> str:
        return str(self.number + 1) if self.has_more else ""

    @property
    def previous(self) -> str:
        return str(self.number - 1) if self.number > 1 else ""

    @property
    def first_row(self) -> int:
        return (self.number - 1) * ON_A_PAGE + 1

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    @property
    def is_end_of_shown(self) -> bool:
        """Are there articles that no page shows?"""
        return not self.has_more and self.number * ON_A_PAGE >= SHOWN < self.total.number + (
            self.total.is_least
        )


class Search:
    """One search at one moment. It stores nothing."""

    def __init__(self, query: Query, filters: Filters, now: dt.datetime):
        self.query, self.filters, self.now = query, filters, now
        self.sections = pagecache.remember("search sections", _sections)
        before = filters.before and filters.before - dt.timedelta(minutes=1)
        self.first = first_key(min(now, before) if before else now)
        self.last = last_key(max(filters.since, _OLDEST) if filters.since else _OLDEST)

    def page(self, number: int) -> Page:
        """A page of the results. Raises PageMissing."""
        if not self.query.wanted:
            return Page([], 1, Count(0), has_more=False)
        sample, ranked, is_cut = self._ranked()
        shown = ranked[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
        if number > 1 and not shown:
            raise PageMissing
        total = self._total(sample, Count(len(ranked), is_least=is_cut))
        page = Page(self._articles(shown), number, total, len(ranked) > number * ON_A_PAGE)
        page.sections, page.tags, page.periods = groups(self, sample)
        return page

    def count(self, queries: Iterable[Query], limit: int) -> list[int]:
        """How many hits these other queries have within the filters, up to a limit."""
        asked = [self._asked(each.node(), limit) for each in queries]
        return [len(hits) for hits in newest(TABLE, asked, self.now)]

    def count_tokens(self, tokens: Iterable[str], limit: int) -> list[int]:
        """How many hits single tokens of the index have, whatever the filters, up to a limit."""
        first, last = first_key(self.now), last_key(_OLDEST)
        asked = [Wanted(token, first, last, limit) for token in tokens]
        return [len(hits) for hits in newest(TABLE, asked, self.now)]

    # --- Asking the index ---

    @cached_property
    def tokens(self) -> dict[str, set[str]]:
        """The tokens of which a hit must have one, by the names of the filters."""
        found = {}
        if chosen := self.filters.section:
            parts = [part.pk for part in self.sections if part.parent_id == chosen.pk]
            found["section"] = {section_token(key) for key in (chosen.pk, *parts)}
        if tag := self.filters.tag:
            found["tag"] = {tag_token(each.pk) for each in (tag, *tag.aliases.all())}
        return found

    def _asked(self, node: Node, limit: int = SHOWN + 1) -> Wanted:
        """A question within the filters."""
        node = every([node, *(either(sorted(some)) for some in self.tokens.values())])
        return Wanted(node, self.first, self.last, limit, self.query.excluded())

    def _sample(self) -> Wanted:
        """The newest hits whatever the filters, for counting."""
        asked = Wanted(self.query.node(), first_key(self.now), last_key(_OLDEST), COUNTED + 1)
        return replace(asked, without=self.query.excluded(), with_filters=True)

    def _qualities(self) -> list[tuple[int, Node]]:
        """What to look for and the worth of its hits; all words anywhere with 0 come first."""
        query = self.query
        marks = _MARKS if query.has_marks else 0
        steps = [(0, False, False)]
        if marks:
            steps.append((marks, True, False))
        if len(query.typed) > 1:
            steps.append((marks + _WHOLE, query.has_marks, True))
        places = _PLACES if len(query.typed) <= _LONG else {"anywhere": 0}
        return [
            (worth + more, query.node(place, marks=with_marks, whole=whole))
            for place, worth in places.items()
            for more, with_marks, whole in steps
        ]

    # --- Ranking ---

    def _ranked(self) -> tuple[Hits, list[int], bool]:
        """The sample, the keys of the results in their order, and whether there are more.

        First the best hits are asked for. With them it is known how old a lesser hit may be that
        still gets among the results; older ones need not be looked for.
        """
        (_none, node), *better = self._qualities()
        enough = max((worth for worth, _node in better), default=0) - 3
        best = [row for row in better if row[0] >= enough]
        asked = [self._sample(), *(self._asked(node) for _worth, node in best)]
        if self.filters:
            asked.append(self._asked(node))
        sample, *answers = newest(TABLE, asked, self.now)
        ranking = _Ranking(first_key(self.now))
        ranking.add(answers.pop() if self.filters else sample, 0)
        for (worth, _node), hits in zip(best, answers, strict=True):
            ranking.add(hits, worth)
        places = ranking.places()
        limit = places[SHOWN - 1][0] if len(places) >= SHOWN else None
        rest = [
            (worth, replace(self._asked(node), last=last))
            for worth, node in better
            if worth < enough and (last := self._oldest(limit, worth)) >= self.first
        ]
        answers = newest(TABLE, [wanted for _worth, wanted in rest], self.now)
        for (worth, _wanted), hits in zip(rest, answers, strict=True):
            ranking.add(hits, worth)
        ranked = [key for _place, key in (ranking.places() if rest else places)]
        return sample, ranked[:SHOWN], len(ranked) > SHOWN

    def _oldest(self, limit: float | None, worth: int) -> int:
        """The key of the oldest minute in which a hit of this worth keeps within the limit."""
        if limit is None:
            return self.last
        if limit + worth < 0:
            return 0
        minutes = _MONTH * (2 ** min(64, limit + worth) - 1)
        return min(self.last, first_key(self.now) + (int(minutes) + 2) * SLOTS)

    def _articles(self, keys: list[int]) -> list[Row]:
        """The articles of these keys, as remembered or asked for again."""
        begun = pagecache.begun()
        fetched = cache(partial(self._fetched, keys))

        def build(key: int) -> Row:
            row = fetched()[key]
            pagecache.shows("nav", f"article:{row.pk}")
            return row

        rows = []
        for key in keys:
            # One may just have been withdrawn.
            with suppress(KeyError):
                name = f"hit {key}"
                rows.append(
                    pagecache.remember(name, partial(build, key), quietly=True, since=begun)
                )
        return rows

    def _fetched(self, keys: list[int]) -> dict[int, Row]:
        """Cleared articles; of the clock the index has been asked already."""
        cleared = SearchEntry.objects.filter(pk__in=keys, article__state=Article.State.PUBLISHED)
        names = ("article", "article__slug", "article__headline", "article__lead", "publish_at")
        rows = cleared.values_list("pk", "article__section", *names)
        sections = {section.pk: section for section in self.sections}
        return {key: Row(*values, sections[section]) for key, section, *values in rows}

    def words_of(self, rows: Iterable[Row]) -> dict[int, str]:
        """The texts of articles that were found, by the keys of the articles."""
        keys = [row.pk for row in rows]
        entries = SearchEntry.objects.filter(article__in=keys).values_list("article", "words")
        return dict(entries) if keys else {}

    def _total(self, sample: Hits, ranked: Count) -> Count:
        if len(sample) > COUNTED:
            return ranked
        return Count(sum(self.lets_in(key, tokens.split(" ")) for key, tokens in sample))

    def lets_in(self, key: int, tokens: Sample, but: str = "") -> bool:
        """Do the filters let this hit through, but for one of them?"""
        if but != "period" and not self.first <= key <= self.last:
            return False
        return all(
            name == but or not wanted.isdisjoint(tokens) for name, wanted in self.tokens.items()
        )


class _Ranking:
    """The worth of each hit against its age; the smallest place is the first one."""

    def __init__(self, now: int):
        self.now = now
        self.worths: dict[int, int] = {}

    def add(self, hits: Hits, worth: int) -> None:
        for key, _tokens in hits[: SHOWN + 1]:
            if worth >= self.worths.get(key, 0):
                self.worths[key] = worth

    def places(self) -> list[tuple[float, int]]:
        """An age costs nothing today, 1 after a month, 3.7 after a year, 6.9 after ten years."""
        months = (
            (max(0, minutes_between(self.now, key)) / _MONTH, worth, key)
            for key, worth in self.worths.items()
        )
        return sorted((math.log2(1 + age) - worth, key) for age, worth, key in months)


def _sections() -> list[Section]:
    pagecache.shows("nav")
    return list(Section.objects.all())

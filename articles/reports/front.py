"""What stands on the front page at a moment: what the desk placed, then the newest of the rest."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, FrontSlot, Listing, Section, Series
from articles.models.lines import Line
from articles.models.moments import cap_page
from articles.reports import parts
from articles.reports.parts import LOOKED_THROUGH, Fresh
from articles.reports.words import moment_words
from branch_portal.lib import pagecache

IN_THE_LEAD = 3  # the lead and two beside it
MOST_PINNED = 4  # beside the lead, when the desk wants more than two there
IN_THE_COLUMN = 7  # headlines under "Latest news"
IN_A_BLOCK = 3  # articles of each section or series
IN_THE_STRIP = 6  # photos
FEWEST_IN_THE_STRIP = 3
GOOD_WIDTH = 640  # pixels of a photo in the strip
IN_THE_TOP = 14  # of these one with a picture leads, when the desk chose none
MOST_ABOVE = 1 + MOST_PINNED  # articles that stand above the blocks
Place = FrontSlot.Place


@dataclass
class FrontPage:
    """The parts of the page in their order; an article of an upper one is not repeated below.

    Articles are lines: see models/lines. Only "Latest news" repeats nothing but does not count as
    shown: its headlines come again with a picture in their sections. `strip` leads by good pictures
    to articles further down the news.
    `skipped` says of each slot that does not count, by its place in the list of slots, why not.
    """

    lead: Line | None = None
    second: list[Line] = field(default_factory=list)
    newest: list[Fresh] = field(default_factory=list)
    series: list[tuple[Series, list[Line]]] = field(default_factory=list)
    blocks: list[tuple[Section, list[Line]]] = field(default_factory=list)
    strip: list[Line] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)


def front_page(now: dt.datetime, slots: list[FrontSlot] | None = None) -> FrontPage:
    """Compose the page as it is, or will be, at a moment.

    `slots` are those of a proposal, with their series at hand; None takes the stored ones.
    """
    return _Composer(now, *_placed(now, slots), parts.newest_at(now)).compose()


def live_front_page() -> FrontPage:
    """The page as readers see it now, out of what is remembered between requests.

    Without that four queries at most, whatever the numbers of sections, slots and articles, and one
    for each series; the rows behind its lines are one more.
    """
    now = timezone.now()
    pagecache.shows("front", "newest", "nav")
    placed = pagecache.remember("front: placed", partial(_live_slots, now))
    return _Composer(now, *placed, parts.newest(), is_live=True).compose()


def _live_slots(now: dt.datetime) -> "_Placed":
    slots, articles = _placed(now, None)
    pagecache.shows("front", *(f"article:{key}" for key in articles))
    cap_page()
    return slots, articles


def _placed(now: dt.datetime, slots: list[FrontSlot] | None) -> "_Placed":
    if slots is None:
        slots = list(FrontSlot.objects.in_force(now).select_related("series"))
    keys = {slot.article_id for slot in slots} - {None}
    rows = Article.objects.only("state", "publish_at", "expires_at")
    return slots, rows.in_bulk(keys) if keys else {}


_Placed = tuple[list[FrontSlot], dict[int, Article]]  # and what stands in the slots


class _Composer:
    """Chooses by keys; the articles are fetched by whoever shows them, all at once."""

    def __init__(
        self,
        now: dt.datetime,
        slots: list[FrontSlot],
        articles: dict[int, Article],
        newest: list[Fresh],
        *,
        is_live: bool = False,
    ):
        self.now, self.articles, self.newest, self.is_live = now, articles, newest, is_live
        self.skipped: dict[int, str] = {}
        self.shown: set[int] = set()
        self.slots = [(n, slot) for n, slot in enumerate(slots) if self._counts(n, slot)]

    def compose(self) -> FrontPage:
        lead = self._take(Place.LEAD, most=1)
        pinned = self._take(Place.PINNED, most=MOST_PINNED)
        rows = self.newest
        fresh = [row.pk for row in rows if row.pk not in self.shown]
        if not lead:
            # A lead wants a picture; without any, the newest one leads all the same.
            pictured = [row.pk for row in rows[:IN_THE_TOP] if row.photo]
            lead = [key for key in pictured if key in fresh][:1] or fresh[:1]
        self.shown |= set(lead)
        fresh = [key for key in fresh if key not in self.shown]
        beside = max(0, IN_THE_LEAD - 1 - len(pinned))
        second = [*pinned, *fresh[:beside]]
        self.shown |= set(second)
        series = self._series()
        blocks = self._blocks()
        strip = [row.pk for row in rows if _is_wide(row) and row.pk not in self.shown][
            :IN_THE_STRIP
        ]
        newest = fresh[beside : beside + IN_THE_COLUMN]
        lines = {line.pk: line for line in self._lines({*self.shown, *strip})}

        def rows_of(keys: Iterable[int]) -> list[Line]:
            return [lines[key] for key in keys]

        return FrontPage(
            lead=next(iter(rows_of(lead)), None),
            second=rows_of(second),
            newest=[row for row in rows if row.pk in newest],
            series=[(slot, rows_of(keys)) for slot, keys in series],
            blocks=[(section, rows_of(keys)) for section, keys in blocks],
            strip=rows_of(strip) if len(strip) >= FEWEST_IN_THE_STRIP else [],
            skipped=self.skipped,
        )

    def _lines(self, keys: Iterable[int]) -> list[Line]:
        photo = ("file", "width", "height", "renditions", "alt", "focal_x", "focal_y")
        cards = Article.objects.select_related("photo").only(
            *("kicker", "headline", "slug", "lead", "publish_at", "expires_at", "state"),
            *(f"photo__{name}" for name in photo),
        )
        return cards.as_lines(keys, self.now)

    # --- What the desk placed ---

    def _counts(self, number: int, slot: FrontSlot) -> bool:
        if slot.starts_at > self.now:
            begins = _("Begins at %(moment)s.") % {"moment": moment_words(slot.starts_at)}
            self.skipped[number] = begins
        elif slot.ends_at is not None and slot.ends_at <= self.now:
            self.skipped[number] = _("Its time is over.")
        return number not in self.skipped

    def _take(self, place: str, most: int, section: int | None = None) -> list[int]:
        """The articles of a place that readers may see and that do not stand above already."""
        taken = []
        for number, slot in self.slots:
            if slot.place != place or slot.section_id != section:
                continue
            if reason := self._reason(slot, is_full=len(taken) == most):
                self.skipped[number] = reason
            else:
                taken.append(slot.article_id)
                self.shown.add(slot.article_id)
        return taken

    def _reason(self, slot: FrontSlot, *, is_full: bool) -> str:
        """Why an article does not stand where it was placed; empty when it does."""
        key = slot.article_id
        article = self.articles.get(key)
        if article is None or not article.is_public(self.now):
            return _absent(article, self.now)
        if key in self.shown:
            return _("It stands further up already.")
        return _("The place is taken by the one before it.") if is_full else ""

    # --- Blocks ---

    def _series(self) -> list[tuple[Series, list[int]]]:
        blocks = []
        for number, slot in self.slots:
            if slot.place != Place.SERIES:
                continue
            keys = [key for key in self._newest_parts(slot.series_id) if key not in self.shown]
            if keys := keys[:IN_A_BLOCK]:
                blocks.append((slot.series, keys))
                self.shown |= set(keys)
            else:
                self.skipped[number] = _("No article of the series is left to show here.")
        return blocks

    def _newest_parts(self, series: int) -> list[int]:
        """So many newest articles of a series that a block is left of those not shown above."""
        name = f"series:{series}"

        def build() -> list[int]:
            pagecache.shows(name)
            cap_page()
            listed = Listing.objects.filter(name=name, publish_at__lte=self.now)
            listed = listed.unexpired(self.now).order_by("-publish_at", "-article")
            return list(listed.values_list("article", flat=True)[: IN_A_BLOCK + MOST_ABOVE])

        return pagecache.remember(f"front: {name}", build) if self.is_live else build()

    def _blocks(self) -> list[tuple[Section, list[int]]]:
        """The articles of each section: the one placed there first; no empty sections."""
        # What is placed in one section is not repeated in another one that comes before it.
        first = {slot.section_id for _n, slot in self.slots if slot.place == Place.SECTION}
        placed = {key: self._take(Place.SECTION, IN_A_BLOCK, section=key) for key in sorted(first)}
        blocks = []
        for section, newest in self._newest_in_sections():
            keys = [*placed.get(section.pk, []), *newest][:IN_A_BLOCK]
            self.shown |= set(keys)
            if keys:
                blocks.append((section, keys))
        return blocks

    def _newest_in_sections(self) -> list[tuple[Section, list[int]]]:
        """The sections, each with its newest articles that do not stand above.

        Most are among the newest of all; the others are asked for in one query, with one seek in an
        index for each.
        """
        sections = pagecache.remember("front: sections", _top_sections)
        found: dict[int, list[int]] = {section.pk: [] for section in sections}
        for row in self.newest:
            if row.pk not in self.shown and len(found.get(row.top_section, ())) < IN_A_BLOCK:
                found[row.top_section].append(row.pk)
        if len(self.newest) == LOOKED_THROUGH:
            few = [key for key, keys in found.items() if len(keys) < IN_A_BLOCK]
            found |= self._newest_of(few)
        return [(section, found[section.pk]) for section in sections]

    def _newest_of(self, sections: list[int]) -> dict[int, list[int]]:
        if not sections:
            return {}
        rows = Article.objects.published(self.now).filter(top_section=OuterRef("pk"))
        rows = rows.exclude(pk__in=self.shown).values("pk")
        ranks = [Subquery(rows[rank : rank + 1]) for rank in range(IN_A_BLOCK)]
        found = Section.objects.filter(pk__in=sections).values_list("pk", *ranks)
        return {section: [key for key in keys if key] for section, *keys in found}


def _top_sections() -> list[Section]:
    pagecache.shows("nav")
    return list(Section.objects.top())


def _is_wide(row: Fresh) -> bool:
    """Has it a photo that is good enough for the strip?"""
    return bool(row.photo) and row.height < row.width >= GOOD_WIDTH


def _absent(article: Article | None, now: dt.datetime) -> str:
    """Why readers do not see an article at a moment."""
    if article is None:
        return _("The article no longer exists.")
    if article.state == Article.State.WITHDRAWN:
        return _("The article is withdrawn.")
    if not article.is_cleared:
        return _("The article is not published yet.")
    if article.publish_at > now:
        moment = moment_words(article.publish_at)
        return _("The article goes online at %(moment)s.") % {"moment": moment}
    return _("The article was taken off by its date.")

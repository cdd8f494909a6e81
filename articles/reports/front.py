"""What stands on the front page at a moment: what the desk placed, then the newest of the rest."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from articles.models import Article, FrontSlot, Section, Series
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
LOOKED_THROUGH = 60  # newest articles, for the top and the strip
Place = FrontSlot.Place


@dataclass
class FrontPage:
    """The parts of the page in their order; an article of an upper one is not repeated below.

    Only "Latest news" repeats nothing but does not count as shown: its headlines come again with a
    picture in their sections. `strip` leads by good pictures to articles further down the news.
    `skipped` says of each slot that does not count, by its place in the list of slots, why not.
    """

    lead: Article | None = None
    second: list[Article] = field(default_factory=list)
    newest: list[Article] = field(default_factory=list)
    series: list[tuple[Series, list[Article]]] = field(default_factory=list)
    blocks: list[tuple[Section, list[Article]]] = field(default_factory=list)
    strip: list[Article] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)


def front_page(now: dt.datetime, slots: list[FrontSlot] | None = None) -> FrontPage:
    """Compose the page as it is, or will be, at a moment.

    `slots` are those of a proposal, with their series at hand; None takes the stored ones. Five
    queries at most, whatever the numbers of sections, slots and articles.
    """
    published = Article.objects.published(now)
    why = {}
    if slots is None:
        is_visible = Exists(published.filter(pk=OuterRef("article")))
        stored = FrontSlot.objects.in_force(now).annotate(is_visible=is_visible)
        slots = list(stored.select_related("series"))
        visible = {slot.article_id for slot in slots if slot.is_visible}
    else:
        keys = {slot.article_id for slot in slots} - {None}
        rows = Article.objects.only("state", "publish_at", "expires_at")
        why = rows.in_bulk(keys) if keys else {}
        visible = {key for key, row in why.items() if row.is_public(now)}
    series = {f"series:{slot.series_id}" for slot in slots if slot.series_id}
    pagecache.shows("front", "newest", "nav", *series)
    return _Composer(now, slots, visible, why).compose()


class _Composer:
    """Chooses by keys; the articles are fetched at the end, all at once."""

    def __init__(
        self,
        now: dt.datetime,
        slots: list[FrontSlot],
        visible: set[int],
        why: dict[int, Article],
    ):
        self.now, self.visible, self.why = now, visible, why
        self.skipped: dict[int, str] = {}
        self.shown: set[int] = set()
        self.slots = [(n, slot) for n, slot in enumerate(slots) if self._counts(n, slot)]
        self.published = Article.objects.published(now)

    def compose(self) -> FrontPage:
        lead = self._take(Place.LEAD, most=1)
        pinned = self._take(Place.PINNED, most=MOST_PINNED)
        photo = ("photo", "photo__width", "photo__height")
        rows = list(self.published.values_list("pk", *photo)[:LOOKED_THROUGH])
        fresh = [key for key, *_photo in rows if key not in self.shown]
        if not lead:
            # A lead wants a picture; without any, the newest one leads all the same.
            pictured = [key for key, photo, *_size in rows[:IN_THE_TOP] if photo]
            lead = [key for key in pictured if key in fresh][:1] or fresh[:1]
        self.shown |= set(lead)
        fresh = [key for key in fresh if key not in self.shown]
        beside = max(0, IN_THE_LEAD - 1 - len(pinned))
        second = [*pinned, *fresh[:beside]]
        self.shown |= set(second)
        series = self._series()
        blocks = self._blocks()
        strip = [
            key
            for key, photo, width, height in rows
            if photo and height < width >= GOOD_WIDTH and key not in self.shown
        ][:IN_THE_STRIP]
        newest = fresh[beside : beside + IN_THE_COLUMN]
        found = self._found([*self.shown, *newest, *strip])

        def rows_of(keys: Iterable[int]) -> list[Article]:
            # Asked again, one may just have been withdrawn.
            return [found[key] for key in keys if key in found]

        return FrontPage(
            lead=next(iter(rows_of(lead)), None),
            second=rows_of(second),
            newest=rows_of(newest),
            series=[(slot, rows_of(keys)) for slot, keys in series],
            blocks=[(section, rows_of(keys)) for section, keys in blocks],
            strip=rows_of(strip) if len(strip) >= FEWEST_IN_THE_STRIP else [],
            skipped=self.skipped,
        )

    def _found(self, keys: list[int]) -> dict[int, Article]:
        photo = ("file", "width", "height", "renditions", "alt", "focal_x", "focal_y")
        cards = Article.objects.select_related("photo").only(
            *("kicker", "headline", "slug", "lead", "publish_at", "expires_at", "state"),
            *(f"photo__{name}" for name in photo),
        )
        return cards.published_among(keys, self.now)

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
        if key not in self.visible:
            return _absent(self.why.get(key), self.now)
        if key in self.shown:
            return _("It stands further up already.")
        return _("The place is taken by the one before it.") if is_full else ""

    # --- Blocks ---

    def _series(self) -> list[tuple[Series, list[int]]]:
        slots = [(number, slot) for number, slot in self.slots if slot.place == Place.SERIES]
        if not slots:
            return []
        rows = Series.objects.filter(pk__in=[slot.series_id for _number, slot in slots])
        newest = {row.pk: keys for row, keys in self._newest_of(rows, "series")}
        blocks = []
        for number, slot in slots:
            keys = [key for key in newest.get(slot.series_id, []) if key not in self.shown]
            if keys:
                blocks.append((slot.series, keys))
                self.shown |= set(keys)
            else:
                self.skipped[number] = _("No article of the series is left to show here.")
        return blocks

    def _blocks(self) -> list[tuple[Section, list[int]]]:
        """The articles of each section: the one placed there first; no empty sections."""
        # What is placed in one section is not repeated in another one that comes before it.
        first = {slot.section_id for _n, slot in self.slots if slot.place == Place.SECTION}
        placed = {key: self._take(Place.SECTION, IN_A_BLOCK, section=key) for key in sorted(first)}
        blocks = []
        for section, newest in self._newest_of(Section.objects.top(), "top_section"):
            keys = [*placed.get(section.pk, []), *newest][:IN_A_BLOCK]
            self.shown |= set(keys)
            if keys:
                blocks.append((section, keys))
        return blocks

    def _newest_of(self, rows: QuerySet, kind: str) -> list[tuple[Section | Series, list[int]]]:
        """Sections or series, each with its newest articles that do not stand above; one query.

        One seek in an index for each, so the cost does not grow with the archive.
        """
        newest = self.published.filter(**{kind: OuterRef("pk")}).exclude(pk__in=self.shown)
        names = [f"newest_{rank}" for rank in range(IN_A_BLOCK)]
        ranks = enumerate(names)
        found = rows.annotate(
            **{name: Subquery(newest.values("pk")[rank : rank + 1]) for rank, name in ranks}
        )
        return [(row, [key for name in names if (key := getattr(row, name))]) for row in found]


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

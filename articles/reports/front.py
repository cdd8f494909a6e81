"""What stands on the front page at a moment: what the desk placed, then the newest of the rest."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.models import Article, FrontSlot, Section, Series
from articles.reports.words import moment_words

IN_THE_LEAD = 3  # the lead and two beside it
MOST_PINNED = 4  # beside the lead, when the desk wants more than two there
IN_THE_COLUMN = 7  # headlines under "Latest news"
IN_A_BLOCK = 3  # articles of each section or series
Place = FrontSlot.Place


@dataclass
class FrontPage:
    """The parts of the page in their order; an article of an upper one is not repeated below.

    Only "Latest news" repeats nothing but does not count as shown: its headlines come again with a
    picture in their sections. `skipped` says of each slot that does not count, by its place in the
    list of slots, why not.
    """

    lead: Article | None = None
    second: list[Article] = field(default_factory=list)
    newest: list[Article] = field(default_factory=list)
    series: list[tuple[Series, list[Article]]] = field(default_factory=list)
    blocks: list[tuple[Section, list[Article]]] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)


def front_page(now: dt.datetime, slots: list[FrontSlot] | None = None) -> FrontPage:
    """Compose the page as it is, or will be, at a moment.

    `slots` are those of a proposal, with their series at hand; None takes the stored ones. The cost
    depends on the numbers of sections and slots, never on the archive.
    """
    if slots is None:
        slots = list(FrontSlot.objects.in_force(now).select_related("series"))
    return _Composer(now, slots).compose()


class _Composer:
    def __init__(self, now: dt.datetime, slots: list[FrontSlot]):
        self.now, self.page = now, FrontPage()
        self.shown: set[int] = set()
        self.slots = [(n, slot) for n, slot in enumerate(slots) if self._counts(n, slot)]
        keys = [slot.article_id for _number, slot in self.slots if slot.article_id]
        self.placed = self._visible(keys)
        missing = set(keys) - self.placed.keys()
        absent = Article.objects.only("state", "publish_at", "expires_at")
        self.why = absent.in_bulk(missing) if missing else {}

    def compose(self) -> FrontPage:
        page = self.page
        lead = self._take(Place.LEAD, most=1)
        pinned = self._take(Place.PINNED, most=MOST_PINNED)
        wanted = IN_THE_LEAD + IN_THE_COLUMN + len(lead) + len(pinned)
        rows = list(Article.objects.published(self.now).for_cards()[:wanted])
        rows = [article for article in rows if article.pk not in self.shown]
        # A lead wants a picture; without any, the newest one leads all the same.
        automatic = next((row for row in rows if row.photo_id), rows[0] if rows else None)
        page.lead = lead[0] if lead else automatic
        if page.lead:
            self.shown.add(page.lead.pk)
        rows = [article for article in rows if article.pk not in self.shown]
        beside = max(0, IN_THE_LEAD - 1 - len(pinned))
        page.second = [*pinned, *rows[:beside]]
        page.newest = rows[beside : beside + IN_THE_COLUMN]
        self.shown |= {article.pk for article in page.second}
        page.series = self._series()
        page.blocks = self._blocks()
        return page

    # --- What the desk placed ---

    def _counts(self, number: int, slot: FrontSlot) -> bool:
        if slot.starts_at > self.now:
            begins = _("Begins at %(moment)s.") % {"moment": moment_words(slot.starts_at)}
            self.page.skipped[number] = begins
        elif slot.ends_at is not None and slot.ends_at <= self.now:
            self.page.skipped[number] = _("Its time is over.")
        return number not in self.page.skipped

    def _take(self, place: str, most: int, section: int | None = None) -> list[Article]:
        """The articles of a place that readers may see and that do not stand above already."""
        taken = []
        for number, slot in self.slots:
            if slot.place != place or slot.section_id != section:
                continue
            if reason := self._reason(slot, is_full=len(taken) == most):
                self.page.skipped[number] = reason
            else:
                taken.append(self.placed[slot.article_id])
                self.shown.add(slot.article_id)
        return taken

    def _reason(self, slot: FrontSlot, *, is_full: bool) -> str:
        """Why an article does not stand where it was placed; empty when it does."""
        key = slot.article_id
        if key not in self.placed:
            return _absent(self.why.get(key), self.now)
        if key in self.shown:
            return _("It stands further up already.")
        return _("The place is taken by the one before it.") if is_full else ""

    def _visible(self, keys: list[int]) -> dict[int, Article]:
        return Article.objects.published(self.now).for_cards().in_bulk(keys) if keys else {}

    # --- Blocks ---

    def _series(self) -> list[tuple[Series, list[Article]]]:
        blocks = []
        for number, slot in self.slots:
            if slot.place != Place.SERIES:
                continue
            rows = Article.objects.published(self.now).for_cards().filter(series=slot.series_id)
            rows = rows.exclude(pk__in=self.shown)[:IN_A_BLOCK]
            if articles := list(rows):
                blocks.append((slot.series, articles))
                self.shown |= {article.pk for article in articles}
            else:
                self.page.skipped[number] = _("No article of the series is left to show here.")
        return blocks

    def _blocks(self) -> list[tuple[Section, list[Article]]]:
        """The articles of each section: the one placed there first; no empty sections."""
        # What is placed in one section is not repeated in another one that comes before it.
        first = {slot.section_id for _n, slot in self.slots if slot.place == Place.SECTION}
        placed = {key: self._take(Place.SECTION, IN_A_BLOCK, section=key) for key in sorted(first)}
        ranks = IN_A_BLOCK + len(self.shown)
        sections = list(Section.objects.top().with_newest(ranks, self.now))
        wanted = {}
        for section in sections:
            keys = [getattr(section, f"newest_{rank}") for rank in range(ranks)]
            wanted[section] = [key for key in keys if key and key not in self.shown]
        found = self._visible([key for keys in wanted.values() for key in keys[:IN_A_BLOCK]])
        blocks = []
        for section, keys in wanted.items():
            # Asked again, an article may just have been withdrawn.
            rest = [found[key] for key in keys[:IN_A_BLOCK] if key in found]
            blocks.append((section, [*placed.get(section.pk, []), *rest][:IN_A_BLOCK]))
        return [(section, block) for section, block in blocks if block]


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

"""Everything that stands on an article's page, of the published row or of a text not saved yet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.utils import timezone

from articles.models import (
    Article,
    Attachment,
    AttachmentUse,
    Listing,
    Photo,
    PhotoUse,
    Section,
    Series,
    Snapshot,
    Tag,
)
from articles.reports import parts
from articles.reports.parts import Headline
from branch_portal.lib import pagecache
from branch_portal.lib.html import plain_text
from branch_portal.lib.htmlparts import article_ids, holds_video, photo_ids
from branch_portal.lib.text import fold, words

NEWEST = 6
RELATED = 6
CANDIDATES = 8  # newest articles of each tag and of the section that are looked at
MOST_TAGS = 3  # whose articles are looked at
IN_A_GRID = 3  # photos below the text, from which on they stand in a grid
# Why an article is near another one.
CHOSEN, ALIKE, BEFORE, AFTER = "chosen", "alike", "before", "after"


def for_page(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with what their page asks at once: the section, the series, is there a file?"""
    listed = AttachmentUse.objects.filter(article=OuterRef("pk"), in_text=False)
    return articles.select_related("section__parent", "series").annotate(has_files=Exists(listed))


def article_page(article: Article) -> dict:
    """The parts of the page of an article out of `for_page`, in four queries.

    One more each for files and for corrections where there are any; the comments are not in it.
    """
    uses = _photo_uses(article)
    photos = [use for use in uses if use.place == PhotoUse.Place.SHOWN]
    tags = list(article.tags.all())
    linked = article_ids(article.body)
    nearby = _Nearby(article, tags, linked)
    series = article.series
    shown = [
        "nav",  # the name of its section
        f"section:{article.section_id}",  # where articles like it are looked for
        f"article:{article.pk}",
        *(f"article:{row.pk}" for row in nearby.rows.values()),
        *(f"tag:{tag.pk}" for tag in tags),
        *([f"series:{series.pk}"] if series else []),
    ]
    pagecache.shows(*shown)
    files = Attachment.objects.filter(uses__article=article, uses__in_text=False)
    corrections = article.corrections.all() if article.corrected_at else []
    return {
        "article": article,
        "shown": shown,
        "tags": tags,
        "lead_photo": photos[0] if photos else None,
        "gallery": photos[1:],
        "has_grid": len(photos) > IN_A_GRID,
        "body_photos": {use.photo_id: use.photo for use in uses},
        "attachments": list(files.order_by("uses__position")) if article.has_files else [],
        "before": nearby.only(BEFORE),
        "after": nearby.only(AFTER),
        "related": nearby.related(),
        "corrections": list(corrections),
        "links": {key: nearby.rows[key].address for key in linked if key in nearby.rows},
        "has_video": holds_video(article.body),
    }


def newest_beside(article: Article) -> list[Headline]:
    """The newest articles, for the foot of another one's page."""
    return [row for row in parts.newest()[: NEWEST + 1] if row.pk != article.pk][:NEWEST]


def _photo_uses(article: Article) -> list[PhotoUse]:
    if not article.photo_id and not photo_ids(article.body):
        return []
    uses = article.photo_uses.exclude(place=PhotoUse.Place.WAITING)
    return list(uses.filter(photo__taken_down_at=None).select_related("photo"))


class _Nearby:
    """The articles to which a page leads: linked in the text, chosen, alike, next in the series.

    Two queries: the keys of all of them, then their headlines. What is looked at does not grow with
    the archive.
    """

    def __init__(self, article: Article, tags: list[Tag], linked: Iterable[int]):
        self.article, self.tags = article, tags
        self.keys = self._look()
        wanted = set(linked).union(*self.keys.values())
        self.rows = Headline.among(wanted)

    def only(self, why: str) -> Headline | None:
        return next((self.rows[key] for key in self.keys[why] if key in self.rows), None)

    def related(self) -> list[Headline]:
        """Those that the newsroom chose, in its order, then those that are most like it.

        Alike are articles of the same tags and the same section, and headlines that share words.
        """
        own = _pairs(self.article.headline)
        alike = Counter(self.keys[ALIKE])
        ranked = sorted(
            (2 * times + len(own & _pairs(row.headline)), row.publish_at, key)
            for key, times in alike.items()
            if (row := self.rows.get(key))
        )
        best = [key for _likeness, _at, key in reversed(ranked)]
        neighbours = {key for why in (BEFORE, AFTER) for key in self.keys[why]}
        chosen = self.keys[CHOSEN]
        keys = [*chosen, *(key for key in best if key not in neighbours.union(chosen))]
        return [self.rows[key] for key in keys if key in self.rows][:RELATED]

    def _look(self) -> dict[str, list[int]]:
        first, *others = self._ways()
        keys: dict[str, list[int]] = {CHOSEN: [], ALIKE: [], BEFORE: [], AFTER: []}
        for key, why, _position in sorted(first.union(*others, all=True), key=itemgetter(2)):
            if key != self.article.pk:
                keys[why].append(key)
        return keys

    def _ways(self) -> Iterator[QuerySet]:
        """Keys of articles, why they are here, and at which position."""
        article, now = self.article, timezone.now()
        chosen = article.related_rows.order_by()
        yield chosen.values_list("to", Value(CHOSEN), "position")
        same = Article.objects.published().filter(section=article.section_id)
        same = Article.objects.order_by().filter(pk__in=same.values("pk")[:CANDIDATES])
        yield same.values_list("pk", Value(ALIKE), Value(0))
        live = Listing.objects.filter(publish_at__lte=now).unexpired(now)
        for tag in self.tags[:MOST_TAGS]:
            lines = live.filter(name=f"tag:{tag.pk}").order_by("-publish_at", "-article_id")
            yield _cut(lines, CANDIDATES, ALIKE)
        if article.series_id:
            lines = live.filter(name=f"series:{article.series_id}")
            place = (article.publish_at, article.pk)
            spot = (F("publish_at"), F("article"))
            before = lines.filter(TupleLessThan(spot, place))
            yield _cut(before.order_by("-publish_at", "-article_id"), 1, BEFORE)
            after = lines.filter(TupleGreaterThan(spot, place))
            yield _cut(after.order_by("publish_at", "article_id"), 1, AFTER)


def _cut(lines: QuerySet[Listing], most: int, why: str) -> QuerySet[Listing]:
    # Inside another one, because SQLite takes no LIMIT in a part of a union.
    first = Listing.objects.filter(pk__in=lines.values("pk")[:most])
    return first.values_list("article", Value(why), Value(0))


def _pairs(headline: str) -> set[tuple[str, str]]:
    """The pairs of neighbouring syllables, without marks: most Vietnamese words have two."""
    return set(pairwise(words(fold(headline))))


def preview_page(article: Article, snapshot: Snapshot) -> dict:
    """The same parts of a text that readers do not see yet; nothing is stored."""
    page = Article(pk=article.pk, created_at=article.created_at)
    snapshot.put_on(page)
    page.publish_at = page.publish_at or timezone.now()
    page.search_exact = plain_text(page.body)  # for the minutes it takes to read
    page.section = Section.objects.filter(pk=snapshot.section).select_related("parent").first()
    page.series = Series.objects.filter(pk=snapshot.series).first()
    photos = Photo.objects.usable().in_bulk(
        [row["photo"] for row in snapshot.photos] + photo_ids(snapshot.body)
    )
    shown = [
        PhotoUse(photo=photos[row["photo"]], caption=row["caption"], alt=row["alt"])
        for row in snapshot.photos
        if row["photo"] in photos
    ]
    files = Attachment.objects.in_bulk(snapshot.attachments)
    headlines = Article.objects.published().for_headlines()
    related = headlines.in_bulk(snapshot.related)
    linked = headlines.in_bulk(article_ids(snapshot.body))
    return {
        "article": page,
        "is_preview": True,
        "tags": [{"name": name} for name in snapshot.tags],
        "lead_photo": shown[0] if shown else None,
        "gallery": shown[1:],
        "body_photos": photos,
        "attachments": [files[key] for key in snapshot.attachments if key in files],
        "has_grid": len(shown) > IN_A_GRID,
        "related": [related[key] for key in snapshot.related if key in related][:RELATED],
        "corrections": [],
        "newest": [],
        "links": {key: row.get_absolute_url() for key, row in linked.items()},
    }

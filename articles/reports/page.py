"""Everything that stands on an article's page, of the published row or of a text not saved yet."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.models import Article, Attachment, Photo, PhotoUse, Section, Series, Snapshot
from branch_portal.lib.html import plain_text
from branch_portal.lib.htmlparts import article_ids, holds_video, photo_ids

NEWEST = 6


def article_page(article: Article) -> dict:
    """The parts of a published article's page, in a fixed number of queries."""
    uses = list(
        article.photo_uses.filter(place__in=[PhotoUse.Place.SHOWN, PhotoUse.Place.TEXT])
        .filter(photo__taken_down_at=None)
        .select_related("photo")
    )
    shown = [use for use in uses if use.place == PhotoUse.Place.SHOWN]
    published = Article.objects.published()
    chosen = article.related_rows.filter(to=OuterRef("pk")).values("position")
    related = published.for_headlines().filter(pk__in=article.related_rows.values("to"))
    return {
        "article": article,
        "tags": article.tags.all(),
        "lead_photo": shown[0] if shown else None,
        "gallery": shown[1:],
        "body_photos": {use.photo_id: use.photo for use in uses},
        "attachments": Attachment.objects.filter(
            uses__article=article, uses__in_text=False
        ).order_by("uses__position"),
        "related": related.order_by(Subquery(chosen))[:NEWEST],
        "corrections": article.corrections.all() if article.corrected_at else [],
        "newest": published.for_headlines().exclude(pk=article.pk)[:NEWEST],
        "links": _links(article.body),
        "has_video": holds_video(article.body),
    }


def _links(body: str) -> dict[int, str]:
    """The present addresses of the articles that a text links to by their numbers."""
    keys = article_ids(body)
    if not keys:
        return {}
    linked = Article.objects.published().for_headlines().filter(pk__in=keys)
    return {article.pk: article.get_absolute_url() for article in linked}


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
    related = Article.objects.published().for_headlines().in_bulk(snapshot.related)
    return {
        "article": page,
        "is_preview": True,
        "tags": [{"name": name} for name in snapshot.tags],
        "lead_photo": shown[0] if shown else None,
        "gallery": shown[1:],
        "body_photos": photos,
        "attachments": [files[key] for key in snapshot.attachments if key in files],
        "related": [related[key] for key in snapshot.related if key in related][:NEWEST],
        "corrections": [],
        "newest": [],
        "links": _links(snapshot.body),
    }

"""Everything the newsroom has, as plain rows for other programs: no account, no e-mail address."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db.models import F, Prefetch, Q

from articles.models import Article, Attachment, Photo, Revision, Section, Series, Snapshot, Tag

FORMAT = 1  # raised when a field changes its meaning
CHUNK = 200  # articles read at a time


def articles() -> Iterator[dict]:
    """Every article in any state, oldest first, with the newest text and the one readers see."""
    shown = Q(number=F("article__version")) | Q(number=F("article__live_version"))
    rows = (
        Article.objects.order_by("pk")
        .defer("body", "search_exact", "search_folded")
        .prefetch_related(
            Prefetch("revisions", Revision.objects.filter(shown)),
            "tags",
            "old_addresses",
            "corrections",
        )
    )
    for article in rows.iterator(CHUNK):
        texts = {revision.number: revision for revision in article.revisions.all()}
        yield {
            "id": article.pk,
            "address": settings.SITE_URL + article.get_absolute_url(),
            "old_addresses": [each.path for each in article.old_addresses.all()],
            "state": article.state,
            "correction_in_preparation": article.pending,
            "created_at": _iso(article.created_at),
            "changed_at": _iso(article.changed_at),
            "publish_at": _iso(article.publish_at),
            "expires_at": _iso(article.expires_at),
            "corrected_at": _iso(article.corrected_at),
            "corrections": [
                {"at": _iso(each.at), "note": each.note} for each in article.corrections.all()
            ],
            "tags": [tag.name for tag in article.tags.all()],
            "version": article.version,
            "live_version": article.live_version,
            "newest": _text(texts.get(article.version)),
            "live": _text(texts.get(article.live_version)) if article.is_cleared else None,
        }


def revisions() -> Iterator[dict]:
    """Every version of every article, without the name of who saved it."""
    for revision in Revision.objects.order_by("article_id", "number").iterator(CHUNK):
        yield {
            "article": revision.article_id,
            "number": revision.number,
            "made_at": _iso(revision.made_at),
            "note": revision.note,
            "text": _text(revision),
        }


def _text(revision: Revision | None) -> dict | None:
    """A snapshot with its by-lines as names alone; None when there is no such version."""
    if revision is None:
        return None
    stored = vars(Snapshot.read(revision.snapshot))
    return stored | {"by_lines": [line["name"] for line in stored["by_lines"]]}


def photos() -> Iterator[tuple[dict, str]]:
    """Every photo with the name of its largest file in the storage; "" when it was taken down."""
    for photo in Photo.objects.order_by("pk").iterator(CHUNK):
        name = "" if photo.is_taken_down else photo.original or photo.file.name
        yield (
            {
                "id": photo.pk,
                "caption": photo.caption,
                "credit": photo.credit,
                "alt": photo.alt,
                "rights": photo.rights,
                "rights_note": photo.rights_note,
                "focal_x": photo.focal_x,
                "focal_y": photo.focal_y,
                "uploaded_at": _iso(photo.uploaded_at),
                "taken_down_at": _iso(photo.taken_down_at),
                "sha256_as_received": photo.sha256,
            },
            name,
        )


def attachments() -> Iterator[tuple[dict, str]]:
    """Every attached file with its name in the storage."""
    for file in Attachment.objects.order_by("pk").iterator(CHUNK):
        row = {"id": file.pk, "title": file.title, "kind": file.kind}
        yield row | {"uploaded_at": _iso(file.uploaded_at)}, file.file.name


def sections() -> Iterator[dict]:
    """The sections, those of the first level before their parts."""
    ordered = Section.objects.order_by(F("parent").asc(nulls_first=True), "position", "pk")
    for each in ordered:
        yield {
            "id": each.pk,
            "name": each.name,
            "slug": each.slug,
            "parent": each.parent_id,
            "position": each.position,
        }


def tags() -> Iterator[dict]:
    """The tags; `alias_of` is the tag that another name belongs to."""
    for each in Tag.objects.order_by("pk").iterator(CHUNK):
        yield {
            "id": each.pk,
            "name": each.name,
            "slug": each.slug,
            "alias_of": each.alias_of_id,
            "is_retired": each.is_retired,
        }


def series() -> Iterator[dict]:
    """The series that articles belong to."""
    for each in Series.objects.order_by("pk"):
        yield {"id": each.pk, "name": each.name, "slug": each.slug, "about": each.about}


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat() if moment else None

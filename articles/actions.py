"""What the newsroom does. Each function is one button."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.models import Article, Photo, Tag
from branch_portal.lib import images
from branch_portal.lib.text import fold, slugify, tidy
from branch_portal.lib.verdicts import RuleBroken


@transaction.atomic
def save_article(
    article: Article,
    *,
    by: User | None,
    version: int | None = None,
    tags: Iterable[str] | None = None,
    upload: images.Prepared | None = None,
    about_photo: dict[str, str] | None = None,
) -> Article:
    """Store the words of an article; its state stays what it is, a new one is a draft.

    `version` is the one that was edited: RuleBroken when a newer one has been stored since. `tags`
    are names; None leaves them alone. `upload` becomes the article's photo, with `about_photo`
    (caption, credit, alt).
    """
    is_new = article.pk is None
    if is_new:
        article.created_by = by
        article.state = Article.State.DRAFT
    else:
        stored = Article.objects.select_for_update().only("version", "state").get(pk=article.pk)
        if version is not None and stored.version != version:
            raise RuleBroken(_("This article was saved by somebody else in the meantime."))
        article.version = stored.version + 1
        article.state = stored.state
    if upload:
        article.photo = add_photo(upload, **(about_photo or {}), by=by)
    article.save()
    if tags is not None:
        article.tags.set(_tags(tags))
    audit.record(
        "article.created" if is_new else "article.saved", article, by=by, version=article.version
    )
    return article


def _tags(names: Iterable[str]) -> list[Tag]:
    """The tags of these names; one that differs in marks or case only is the same tag."""
    wanted = {fold(tidy(name)): tidy(name) for name in names if slugify(name)}
    tags = {tag.folded: tag for tag in Tag.objects.filter(folded__in=wanted)}
    for folded, name in wanted.items():
        if folded in tags:
            continue
        try:
            with transaction.atomic():
                tags[folded] = Tag.objects.create(name=name)
        except IntegrityError:  # another editor invented it at the same moment
            tags[folded] = Tag.objects.filter(folded=folded)[0]
    return list(tags.values())


@transaction.atomic
def publish_article(article: Article, *, by: User | None, at: dt.datetime | None = None) -> Article:
    """Put an article before the readers: now, or at its own date, which may lie ahead.

    Raises RuleBroken when it is published already.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.state == Article.State.PUBLISHED:
        raise RuleBroken(_("This article has already been published."))
    article.state = Article.State.PUBLISHED
    article.publish_at = at or article.publish_at or timezone.now()
    article.version += 1
    article.save(update_fields=["state", "publish_at", "version", "changed_at"])
    audit.record("article.published", article, by=by, publish_at=article.publish_at.isoformat())
    return article


@transaction.atomic
def withdraw_article(article: Article, *, by: User | None) -> Article:
    """Take an article away from the readers; nothing of it is lost.

    Raises RuleBroken when it is not published.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.state != Article.State.PUBLISHED:
        raise RuleBroken(_("This article is not published."))
    article.state = Article.State.WITHDRAWN
    article.version += 1
    article.save(update_fields=["state", "version", "changed_at"])
    audit.record("article.withdrawn", article, by=by)
    return article


@transaction.atomic
def add_photo(
    prepared: images.Prepared,
    *,
    by: User | None,
    caption: str = "",
    credit: str = "",
    alt: str = "",
) -> Photo:
    """Put a photo into the library; the same picture a second time is the same row.

    A row that is there keeps its words and gains those that it did not have.
    """
    words = {"caption": tidy(caption), "credit": tidy(credit), "alt": tidy(alt)}
    written = images.store(prepared)
    try:
        photo, is_new = Photo.objects.get_or_create(
            sha256=prepared.sha256, defaults=_photo_row(prepared, by) | words
        )
        missing = [] if is_new else [name for name in words if not getattr(photo, name)]
        for name in missing:
            setattr(photo, name, words[name])
        if missing:
            photo.save(update_fields=missing)
        audit.record("photo.added" if is_new else "photo.reused", photo, by=by)
    except BaseException:
        images.discard(written)
        raise
    return photo


def _photo_row(prepared: images.Prepared, by: User | None) -> dict:
    largest = prepared.largest
    return {
        "file": largest.name,
        "width": largest.width,
        "height": largest.height,
        "renditions": [rendition.as_row() for rendition in prepared.renditions],
        "uploaded_by": by,
    }

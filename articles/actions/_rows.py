"""What hangs on an article, written from a snapshot; used by the actions that change articles."""

from collections.abc import Iterable
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import rules
from articles.actions._shown import names_of
from articles.models import (
    Article,
    Attachment,
    AttachmentUse,
    ByLine,
    Listing,
    Photo,
    PhotoUse,
    RelatedArticle,
    Revision,
    SearchEntry,
    Snapshot,
    Tag,
    TextBand,
)
from articles.models.listings import PHOTO_STORIES
from branch_portal.lib import cards, similar
from branch_portal.lib.html import clean, plain_text
from branch_portal.lib.htmlparts import attachment_ids, photo_ids, without_photo
from branch_portal.lib.pagecache import changed
from branch_portal.lib.text import fold, slugify, tidy
from branch_portal.lib.verdicts import RuleBroken


def lock(article: Article) -> Article:
    """The article's row as it is now, held until the transaction ends."""
    # Not get(): one request may save and then publish, each under its own lock.
    return Article.objects.select_for_update().filter(pk=article.pk)[0]


def add_revision(article: Article, snapshot: Snapshot, by: User | None, note: str = "") -> Revision:
    """Keep a snapshot under the article's version."""
    return Revision.objects.create(
        article=article,
        number=article.version,
        snapshot=snapshot.stored(),
        note=note[:200],
        made_by=by,
    )


def lay_down(article: Article, snapshot: Snapshot) -> None:
    """Make the article's row and everything on it say what the snapshot says; saves the row."""
    before = names_of([article.pk])
    snapshot.put_on(article)
    article.photo_id = snapshot.photos[0]["photo"] if snapshot.photos else None
    article.save()
    tags = tags_of(snapshot.tags)
    article.tags.set(tags)
    _write(article.by_lines, ByLine, _by_lines(snapshot))
    _write(article.photo_uses, PhotoUse, _photo_uses(article, snapshot))
    _write(article.attachment_uses, AttachmentUse, _attachment_uses(article, snapshot))
    _write(article.related_rows, RelatedArticle, _related(article, snapshot))
    _write(article.bands, TextBand, _bands(article))
    _write(article.listings, Listing, _listings(article, tags, len(snapshot.photos)))
    SearchEntry.objects.enter(article)
    changed(*before, *names_of([article.pk]))
    # It may show another headline, or a photo that is gone.
    transaction.on_commit(partial(cards.discard, article.pk), robust=True)


def drop_gone_photos(snapshot: Snapshot) -> None:
    """Take photos out of a text that were taken down or are no longer in the library.

    So an older version that is restored, or a form that was open meanwhile, brings none back.
    """
    used = {*(row["photo"] for row in snapshot.photos), *photo_ids(snapshot.body)}
    if not used:
        return
    # Held until the end of the transaction: a photo is not taken down while a text takes it up.
    usable = Photo.objects.usable().select_for_update(no_key=True).filter(pk__in=used)
    kept = set(usable.order_by("pk").values_list("pk", flat=True))
    snapshot.photos = [row for row in snapshot.photos if row["photo"] in kept]
    for key in used - kept:
        snapshot.body = clean(without_photo(snapshot.body, key))


def note_waiting(article: Article, snapshot: Snapshot) -> None:
    """Note which photos a text uses that readers do not see yet, so that none is taken away."""
    used = [row["photo"] for row in snapshot.photos] + photo_ids(snapshot.body)
    known = _existing(Photo, used)
    waiting = article.photo_uses.filter(place=PhotoUse.Place.WAITING)
    rows = [
        {"photo_id": key, "place": PhotoUse.Place.WAITING, "position": position}
        for position, key in enumerate(dict.fromkeys(key for key in used if key in known))
    ]
    _write(waiting, PhotoUse, rows, article=article)


def tags_of(names: Iterable[str]) -> list[Tag]:
    """The tags of these names; one that differs in marks or case only is the same tag.

    A name that is an alias stands for the tag it belongs to.
    """
    wanted = {fold(tidy(name)): tidy(name) for name in names if slugify(name)}
    found = Tag.objects.filter(folded__in=wanted).select_related("alias_of")
    tags = {tag.folded: tag.alias_of or tag for tag in found}
    for folded, name in wanted.items():
        if folded in tags:
            continue
        try:
            with transaction.atomic():
                tags[folded] = Tag.objects.create(name=name)
        except IntegrityError:  # another editor invented it at the same moment
            tags[folded] = Tag.objects.filter(folded=folded)[0]
    return list(dict.fromkeys(tags.values()))


def _write(rows, model, values: list[dict], article: Article | None = None) -> None:
    """Replace the rows of a relation."""
    rows.all().delete()
    owner = article or rows.instance
    model.objects.bulk_create(model(article=owner, **each) for each in values)


def _existing(model, keys: Iterable[int]) -> set[int]:
    return set(model.objects.filter(pk__in=set(keys)).values_list("pk", flat=True))


def _by_lines(snapshot: Snapshot) -> list[dict]:
    return [
        {"position": position, "name": tidy(line["name"]), "user_id": line.get("user")}
        for position, line in enumerate(snapshot.by_lines)
    ]


def _photo_uses(article: Article, snapshot: Snapshot) -> list[dict]:
    in_text = photo_ids(article.body)
    known = _existing(Photo, [*in_text, *(row["photo"] for row in snapshot.photos)])
    if any(row["photo"] not in known for row in snapshot.photos):
        raise RuleBroken(_("One of the photos is no longer in the library."), "photos")
    shown = [
        {
            "photo_id": row["photo"],
            "place": PhotoUse.Place.SHOWN,
            "position": position,
            "caption": tidy(row.get("caption", "")),
            "alt": tidy(row.get("alt", "")),
        }
        for position, row in enumerate(snapshot.photos)
    ]
    return shown + [
        {"photo_id": key, "place": PhotoUse.Place.TEXT, "position": position}
        for position, key in enumerate(key for key in in_text if key in known)
    ]


def _attachment_uses(article: Article, snapshot: Snapshot) -> list[dict]:
    linked = attachment_ids(article.body)
    known = _existing(Attachment, [*linked, *snapshot.attachments])
    rows = []
    for in_text, keys in ((False, snapshot.attachments), (True, linked)):
        unique = dict.fromkeys(key for key in keys if key in known)
        rows += [
            {"attachment_id": key, "position": position, "in_text": in_text}
            for position, key in enumerate(unique)
        ]
    return rows


def _related(article: Article, snapshot: Snapshot) -> list[dict]:
    known = _existing(Article, snapshot.related) - {article.pk}
    unique = dict.fromkeys(key for key in snapshot.related if key in known)
    return [{"to_id": key, "position": position} for position, key in enumerate(unique)]


def _listings(article: Article, tags: list[Tag], photos: int) -> list[dict]:
    """The lists on which readers find a cleared article, besides those of sections and dates."""
    if not article.is_cleared:
        return []
    names = [f"tag:{tag.pk}" for tag in tags]
    names += [f"author:{slug}" for slug in article.authors]
    if article.series_id:
        names.append(f"series:{article.series_id}")
    if photos >= rules.PHOTO_STORY:
        names.append(PHOTO_STORIES)
    dates = {"publish_at": article.publish_at, "expires_at": article.expires_at}
    return [{"name": name} | dates for name in names]


def _bands(article: Article) -> list[dict]:
    words = plain_text(article.body)
    # A notice of two lines looks like every other notice.
    if len(words.split()) < rules.FEWEST_COMPARED:
        return []
    return [
        {"number": number, "value": value} for number, value in enumerate(similar.text_bands(words))
    ]

"""An old archive moves in, item by item; the ledger says what became of each."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.actions._arrivals import (
    by_lines,
    fitted,
    in_place,
    photo_words,
    take_leading,
    whole_or_nothing,
)
from articles.actions.library import add_photo
from articles.actions.workflow import publish_article
from articles.actions.writing import save_article
from articles.models import Article, ImportItem, ImportRun, OldAddress, Photo, Snapshot
from articles.models.imports import as_kept
from articles.models.snapshots import in_iso
from articles.reports.archive import Plan, message
from branch_portal.lib import markup
from branch_portal.lib.archives import Item
from branch_portal.lib.images import Prepared
from branch_portal.lib.manuscript import split_caption
from branch_portal.lib.verdicts import RuleBroken

LONGEST_ADDRESS = 500  # characters
Outcome = ImportItem.Outcome


@transaction.atomic
def open_import(kind: str, source: str, *, by: User | None) -> ImportRun:
    """Begin a ledger for an archive, or go on with the one that was not finished."""
    unfinished = ImportRun.objects.filter(kind=kind, source=source, finished_at=None)
    run = unfinished.order_by("-pk").first()
    if run is None:
        run = ImportRun.objects.create(kind=kind, source=source, started_by=by)
        audit.record("archive.import_opened", run, by=by, kind=kind)
    return run


@transaction.atomic
def close_import(run: ImportRun, *, by: User | None) -> ImportRun:
    """Say that the whole archive has been read."""
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    audit.record("archive.import_closed", run, by=by, items=run.items.count())
    return run


@transaction.atomic
def leave_item(
    run: ImportRun, key: str, reason: str, *, article: Article | None = None, by: User | None
) -> ImportItem:
    """Note that an item was left out, and why."""
    entry = ImportItem.objects.create(
        run=run,
        key=key,
        outcome=Outcome.SKIPPED,
        message=message([reason]),
        article=article,
    )
    audit.record("archive.item_left", entry, by=by, run=run.pk)
    return entry


@transaction.atomic
def import_item(
    run: ImportRun,
    item: Item,
    plan: Plan,
    pictures: Mapping[str, Prepared | Photo],
    *,
    before: ImportItem | None = None,
    digest: str = "",
    by: User | None,
) -> ImportItem:
    """Take one item over and note it in the ledger; a refused one leaves nothing but its line.

    `pictures` are those that were found, by their addresses in the item; a Photo is in the library
    already. `before` is the entry by which an earlier run took the same item: its article gets the
    new text, as a new revision. Published items appear with their own date, unchecked.
    """
    entry = ImportItem(run=run, key=item.key, outcome=Outcome.REFUSED, digest=digest)
    notes = list(plan.notes)
    try:
        if plan.refused:
            raise RuleBroken(plan.refused)
        with whole_or_nothing() as photos:
            snapshot = _snapshot(item, plan, _library(item, pictures, photos, by))
            article = _stored(snapshot, plan, before and before.article, by)
            notes += _missing(item, pictures) + _keep_addresses(item, article)
        entry.outcome, entry.article, entry.version = Outcome.TAKEN, article, article.version
        audit.record("article.taken_over", article, by=by, run=run.pk)
    except (RuleBroken, ValidationError, DataError, IntegrityError, OverflowError) as refused:
        notes.insert(0, _reason(refused))
    entry.message = message(notes)
    entry.save()
    return entry


def _reason(refused: Exception) -> str:
    if isinstance(refused, ValidationError):
        return " ".join(refused.messages)
    if isinstance(refused, DataError | IntegrityError):
        return _("The database does not take it: a part of it is too long or not text.")
    return str(refused)


def _library(
    item: Item, pictures: Mapping[str, Prepared | Photo], photos: list[Photo], by: User | None
) -> dict[str, Photo]:
    """The photos by their old addresses; new ones get the words that the item has for them."""
    words = _words_of_pictures(item.html)
    found = {}
    for address, picture in pictures.items():
        if isinstance(picture, Photo):
            found[address] = picture
            continue
        photo = add_photo(picture, **photo_words(**words.get(address, {})), by=by)
        photos.append(photo)
        found[address] = photo
    return {address: photo for address, photo in found.items() if not photo.is_taken_down}


def _words_of_pictures(html: str) -> dict[str, dict[str, str]]:
    words = {}
    for image in markup.parse(html).iter("img"):
        figure = next(image.iterancestors("figure"), None)
        below = None if figure is None else figure.find(".//figcaption")
        caption, credit = split_caption("" if below is None else markup.words(below))
        alt = image.get("alt") or ""
        words[image.get("src")] = {"caption": caption, "credit": credit, "alt": alt}
    return words


def _snapshot(item: Item, plan: Plan, photos: Mapping[str, Photo]) -> Snapshot:
    body, leading = take_leading(in_place(item.html, photos), photos.get(item.cover))
    return fitted(
        item.title,
        item.lead,
        body,
        photos=leading,
        by_lines=by_lines(item.author),
        tags=plan.tags,
        section=plan.section and plan.section.pk,
        publish_at=in_iso(item.published_at) if plan.publishes else None,
    )


def _stored(snapshot: Snapshot, plan: Plan, article: Article | None, by: User | None) -> Article:
    note = _("From the archive")
    saved = save_article(article, snapshot, by=by, note=note).article
    if not plan.publishes or (saved.is_cleared and not saved.pending):
        return saved
    return publish_article(saved, at=snapshot.moment("publish_at"), checked=False, by=by)


def _missing(item: Item, pictures: Mapping[str, object]) -> list[str]:
    missing = [address for address in item.pictures if address not in pictures]
    names = [re.split(r"[?#]", address)[0].rpartition("/")[2][:60] for address in missing]
    return [_("The picture “%(name)s” was not found.") % {"name": name} for name in names]


def _keep_addresses(item: Item, article: Article) -> list[str]:
    """Let the old addresses lead to the article; one that leads elsewhere stays with the other."""
    notes = []
    kept = dict.fromkeys(as_kept(address) for address in (item.address, *item.aliases) if address)
    taken = dict(OldAddress.objects.filter(path__in=kept).values_list("path", "article"))
    for path in kept:
        if len(path) > LONGEST_ADDRESS or path == "/":
            notes.append(_("Its old address cannot be kept."))
        elif path not in taken:
            OldAddress.objects.create(path=path, article=article)
        elif taken[path] != article.pk:
            notes.append(
                _("Its old address %(path)s leads to article %(number)s already.")
                % {"path": path[:100], "number": taken[path]}
            )
    return notes

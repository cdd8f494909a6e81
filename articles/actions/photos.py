"""What happens to a photo of the library: described, taken down everywhere, deleted."""

from collections.abc import Collection
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.actions._rows import add_revision, lay_down, lock, note_waiting
from articles.actions._shown import photo_changes
from articles.models import Article, InfoPage, Photo, PhotoUse, Snapshot
from articles.reports import photos as reports
from branch_portal.lib.html import clean
from branch_portal.lib.htmlparts import photo_ids, without_photo
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken

WORDS = ("caption", "credit", "alt", "rights", "rights_note", "focal_x", "focal_y")


@transaction.atomic
def describe_photo(photo: Photo, values: dict, *, by: User | None) -> Photo:
    """Store the words, rights and middle of interest of a photo; `values` may hold any of WORDS.

    Captions and descriptions that articles have of their own stay as they are. Raises RuleBroken
    for a photo that was taken down.
    """
    photo = _held(photo)
    if photo.is_taken_down:
        raise RuleBroken(_("This photo was taken down; its data are kept as they are."))
    changed = [name for name in WORDS if name in values and getattr(photo, name) != values[name]]
    for name in changed:
        setattr(photo, name, values[name])
    if changed:
        photo.save(update_fields=changed)
        photo_changes(photo)
        audit.record("photo.changed", photo, by=by, fields=changed)
    return photo


@transaction.atomic
def take_down_photo(
    photo: Photo, reason: str, *, by: User | None, seen: Collection[int] | None = None
) -> int:
    """Take a photo out of every article, whatever its state, and delete its files.

    Each article gets a version of its own that says so; its state stays. `seen` are the keys of the
    articles that the person was shown: RuleBroken is raised when others have it by now. The files
    go when the transaction is done; doing it again deletes what could not be deleted. Return the
    number of articles.
    """
    reason = tidy(reason)[:300]
    if not reason:
        raise RuleBroken(_("Say why the photo is taken down; it stays in the record."), "reason")
    # Articles first, then the photo, as saving an article does: so nobody waits in a circle.
    keys = _articles_with(photo)
    articles = [lock(Article(pk=key)) for key in keys]
    photo = _held(photo)
    if _articles_with(photo) != keys or (seen is not None and not set(keys) <= set(seen)):
        raise RuleBroken(
            _("Meanwhile the photo was put into another article. Look at the list once more.")
        )
    for article in articles:
        _take_out(article, photo, by)
    if not photo.is_taken_down:
        photo.taken_down_at, photo.taken_down_by = timezone.now(), by
        photo.taken_down_reason = reason
        photo.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_reason"])
    photo_changes(photo)
    _delete_files(photo)
    audit.record("photo.taken_down", photo, by=by, reason=reason, articles=len(keys))
    return len(keys)


@transaction.atomic
def delete_photo(photo: Photo, *, by: User | None) -> None:
    """Delete a photo that nothing uses, with its files.

    Raises RuleBroken while an article has it, published or not, or somebody is writing one that
    does. One that was taken down is kept: it is what keeps the picture out. Older versions do not
    count; restored, they come without it.
    """
    photo = _held(photo)
    if photo.is_taken_down:
        raise RuleBroken(_("A photo that was taken down stays on record, so that it stays out."))
    number = len(_articles_with(photo))
    if number:
        raise RuleBroken(
            _("The photo stands in %(number)s articles; it cannot be deleted.") % {"number": number}
        )
    if InfoPage.objects.with_photo(photo).exists():
        raise RuleBroken(_("The photo stands on an information page; take it out there first."))
    if reports.is_being_used(photo):
        raise RuleBroken(_("Somebody is writing an article with this photo just now."))
    audit.record("photo.deleted", photo, by=by, sha256=photo.sha256)
    _delete_files(photo)
    photo.delete()


def _held(photo: Photo) -> Photo:
    return Photo.objects.select_for_update().get(pk=photo.pk)


def _articles_with(photo: Photo) -> list[int]:
    uses = PhotoUse.objects.filter(photo=photo).order_by("article_id")
    return list(uses.values_list("article_id", flat=True).distinct())


def _take_out(article: Article, photo: Photo, by: User | None) -> None:
    """Write the article's rows and its newest text again, without the photo."""
    note = _("Photo %(number)s was taken down") % {"number": photo.pk}
    live, newest = Snapshot.of(article), Snapshot.newest(article)
    is_approved = article.approved_version == article.version
    if _drop(live, photo.pk) or not article.pending:
        article.version += 1
        article.live_version = article.version if article.is_cleared else article.live_version
        add_revision(article, live, by, note)
    if article.pending:
        # The correction in preparation stays the newest text.
        _drop(newest, photo.pk)
        article.version += 1
        add_revision(article, newest, by, note)
    if is_approved:  # and stays so: the text only lost a picture
        article.approved_version = article.version
    lay_down(article, live)
    if article.pending:
        note_waiting(article, newest)
    audit.record("article.photo_removed", article, by=by, version=article.version, photo=photo.pk)


def _drop(snapshot: Snapshot, key: int) -> bool:
    """Take the photo out of a text; say whether it was there."""
    rows = [row for row in snapshot.photos if row["photo"] != key]
    if len(rows) == len(snapshot.photos) and key not in photo_ids(snapshot.body):
        return False
    snapshot.photos, snapshot.body = rows, clean(without_photo(snapshot.body, key))
    return True


def _delete_files(photo: Photo) -> None:
    """Once the rows are stored. One file that cannot be deleted does not keep the others."""
    for name in reports.files_of(photo):
        transaction.on_commit(partial(default_storage.delete, name), robust=True)

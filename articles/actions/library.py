"""Photos and files on their way into the library."""

from django.db import transaction

from accounts import audit
from accounts.models import User
from articles import permissions
from articles.models import Attachment, Photo, PhotoBand
from articles.reports.photos import files_of
from branch_portal.lib import files, images, similar
from branch_portal.lib.text import tidy


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

    Words that are not given are taken from the file. A row that is there keeps its words and gains
    those that it did not have. The row comes back with `is_new`. One that was taken down comes back
    as it is, its files stay away: whoever puts it into an article looks at `is_taken_down`.
    """
    words = {
        "caption": tidy(caption) or prepared.caption,
        "credit": tidy(credit) or prepared.credit,
        "alt": tidy(alt),
    }
    # The files of a photo that is known stay where they are, or away, if it was taken down.
    if known := Photo.objects.filter(sha256=prepared.sha256).first():
        return _met_again(known, words, by)
    written = images.store(prepared)
    try:
        photo, is_new = Photo.objects.get_or_create(
            sha256=prepared.sha256, defaults=_photo_row(prepared, by) | words
        )
        if not is_new:  # somebody sent the same picture at the same moment
            images.discard([name for name in written if name not in files_of(photo)])
            return _met_again(photo, words, by)
        bands = enumerate(similar.bands(prepared.phash))
        PhotoBand.objects.bulk_create(
            PhotoBand(photo=photo, number=number, value=value) for number, value in bands
        )
        audit.record("photo.added", photo, by=by)
        photo.is_new = True
    except BaseException:
        images.discard(written)
        raise
    return photo


def _met_again(photo: Photo, words: dict[str, str], by: User | None) -> Photo:
    """A picture that the library has: it gains missing words from those who may give them."""
    photo.is_new = False
    if photo.is_taken_down:
        audit.record("photo.refused", photo, by=by)
        return photo
    missing = [name for name in words if words[name] and not getattr(photo, name)]
    if missing and (by is None or permissions.edit_photo(by, photo)):
        for name in missing:
            setattr(photo, name, words[name])
        photo.save(update_fields=missing)
    audit.record("photo.reused", photo, by=by)
    return photo


def _photo_row(prepared: images.Prepared, by: User | None) -> dict:
    largest = prepared.largest
    return {
        "file": largest.name,
        "original": prepared.original.name,
        "width": largest.width,
        "height": largest.height,
        "renditions": [rendition.as_row() for rendition in prepared.renditions],
        "phash": similar.signed(prepared.phash),
        "uploaded_by": by,
    }


@transaction.atomic
def add_attachment(prepared: files.Document, *, title: str, by: User | None) -> Attachment:
    """Put a PDF or Word document into the library; the same file again is the same row."""
    existing = Attachment.objects.filter(sha256=prepared.sha256).first()
    if existing:
        audit.record("attachment.reused", existing, by=by)
        return existing
    name = files.store(prepared)
    try:
        attachment = Attachment.objects.create(
            file=name,
            title=tidy(title)[:160] or prepared.title,
            kind=prepared.kind,
            size=len(prepared.content),
            sha256=prepared.sha256,
            uploaded_by=by,
        )
        audit.record("attachment.added", attachment, by=by)
    except BaseException:
        files.discard(name)
        raise
    return attachment

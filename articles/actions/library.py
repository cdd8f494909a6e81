"""Photos and files on their way into the library."""

from django.db import transaction

from accounts import audit
from accounts.models import User
from articles.models import Attachment, Photo, PhotoBand
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
    if gone := Photo.objects.filter(sha256=prepared.sha256, taken_down_at__isnull=False).first():
        audit.record("photo.refused", gone, by=by)
        gone.is_new = False
        return gone
    words = {
        "caption": tidy(caption) or prepared.caption,
        "credit": tidy(credit) or prepared.credit,
        "alt": tidy(alt),
    }
    written = images.store(prepared)
    try:
        photo, is_new = Photo.objects.get_or_create(
            sha256=prepared.sha256, defaults=_photo_row(prepared, by) | words
        )
        if is_new:
            bands = enumerate(similar.bands(prepared.phash))
            PhotoBand.objects.bulk_create(
                PhotoBand(photo=photo, number=number, value=value) for number, value in bands
            )
        missing = [] if is_new else [name for name in words if not getattr(photo, name)]
        for name in missing:
            setattr(photo, name, words[name])
        if missing:
            photo.save(update_fields=missing)
        audit.record("photo.added" if is_new else "photo.reused", photo, by=by)
        photo.is_new = is_new
    except BaseException:
        images.discard(written)
        raise
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

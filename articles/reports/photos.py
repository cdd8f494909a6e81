"""Where photos stand, and which of them look alike."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Photo, PhotoBand, PhotoUse, WorkingCopy
from branch_portal.lib import similar

MOST_SHOWN = 12  # look-alikes
MOST_COMPARED = 6000  # rows; a library of 200,000 photos has some 800 for each of eight bands
Place = PhotoUse.Place


@dataclass
class Use:
    """One article that has a photo, and where it stands in it, first things first."""

    article: Article
    places: list[str] = field(default_factory=list)
    leads: bool = False


@dataclass(frozen=True)
class LookAlike:
    """A photo that shows the same; `distance` in bits, `used_on` the day it was last published."""

    photo: Photo
    distance: int
    used_on: dt.date | None


def uses(photo: Photo) -> list[Use]:
    """The articles with this photo, the newest first: published, planned and in work.

    Articles that only had it in an older version are not among them.
    """
    rows = PhotoUse.objects.filter(photo=photo).select_related("article__section")
    rows = rows.only(
        *("place", "position", "article__headline", "article__slug", "article__state"),
        *("article__pending", "article__publish_at", "article__expires_at"),
        "article__section__name",
    )
    found: dict[int, Use] = {}
    for row in rows.order_by("-article__publish_at", "-article_id", "place", "position"):
        use = found.setdefault(row.article_id, Use(row.article))
        use.leads = use.leads or (row.place == Place.SHOWN and row.position == 0)
        if row.place not in use.places:
            use.places.append(row.place)
    return list(found.values())


def is_being_used(photo: Photo) -> bool:
    """Does somebody have it in a form that is not saved yet?"""
    in_text = Q(fields__body__icontains=f'data-photo-id="{photo.pk}"')
    listed = Q(fields__photos__icontains=f'"photo":{photo.pk},')
    return WorkingCopy.objects.filter(in_text | listed).exists()


def last_used(photos: QuerySet | list[Photo]) -> dict[int, dt.date]:
    """The day on which each photo was last published; those never published are missing."""
    now = timezone.now()
    public = PhotoUse.objects.filter(
        photo__in=photos, article__state=Article.State.PUBLISHED, article__publish_at__lte=now
    ).exclude(place=Place.WAITING)
    last = public.order_by().values_list("photo").annotate(Max("article__publish_at"))
    return {key: timezone.localdate(moment) for key, moment in last}


def look_alikes(photo: Photo) -> list[LookAlike]:
    """Photos of the library that show nearly the same, the nearest first, those taken down too.

    Found by an index over parts of the hash; what is compared does not grow beyond MOST_COMPARED.
    """
    if not photo.phash:
        return []
    mine = similar.unsigned(photo.phash)
    share = Q()
    for number, value in enumerate(similar.bands(mine)):
        share |= Q(number=number, value=value)
    # Unordered: sorted, SQLite would walk the whole table instead of the index of the bands.
    candidates = PhotoBand.objects.filter(share).values_list("photo_id", "photo__phash")
    hashes = dict(candidates[:MOST_COMPARED])
    hashes.pop(photo.pk, None)
    near = sorted(
        (distance, -key)
        for key, phash in hashes.items()
        if phash
        and (distance := similar.distance(mine, similar.unsigned(phash))) <= similar.PICTURE_NEAR
    )[:MOST_SHOWN]
    photos = Photo.objects.in_bulk([-key for _distance, key in near])
    days = last_used(list(photos.values())) if photos else {}
    return [LookAlike(photos[-key], distance, days.get(-key)) for distance, key in near]


def files_of(photo: Photo) -> list[str]:
    """The names of everything that is stored of a photo."""
    names = [photo.file.name, photo.original, *(row["name"] for row in photo.renditions)]
    return sorted({name for name in names if name})

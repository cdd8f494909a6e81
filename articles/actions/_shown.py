"""On which public pages a thing stands, in the names of the page cache (docs/page-cache.md)."""

from collections.abc import Iterable

from django.utils import timezone

from articles.models import Article, InfoPage, Listing, Photo, PhotoUse
from branch_portal.lib.pagecache import changed


def names_of(keys: Iterable[int]) -> set[str]:
    """What changes for readers with these articles, as their rows stand; drafts change nothing.

    Asked before a change and after it, it knows every page that shows the old or the new state.
    """
    cleared = Article.objects.filter(pk__in=list(keys), state=Article.State.PUBLISHED).order_by()
    names: set[str] = set()
    found = []
    for key, section, top, at in cleared.values_list("pk", "section", "top_section", "publish_at"):
        found.append(key)
        names |= {f"article:{key}", f"section:{section}", f"section:{top}"}
        names.add(f"month:{timezone.localtime(at):%Y-%m}")
    if not found:
        return set()
    # Those of its tags, its authors and its series.
    names |= set(Listing.objects.filter(article__in=found).values_list("name", flat=True))
    return names | {"newest", "schedule", "most_read", "photos"}


def photo_changes(photo: Photo) -> None:
    """The pages of everything that shows a photo are out of date."""
    pages = InfoPage.objects.with_photo(photo).values_list("slug", flat=True)
    shown = PhotoUse.objects.filter(photo=photo).exclude(place=PhotoUse.Place.WAITING)
    changed(*(f"info:{slug}" for slug in pages), *names_of(shown.values_list("article", flat=True)))

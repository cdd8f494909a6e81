"""What machines are told about an article: when it changed, its pictures, its card."""

import datetime as dt

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.models import Article, Photo
from branch_portal.lib import cards
from branch_portal.lib.feeds import Entry, Picture

MIDDLE = 1200  # pixels: the width of a picture for whoever takes one size only


def modified_at(article: Article) -> dt.datetime:
    """When readers were last told something new: a correction counts, a silent touch does not."""
    moments = (article.publish_at, article.corrected_at)
    return max(moment for moment in moments if moment)


def card_of(article: Article, photo: Photo | None) -> cards.Card:
    """The card of the text that readers see; `photo` is the article's first one."""
    return cards.Card(
        headline=article.headline,
        section=article.section.name,
        paper=settings.SITE_NAME,
        photo=_middle(photo)["name"] if photo else "",
        focus=(photo.focal_x, photo.focal_y) if photo else (50, 40),
    )


def card_address(article: Article, photo: Photo | None) -> str:
    """Where the card lies; another address for every other picture."""
    return reverse("articles:card", args=[article.pk, card_of(article, photo).digest])


def _middle(photo: Photo) -> dict:
    """The row of the JPEG of about MIDDLE pixels."""
    sizes = photo.sizes("jpeg")
    if not sizes:  # of a photo from before there were sizes
        name, url = photo.file.name, photo.file.url
        return {"name": name, "url": url, "width": photo.width, "height": photo.height}
    return next((size for size in sizes if size["width"] >= MIDDLE), sizes[-1])


def entry_of(article: Article) -> Entry:
    """An article for a feed; asks for section, photo and tags."""
    return Entry(
        id=f"{settings.SITE_URL}/tin/{article.pk}/",
        url=settings.SITE_URL + article.get_absolute_url(),
        title=article.headline,
        summary=article.lead,
        published_at=article.publish_at,
        updated_at=modified_at(article),
        authors=list(article.authors.values()),
        categories=[article.section.name, *(tag.name for tag in article.tags.all())],
        picture=_picture(article.photo) if article.photo else None,
    )


def _picture(photo: Photo) -> Picture | None:
    size = _middle(photo)
    try:
        length = default_storage.size(size["name"])
    except OSError:
        return None
    return Picture(
        url=settings.SITE_URL + size["url"],
        length=length,
        width=size["width"],
        height=size["height"],
        alt=photo.alt,
        credit=photo.credit,
    )

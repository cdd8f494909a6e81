"""What the editor asks while somebody writes; every answer is JSON."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, Photo
from articles.views.newsroom import newsroom_only, refused
from branch_portal.lib.html import clean, plain_text
from branch_portal.lib.legacy import convert_html
from branch_portal.lib.paging import PageMissing, cut
from branch_portal.lib.text import tidy

PHOTOS = 24  # thumbnails shown at a time
THUMBNAIL = 320  # pixels wide at least
COLUMN = 800  # pixels wide at least: the middle size, which suits the column of text
ARTICLES = 12
LARGEST_PASTE = 2_000_000  # bytes
SAMPLES = 3
SAMPLE_LENGTH = 160  # characters
_BLOCK = re.compile(r"<(?!/?(?:a|em|strong|sub|sup)\b)[^>]*>")
_ADDRESS = re.compile(r"(?:.*/tin/)?(\d{1,18})(?:/.*)?", re.DOTALL)


@require_safe
@newsroom_only
def find_photos(request: HttpRequest) -> HttpResponse:
    """A page of the library, newest first, for the dialog that puts a photo into the text."""
    photos = Photo.objects.usable().matching(request.GET.get("q", ""))
    try:
        page = cut(photos.order_by("-uploaded_at", "-pk"), request.GET.get("trang"), PHOTOS)
    except PageMissing:
        return JsonResponse({"results": [], "has_more": False})
    return JsonResponse({"results": [_photo(p) for p in page], "has_more": page.has_more})


def _photo(photo: Photo) -> dict:
    sizes = photo.sizes("jpeg") or [
        {"url": photo.file.url, "width": photo.width, "height": photo.height}
    ]
    shown, thumb = _at_least(COLUMN, sizes), _at_least(THUMBNAIL, sizes)
    return {
        "id": photo.pk,
        "thumb": thumb["url"],
        "url": shown["url"],
        "width": shown["width"],
        "height": shown["height"],
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt,
    }


def _at_least(width: int, sizes: list[dict]) -> dict:
    return next((size for size in sizes if size["width"] >= width), sizes[-1])


@require_safe
@newsroom_only
def find_articles(request: HttpRequest) -> HttpResponse:
    """Articles to link to: by their words, by their address or number, or the latest ones."""
    query = tidy(request.GET.get("q", ""))
    articles = Article.objects.exclude(headline="").order_by("-changed_at", "-pk")
    if address := _ADDRESS.fullmatch(query):
        articles = articles.filter(pk=address[1])
    elif query:
        articles = articles.matching(query)
    articles = articles.select_related("section").only(
        "headline", "state", "publish_at", "expires_at", "changed_at", "section__name"
    )
    return JsonResponse({"results": [_article(article) for article in articles[:ARTICLES]]})


def _article(article: Article) -> dict:
    moment = timezone.localtime(article.publish_at or article.changed_at)
    return {
        "id": article.pk,
        "headline": article.headline,
        "url": f"/tin/{article.pk}/",
        "section": article.section.name if article.section else "",
        "state": article.state_shown,
        "when": f"{moment:%d/%m/%Y}",
    }


@require_POST
@newsroom_only
def convert_legacy(request: HttpRequest) -> HttpResponse:
    """Say whether pasted HTML is in an old encoding, and show what it would be in Unicode."""
    html = request.POST.get("html", "")
    if len(html.encode(errors="replace")) > LARGEST_PASTE:
        return refused(_("The text is too long to be converted at once. Paste it in parts."), 413)
    converted, encoding = convert_html(html) if html.strip() else (html, None)
    sample = _sample(html, converted) if encoding else []
    if not sample:  # an old font's name over words that read the same in both
        return JsonResponse({"encoding": None, "html": html, "sample": []})
    return JsonResponse({"encoding": encoding, "html": converted, "sample": sample})


def _sample(before: str, after: str) -> list[list[str]]:
    """The first lines that differ, as pairs."""
    pairs = zip(_lines(before), _lines(after), strict=False)
    different = ([old[:SAMPLE_LENGTH], new[:SAMPLE_LENGTH]] for old, new in pairs if old != new)
    return [pair for pair, _number in zip(different, range(SAMPLES), strict=False)]


def _lines(html: str) -> list[str]:
    lines = (plain_text(part) for part in _BLOCK.split(clean(html)))
    return [line for line in lines if line]

"""What texts that come from elsewhere have in common: photos in their places, words that fit."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape

from django.db import transaction

from articles.models import Photo, Snapshot
from branch_portal.lib import images, markup
from branch_portal.lib.html import clean, figures, plain_text
from branch_portal.lib.text import tidy

LONGEST = {"headline": 200, "lead": 800, "name": 80, "caption": 300, "credit": 80, "alt": 200}
MOST_AUTHORS = 8
COLUMN = 800  # pixels wide at least, as in the editor
_BETWEEN_NAMES = re.compile(r"\s*[,;&/]\s*|\s+(?:[–-]|và)\s+")
_FIGURE = re.compile(
    r'<figure class="image"><img[^>]*>(?:<figcaption>.*?</figcaption>)?</figure>', re.DOTALL
)


@contextmanager
def whole_or_nothing() -> Iterator[list[Photo]]:
    """A transaction that takes the files of new photos along when it is undone.

    Whoever adds photos puts them into the list.
    """
    photos: list[Photo] = []
    try:
        with transaction.atomic():
            yield photos
    except BaseException:
        # By content: a colleague may have sent the same picture in the meantime.
        same = Photo.objects.filter(sha256__in=[photo.sha256 for photo in photos])
        kept = set(same.values_list("sha256", flat=True))
        for photo in photos:
            if photo.sha256 not in kept:
                images.discard([photo.original, *(row["name"] for row in photo.renditions)])
        raise


def photo_words(**words: str) -> dict[str, str]:
    """Caption, credit and alt text as the library takes them: one line each, not too long."""
    return {name: shortened(tidy(text), LONGEST[name]) for name, text in words.items()}


def shortened(text: str, most: int) -> str:
    """At most so many characters, whole words, with a sign that some are missing."""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0][: most - 1].rstrip(" ,;:.–-") + "…"


def by_lines(author: str) -> list[dict]:
    """ "Thu Nhàn, Hà Vân" as by-lines of a snapshot."""
    names = dict.fromkeys(filter(None, map(tidy, _BETWEEN_NAMES.split(author))))
    return [
        {"name": shortened(name, LONGEST["name"]), "user": None}
        for name in list(names)[:MOST_AUTHORS]
    ]


def in_place(html: str, photos: Mapping[str, Photo]) -> str:
    """Return clean HTML with a photo of the library for each address in `photos`.

    Pictures of other addresses go; their captions stay as paragraphs.
    """
    root = markup.parse(html)
    for image in list(root.iter("img")):
        photo = photos.get(image.get("src") or "")
        if photo is None:
            markup.remove(image)
            continue
        alt = image.get("alt") or photo.alt
        image.attrib.clear()
        for name, value in _attributes(photo).items():
            image.set(name, value)
        image.set("alt", shortened(tidy(alt), LONGEST["alt"]))
    return clean(markup.inner(markup.body(root)))


def _attributes(photo: Photo) -> dict[str, str]:
    sizes = photo.sizes("jpeg")
    shown = next((size for size in sizes if size["width"] >= COLUMN), sizes[-1])
    return {
        "src": shown["url"],
        "width": str(shown["width"]),
        "height": str(shown["height"]),
        "data-photo-id": str(photo.pk),
    }


def take_leading(body: str, photo: Photo | None = None) -> tuple[str, list[dict]]:
    """Return clean HTML without the picture that leads, and it as the `photos` of a snapshot.

    It is the `photo`, which may also stand in the text, or else the picture before all words.
    """
    if photo is None:
        found = _FIGURE.match(body)
    else:
        mark = f'data-photo-id="{photo.pk}"'
        found = next((f for f in _FIGURE.finditer(body) if mark in f[0]), None)
    if found is None:
        if photo is None:
            return body, []
        return body, [{"photo": photo.pk, "caption": photo.caption, "alt": photo.alt}]
    figure = figures(found[0])[0]
    words = photo_words(caption=plain_text(figure.caption), alt=figure.alt)
    rest = body[: found.start()] + body[found.end() :]
    # Where there is nothing but the picture, it is the text.
    return rest or body, [{"photo": figure.photo} | words] if rest else []


def fitted(headline: str, lead: str, body: str, **others) -> Snapshot:
    """A snapshot in which words too long for their place stand whole at the top of the text."""
    headline, lead = tidy(headline), tidy(lead)
    above = ""
    if len(headline) > LONGEST["headline"]:
        above = f"<p>{escape(headline, quote=False)}</p>"
        headline = shortened(headline, LONGEST["headline"])
    if len(lead) > LONGEST["lead"]:
        above, lead = f"{above}<p>{escape(lead, quote=False)}</p>", ""
    return Snapshot(headline=headline, lead=lead, body=above + body, **others)

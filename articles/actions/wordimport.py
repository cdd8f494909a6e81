"""A Word file becomes a draft."""

from collections.abc import Sequence

from django.db import transaction
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
from articles.actions.writing import save_article
from articles.models import Article
from branch_portal.lib.images import Prepared
from branch_portal.lib.wordfile import WordText


@transaction.atomic
def import_word(word: WordText, pictures: Sequence[Prepared | None], *, by: User) -> Article:
    """Make a draft of what `read_word` found; its pictures go into the library.

    `pictures` are those of `word`, in their order, ready to be stored; None for one that cannot
    come along. A picture above the text becomes the article's photo. All of it, or nothing.
    """
    with whole_or_nothing() as photos:
        found = {}
        for number, (picture, prepared) in enumerate(zip(word.pictures, pictures, strict=True)):
            if prepared is None:
                continue
            words = photo_words(caption=picture.caption, credit=picture.credit, alt=picture.alt)
            photo = add_photo(prepared, **words, by=by)
            photos.append(photo)
            if not photo.is_taken_down:
                found[f"word:{number}"] = photo
        body, leading = take_leading(in_place(word.html, found))
        snapshot = fitted(
            word.title, word.lead, body, photos=leading, by_lines=by_lines(word.author)
        )
        article = save_article(None, snapshot, by=by, note=_("From a Word file")).article
        audit.record("article.read_from_word", article, by=by, photos=len(found))
    return article

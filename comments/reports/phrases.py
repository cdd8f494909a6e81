"""What a suspicious phrase would do, before it does it."""

from branch_portal.lib.disguise import Views
from comments.models import Comment, Phrase
from comments.rules import lexicon

_LOOKED_AT = 5000  # newest published comments


def published_with(phrase: Phrase) -> list[Comment]:
    """Published comments that this phrase would make suspicious, newest first."""
    words = lexicon.Phrase(phrase.words, phrase.kind, float(phrase.points))
    known = lexicon.moderators((words,))
    rows = Comment.objects.filter(state=Comment.State.APPROVED).order_by("-published_at", "-pk")
    rows = rows.filter(kind=Comment.Kind.READER).select_related("article")[:_LOOKED_AT]
    return [comment for comment in rows if known.find(Views(comment.text))]

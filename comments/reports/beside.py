"""What a moderator sees beside a comment: the talk it stands in, its sender, its copies."""

from django.db.models import Q, QuerySet

from branch_portal.lib.simhash import is_copy
from comments.models import Comment, CommentBand

AROUND = 3
_MOST_COPIES = 10
_MOST_COMPARED = 60


def around(comment: Comment) -> list[Comment]:
    """Comments on the article just before and just after this one, in the order of writing."""
    talk = Comment.objects.filter(article=comment.article_id).exclude(pk=comment.pk)
    talk = talk.exclude(state__in=(Comment.State.SPAM, Comment.State.ERASED))
    before = talk.filter(written_at__lte=comment.written_at).order_by("-written_at", "-pk")
    after = talk.filter(written_at__gt=comment.written_at).order_by("written_at", "pk")
    return [*reversed(before[:AROUND]), *after[:AROUND]]


def history(comment: Comment) -> QuerySet[Comment]:
    """The newest comments from the same address, told by its tag; none without an address."""
    if not comment.email_tag:
        return Comment.objects.none()
    others = Comment.objects.filter(email_tag=comment.email_tag).exclude(pk=comment.pk)
    return others.order_by("-written_at", "-pk")[:_MOST_COPIES]


def copies(comment: Comment) -> list[Comment]:
    """Comments with the same words or nearly the same, newest first."""
    likely = Q(pk__in=_with_a_common_band(comment))
    if comment.text_hash:
        likely |= Q(text_hash=comment.text_hash)
    rows = Comment.objects.filter(likely).exclude(pk=comment.pk)
    rows = rows.exclude(state=Comment.State.ERASED).order_by("-written_at", "-pk")
    alike = (row for row in rows[:_MOST_COMPARED] if _is_alike(comment, row))
    return [row for row, _number in zip(alike, range(_MOST_COPIES), strict=False)]


def _is_alike(comment: Comment, other: Comment) -> bool:
    same = bool(comment.text_hash) and comment.text_hash == other.text_hash
    return same or is_copy(comment.text, other.text)


def _with_a_common_band(comment: Comment) -> list[int]:
    shared = Q(pk=None)
    for number, value in comment.bands.values_list("number", "value"):
        shared |= Q(number=number, value=value)
    rows = CommentBand.objects.filter(shared).order_by("-comment")
    return list(rows.values_list("comment", flat=True)[: 4 * _MOST_COMPARED])

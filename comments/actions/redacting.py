"""Masking parts of a comment: openly, by stretches of its text. Words are never rewritten."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.pagecache import changed
from branch_portal.lib.verdicts import RuleBroken
from comments.actions._moving import held
from comments.models import Comment, Redaction

Stretch = tuple[int, int, str]  # start, end (not included), Redaction.Kind


@transaction.atomic
def redact(comment: Comment, *, spans: Iterable[Stretch], version: int, by: User) -> Comment:
    """Mask stretches of the text for readers; those of one another's are put together.

    Raises RuleBroken for a stretch that is not of this text, Stale like every decision.
    """
    comment = held(comment, version)
    masked = [(row.start, row.end) for row in comment.redactions.filter(lifted_at=None)]
    new = [span for span in sorted(set(spans)) if not _is_inside(span, masked)]
    if not new:
        raise RuleBroken(_("Nothing was chosen that is not masked already."), "words")
    for start, end, kind in new:
        if not 0 <= start < end <= len(comment.text) or kind not in Redaction.Kind.values:
            raise RuleBroken(_("This stretch is not part of the comment."), "words")
        Redaction.objects.create(comment=comment, start=start, end=end, kind=kind, by=by)
    audit.record("comment.redacted", comment, by=by, stretches=len(new))
    return _shown_anew(comment)


@transaction.atomic
def lift(redaction: Redaction, *, version: int, by: User) -> Comment:
    """Show a masked stretch again; that it was masked stays known."""
    comment = held(redaction.comment, version)
    redaction = comment.redactions.filter(pk=redaction.pk, lifted_at=None).first()
    if redaction is None:
        raise RuleBroken(_("This stretch is shown already."))
    redaction.lifted_by, redaction.lifted_at = by, timezone.now()
    redaction.save(update_fields=["lifted_by", "lifted_at"])
    audit.record("comment.redaction_lifted", comment, by=by)
    return _shown_anew(comment)


def _is_inside(span: Stretch, masked: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in masked)


def _shown_anew(comment: Comment) -> Comment:
    """Make from the stretches in force what readers see."""
    rows = list(comment.redactions.filter(lifted_at=None).order_by("start", "-end", "pk"))
    comment.masked_text = _masked(comment.text, rows)
    comment.masked_at = timezone.now() if rows else None
    comment.version += 1
    comment.save(update_fields=["masked_text", "masked_at", "version"])
    if comment.is_public:
        changed(f"comments:{comment.article_id}", "newest_comments")
    return comment


def _masked(text: str, rows: list[Redaction]) -> str:
    """The text with the label of each stretch in its place; empty without stretches."""
    parts, shown_to = [], 0
    for row in rows:
        if row.start >= shown_to:
            parts += [text[shown_to : row.start], row.get_kind_display()]
        shown_to = max(shown_to, row.end)
    return "".join([*parts, text[shown_to:]]) if rows else ""

"""What moderators decide about comments. Each function is one button; all go through `_moving`."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib.pagecache import changed
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from comments import permissions
from comments.actions._mailing import tell_decision
from comments.actions._moving import held, last, move
from comments.models import Comment, Reason
from organisation.models import Unit

State = Comment.State
UNDO = dt.timedelta(minutes=10)


@transaction.atomic
def approve(comment: Comment, *, version: int, by: User) -> Comment:
    """Show a comment to the readers.

    What was passed on, and every official reply, needs another person than the one before. Raises
    RuleBroken, or Stale when somebody has decided in the meantime; so do all of these.
    """
    comment = held(comment, version)
    verdict = permissions.approve(by, comment)
    if not verdict:
        raise RuleBroken(verdict.reason)
    if comment.parent and not comment.parent.is_public:
        raise RuleBroken(_("It answers a comment that readers do not see. Approve that one first."))
    if comment.state == State.ESCALATED and last(comment).by_id == by.pk:
        raise RuleBroken(_("You passed this comment on; somebody else has to approve it."))
    comment = move(comment, State.APPROVED, by=by)
    tell_decision(comment)
    audit.record("comment.approved", comment, by=by)
    return comment


@transaction.atomic
def reject(comment: Comment, *, version: int, reason: Reason, note: str = "", by: User) -> Comment:
    """Keep a comment from the readers, or take it away again, for a reason its sender is told."""
    comment = move(held(comment, version), State.REJECTED, reason=reason, note=note, by=by)
    tell_decision(comment)
    audit.record("comment.rejected", comment, by=by, reason=reason.code)
    return comment


@transaction.atomic
def mark_spam(comment: Comment, *, version: int, by: User) -> Comment:
    """Keep advertising and worse from the readers."""
    comment = move(held(comment, version), State.SPAM, by=by)
    audit.record("comment.marked_spam", comment, by=by)
    return comment


@transaction.atomic
def escalate(
    comment: Comment,
    *,
    version: int,
    note: str,
    unit: Unit | None = None,
    due_at: dt.datetime | None = None,
    by: User,
) -> Comment:
    """Pass a comment on to somebody who knows more: a second moderator, or a unit, with a date."""
    if not tidy(note):
        raise RuleBroken(_("Say what is to be looked at."), "note")
    comment = held(comment, version)
    comment = move(comment, State.ESCALATED, note=note, by=by, passed_to=unit, due_at=due_at)
    audit.record("comment.escalated", comment, by=by, unit=unit and unit.pk)
    return comment


@transaction.atomic
def hide(comment: Comment, *, version: int, note: str = "", by: User) -> Comment:
    """Take a comment from the readers at once; whether for good is decided within a day."""
    comment = move(held(comment, version), State.HIDDEN, note=note, by=by)
    audit.record("comment.hidden", comment, by=by)
    return comment


@transaction.atomic
def reopen(comment: Comment, *, version: int, by: User) -> Comment:
    """Put a refused comment back into the queue."""
    comment = move(held(comment, version), State.PENDING, by=by)
    audit.record("comment.reopened", comment, by=by)
    return comment


@transaction.atomic
def undo(comment: Comment, *, version: int, by: User) -> Comment:
    """Take back one's own last decision, within ten minutes."""
    comment = held(comment, version)
    taken = last(comment)
    if taken is None or taken.by_id != by.pk or taken.undoes_id or taken.state != comment.state:
        raise RuleBroken(_("Only your own last decision can be undone."))
    if taken.at < timezone.now() - UNDO:
        raise RuleBroken(_("A decision can be undone for ten minutes only."))
    comment = move(comment, taken.before, by=by, undoes=taken)
    audit.record("comment.decision_undone", comment, by=by, decision=taken.pk)
    return comment


@transaction.atomic
def pin(comment: Comment, *, version: int, is_pinned: bool, by: User) -> Comment:
    """Let an approved comment stand above the others, or no longer."""
    comment = held(comment, version)
    if comment.state != State.APPROVED or comment.parent_id:
        raise RuleBroken(_("Only an approved comment that answers no other one can be pinned."))
    comment.pinned_at = timezone.now() if is_pinned else None
    comment.version += 1
    comment.save(update_fields=["pinned_at", "version"])
    changed(f"comments:{comment.article_id}")
    audit.record("comment.pinned" if is_pinned else "comment.unpinned", comment, by=by)
    return comment

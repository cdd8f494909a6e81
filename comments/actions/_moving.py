"""The one way of a comment from state to state; every decision goes through here."""

import datetime as dt

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article
from branch_portal.lib.pagecache import changed
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken, Stale
from comments.models import Comment, Decision, Reason
from organisation.models import Unit

State = Comment.State
# Where a comment may go from where it is. Erasing is another matter, see actions/privacy.
WAYS = {
    State.PENDING: {State.APPROVED, State.REJECTED, State.SPAM, State.ESCALATED},
    State.ESCALATED: {State.APPROVED, State.REJECTED, State.SPAM},
    State.APPROVED: {State.HIDDEN, State.REJECTED, State.SPAM},
    State.HIDDEN: {State.APPROVED, State.REJECTED, State.SPAM},
    State.REJECTED: {State.PENDING},
    State.SPAM: {State.PENDING},
    State.ERASED: set(),
}


def held(comment: Comment, version: int) -> Comment:
    """The comment as it is now, locked. Raises Stale when it is not the one that was looked at."""
    row = Comment.objects.select_for_update().filter(pk=comment.pk, version=version).first()
    if row is None:
        raise Stale(_already_decided(comment))
    return row


def last(comment: Comment) -> Decision | None:
    return comment.decisions.order_by("-pk").first()


def move(
    comment: Comment,
    state: str,
    *,
    by: User | None,
    reason: Reason | None = None,
    note: str = "",
    undoes: Decision | None = None,
    passed_to: Unit | None = None,
    due_at: dt.datetime | None = None,
) -> Comment:
    """The one way from state to state: writes the decision, the counts, and what pages show."""
    before = comment.state
    if state not in WAYS[State(before)] and not undoes:
        raise RuleBroken(
            _("From “%(before)s” a comment cannot become “%(after)s”.")
            % {"before": comment.get_state_display(), "after": State(state).label}
        )
    now = timezone.now()
    comment.state, comment.state_changed_at = state, now
    comment.passed_to, comment.due_at = passed_to, due_at
    if state == State.APPROVED:
        comment.published_at = comment.published_at or now
    else:
        comment.pinned_at = None
    Decision.objects.create(
        comment=comment,
        before=before,
        state=state,
        reason=reason,
        note=tidy(note),
        undoes=undoes,
        by=by,
        comment_version=comment.version,
        spam=comment.spam,
        abuse=comment.abuse,
    )
    comment.version += 1
    comment.save()
    if State.APPROVED in (before, state):
        shown = 1 if state == State.APPROVED else -1
        rows = Article.objects.filter(pk=comment.article_id)
        rows.update(comment_count=F("comment_count") + shown)
        changed(f"comments:{comment.article_id}", "newest_comments")
    return comment


def _already_decided(comment: Comment) -> str:
    newest = comment.decisions.select_related("by").order_by("-pk").first()
    if newest is None or newest.by is None:
        return _("This comment was changed in the meantime. Look at it again.")
    return _("%(who)s has already decided about this comment at %(when)s: %(decision)s.") % {
        "who": newest.by,
        "when": f"{timezone.localtime(newest.at):%H:%M, %d/%m/%Y}",
        "decision": newest.get_state_display().lower(),
    }

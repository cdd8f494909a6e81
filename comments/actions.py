"""Sending a comment and deciding about it. Each function is one button."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.models import Article
from branch_portal.lib.pagecache import changed
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from comments.models import Comment, Decision

State = Comment.State


@transaction.atomic
def send_comment(
    article: Article, *, author_name: str, text: str, email: str = "", by: User | None
) -> Comment:
    """Put a reader's words before the moderators. Nobody is named: `by` is None for readers.

    The same words under the same name on the same day are one comment, however often they are
    sent. Raises RuleBroken when the article takes no comments.
    """
    if not article.comments_open:
        raise RuleBroken(_("This article does not take comments any more."))
    name, text = tidy(author_name), tidy(text)
    words = f"{article.pk}\n{timezone.localdate()}\n{name}\n{text}"
    comment, is_new = Comment.objects.get_or_create(
        fingerprint=hashlib.sha256(words.encode()).hexdigest(),
        defaults={"article": article, "author_name": name, "text": text, "email": email},
    )
    if is_new:
        audit.record("comment.sent", comment, by=by, article=article.pk)
    return comment


@transaction.atomic
def approve(comment: Comment, *, version: int, by: User) -> Comment:
    """Show a comment to the readers."""
    comment = _decide(comment, State.APPROVED, version=version, reason="", by=by)
    audit.record("comment.approved", comment, by=by)
    return comment


@transaction.atomic
def reject(comment: Comment, *, version: int, reason: str, by: User) -> Comment:
    """Keep a comment from the readers, or take it away again, for a stated reason."""
    comment = _decide(comment, State.REJECTED, version=version, reason=reason, by=by)
    audit.record("comment.rejected", comment, by=by, reason=reason)
    return comment


@transaction.atomic
def mark_spam(comment: Comment, *, version: int, by: User) -> Comment:
    """Keep advertising and worse from the readers."""
    comment = _decide(comment, State.SPAM, version=version, reason=_("Spam"), by=by)
    audit.record("comment.marked_spam", comment, by=by)
    return comment


def _decide(comment: Comment, state: str, *, version: int, reason: str, by: User) -> Comment:
    """Change the state if nobody else has in the meantime; the database settles who was first."""
    if state != State.APPROVED and not tidy(reason):
        raise RuleBroken(_("Say why the comment is refused."), "reason")
    undecided = Comment.objects.filter(pk=comment.pk, version=version).exclude(state=state)
    if not undecided.update(state=state, version=version + 1):
        raise RuleBroken(_already_decided(comment))
    changed(f"comments:{comment.article_id}")
    Decision.objects.create(comment=comment, state=state, reason=tidy(reason), by=by)
    return Comment.objects.select_related("article").get(pk=comment.pk)


def _already_decided(comment: Comment) -> str:
    last = comment.decisions.select_related("by").first()
    if last is None:
        return _("This comment was changed in the meantime. Look at it again.")
    return _("%(who)s has already decided about this comment at %(when)s: %(decision)s.") % {
        "who": last.by,
        "when": f"{timezone.localtime(last.at):%H:%M, %d/%m/%Y}",
        "decision": last.get_state_display().lower(),
    }

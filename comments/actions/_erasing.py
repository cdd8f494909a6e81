"""Emptying a comment: name, address and words go, the place in the thread stays."""

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from branch_portal.lib.pagecache import changed
from comments.models import Comment, Decision, Mail

# All that a reader gave, and all that was made of it. Not the time and version of the consent: they
# prove that there was one and belong to nobody any more.
EMPTY = {
    "author_name": "",
    "email_cipher": None,
    "email_tag": "",
    "text": "",
    "masked_text": "",
    "masked_at": None,
    "network_tag": "",
    "submission_key": None,
    "wants_mail": False,
    "email_confirmed_at": None,
    "pinned_at": None,
    "passed_to": None,
    "due_at": None,
    "spam": 0,
    "abuse": 0,
    "privacy": 0,
    "explanation": [],
    "text_hash": "",
    "simhash": None,
}


def emptied(comment: Comment, *, by: User | None) -> Comment:
    """Return the comment, locked and read again, erased; the decision about it is written.

    What was erased before stays as it is. `by` is None where its time was over.
    """
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    before = comment.state
    if before == Comment.State.ERASED:
        return comment
    Decision.objects.filter(comment=comment).forget_notes()
    Decision.objects.create(
        comment=comment,
        before=before,
        state=Comment.State.ERASED,
        by=by,
        comment_version=comment.version,
    )
    for name, value in EMPTY.items():
        setattr(comment, name, value)
    comment.state, comment.state_changed_at = Comment.State.ERASED, timezone.now()
    comment.version += 1
    comment.save()
    comment.bands.all().delete()
    comment.redactions.all().delete()
    Mail.objects.filter(about__comment=comment.pk).delete()
    if before == Comment.State.APPROVED:
        rows = Article.objects.filter(pk=comment.article_id)
        rows.update(comment_count=F("comment_count") - 1)
        changed(f"comments:{comment.article_id}", "newest_comments")
    return comment

"""What readers send."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.models import Article
from branch_portal.lib.sealed import address_tag, seal
from branch_portal.lib.simhash import bands
from branch_portal.lib.similar import signed
from branch_portal.lib.text import storable
from branch_portal.lib.verdicts import RuleBroken
from comments.actions._mailing import ask_to_confirm, warn_of_privacy
from comments.actions._moving import move
from comments.models import BlockedSender, Comment, CommentBand, Openness
from comments.reports.judging import current_weights, judge
from comments.reports.sent import submission_keys
from comments.rules import Scores


@transaction.atomic
def send_comment(
    article: Article,
    *,
    author_name: str,
    text: str,
    email: str = "",
    parent: Comment | None = None,
    wants_mail: bool = False,
    consent_version: str = "",
    network_tag: str = "",
    scores: Scores | None = None,
    by: User | None,
) -> Comment:
    """Put a reader's words before the moderators. Nobody is named: `by` is None for readers.

    The same words of the same sender within a day are one comment, however often they are sent.
    `scores`, if they are known already, are those of `judge`. What a blocked sender writes is filed
    as spam, where moderators still find it. Raises RuleBroken when the article takes no comments,
    or `parent` takes no answers.
    """
    openness = Openness.of(article)
    if not openness.is_open:
        raise RuleBroken(openness.why_closed)
    words = {"author_name": storable(author_name), "text": storable(text), "email": email}
    parent = _top(article, parent)
    scores = scores or judge(text=words["text"], name=words["author_name"], email=email)
    now = timezone.now()
    comment = Comment(
        article=article,
        parent=parent,
        author_name=words["author_name"],
        text=words["text"],
        email_cipher=seal(email) if email else None,
        email_tag=address_tag(email) if email else "",
        wants_mail=wants_mail and bool(email),
        consent_version=consent_version,
        consent_at=now if consent_version else None,
        network_tag=network_tag,
        submission_key=submission_keys(article, **words, parent=parent)[0],
        spam=scores.spam,
        abuse=scores.abuse,
        privacy=scores.privacy,
        explanation=scores.as_json(),
        scored_by=current_weights().version,
        text_hash=scores.text_hash,
        simhash=signed(scores.simhash),
    )
    # Of two at once the database takes one, and the other waits until that is settled.
    Comment.objects.bulk_create([comment], ignore_conflicts=True)
    blocked = BlockedSender.objects.in_force().filter(email_tag=OuterRef("email_tag"))
    rows = Comment.objects.annotate(is_blocked=Exists(blocked))
    stored = rows.get(submission_key=comment.submission_key)
    if stored.code != comment.code:
        return stored
    CommentBand.objects.bulk_create(
        CommentBand(comment=stored, number=number, value=value)
        for number, value in enumerate(bands(scores.simhash))
    )
    audit.record("comment.sent", stored, by=by, article=article.pk)
    if stored.is_blocked:
        move(stored, Comment.State.SPAM, by=None, note=_("The sender is blocked."))
        audit.record("comment.marked_spam", stored, by=None)
    else:
        ask_to_confirm(stored)
        warn_of_privacy(stored)
    return stored


def _top(article: Article, parent: Comment | None) -> Comment | None:
    """There is one level of answers: what answers an answer hangs beside it."""
    if parent is None:
        return None
    if parent.article_id != article.pk or not parent.is_public:
        raise RuleBroken(_("The comment that you answer is not there any more."))
    return parent.parent if parent.parent_id else parent

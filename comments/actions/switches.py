"""Where comments are taken: the switch of one article, and the one of the whole portal."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.models import Article
from branch_portal.lib.pagecache import changed
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken
from comments.models import Pause, Policy


@transaction.atomic
def set_policy(article: Article, *, policy: str | None, by: User) -> None:
    """Say for one article whether comments are taken and shown; None: the usual rule again."""
    if policy and policy not in Policy.values:
        raise RuleBroken(_("Choose what holds for this article."), "policy")
    article.comment_policy = policy or ""
    Article.objects.filter(pk=article.pk).update(comment_policy=article.comment_policy)
    changed(f"article:{article.pk}", f"comments:{article.pk}", "newest_comments")
    audit.record("comments.policy_set", article, by=by, policy=policy or "usual")


@transaction.atomic
def pause(message: str, *, by: User) -> Pause:
    """Take no comments anywhere until `end_pause`; readers are told the message."""
    message = tidy(message)
    if not message:
        raise RuleBroken(_("Say what readers are told."), "message")
    if Pause.objects.in_force().exists():
        raise RuleBroken(_("The comments are paused already."))
    row = Pause.objects.create(message=message, began_by=by)
    changed("comments")
    audit.record("comments.paused", row, by=by)
    return row


@transaction.atomic
def end_pause(*, by: User) -> None:
    """Take comments again. Ending twice is ending once."""
    row = Pause.objects.select_for_update().in_force().first()
    if row is None:
        return
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    changed("comments")
    audit.record("comments.resumed", row, by=by)

"""Has a comment been sent before, and what became of it?"""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from branch_portal.lib.sealed import address_tag
from comments.models import Comment

State = Comment.State
_A_DAY = dt.timedelta(days=1)


def submission_keys(
    article: Article, *, author_name: str, text: str, email: str = "", parent: Comment | None = None
) -> list[str]:
    """What tells the same words of the same sender again: the key of today, that of yesterday.

    Keyed with SECRET_KEY, so that nobody can try out what an erased comment said.
    """
    sender = address_tag(email) if email else ""
    words = [article.pk, parent.pk if parent else "", author_name, sender, *text.split()]
    told = "\n".join(map(str, words))
    today = timezone.localdate()
    return [
        salted_hmac("comments.sent", f"{day}\n{told}", algorithm="sha256").hexdigest()
        for day in (today, today - _A_DAY)
    ]


def sent_before(keys: list[str]) -> Comment | None:
    """The comment with one of these keys, if it is not older than a day."""
    rows = Comment.objects.filter(submission_key__in=keys)
    rows = rows.filter(written_at__gt=timezone.now() - _A_DAY)
    return next(iter(rows.only("code").order_by()[:1]), None)


class Outcome(models.TextChoices):
    """What the sender of a comment is told."""

    WAITING = "waiting", gettext_lazy("Waiting for approval")
    PUBLISHED = "published", gettext_lazy("Published")
    REFUSED = "refused", gettext_lazy("Not published")


@dataclass(frozen=True)
class Told:
    """What the receipt's code tells; no word of the comment, nothing of its sender."""

    outcome: Outcome
    reason: str = ""  # why it is not published
    url: str = ""  # where it stands, if it does


def what_became_of(code: str) -> Told | None:
    """Look a receipt's code up, typed by hand; None if there is none like it. Two queries."""
    code = "".join(c for c in code.upper() if c.isalnum())
    rows = Comment.objects.select_related("article").defer("article__body", "text")
    comment = rows.filter(code=code, kind=Comment.Kind.READER).first() if len(code) < 20 else None
    if comment is None:
        return None
    if comment.state in (State.PENDING, State.ESCALATED):
        return Told(Outcome.WAITING)
    if comment.is_public:
        if not Article.objects.published().filter(pk=comment.article_id).exists():
            return Told(Outcome.REFUSED, _("The article is not on our pages any more."))
        url = f"{comment.article.get_absolute_url()}#yk-{comment.code}"
        return Told(Outcome.PUBLISHED, url=url)
    last = comment.decisions.select_related("reason").order_by("-pk").first()
    return Told(Outcome.REFUSED, last.reason.told if last and last.reason else "")

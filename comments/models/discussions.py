"""Where readers may write: under which articles, for how long, and whether at all."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article
from branch_portal.lib import pagecache


class Policy(models.TextChoices):
    """What a moderator may set for one article: Article.comment_policy. Empty: the usual rule."""

    OPEN = "open", _("Open, also after the usual time")
    CLOSED = "closed", _("Closed: what was approved stays visible")
    HIDDEN = "hidden", _("Hidden: no comments are shown or taken")


class PauseQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(ended_at=None)


class Pause(models.Model):
    """A time in which the whole portal takes no comments, and what readers are told."""

    message = models.CharField(_("what readers are told"), max_length=300)
    began_at = models.DateTimeField(auto_now_add=True)
    began_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of the comments")
        verbose_name_plural = _("pauses of the comments")
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at=None), name="pause_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Openness:
    """Does an article take comments now, and are those it has shown?

    `why_closed` is for readers, empty while it is open; `closes_at` when time alone will close it.
    """

    is_open: bool
    is_shown: bool = True
    why_closed: str = ""
    closes_at: dt.datetime | None = None

    @classmethod
    def of(cls, article: Article, now: dt.datetime | None = None) -> "Openness":
        """What a moderator set for the article wins over the usual time. One query for pauses."""
        now, policy = now or timezone.now(), article.comment_policy
        if policy == Policy.HIDDEN:
            return cls(is_open=False, is_shown=False, why_closed=str(_CLOSED))
        if policy == Policy.CLOSED or not (policy or article.comments_open):
            return cls(is_open=False, why_closed=str(_CLOSED))
        closes_at = None
        if not policy and settings.COMMENTS_CLOSE_AFTER_DAYS:
            closes_at = article.publish_at + dt.timedelta(days=settings.COMMENTS_CLOSE_AFTER_DAYS)
            if closes_at <= now:
                return cls(is_open=False, why_closed=str(_OVER))
        if message := pagecache.remember("pause of the comments", _pause):
            return cls(is_open=False, why_closed=message, closes_at=closes_at)
        return cls(is_open=True, closes_at=closes_at)


def _pause() -> str:
    """What readers are told while the whole portal takes no comments; empty: it does."""
    pagecache.shows("comments")
    row = Pause.objects.in_force().first()
    return row.message if row else ""


_CLOSED = _("This article does not take comments any more.")
_OVER = _("The time for comments on this article is over.")

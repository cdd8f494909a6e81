"""What was written when and by whom: revisions, working copies, side drafts, shared previews."""

import datetime as dt
import hashlib
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models.articles import Article


class RevisionQuerySet(models.QuerySet):
    """Revisions are added and read; nothing changes one or takes one away."""

    def update(self, **kwargs):
        raise ValidationError("A revision is written once.")

    def delete(self):
        raise ValidationError("A revision is never deleted.")


class Revision(models.Model):
    """The whole of an article at one moment, in the format of `articles.models.snapshots`."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    snapshot = models.JSONField()
    note = models.CharField(_("note"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

    def save(self, **kwargs) -> None:
        if self.pk:
            raise ValidationError("A revision is written once.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise ValidationError("A revision is never deleted.")


class SideDraft(models.Model):
    """The text of somebody whose save met another one; kept until its author puts it away."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="side_drafts")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    base_version = models.PositiveIntegerField()
    snapshot = models.JSONField()
    clashes = models.JSONField(default=list, help_text="Names of the fields that clashed.")
    made_at = models.DateTimeField(auto_now_add=True)
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("side draft")
        verbose_name_plural = _("side drafts")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user}"


class WorkingCopyQuerySet(models.QuerySet):
    def keep(self, user: User, key: str, article: Article | None, **values) -> "WorkingCopy":
        """Store what a form holds now, or only that it is open; one row for each open form."""
        now = timezone.now()
        # Forms that were only looked at leave nothing behind for long.
        long_ago = now - dt.timedelta(days=1)
        self.filter(user=user, saved_at=None, seen_at__lt=long_ago).delete()
        defaults = {"seen_at": now, "article": article} | values
        return self.update_or_create(user=user, key=key, defaults=defaults)[0]

    def present(self, article: Article, besides: User) -> Self:
        """Who else has this article open: seen within the last minute and a half."""
        since = timezone.now() - dt.timedelta(seconds=90)
        others = self.filter(article=article, seen_at__gte=since).exclude(user=besides)
        return others.select_related("user").order_by("-seen_at")


class WorkingCopy(models.Model):
    """What a person has typed and not saved: one rolling row, apart from the revisions.

    Each open form is known by its `key`, so two tabs of one person do not overwrite each other.
    `fields` are the form's values as sent. `seen_at` moves while the form is open, `saved_at` when
    the text changed.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="working_copies")
    key = models.CharField(max_length=40)
    base_version = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="working_copy_once"),
        ]
        indexes = [models.Index(fields=["article", "seen_at"], name="working_copy_presence")]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"


class PreviewLinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Links that still show something."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """A way to an unpublished text for somebody without an account; it ends and can be ended.

    Only a digest of the token is kept: whoever reads the database cannot open the link.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(_("for whom"), max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("open until"))
    revoked_at = models.DateTimeField(null=True)
    times_opened = models.PositiveIntegerField(default=0)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared preview")
        verbose_name_plural = _("shared previews")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.purpose}"

    @staticmethod
    def digest_of(token: str) -> str:
        """What the database keeps of a token."""
        return hashlib.sha256(token.encode()).hexdigest()

"""Readers' words, moderated before anyone sees them."""

from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article

TEXT_LIMIT = 2000  # characters


class CommentQuerySet(models.QuerySet):
    def approved(self) -> Self:
        return self.filter(state=Comment.State.APPROVED).order_by("written_at", "pk")

    def waiting(self) -> Self:
        return self.filter(state=Comment.State.WAITING)


class Comment(models.Model):
    """A reader's comment. Name and text become public when approved; the address never does."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        SPAM = "spam", _("Spam")

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="comments", verbose_name=_("article")
    )
    author_name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    text = models.TextField(
        _("comment"), max_length=TEXT_LIMIT, validators=[MaxLengthValidator(TEXT_LIMIT)]
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    version = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    # The same words sent twice on one day are one comment; the database settles the race.
    fingerprint = models.CharField(  # noqa: DJ001
        max_length=64, unique=True, null=True, editable=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["article", "state", "written_at"], name="comment_thread"),
            models.Index(fields=["state", "written_at"], name="comment_queue"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
            models.CheckConstraint(condition=~Q(author_name=""), name="comment_has_name"),
        ]

    def __str__(self) -> str:
        """No name, no text: this stands in the audit log."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def masked_email(self) -> str:
        """Enough of the address to recognise it again: "n•••@e•••.vn"; empty without one."""
        name, at, host = self.email.rpartition("@")
        domain, dot, ending = host.rpartition(".")
        return f"{name[:1]}•••@{domain[:1]}•••{dot}{ending}" if at else ""


class Decision(models.Model):
    """What a moderator decided about a comment, and why. Written once."""

    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="decisions", verbose_name=_("comment")
    )
    state = models.CharField(_("decision"), max_length=10, choices=Comment.State)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("moderator"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="approved") | ~Q(reason=""),
                name="decision_refusal_has_reason",
                violation_error_message=_("Say why the comment is refused."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_state_display()}"

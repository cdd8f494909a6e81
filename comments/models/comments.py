"""What readers write, moderated before anyone sees it."""

import secrets
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article
from branch_portal.lib.text import inert
from organisation.models import Unit

SHORTEST_TEXT, LONGEST_TEXT = 2, 3000  # characters as people count them
LONGEST_NAME = 60
_ROOM = 8  # code points that one character as people count may take on average
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another one


def new_code() -> str:
    """A receipt: ten letters that nobody guesses, 49 bits."""
    return "".join(secrets.choice(_CODE_LETTERS) for _letter in range(10))


class CommentQuerySet(models.QuerySet):
    def approved(self) -> Self:
        """What readers may see, oldest first."""
        return self.filter(state=Comment.State.APPROVED).order_by("published_at", "pk")

    def threads(self) -> Self:
        """What answers no other comment, as readers see it: what is pinned comes first.

        One that was taken away while answers to it stand is there, too, for its place only.
        """
        answered = Comment.objects.filter(parent=OuterRef("pk"), state=Comment.State.APPROVED)
        rows = self.filter(parent=None, published_at__isnull=False)
        rows = rows.annotate(is_answered=Exists(answered))
        rows = rows.filter(Q(state=Comment.State.APPROVED) | Q(is_answered=True))
        return rows.order_by(F("pinned_at").asc(nulls_last=True), "published_at", "pk")

    def pending(self) -> Self:
        return self.filter(state=Comment.State.PENDING)


class Comment(models.Model):
    """A reader's comment or an official reply. Name and text are public when approved.

    The address never is: it is stored encrypted, and its keyed tag only tells that two comments
    come from one sender. Nothing of it is in `__str__`, which stands in the audit log.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        SPAM = "spam", _("Spam")
        ESCALATED = "escalated", _("Passed on")
        HIDDEN = "hidden", _("Hidden")
        ERASED = "erased", _("Erased")

    class Kind(models.TextChoices):
        READER = "reader", _("Comment")
        OFFICIAL = "official", _("Official reply")

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="comments", verbose_name=_("article")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("answers"),
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.READER)
    code = models.CharField(_("code"), max_length=10, unique=True, default=new_code, editable=False)
    author_name = models.CharField(_("name"), max_length=LONGEST_NAME * _ROOM, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    written_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("official who wrote it"),
    )
    email_cipher = models.BinaryField(null=True, editable=False)
    email_tag = models.CharField(max_length=32, blank=True, editable=False)
    text = models.TextField(_("comment"), blank=True)
    # What readers see where parts are masked; empty: the text itself.
    masked_text = models.TextField(blank=True, editable=False)
    masked_at = models.DateTimeField(null=True, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    state_changed_at = models.DateTimeField(auto_now_add=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    published_at = models.DateTimeField(null=True, editable=False)
    pinned_at = models.DateTimeField(null=True, editable=False)
    passed_to = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passed to")
    )
    due_at = models.DateTimeField(_("decision due"), null=True, blank=True)

    # Wiped after two days.
    network_tag = models.CharField(max_length=16, blank=True, editable=False)
    # The same words sent twice on one day are one comment; the database settles the race.
    submission_key = models.CharField(  # noqa: DJ001
        max_length=64, unique=True, null=True, editable=False
    )
    consent_version = models.CharField(max_length=20, blank=True, editable=False)
    consent_at = models.DateTimeField(null=True, editable=False)
    wants_mail = models.BooleanField(default=False, editable=False)
    email_confirmed_at = models.DateTimeField(null=True, editable=False)

    # From 0 to 100; they put the queue in order and never decide.
    spam = models.PositiveSmallIntegerField(default=0, editable=False)
    abuse = models.PositiveSmallIntegerField(default=0, editable=False)
    privacy = models.PositiveSmallIntegerField(default=0, editable=False)
    scored_by = models.CharField(max_length=20, blank=True, editable=False)
    explanation = models.JSONField(default=list, editable=False)
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    simhash = models.BigIntegerField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["article", "parent", "published_at"], name="comment_thread"),
            models.Index(fields=["state", "written_at"], name="comment_queue"),
            models.Index(fields=["state", "published_at"], name="comment_newest"),
            models.Index(fields=["email_tag"], name="comment_sender", condition=~Q(email_tag="")),
            models.Index(fields=["text_hash"], name="comment_copy", condition=~Q(text_hash="")),
            models.Index(fields=["state", "state_changed_at"], name="comment_age"),
            models.Index(
                fields=["state_changed_at"],
                name="comment_address",
                condition=Q(email_cipher__isnull=False),
            ),
            models.Index(
                fields=["written_at"], name="comment_network", condition=~Q(network_tag="")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="erased") | ~Q(text=""), name="comment_has_text"
            ),
            models.CheckConstraint(
                condition=Q(state="erased") | ~Q(author_name=""), name="comment_has_name"
            ),
            models.CheckConstraint(
                condition=~Q(state="erased")
                | Q(text="", masked_text="", author_name="", email_cipher=None, email_tag=""),
                name="comment_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(published_at__isnull=False),
                name="comment_approved_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(kind="reader", unit=None, written_by=None)
                | Q(kind="official", unit__isnull=False, written_by__isnull=False),
                name="comment_official_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(spam__lte=100, abuse__lte=100, privacy__lte=100),
                name="comment_scores_to_100",
            ),
        ]

    def __str__(self) -> str:
        """No name, no text: this stands in the audit log."""
        return f"{self._meta.verbose_name} {self.code}"

    @property
    def shown_text(self) -> str:
        """What readers see, once it is approved."""
        return inert(self.masked_text or self.text)

    @property
    def shown_name(self) -> str:
        """The name as anybody sees it."""
        return inert(self.author_name)

    @property
    def is_official(self) -> bool:
        return self.kind == self.Kind.OFFICIAL

    @property
    def is_public(self) -> bool:
        return self.state == self.State.APPROVED


class CommentBand(models.Model):
    """A number drawn from a comment's text: near copies share one, and an index finds it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="bands")
    number = models.PositiveSmallIntegerField()
    value = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["number", "value"], name="comment_band")]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comment_band_once")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.number}"

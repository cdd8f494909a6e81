"""What was decided about comments, and why. Written once; no words of readers are repeated."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.models.comments import Comment


class Reason(models.Model):
    """Why a comment is refused; the sentence for its sender stands beside it."""

    class Teaches(models.TextChoices):
        NOTHING = "", _("nothing")
        SPAM = "spam", _("spam")
        ABUSE = "abuse", _("abuse")

    code = models.SlugField(max_length=30, unique=True, editable=False)
    label = models.CharField(_("reason"), max_length=60)
    told = models.CharField(_("sentence for the sender"), max_length=200)
    teaches = models.CharField(
        _("teaches the scores"), max_length=10, choices=Teaches, blank=True, default=""
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reason of a refusal")
        verbose_name_plural = _("reasons of refusals")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class DecisionQuerySet(models.QuerySet):
    """Lines are added and read; only their notes, which may name people, are let go of."""

    def update(self, **kwargs):
        raise ValidationError("A decision is written once.")

    def forget_notes(self) -> int:
        """Empty the notes for colleagues; return how many there were."""
        return super(DecisionQuerySet, self.exclude(note="")).update(note="")

    def delete(self):
        raise ValidationError("A decision is never deleted.")


class Decision(models.Model):
    """One step of a comment from one state to another. `by` is None where a rule took it."""

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="decisions", verbose_name=_("comment")
    )
    before = models.CharField(_("before"), max_length=10, choices=Comment.State)
    state = models.CharField(_("decision"), max_length=10, choices=Comment.State)
    reason = models.ForeignKey(
        Reason, models.PROTECT, null=True, related_name="+", verbose_name=_("reason")
    )
    note = models.CharField(_("note for colleagues"), max_length=300, blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", editable=False
    )
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("moderator")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    comment_version = models.PositiveIntegerField()
    # The scores of that moment, so that it can be asked later how good they were.
    spam = models.PositiveSmallIntegerField(default=0)
    abuse = models.PositiveSmallIntegerField(default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="rejected") | Q(reason__isnull=False),
                name="decision_refusal_has_reason",
                violation_error_message=_("Say why the comment is refused."),
            ),
            models.UniqueConstraint(
                fields=["comment", "comment_version"], name="decision_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_state_display()}"

    def save(self, **kwargs) -> None:
        if self.pk:
            raise ValidationError("A decision is written once.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise ValidationError("A decision is never deleted.")


class Redaction(models.Model):
    """A stretch of a comment's text that readers do not see; openly, never rewriting."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("[telephone number masked]")
        IDENTITY = "identity", _("[identity number masked]")
        ACCOUNT = "account", _("[account number masked]")
        PLATE = "plate", _("[licence plate masked]")
        EMAIL = "email", _("[e-mail address masked]")
        ADDRESS = "address", _("[address masked]")
        PERSON = "person", _("[personal data masked]")
        OTHER = "other", _("[masked]")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="redactions")
    start = models.PositiveIntegerField()  # in code points of the text; `end` is not included
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("masked stretch")
        verbose_name_plural = _("masked stretches")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="redaction_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.start}–{self.end}"


class ReplyTemplate(models.Model):
    """A text to begin an official reply with."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    text = models.TextField(_("text"), max_length=3000)

    class Meta:
        verbose_name = _("template of replies")
        verbose_name_plural = _("templates of replies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

"""What the scores are told by people: phrases, senders, and what was learned from decisions."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Phrase(models.Model):
    """Words that make a comment suspicious; marks count where the phrase has any."""

    class Kind(models.TextChoices):
        SPAM = "spam", _("Spam")
        ABUSE = "abuse", _("Abuse")

    words = models.CharField(_("words"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SPAM)
    points = models.DecimalField(_("points"), max_digits=3, decimal_places=1, default=1)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("suspicious phrase")
        verbose_name_plural = _("suspicious phrases")
        ordering = ["words"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=-5, points__lte=5),
                name="phrase_points_in_bounds",
                violation_error_message=_("Between −5 and 5 points."),
            )
        ]

    def __str__(self) -> str:
        return self.words


class BlockedSenderQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))


class BlockedSender(models.Model):
    """Whose comments are filed as spam at once: kept, counted, seen in their tab, not mailed."""

    email_tag = models.CharField(max_length=32, unique=True, editable=False)
    reason = models.CharField(_("reason"), max_length=200)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = BlockedSenderQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.reason


class Lesson(models.Model):
    """The weights learned from decisions at one time; the newest that is in use scores."""

    at = models.DateTimeField(auto_now_add=True)
    weights = models.JSONField()
    examples = models.PositiveIntegerField()  # decisions and shipped examples
    loss = models.FloatField()  # mean logarithmic loss on the newest decisions
    is_used = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("state of the scores")
        verbose_name_plural = _("states of the scores")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

"""Mail that waits to be sent. Only what it is about is stored; the words are made when it goes."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailQuerySet(models.QuerySet):
    def due(self) -> Self:
        """What is to be tried now, the oldest first."""
        return self.filter(sent_at=None, given_up_at=None, next_try_at__lte=timezone.now())


class Mail(models.Model):
    """One message to one person. The address is stored encrypted."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("Is this your address?")
        DECIDED = "decided", _("Your comment was decided about")
        REPLIED = "replied", _("Your comment has an answer")
        REQUEST = "request", _("Prove your address for a request")
        ANSWER = "answer", _("Answer to a request")
        DIGEST = "digest", _("What waits in the queue")
        ALERT = "alert", _("Something needs a moderator now")

    kind = models.CharField(max_length=10, choices=Kind)
    to_cipher = models.BinaryField()
    about = models.JSONField(default=dict)  # keys of rows and numbers, no words of readers
    once = models.CharField(max_length=100, unique=True)  # the same occasion makes one mail
    made_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)  # the kind of the last error

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ["-made_at"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="mail_due",
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class NoMailQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(until__gt=timezone.now())


class NoMail(models.Model):
    """Whom nothing is sent for a while: they asked for it, or their data were erased."""

    email_tag = models.CharField(max_length=32, unique=True)
    until = models.DateTimeField()
    # Erasing stops what is written about comments; only the person stops mail about requests too.
    with_requests = models.BooleanField(default=False)

    objects = NoMailQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pk}"

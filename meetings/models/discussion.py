"""What was said at a session."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.roll import Guest, RollEntry
from meetings.models.sessions import ThematicSession


class Opinion(models.Model):
    """What a member or a guest said, in the order of the discussion."""

    class Kind(models.TextChoices):
        OPINION = "opinion", _("Opinion")
        AGREE = "agree", _("Agrees")
        ADD = "add", _("Adds")
        PROPOSE = "propose", _("Proposes")
        QUESTION = "question", _("Asks")
        CRITICISE = "criticise", _("Criticism and self-criticism")

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="opinions")
    # Given by the device that wrote it down: what is sent twice is one opinion.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(
        RollEntry, models.CASCADE, null=True, blank=True, related_name="opinions"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="opinions")
    speaker_name = models.CharField(_("speaker"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OPINION)
    text = models.TextField(_("opinion"), max_length=20000)
    is_restricted = models.BooleanField(
        _("restricted"),
        default=False,
        help_text=_("Stays in the minutes; in no extract, summary or draft of news."),
    )

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="opinion_position_once"),
            models.UniqueConstraint(fields=["session", "key"], name="opinion_key_once"),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, guest=None) | Q(entry=None, guest__isnull=False),
                name="opinion_of_a_member_or_a_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_name}: {self.text[:40]}"

    @property
    def is_of_superior(self) -> bool:
        return self.guest is not None and self.guest.is_superior

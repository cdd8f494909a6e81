"""What was said at a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.sessions import ThematicSession


class Opinion(models.Model):
    """What somebody said, in the order of the discussion."""

    class Kind(models.TextChoices):
        OPINION = "opinion", _("Opinion")
        CRITICISM = "criticism", _("Criticism and self-criticism")
        RESERVED = "reserved", _("Reserved opinion")
        SUPERIOR = "superior", _("Opinion of the upper committee")

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="opinions")
    position = models.PositiveSmallIntegerField()
    speaker_name = models.CharField(_("speaker"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OPINION)
    text = models.TextField(_("opinion"), max_length=4000)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="opinion_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_name}: {self.text[:40]}"

"""The words of the minutes: what was put in place of the assembled ones, and every version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models.sessions import ThematicSession


class MinutesEdit(models.Model):
    """Other words for one section of the minutes, and the facts' own words at that time.

    When the facts say something else later, the page shows both and asks.
    """

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="minutes_edits")
    section = models.SlugField(max_length=20)
    text = models.TextField(max_length=40000)
    facts = models.TextField()

    class Meta:
        verbose_name = _("edited section of minutes")
        verbose_name_plural = _("edited sections of minutes")
        constraints = [
            models.UniqueConstraint(fields=["session", "section"], name="minutes_edit_once")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.section}"


class MinutesVersion(models.Model):
    """All sections as they read at one moment; written once, never changed."""

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="minutes_versions")
    number = models.PositiveIntegerField()
    sections = models.JSONField()  # [key, title, text] in their order
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="minutes_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.number}"

    @property
    def lines(self) -> list[str]:
        """The whole text, title and paragraphs, for comparing."""
        found = []
        for _key, title, text in self.sections:
            found += [title] if title else []
            found += text.splitlines()
        return found


class Correction(models.Model):
    """A branch asks to open a record that stands; what stood before and after is kept."""

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="corrections")
    words = models.TextField(_("what is to be corrected, and why"), max_length=2000)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_granted = models.BooleanField(null=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.ForeignKey(MinutesVersion, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(MinutesVersion, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("correction of a record")
        verbose_name_plural = _("corrections of records")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(is_granted=None) | Q(is_granted=True, after=None),
                name="correction_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_granted=None, decided_at=None)
                | Q(is_granted__isnull=False, decided_at__isnull=False),
                name="correction_decided_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.words[:40]}"

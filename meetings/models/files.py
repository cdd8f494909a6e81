"""Files of a session: the paper on its topic and what belongs to it. Never public."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branch_portal.lib.text import slugify
from meetings.models.sessions import ThematicSession


class SessionFileQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Files of the sessions in the user's reach."""
        return self.filter(session__in=ThematicSession.objects.visible_to(user))


class SessionFile(models.Model):
    """A file kept in DATA_DIR/private; somebody declared that no state secret is in it."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("Paper on the topic")
        ATTACHMENT = "attachment", _("Attachment")

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word (.docx)"

    session = models.ForeignKey(ThematicSession, models.PROTECT, related_name="files")
    # The name of its folder: what is taken away is gone, whoever keeps the same content elsewhere.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    format = models.CharField(max_length=4, choices=Format)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    # "Not on the list of state secrets": who said so, and when.
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(auto_now_add=True)

    objects = SessionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a session")
        verbose_name_plural = _("files of sessions")
        ordering = ["-kind", "declared_at", "pk"]  # the paper stands first
        constraints = [
            models.UniqueConstraint(fields=["session", "sha256"], name="session_file_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def folder(self) -> str:
        """Where `lib.private` keeps it."""
        return f"session_files/{self.key.hex}"

    @property
    def file_name(self) -> str:
        """The name for a download: ASCII, made by us."""
        return f"{slugify(self.title) or 'tai-lieu'}.{self.format}"

"""The ledger of an imported archive, and the old addresses that still lead somewhere."""

import unicodedata
from urllib.parse import unquote

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models.articles import Article


class ImportRun(models.Model):
    """One archive that is being taken over; interrupted, it goes on where it stopped."""

    class Kind(models.TextChoices):
        WXR = "wxr", _("WordPress export (WXR)")
        CSV = "csv", _("Table (CSV)")
        FOLDER = "folder", _("Folder of HTML files")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    source = models.CharField(_("source"), max_length=300)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("import of an archive")
        verbose_name_plural = _("imports of archives")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        started = timezone.localtime(self.started_at)
        return f"{self.source.rpartition('/')[2]}, {started:%H:%M %d/%m/%Y}"


class ImportItem(models.Model):
    """One item of an archive: what became of it."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("taken over")
        REFUSED = "refused", _("refused")
        SKIPPED = "skipped", _("left out")

    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="items", verbose_name=_("import of an archive")
    )
    key = models.CharField(_("number in the archive"), max_length=500)
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome)
    message = models.CharField(_("note"), max_length=500, blank=True)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, related_name="+", verbose_name=_("article")
    )
    # What the item said, and the version of the article that it became: did either change since?
    digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="import_item_once")]

    def __str__(self) -> str:
        return self.key


class OldAddress(models.Model):
    """Where an article was found before it came here; readers' links keep working."""

    path = models.CharField(_("old address"), max_length=500, unique=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="old_addresses")

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path


def as_kept(address: str) -> str:
    """Path and query in the one form in which they are compared: "/tin/b%C3%A0i/" → "/tin/bài"."""
    path, mark, query = address.partition("?")
    path = unicodedata.normalize("NFC", unquote(path)).rstrip("/") or "/"
    return f"{path}{mark}{query}"

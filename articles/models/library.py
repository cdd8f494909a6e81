"""The library: photos and files that articles use."""

from typing import Self

from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branch_portal.lib.text import fold, slugify, tidy


class PhotoQuerySet(models.QuerySet):
    def usable(self) -> Self:
        """Photos that may be put into articles: not taken down."""
        return self.filter(taken_down_at=None)

    def matching(self, query: str) -> Self:
        """Photos whose caption, credit and description hold every word, whatever its marks."""
        words = fold(tidy(query)).split()[:10]
        return self.filter(*(Q(folded__contains=word) for word in words))


class Photo(models.Model):
    """A picture of the library: re-encoded on arrival, without the camera's data."""

    class Rights(models.TextChoices):
        OWN = "own", _("Taken by the newsroom")
        GIVEN = "given", _("Sent in, printing allowed")
        AGENCY = "agency", _("From a news agency or paper, under agreement")
        UNKNOWN = "unknown", _("Not clear yet")

    # Not an ImageField: that one opens the file for its size, also when it was taken down.
    file = models.FileField(_("picture"), upload_to="photos/")
    # Full size, without the camera's data, outside the folder that is served.
    original = models.CharField(max_length=200, blank=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    renditions = models.JSONField(
        default=list, editable=False, help_text="[{name, width, height, format}], smallest first."
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    phash = models.BigIntegerField(null=True, editable=False, help_text="Signed; see lib/similar.")
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("photographer"), max_length=80, blank=True)
    alt = models.CharField(_("description for those who cannot see it"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=10, choices=Rights, default=Rights.UNKNOWN)
    rights_note = models.CharField(_("note on the rights"), max_length=200, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("middle of interest from the left, in percent"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        _("middle of interest from the top, in percent"),
        default=40,
        validators=[MaxValueValidator(100)],
    )
    folded = models.TextField(editable=False, default="")
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True, db_index=True)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    taken_down_at = models.DateTimeField(_("taken down at"), null=True, editable=False)
    taken_down_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    taken_down_reason = models.CharField(max_length=300, blank=True, editable=False)

    is_new = False  # set by the action that puts it into the library

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100), name="photo_focus_inside"
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or f"{self._meta.verbose_name} {self.pk}"

    def save(self, **kwargs) -> None:
        for words in ("caption", "credit", "alt", "rights_note"):
            setattr(self, words, tidy(getattr(self, words)))
        self.folded = fold(f"{self.caption} {self.credit} {self.alt}")
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(**kwargs)

    def sizes(self, format: str) -> list[dict]:
        """The renditions in one format ("avif", "webp", "jpeg"), smallest first, with addresses."""
        return [
            row | {"url": default_storage.url(row["name"])}
            for row in sorted(self.renditions, key=lambda row: row["width"])
            if row["format"] == format
        ]

    @property
    def is_upright(self) -> bool:
        return self.height > self.width

    @property
    def is_taken_down(self) -> bool:
        return self.taken_down_at is not None


class PhotoBand(models.Model):
    """A part of a photo's perceptual hash: look-alikes share one, and an index finds it."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="bands")
    number = models.PositiveSmallIntegerField()
    value = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["number", "value"], name="photo_band")]
        constraints = [models.UniqueConstraint(fields=["photo", "number"], name="photo_band_once")]

    def __str__(self) -> str:
        return f"{self.photo_id}/{self.number}"


class Attachment(models.Model):
    """A file that readers may take home: a PDF or a Word document, judged by its content."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"

    file = models.FileField(_("file"), upload_to="files/")
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(max_length=4, choices=Kind, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text="In bytes.")
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs) -> None:
        self.title = tidy(self.title)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:attachment", args=[self.pk])

    @property
    def file_name(self) -> str:
        """What the reader's telephone calls it: "quy-che-hop.pdf"."""
        return f"{slugify(self.title) or 'tep'}.{self.kind}"

"""How papers look: dated profiles of the guidelines, and a branch's own Word templates."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branch_portal.lib.paper import Profile
from meetings.models.sessions import ThematicSession
from organisation.models import Unit


def _size(label, default: int = 14) -> models.Field:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(8), MaxValueValidator(30)]
    )


def _length(label, default: int, least: int = 0, most: int = 60) -> models.Field:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(least), MaxValueValidator(most)]
    )


class DocumentProfile(models.Model):
    """The layout of Party papers from a day on. Lengths in mm, sizes and spacings in points.

    The fields of lib/paper's Profile under the same names, and the day.
    """

    class Spelling(models.TextChoices):
        OLD = "ủy", "ủy"
        NEW = "uỷ", "uỷ"

    name = models.CharField(_("guideline"), max_length=120)
    valid_from = models.DateField(_("for papers from"), unique=True)
    margin_top = _length(_("top margin, mm"), 20, least=10)
    margin_bottom = _length(_("bottom margin, mm"), 20, least=10)
    margin_left = _length(_("left margin, mm"), 30, least=10)
    margin_right = _length(_("right margin, mm"), 15, least=10)
    left_column = _length(_("left column of the head, mm"), 75, least=50, most=100)
    party_size = _size(_("name of the Party"), 15)
    rule_width = models.DecimalField(
        _("line below it"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.75"),
        validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(Decimal("3"))],
    )
    superior_size = _size(_("superior"))
    issuer_size = _size(_("issuing body"))
    number_size = _size(_("number and symbol"))
    place_size = _size(_("place and date"))
    type_size = _size(_("type of the paper"), 16)
    subject_size = _size(_("what it is about"))
    under_subject = models.CharField(
        _("mark below what it is about"), max_length=10, default="-----", blank=True
    )
    heading_size = _size(_("titles of parts"))
    body_size = _size(_("text"))
    line_spacing = models.PositiveSmallIntegerField(
        _("exact line spacing"),
        null=True,
        blank=True,
        validators=[MinValueValidator(12), MaxValueValidator(40)],
        help_text=_("Empty for single spacing."),
    )
    first_line = _length(_("first line of a paragraph, mm"), 10)
    space_before = _length(_("space before a paragraph"), 6)
    space_after = _length(_("space after a paragraph"), 6)
    authority_size = _size(_("“T/M CHI BỘ”"))
    post_size = _size(_("post of the signer"))
    post_is_bold = models.BooleanField(_("post of the signer in bold"), default=False)
    signer_size = _size(_("name of the signer"))
    recipients_label_size = _size(_("line above the recipients"))
    recipients_size = _size(_("recipients"), 12)
    page_number_size = _size(_("page number"))
    end_mark = models.CharField(_("mark at the end"), max_length=5, default=".", blank=True)
    spelling = models.CharField(_("spelling"), max_length=2, choices=Spelling, default=Spelling.OLD)

    class Meta:
        verbose_name = _("layout of papers")
        verbose_name_plural = _("layouts of papers")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.name

    @property
    def profile(self) -> Profile:
        """The numbers alone, for lib/docx."""
        fields = dataclasses.fields(Profile)
        return Profile(**{field.name: getattr(self, field.name) for field in fields})

    @property
    def is_used(self) -> bool:
        """Was a session held whose papers are in this layout?"""
        others = DocumentProfile.objects.exclude(pk=self.pk)
        held = ThematicSession.objects.held()
        if others.filter(valid_from__lt=self.valid_from).exists():
            held = held.filter(held_on__gte=self.valid_from)
        later = others.filter(valid_from__gt=self.valid_from).order_by("valid_from").first()
        return (held.filter(held_on__lt=later.valid_from) if later else held).exists()


def layout_on(day: dt.date, profiles: Iterable[DocumentProfile]) -> Profile:
    """The layout of a paper of that day. The oldest one also answers for the time before it."""
    known = sorted(profiles, key=lambda profile: profile.valid_from)
    past = [profile for profile in known if profile.valid_from <= day]
    return (past[-1] if past else known[0]).profile


class PaperKind(models.TextChoices):
    """The papers that a branch may print on a template of its own."""

    MINUTES = "minutes", _("Minutes")
    MINUTES_EXTRACT = "minutes_extract", _("Extract of the minutes")
    RESOLUTION = "resolution", _("Resolution")
    RESOLUTION_EXTRACT = "resolution_extract", _("Extract of a resolution")
    AGENDA = "agenda", _("Agenda")
    ATTENDANCE = "attendance", _("Attendance list")


class PaperTemplateQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(user))

    def in_use(self, unit: Unit) -> Self:
        return self.filter(unit=unit, is_in_use=True)


class PaperTemplate(models.Model):
    """A branch's own .docx for one kind of paper. The file lies outside of what is served."""

    Kind = PaperKind

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paper_templates")
    kind = models.CharField(_("kind of paper"), max_length=20, choices=PaperKind)
    file_name = models.CharField(max_length=160)  # as it was uploaded
    sha256 = models.CharField(max_length=64)  # of the content, by which it is stored
    is_in_use = models.BooleanField(default=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of a paper")
        verbose_name_plural = _("templates of papers")
        ordering = ["kind", "-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(is_in_use=True),
                name="paper_template_one_in_use",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"

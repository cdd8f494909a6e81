"""Sections, tags and series: the order in the house."""

import datetime as dt
import itertools
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from branch_portal.lib.text import fold, slugify, tidy


class SectionQuerySet(models.QuerySet):
    def top(self) -> Self:
        """The sections of the navigation; the others stand under one of them."""
        return self.filter(parent=None)


class Section(models.Model):
    """A fixed part of the paper, in the order of the navigation; two levels at most."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        limit_choices_to={"parent": None},
    )
    # A newsroom role that is named in no section counts in all of them.
    grants = models.ManyToManyField(
        RoleGrant,
        blank=True,
        related_name="sections",
        verbose_name=_("roles limited to this section"),
        limit_choices_to={"role__in": ["reporter", "editor", "publisher"]},
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("pk")),
                name="section_not_its_own_part",
                violation_error_message=_("A section is no part of itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = tidy(self.name)
        if self.parent_id is None:
            return
        if self.parent_id == self.pk or self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Sections have two levels at most.")})
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This section has parts of its own; it stays on the first level.")}
            )

    def save(self, **kwargs) -> None:
        self.name = tidy(self.name)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    @property
    def top(self) -> "Section":
        return self.parent if self.parent_id else self


class TagQuerySet(models.QuerySet):
    def suggested(self, typed: str = "") -> Self:
        """Tags worth proposing: in use, not retired, no alias; one of their words begins as typed.

        Typing another name of a tag finds the tag. Those that begin as typed come first.
        """
        live = self.filter(self.in_use(), alias_of=None, is_retired=False)
        start = fold(tidy(typed))
        if not start:
            return live
        aliases = Tag.objects.filter(alias_of=OuterRef("pk"), folded__startswith=start)
        first = Q(folded__startswith=start)
        found = live.filter(first | Q(folded__contains=f" {start}") | Exists(aliases))
        rank = Case(When(first, then=0), default=1)
        return found.order_by(rank, "folded")

    @staticmethod
    def in_use() -> Exists:
        """Is there an article with this tag? A look into an index, nothing is counted."""
        from articles.models.articles import Article

        return Exists(Article.tags.through.objects.filter(tag=OuterRef("pk")))


class Tag(models.Model):
    """A topic across sections. Two tags are the same when they differ in marks or case only."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    folded = models.CharField(max_length=60, unique=True, editable=False)
    alias_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="aliases",
        verbose_name=_("another name of"),
        limit_choices_to={"alias_of": None},
    )
    is_retired = models.BooleanField(
        _("no longer suggested"), default=False, help_text=_("It stays where it is used.")
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded"]
        constraints = [
            models.CheckConstraint(
                condition=Q(alias_of=None) | ~Q(alias_of=models.F("pk")),
                name="tag_not_its_own_alias",
                violation_error_message=_("A tag is no other name of itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = tidy(self.name)
        if not fold(self.name):
            return
        if "," in self.name:
            raise ValidationError({"name": _("A name without comma: commas part the tags.")})
        if len(fold(self.name)) > 60:
            raise ValidationError({"name": _("This name is too long.")})
        same = Tag.objects.filter(folded=fold(self.name)).exclude(pk=self.pk)
        if self.pk:
            same = same.exclude(alias_of=self.pk)  # a tag may go by one of its other names
        if same.exists():
            raise ValidationError({"name": _("There is already a tag of this name.")})

    def save(self, **kwargs) -> None:
        self.name = tidy(self.name)
        self.folded = fold(self.name)
        self.slug = self.slug or self._free_slug()
        super().save(**kwargs)

    def _free_slug(self) -> str:
        """The address of the name; with a number when another tag has it: "a-b" and "a b"."""
        slug = slugify(self.name)
        taken = set(Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in itertools.count(2))
        return next(free for free in itertools.chain([slug], numbered) if free not in taken)

    def get_absolute_url(self) -> str:
        return reverse("articles:tag", args=[self.slug])


class SeriesQuerySet(models.QuerySet):
    def with_newest(self, now: dt.datetime) -> Self:
        """Series that readers may see, with the key of the newest part as `newest`, by its date."""
        from articles.models.listings import Listing

        lines = Listing.objects.filter(name=Concat(Value("series:"), OuterRef("pk")))
        parts = lines.unexpired(now).filter(publish_at__lte=now)
        parts = parts.order_by("-publish_at", "-article_id")
        found = self.annotate(
            newest=Subquery(parts.values("article_id")[:1]),
            newest_at=Subquery(parts.values("publish_at")[:1]),
        )
        return found.exclude(newest=None).order_by("-newest_at", "-newest")


class Series(models.Model):
    """Articles that belong together and are read in order: a dossier of several parts."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    about = models.TextField(_("about"), max_length=600, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series of articles")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs) -> None:
        self.name = tidy(self.name)
        self.about = tidy(self.about)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:series", args=[self.slug])

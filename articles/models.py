"""The public news."""

import itertools
from typing import Self

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branch_portal.lib import search
from branch_portal.lib.html import clean, plain_text
from branch_portal.lib.text import fold, slugify, tidy

YEARS = range(2000, 2101)  # in which articles are published


class SectionQuerySet(models.QuerySet):
    def with_newest(self, count: int) -> Self:
        """Each section with the keys of its newest articles, `newest_0` first, in one query.

        One seek in the index for each key, so the cost does not grow with the archive.
        """
        newest = Article.objects.published().filter(section=OuterRef("pk")).values("pk")
        return self.annotate(
            **{f"newest_{rank}": Subquery(newest[rank : rank + 1]) for rank in range(count)}
        )


class Section(models.Model):
    """A fixed part of the paper, in the order of the navigation."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs) -> None:
        self.name = tidy(self.name)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])


class Tag(models.Model):
    """A topic across sections. Two tags are the same when they differ in marks or case only."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    folded = models.CharField(max_length=60, unique=True, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = tidy(self.name)
        if not fold(self.name):
            return
        if len(fold(self.name)) > 60:
            raise ValidationError({"name": _("This name is too long.")})
        if Tag.objects.filter(folded=fold(self.name)).exclude(pk=self.pk).exists():
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


class Photo(models.Model):
    """A picture of the library: re-encoded on arrival, without the camera's data."""

    file = models.ImageField(
        _("picture"), upload_to="photos/", width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    renditions = models.JSONField(
        default=list, editable=False, help_text="[{name, width, height, format}], smallest first."
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("photographer"), max_length=80, blank=True)
    alt = models.CharField(_("description for those who cannot see it"), max_length=200, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.caption or self.alt or f"{self._meta.verbose_name} {self.pk}"

    def save(self, **kwargs) -> None:
        for words in ("caption", "credit", "alt"):
            setattr(self, words, tidy(getattr(self, words)))
        super().save(**kwargs)

    def sizes(self, format: str) -> list[dict]:
        """The renditions in one format ("webp", "jpeg"), smallest first, each with its address."""
        return [
            row | {"url": default_storage.url(row["name"])}
            for row in sorted(self.renditions, key=lambda row: row["width"])
            if row["format"] == format
        ]

    @property
    def is_upright(self) -> bool:
        return self.height > self.width


class ArticleQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What readers may see now; time decides, no job does."""
        return self.filter(state=Article.State.PUBLISHED, publish_at__lte=timezone.now()).order_by(
            "-publish_at", "-pk"
        )

    def for_cards(self) -> Self:
        """Everything a headline with its picture needs, without the body, in one query."""
        return self.select_related("section", "photo").defer(
            "body", "search_exact", "search_folded"
        )

    def for_headlines(self) -> Self:
        """Everything a line in "Latest news" needs, in one query."""
        return self.only("headline", "slug", "publish_at")

    def matching(self, query: str) -> Self:
        """Articles that hold all words of the query; those with the same marks come first."""
        return search.matching(self, query)


class Article(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    section = models.ForeignKey(
        Section, models.PROTECT, related_name="articles", verbose_name=_("section")
    )
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, editable=False)
    lead = models.TextField(_("lead"), max_length=800, validators=[MaxLengthValidator(800)])
    body = models.TextField(_("body"))
    author_name = models.CharField(_("author"), max_length=80, blank=True)
    photo = models.ForeignKey(
        Photo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("photo"),
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name=_("tags"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    comments_open = models.BooleanField(_("comments open"), default=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_exact = models.TextField(editable=False)
    search_folded = models.TextField(editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-publish_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-publish_at", "-id"], name="article_newest"),
            models.Index(
                fields=["section", "state", "-publish_at", "-id"], name="article_section_newest"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(publish_at__isnull=False),
                name="article_published_has_time",
                violation_error_message=_("A published article has a date."),
            ),
            models.CheckConstraint(
                condition=~Q(headline=""),
                name="article_has_headline",
                violation_error_message=_("The headline is missing."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, **kwargs) -> None:
        """Whatever door the text comes through, it is clean HTML and findable afterwards."""
        self.headline = tidy(self.headline)
        self.kicker = tidy(self.kicker)
        self.author_name = tidy(self.author_name)
        self.lead = tidy(self.lead)
        self.body = clean(self.body)
        self.slug = slugify(self.headline) or "bai"
        words = " ".join([self.headline, self.lead, plain_text(self.body), self.author_name])
        self.search_exact, self.search_folded = search.document(words)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.pk, self.slug])

    @property
    def minutes_to_read(self) -> int:
        """Minutes at 220 syllables a minute, at least one."""
        return max(1, round(len(self.search_exact.split()) / 220))

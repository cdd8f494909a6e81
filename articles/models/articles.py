"""An article as readers see it, and what hangs on it."""

import datetime as dt
from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles import rules
from articles.models.library import Attachment, Photo
from articles.models.listings import ReadersLists
from articles.models.lists import NewsroomLists
from articles.models.moments import cap_page
from articles.models.taxonomy import Section, Series, Tag
from branch_portal.lib import search
from branch_portal.lib.html import clean, plain_text
from branch_portal.lib.text import slugify, tidy


class ArticleQuerySet(NewsroomLists, ReadersLists):
    def published(self, now: dt.datetime | None = None) -> Self:
        """What readers may see now, or at another moment; time decides, no job does."""
        if now is None:
            cap_page()
        now = now or timezone.now()
        return self._cleared(now).filter(publish_at__lte=now)

    def gone(self) -> Self:
        """What readers once saw and no longer see, because it was withdrawn."""
        return self.filter(live_version__isnull=False).exclude(state=Article.State.PUBLISHED)

    def for_cards(self) -> Self:
        """Everything a headline with its picture needs, without the body, in one query."""
        return self.select_related("section", "photo").defer(
            "body", "search_exact", "search_folded"
        )

    def for_headlines(self) -> Self:
        """Everything a line in "Latest news" needs, in one query."""
        return self.only("headline", "slug", "publish_at", "expires_at", "state")

    def formerly_at(self, path: str, query: str) -> Self:
        """Articles that stood at this address of an older site; what stands after "?" may matter.

        A join, so that the index of addresses is asked first, however large the archive is.
        """
        from articles.models.imports import as_kept

        wanted = [as_kept(path), as_kept(f"{path}?{query}")]
        # The longer address, the one with the query, comes first.
        return self.filter(old_addresses__path__in=wanted).order_by("-old_addresses__path")

    def matching(self, query: str) -> Self:
        """Articles that hold all words of the query; those with the same marks come first."""
        return search.matching(self, query)


class Article(models.Model):
    """The row holds what readers see; a correction in preparation is a revision above it.

    `version` is the number of the newest revision, `live_version` of the one that readers see, or
    saw last. While the two differ on a published article, `pending` says how far the correction
    has come.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # The steps before publication; a correction goes through the same ones.
    OPEN = (State.DRAFT, State.RETURNED)
    STEPS = (*OPEN, State.IN_REVIEW, State.APPROVED)

    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    top_section = models.ForeignKey(
        Section, models.PROTECT, null=True, editable=False, related_name="+"
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("series"),
    )
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    slug = models.SlugField(_("address"), max_length=100, editable=False)
    lead = models.TextField(
        _("lead"), max_length=800, blank=True, validators=[MaxLengthValidator(800)]
    )
    body = models.TextField(_("body"), blank=True)
    author_name = models.CharField(_("author"), max_length=300, blank=True, editable=False)
    source_name = models.CharField(_("source"), max_length=120, blank=True)
    source_url = models.URLField(_("link to the source"), max_length=500, blank=True)
    source_published_at = models.DateTimeField(
        _("published there at"),
        null=True,
        blank=True,
        help_text=_("A re-posted article appears one hour after its source at the earliest."),
    )
    # The first of the article's photos, for cards and lists.
    photo = models.ForeignKey(
        Photo, models.PROTECT, null=True, editable=False, related_name="articles"
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name=_("tags"))
    comments_open = models.BooleanField(_("comments open"), default=True)
    # How many of them readers see, and what a moderator has set for them; kept by those who decide.
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    comment_policy = models.CharField(max_length=10, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    pending = models.CharField(max_length=10, choices=State, blank=True, editable=False)
    remark = models.TextField(_("remark of the desk"), max_length=1000, blank=True, editable=False)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("take off at"), null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_version = models.PositiveIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # Which form made it: sent twice, the same form makes one article.
    form_key = models.CharField(max_length=40, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    live_version = models.PositiveIntegerField(null=True, editable=False)
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
            models.Index(
                fields=["top_section", "state", "-publish_at", "-id"], name="article_top_newest"
            ),
            models.Index(fields=["-changed_at", "-id"], name="article_last_changed"),
            models.Index(fields=["state", "-changed_at", "-id"], name="article_state_changed"),
            models.Index(fields=["section", "-changed_at", "-id"], name="article_section_changed"),
            models.Index(fields=["top_section", "-changed_at", "-id"], name="article_top_changed"),
            models.Index(fields=["pending", "-changed_at", "-id"], name="article_pending_changed"),
            models.Index(fields=["-publish_at", "-id"], name="article_by_date"),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="article_ending",
            ),
            models.Index(
                fields=["created_by", "state", "-changed_at", "-id"], name="article_own_changed"
            ),
            models.Index(
                fields=["publish_at", "corrected_at"],
                condition=Q(corrected_at__isnull=False),
                name="article_corrections",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(publish_at__isnull=False),
                name="article_published_has_time",
                violation_error_message=_("A published article has a date."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | (~Q(headline="") & Q(section__isnull=False)),
                name="article_published_is_complete",
                violation_error_message=_("A published article has a headline and a section."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None)
                | Q(publish_at=None)
                | Q(expires_at__gt=models.F("publish_at")),
                name="article_expires_after_start",
                violation_error_message=_("The article would end before it appears."),
            ),
            models.UniqueConstraint(
                fields=["created_by", "form_key"],
                condition=~Q(form_key=""),
                name="article_once_from_a_form",
            ),
            models.CheckConstraint(
                condition=Q(pending="") | Q(state="published"),
                name="article_pending_is_published",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline yet)"))

    def save(self, **kwargs) -> None:
        """Whatever door the text comes through, it is clean HTML and findable afterwards."""
        for words in ("headline", "kicker", "author_name", "lead", "source_name"):
            setattr(self, words, tidy(getattr(self, words)))
        self.body = clean(self.body)
        self.slug = slugify(self.headline) or "bai"
        if self.section:
            self.top_section_id = self.section.parent_id or self.section_id
        else:
            self.top_section = None
        words = " ".join([self.headline, self.lead, plain_text(self.body), self.author_name])
        self.search_exact, self.search_folded = search.document(words)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.pk, self.slug])

    @property
    def minutes_to_read(self) -> int:
        """Minutes at 220 syllables a minute, at least one."""
        return max(1, round(len(self.search_exact.split()) / 220))

    @property
    def authors(self) -> dict[str, str]:
        """The names of its by-line by their addresses: {"thu-nhan": "Thu Nhàn"}."""
        return rules.authors(self.author_name)

    # --- Where it stands ---

    @property
    def step(self) -> str:
        """How far the newest text has come; of a correction, while one is in preparation."""
        return self.pending or self.state

    @property
    def is_open(self) -> bool:
        """May its author still change it without asking? So until it is handed in."""
        return self.step in self.OPEN

    @property
    def is_cleared(self) -> bool:
        """Released for readers, whatever the clock says."""
        return self.state == self.State.PUBLISHED

    def is_public(self, now: dt.datetime | None = None) -> bool:
        """Do readers see it at this moment? The same rule as `published()`."""
        now = now or timezone.now()
        return self.is_cleared and self.publish_at <= now and not self._has_expired(now)

    def _has_expired(self, now: dt.datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    @property
    def state_shown(self) -> str:
        """The state in the newsroom's words: a published one may be scheduled, live or over."""
        if not self.is_cleared:
            return self.get_state_display()
        now = timezone.now()
        if self.publish_at > now:
            return str(_("Scheduled"))
        return str(_("Expired") if self._has_expired(now) else _("Published"))


class ByLine(models.Model):
    """One author of an article, with or without an account here."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="by_lines")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=80)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="by_lines")

    class Meta:
        verbose_name = _("by-line")
        verbose_name_plural = _("by-lines")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "position"], name="by_line_once")]

    def __str__(self) -> str:
        return self.name


class PhotoUse(models.Model):
    """Where a photo stands: its words belong to the use, its credit to the photo.

    `shown` rows are the article's own photos in order; `text` rows are found in the body when it is
    saved; `waiting` rows belong to a text that readers do not see yet.
    """

    class Place(models.TextChoices):
        SHOWN = "shown", _("above or below the text")
        TEXT = "text", _("in the text")
        WAITING = "waiting", _("in a version not published yet")

    article = models.ForeignKey(Article, models.CASCADE, related_name="photo_uses")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses")
    place = models.CharField(max_length=8, choices=Place)
    position = models.PositiveSmallIntegerField(default=0)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    alt = models.CharField(_("description for those who cannot see it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("use of a photo")
        verbose_name_plural = _("uses of photos")
        ordering = ["place", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "place", "position"], name="photo_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.photo_id}"


class AttachmentUse(models.Model):
    """A file that an article hands out, in the order of the list or linked in the text."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="attachment_uses")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)
    in_text = models.BooleanField(default=False)

    class Meta:
        ordering = ["in_text", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "in_text", "position"], name="attachment_use_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.attachment_id}"


class RelatedArticle(models.Model):
    """An article that the newsroom recommends under another one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_rows")
    to = models.ForeignKey(Article, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "to"], name="related_article_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.to_id}"


class Correction(models.Model):
    """What was put right in a published article, said to its readers."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    note = models.TextField(_("what was corrected"), max_length=500)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.note


class TextBand(models.Model):
    """A number drawn from an article's text: near copies share one, and an index finds it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bands")
    number = models.PositiveSmallIntegerField()
    value = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["number", "value"], name="text_band")]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="text_band_once")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

"""Pages about the paper itself: who makes it, how to reach them."""

from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.library import Photo
from branch_portal.lib.html import clean
from branch_portal.lib.text import tidy


class InfoPageQuerySet(models.QuerySet):
    def in_foot(self) -> Self:
        """The pages to which the foot of every public page leads; titles and addresses alone."""
        return self.filter(is_in_foot=True).only("title", "slug")

    def with_photo(self, photo: Photo) -> Self:
        """Pages with this photo in their text. There are few pages, so each text is looked at."""
        return self.filter(body__contains=f'data-photo-id="{photo.pk}"')


class InfoPage(models.Model):
    """A page that is no news: about us, contact, rules for comments."""

    title = models.CharField(_("title"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    body = models.TextField(
        _("body"), blank=True, max_length=200_000, validators=[MaxLengthValidator(200_000)]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_in_foot = models.BooleanField(
        _("in the foot of every page"), default=True, help_text=_("Readers find it on every page.")
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = InfoPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs) -> None:
        """Whatever door the text comes through, it is clean HTML afterwards."""
        self.title = tidy(self.title)
        self.body = clean(self.body)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:info", args=[self.slug])

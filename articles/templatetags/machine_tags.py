"""What the pages of the paper say to machines; computed from what the page shows anyway."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import Article, PhotoUse, Section, Tag
from articles.reports.machines import card_address, modified_at
from branch_portal.lib import cards
from branch_portal.lib.html import plain_text
from branch_portal.lib.machines import (
    LONGEST_HEADLINE,
    About,
    Picture,
    absolute,
    organisation,
    website,
)

register = template.Library()
FEWEST_PIXELS = 800  # of the width of a picture that search engines may show


def _told(context, about: About) -> dict:
    request = context["request"]
    return about.as_context(request.path, request.GET)


def _feeds(title: str, **of: str) -> list[tuple[str, str, str]]:
    return [
        (f"application/{name}+xml", f"{title} ({word})", reverse(f"articles:{name}", kwargs=of))
        for name, word in (("rss", "RSS"), ("atom", "Atom"))
    ]


@register.inclusion_tag("_machines.html", takes_context=True)
def front_machines(context) -> dict:
    """The front page: whose it is, and how to search it. Always the one address."""
    about = About(
        title=settings.SITE_NAME,
        description=_(
            "Party building, thematic branch meetings and life in the communes: the latest news."
        ),
        data=[website(), organisation()],
    )
    return about.as_context(context["request"].path, {})


@register.inclusion_tag("_machines.html", takes_context=True)
def section_machines(context, section: Section) -> dict:
    about = About(
        title=section.name,
        description=_("The latest news of the section “%(name)s”") % {"name": section.name},
        trail=_section_trail(section),
        feeds=_feeds(section.name, section=section.slug),
    )
    return _told(context, about)


@register.inclusion_tag("_machines.html", takes_context=True)
def tag_machines(context, tag: Tag) -> dict:
    about = About(
        title=tag.name,
        description=_("The latest news on “%(name)s”") % {"name": tag.name},
        trail=[(tag.name, tag.get_absolute_url())],
        feeds=_feeds(tag.name, tag=tag.slug),
    )
    return _told(context, about)


def _section_trail(section: Section) -> list[tuple[str, str]]:
    steps = [section.parent, section] if section.parent_id else [section]
    return [(step.name, step.get_absolute_url()) for step in steps]


@register.inclusion_tag("_machines.html", takes_context=True)
def article_machines(context, article: Article) -> dict:
    """An article as readers see it. Never asked for a text that is not published."""
    lead: PhotoUse | None = context["lead_photo"]
    tags = [tag.name for tag in context["tags"]]
    card = Picture(
        absolute(card_address(article, lead.photo if lead else None)),
        cards.WIDTH,
        cards.HEIGHT,
        "image/jpeg",
        article.headline,
    )
    path = article.get_absolute_url()
    about = About(
        title=article.headline,
        description=article.lead,
        kind="article",
        trail=[*_section_trail(article.section), (article.headline, path)],
        more=[
            ("article:published_time", _iso(article.publish_at)),
            ("article:modified_time", _iso(modified_at(article))),
            ("article:section", article.section.name),
            *(("article:tag", name) for name in tags),
        ],
        picture=card,
        data=[_news_article(article, context, tags, card)],
    )
    return about.as_context(path, {})


def _news_article(article: Article, context, tags: list[str], card: Picture) -> dict:
    url = absolute(article.get_absolute_url())
    uses = [use for use in (context["lead_photo"], *context["gallery"]) if use]
    news = {
        "@type": "NewsArticle",
        "@id": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": Truncator(article.headline).chars(LONGEST_HEADLINE, truncate="…"),
        "description": article.lead,
        "inLanguage": "vi",
        "image": [*(image for use in uses for image in _images(use)), _image_of(card)],
        "datePublished": _iso(article.publish_at),
        "dateModified": _iso(modified_at(article)),
        "author": _authors(article) or [organisation()],
        "publisher": organisation(),
        "articleSection": article.section.name,
        "keywords": tags,
        "isAccessibleForFree": True,
        "wordCount": len(plain_text(article.body).split()),
        "isPartOf": _series(article),
        "correction": [
            {"@type": "CorrectionComment", "text": row.note, "datePublished": _iso(row.at)}
            for row in context["corrections"]
        ],
    }
    return {name: value for name, value in news.items() if value}


def _authors(article: Article) -> list[dict]:
    return [
        {"@type": "Person", "name": name, "url": absolute(reverse("articles:author", args=[slug]))}
        for slug, name in article.authors.items()
    ]


def _series(article: Article) -> dict | None:
    if article.series is None:
        return None
    url = absolute(article.series.get_absolute_url())
    return {"@type": "CreativeWorkSeries", "name": article.series.name, "url": url}


def _images(use: PhotoUse) -> list[dict]:
    """The wider sizes of a photo; of a small one the widest."""
    sizes = use.photo.sizes("jpeg")
    words = {"caption": use.caption or use.alt, "creditText": use.photo.credit}
    known = {name: word for name, word in words.items() if word}
    return [
        _image(absolute(size["url"]), size["width"], size["height"]) | known
        for size in sizes
        if size["width"] >= FEWEST_PIXELS or size is sizes[-1]
    ]


def _image_of(card: Picture) -> dict:
    return _image(card.url, card.width, card.height)


def _image(url: str, width: int, height: int) -> dict:
    return {"@type": "ImageObject", "url": url, "width": width, "height": height}


def _iso(moment) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")

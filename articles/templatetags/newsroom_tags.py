"""What the newsroom's admin pages show beside the work itself."""

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article
from articles.reports.words import when_words

register = template.Library()
SHOWN = 5


@register.inclusion_tag("articles/_board.html", takes_context=True)
def newsroom_board(context) -> dict:
    """What somebody who writes for the paper has to do, five lines of each kind; else nothing."""
    user = context["request"].user
    if not permissions.write(user):
        return {"parts": []}
    articles = Article.objects.for_list()
    newest = articles.order_by("-changed_at", "-pk")
    review_in = permissions.waiting_scope(user)["review_in"]
    corrections = newest.correcting()
    if review_in is not None:
        corrections = corrections.filter(section__in=review_in) | corrections.filter(
            created_by=user
        )
    parts = [
        _part(
            _("My drafts"),
            newest.filter(created_by=user, state="draft"),
            "state=draft&desk=mine",
        ),
        _part(
            _("Returned to me"),
            newest.at_step("returned").filter(created_by=user),
            "state=returned&desk=mine",
        ),
        _part(_("Appears next"), articles.scheduled().order_by("publish_at"), "state=scheduled"),
        _part(_("Corrections in preparation"), corrections, "state=correcting"),
    ]
    if review_in is None or review_in:
        waiting = newest.at_step("in_review")
        waiting = waiting if review_in is None else waiting.filter(section__in=review_in)
        parts.insert(0, _part(_("Waiting for review"), waiting, "state=in_review"))
    return {"parts": parts, "name": user.full_name}


def _part(title: str, articles: QuerySet, query: str) -> dict:
    found = list(articles[: SHOWN + 1])
    address = reverse("admin:articles_article_changelist")
    return {
        "title": title,
        "lines": [_line(article) for article in found[:SHOWN]],
        "more": f"{address}?{query}" if found else "",
    }


def _line(article: Article) -> dict:
    section = article.section.name if article.section else _("no section yet")
    moment = when_words(article.publish_at if _is_ahead(article) else article.changed_at)
    return {
        "words": str(article),
        "address": reverse("admin:articles_article_change", args=[article.pk]),
        "about": f"{section} · {moment}",
        "remark": article.remark if "returned" in (article.state, article.pending) else "",
    }


def _is_ahead(article: Article) -> bool:
    return article.is_cleared and not article.pending and not article.is_public()

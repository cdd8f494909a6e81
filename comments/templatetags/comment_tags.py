"""Readers' words under an article."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django import template
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Article
from branch_portal.lib.machines import absolute, in_script
from branch_portal.lib.pagecache import remember, shows, until
from branch_portal.lib.paging import Page, PageMissing, cut
from comments.forms.comment import CommentForm
from comments.models import Comment, Openness

register = template.Library()
ON_A_PAGE = 50  # comments that answer no other one
FIELDS = (
    *("article", "parent", "kind", "code", "author_name", "text", "masked_text", "masked_at"),
    *("state", "published_at", "pinned_at"),
)


@dataclass
class Thread:
    """A comment and the answers to it."""

    comment: Comment
    answers: list[Comment] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def comment_thread(context, article: Article) -> SafeString:
    """Show the approved comments with the answers to them, oldest first, and the form.

    Remembered for each page until a comment on the article is decided about; built with one query,
    one more where there are answers, and another one where there are pages. No address is read.
    """
    asked = context["request"].GET.get("trang")

    def build() -> SafeString:
        shows(f"article:{article.pk}", f"comments:{article.pk}", "comments")
        openness = Openness.of(article)
        until(openness.closes_at)
        told = {"article": article, "openness": openness}
        if openness.is_shown:
            told |= _shown(article, asked)
        if openness.is_open:
            told["form"] = CommentForm.blank(article)
        return render_to_string("comments/_thread.html", told)

    return remember(f"thread {article.pk} {asked or ''}", build)


def _shown(article: Article, asked: str | None) -> dict:
    try:
        page = cut(article.comments.threads().only(*FIELDS), asked, ON_A_PAGE)
    except PageMissing as missing:
        raise Http404 from missing
    answers = defaultdict(list)
    if answered := [row.pk for row in page if row.is_answered]:
        for row in Comment.objects.approved().filter(parent__in=answered).only(*FIELDS):
            answers[row.parent_id].append(row)
    threads = [Thread(row, answers[row.pk]) for row in page]
    if page.previous or page.next:
        # The article's row may have been read before the last decision.
        number = Article.objects.values_list("comment_count", flat=True).get(pk=article.pk)
    else:
        number = sum(row.is_public for row in page) + sum(map(len, answers.values()))
    return {
        "page": page,
        "threads": threads,
        "number": number,
        "data": _data(article, number, threads, page) if number else "",
    }


def _data(article: Article, number: int, threads: Iterable[Thread], page: Page) -> SafeString:
    """The comments for machines, as part of the article that its own page has told them about."""
    url = absolute(article.get_absolute_url())
    rows = [row for thread in threads for row in (thread.comment, *thread.answers)]
    about = {
        "@type": "NewsArticle",
        "@id": url,
        "commentCount": number,
        "comment": [_told(row, url) for row in rows if row.is_public],
    }
    return in_script({"@context": "https://schema.org", "@graph": [about]})


def _told(comment: Comment, url: str) -> dict:
    kind = "Organization" if comment.is_official else "Person"
    return {
        "@type": "Comment",
        "@id": f"{url}#yk-{comment.code}",
        "author": {"@type": kind, "name": comment.shown_name},
        "dateCreated": comment.published_at.isoformat(timespec="seconds"),
        "text": comment.shown_text,
        "inLanguage": "vi",
    }

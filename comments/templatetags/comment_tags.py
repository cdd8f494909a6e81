"""Readers' words under an article."""

from django import template
from django.http import Http404

from articles.models import Article
from branch_portal.lib.pagecache import shows
from branch_portal.lib.paging import PageMissing, cut
from comments.forms import CommentForm

register = template.Library()
ON_A_PAGE = 50


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comment_thread(context, article: Article) -> dict:
    """The approved comments, oldest first, and the form. One query; no address leaves it."""
    shows(f"comments:{article.pk}")
    approved = article.comments.approved().only("author_name", "text", "written_at", "article")
    try:
        page = cut(approved, context["request"].GET.get("trang"), ON_A_PAGE)
    except PageMissing as missing:
        raise Http404 from missing
    return {"article": article, "page": page, "form": CommentForm}

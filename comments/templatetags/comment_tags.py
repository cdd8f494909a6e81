"""Readers' words under an article."""

from django import template
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Article
from branch_portal.lib.pagecache import remember, shows
from branch_portal.lib.paging import PageMissing, cut
from comments.forms import CommentForm

register = template.Library()
ON_A_PAGE = 50


@register.simple_tag(takes_context=True)
def comment_thread(context, article: Article) -> SafeString:
    """Show the approved comments, oldest first, and the form; one query when one was decided."""
    asked = context["request"].GET.get("trang")

    def build() -> SafeString:
        shows(f"article:{article.pk}", f"comments:{article.pk}")
        approved = article.comments.approved().only("author_name", "text", "written_at", "article")
        try:
            page = cut(approved, asked, ON_A_PAGE)
        except PageMissing as missing:
            raise Http404 from missing
        told = {"article": article, "page": page, "form": CommentForm}
        return render_to_string("comments/_thread.html", told)

    return remember(f"thread {article.pk} {asked or ''}", build)

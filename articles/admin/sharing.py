"""Links that show an unpublished text to somebody without an account."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import actions, permissions
from articles.actions.sharing import DAYS
from articles.models import Article, PreviewLink
from branch_portal.lib.verdicts import RuleBroken

ENDED = 20  # links that show nothing any more; more of them tell nobody anything


class SharingPages:
    """The page of ArticleAdmin on which previews are shared and closed."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.sharing)
        return [
            path("<int:pk>/chia-se/", page, name="articles_article_sharing"),
            *super().get_urls(),
        ]

    def sharing(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a link, see the ones there are, close one."""
        article = get_object_or_404(Article, pk=pk)
        verdict = permissions.edit(request.user, article)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        address = ""
        if request.method == "POST" and "close" in request.POST:
            return self._close(request, article)
        if request.method == "POST":
            address = self._share(request, article)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "title": _("Share a preview"),
            "address": address,
            "days": DAYS,
            **_links(article),
        }
        return TemplateResponse(request, "admin/articles/article/sharing.html", context)

    def _share(self, request: HttpRequest, article: Article) -> str:
        days = request.POST.get("days", "")
        try:
            _link, token = actions.share_preview(
                article,
                days=int(days) if days.isdecimal() and len(days) < 4 else 0,
                purpose=request.POST.get("purpose", ""),
                by=request.user,
            )
        except RuleBroken as broken:
            messages.error(request, str(broken))
            return ""
        return settings.SITE_URL + reverse("articles:shared_preview", args=[token])

    def _close(self, request: HttpRequest, article: Article) -> HttpResponse:
        key = request.POST["close"]
        link = get_object_or_404(
            PreviewLink, article=article, pk=key if key.isdecimal() and len(key) < 18 else 0
        )
        actions.revoke_preview(link, by=request.user)
        messages.success(request, _("The link is closed; it shows nothing any more."))
        return HttpResponseRedirect(request.path)


def _links(article: Article) -> dict:
    """All links that are open, so that each can be closed, and the newest of the others."""
    links = article.preview_links.select_related("made_by")
    still_open = list(links.open())
    keys = {link.pk for link in still_open}
    return {"links": [*still_open, *links.exclude(pk__in=keys)[:ENDED]], "open": keys}

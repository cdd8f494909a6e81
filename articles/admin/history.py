"""The versions of an article: list, comparison word by word, restoring; side drafts."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import actions, permissions
from articles.admin.told import COMPARED, in_words, label_of
from articles.models import Article, Revision, SideDraft, Snapshot
from branch_portal.lib.merge import differences, readable
from branch_portal.lib.paging import PageMissing, cut
from branch_portal.lib.verdicts import RuleBroken


@dataclass(frozen=True)
class Change:
    """One field that differs: its name in words and the parts, ("same" | "gone" | "new", text)."""

    label: str
    parts: list[tuple[str, str]]


class HistoryPages:
    """Pages of ArticleAdmin about what was written when, and by whom."""

    def get_urls(self):
        page = self.admin_site.admin_view
        prefix = "<int:pk>/phien-ban/"
        return [
            path(prefix, page(self.revisions), name="articles_article_revisions"),
            path(f"{prefix}<int:number>/", page(self.revision), name="articles_article_revision"),
            path(
                "<int:pk>/ban-rieng/<int:draft>/",
                page(self.side_draft),
                name="articles_article_side_draft",
            ),
            *super().get_urls(),
        ]

    def _readable(self, request: HttpRequest, pk: int) -> Article:
        verdict = permissions.write(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        return get_object_or_404(Article.objects.select_related("section"), pk=pk)

    def _page(self, request: HttpRequest, name: str, article: Article, **context) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "may_edit": bool(permissions.edit(request.user, article)),
        }
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context)

    def revisions(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All versions, newest first."""
        article = self._readable(request, pk)
        rows = article.revisions.select_related("made_by").defer("snapshot")
        try:
            found = cut(rows, request.GET.get("trang"), 50)
        except PageMissing as missing:
            raise Http404 from missing
        return self._page(request, "revisions", article, title=_("Versions"), page=found)

    def revision(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """One version against another: the one before it, or `?voi=`. POST restores it."""
        article = self._readable(request, pk)
        revision = get_object_or_404(article.revisions.select_related("made_by"), number=number)
        if request.method == "POST":
            return self._restore(request, article, revision)
        against = request.GET.get("voi", "")
        other = int(against) if against.isdecimal() and len(against) < 9 else number - 1
        base = article.revisions.filter(number=other).first()
        return self._page(
            request,
            "revision",
            article,
            title=_("Version %(number)s") % {"number": number},
            revision=revision,
            base=base,
            changes=changes(
                Snapshot.read(base.snapshot) if base else Snapshot(),
                Snapshot.read(revision.snapshot),
            ),
        )

    def _restore(self, request: HttpRequest, article: Article, revision: Revision) -> HttpResponse:
        section = Snapshot.read(revision.snapshot).section
        for verdict in (
            permissions.edit(request.user, article),
            permissions.write_in(request.user, section),
        ):
            if not verdict:
                raise PermissionDenied(verdict.reason)
        try:
            restored = actions.restore_revision(revision, by=request.user)
        except RuleBroken as broken:
            messages.error(request, str(broken))
            return HttpResponseRedirect(request.path)
        messages.success(
            request,
            _("Version %(number)s is the newest text again; nothing was taken away.")
            % {"number": revision.number},
        )
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[restored.pk]))

    def side_draft(self, request: HttpRequest, pk: int, draft: int) -> HttpResponse:
        """One's own words that met another save, against the newest text. POST puts them away."""
        article = self._readable(request, pk)
        found = get_object_or_404(SideDraft, pk=draft, article=article, user=request.user)
        if request.method == "POST":
            actions.put_away_side_draft(found, by=request.user)
            messages.success(request, _("The side draft is put away."))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        mine = Snapshot.read(found.snapshot)
        return self._page(
            request,
            "side_draft",
            article,
            title=_("Your side draft"),
            draft=found,
            body=readable(mine.body),
            changes=changes(Snapshot.newest(article), mine),
        )


def changes(old: Snapshot, new: Snapshot) -> list[Change]:
    """The fields that differ between two texts, as words that were taken out or put in."""
    before, after = in_words(old), in_words(new)
    return [
        Change(label_of(name), differences(before[name], after[name]))
        for name in COMPARED
        if before[name] != after[name]
    ]

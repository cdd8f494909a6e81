"""The list of articles: quick with 200,000 of them, filtered, searched, kept views."""

import re

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import actions, permissions
from articles.admin.base import NewsroomAdmin
from articles.admin.filters import (
    AuthorFilter,
    DeskFilter,
    PeriodFilter,
    SectionFilter,
    StateFilter,
)
from articles.models import Article, SavedFilter
from articles.reports.words import state_words, when_words
from branch_portal.lib.verdicts import RuleBroken

# What makes up a view of the list that can be kept.
KEPT = ("section", "state", "author", "period", "first", "last", "desk", SEARCH_VAR, ORDER_VAR)
_NUMBER = re.compile(r"#\s*(\d{1,18})")


class ArticleList(ChangeList):
    """The list with what its bar shows: selects, tabs, kept views."""

    def __init__(self, request: HttpRequest, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.kept_query = kept_query(request.GET)
        self.saved = list(SavedFilter.objects.filter(user=request.user))
        self.tabs = self._tabs()

    def _tabs(self) -> list[dict]:
        desk = next(spec for spec in self.filter_specs if isinstance(spec, DeskFilter))
        return [
            {
                "label": choice["display"],
                "query": choice["query_string"],
                "is_here": choice["selected"],
            }
            for choice in desk.choices(self)
        ]

    @property
    def selects(self) -> list:
        """The filters of the bar, in their order; the tabs are shown apart."""
        return [spec for spec in self.filter_specs if not isinstance(spec, DeskFilter)]

    @property
    def is_filtered(self) -> bool:
        """Is the bar of filters in use? Then it stands open."""
        wanted = (name for spec in self.selects for name in spec.expected_parameters())
        return any(self.params.get(name) for name in wanted)

    @property
    def desk(self) -> str:
        """The tab that is open, so that searching stays inside it."""
        return self.params.get(DeskFilter.parameter_name, "")


def kept_query(params: QueryDict) -> str:
    """The part of an address that a kept view consists of, in one order; empty for the whole."""
    query = QueryDict(mutable=True)
    for name in KEPT:
        if value := params.get(name, "").strip():
            query[name] = value
    return query.urlencode()


class ListPages(NewsroomAdmin):
    """The list page of ArticleAdmin."""

    list_display = [
        "headline_line",
        "section_line",
        "state_line",
        "author_name",
        "changed_line",
        "publish_line",
    ]
    list_display_links = ["headline_line"]
    list_filter = [SectionFilter, StateFilter, AuthorFilter, PeriodFilter, DeskFilter]
    list_per_page = 50
    list_max_show_all = 0
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["search_folded"]
    search_help_text = gettext_lazy("Headline, lead, text and authors; #123 is a number.")

    class Media:
        css = {"all": ["css/newsroom/lists.css", "css/newsroom/tags.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return ArticleList

    def get_ordering(self, request: HttpRequest) -> list[str]:
        # A period is one of publication, so its articles stand in that order.
        dated = any(request.GET.get(name) for name in ("period", "first", "last"))
        return ["-publish_at", "-pk"] if dated else ["-changed_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        queryset = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "articles_article_changelist"
        return queryset.for_list() if is_list else queryset

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        number = _NUMBER.fullmatch(search_term.strip())
        if number:
            return queryset.filter(pk=number[1]), False
        return (queryset.matching(search_term) if search_term else queryset), False

    # --- The columns ---

    @admin.display(description=gettext_lazy("headline"))
    def headline_line(self, article: Article) -> SafeString:
        kicker = format_html('<span class="kicker">{}</span> ', article.kicker)
        return format_html(
            '{}<span class="words">{}</span> <span class="number">#{}</span>',
            kicker if article.kicker else "",
            str(article),
            str(article.pk),
        )

    @admin.display(description=gettext_lazy("section"), empty_value="–")
    def section_line(self, article: Article) -> str | None:
        return article.section and article.section.name

    @admin.display(description=gettext_lazy("state"))
    def state_line(self, article: Article) -> SafeString:
        return format_html(
            '<span class="state is-{}">{}</span>', article.step, state_words(article)
        )

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed_line(self, article: Article) -> SafeString:
        by = f" · {article.changed_by}" if article.changed_by else ""
        return _dated(_("Changed"), f"{when_words(article.changed_at)}{by}")

    @admin.display(description=gettext_lazy("appears"), ordering="publish_at")
    def publish_line(self, article: Article) -> SafeString | str:
        if article.publish_at is None:
            return "–"
        return _dated(_("Appears"), when_words(article.publish_at))

    # --- Kept views ---

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("bo-loc/", view(require_POST(self.keep_filter)), name="articles_filter_save"),
            path(
                "bo-loc/<int:pk>/xoa/",
                view(require_POST(self.forget_filter)),
                name="articles_filter_delete",
            ),
            *super().get_urls(),
        ]

    def keep_filter(self, request: HttpRequest) -> HttpResponse:
        """Keep the present view of the list under a name."""
        require_writer(request)
        query = kept_query(QueryDict(request.POST.get("query", "")[:2000]))
        try:
            saved = actions.save_filter(request.POST.get("name", ""), query, by=request.user)
        except RuleBroken as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Kept: “%(name)s”.") % {"name": saved.name})
        return _to_list(query)

    def forget_filter(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget one of one's own views."""
        require_writer(request)
        saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
        actions.delete_filter(saved, by=request.user)
        messages.success(request, _("Deleted: “%(name)s”.") % {"name": saved.name})
        return _to_list("")


def require_writer(request: HttpRequest) -> None:
    """Who does not write for the paper hears why the page is closed."""
    verdict = permissions.write(request.user)
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _to_list(query: str) -> HttpResponseRedirect:
    address = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _dated(label: str, words: str) -> SafeString:
    """A moment in words; on a telephone, where there is no heading, with its label."""
    return format_html('<span class="on-card">{}:</span> {}', label, words)

"""The ledger of imported archives, to read."""

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles.admin.base import NewsroomAdmin
from articles.models import ImportItem, ImportRun


class LedgerAdmin(NewsroomAdmin):
    """What a command wrote; nobody changes it here."""

    view_on_site = False
    actions = None
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(LedgerAdmin):
    list_display = ["source", "kind", "started_at", "finished_at"]
    list_filter = ["kind"]
    search_fields = ["source"]
    fields = ["source", "kind", "started_at", "finished_at", "counts"]
    readonly_fields = ["counts"]

    @admin.display(description=gettext_lazy("items"))
    def counts(self, run: ImportRun) -> SafeString:
        """How many items there are of each outcome; each number leads to its lines."""
        counted = dict(run.items.order_by().values_list("outcome").annotate(Count("pk")))
        lines = reverse("admin:articles_importitem_changelist")
        links = []
        for outcome in ImportItem.Outcome:
            query = urlencode({"run__id__exact": run.pk, "outcome__exact": outcome.value})
            links.append((f"{lines}?{query}", counted.get(outcome.value, 0), outcome.label))
        return format_html_join(" · ", '<a href="{}">{} {}</a>', links)


@admin.register(ImportItem)
class ImportItemAdmin(LedgerAdmin):
    list_display = ["key", "outcome", "message", "article_link", "at"]
    list_display_links = None
    list_filter = ["outcome", "run"]
    search_fields = ["key", "message"]
    list_select_related = ["article"]
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # reached from its import

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, item: ImportItem) -> SafeString | str:
        if item.article is None:
            return "–"
        address = reverse("admin:articles_article_change", args=[item.article_id])
        return format_html('<a href="{}">{}</a>', address, item.article)

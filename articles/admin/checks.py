"""The rules of the publish checklist, and the monthly report of what was waved through."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.admin.base import NewsroomAdmin
from articles.admin.calendar import read_period
from articles.models import CheckRule, Waiver
from articles.models.checks import COUNTING
from articles.reports.waivers import waivers_of


@admin.register(CheckRule)
class CheckRuleAdmin(NewsroomAdmin):
    view_on_site = False
    list_display = ["name", "effect", "limit", "looks_for"]
    list_display_links = ["name"]
    readonly_fields = ["name", "looks_for"]
    actions = None

    class Media:
        css = {"all": ["css/newsroom/calendar.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        shown = ["name", "looks_for", "effect"]
        return [*shown, "limit"] if obj and obj.code in COUNTING else shown

    @admin.display(description=gettext_lazy("rule"))
    def name(self, rule: CheckRule) -> str:
        return str(rule)

    @admin.display(description=gettext_lazy("what it looks for"))
    def looks_for(self, rule: CheckRule) -> str:
        return rule.about


@admin.register(Waiver)
class WaiverAdmin(NewsroomAdmin):
    """Read only; the list of the admin gives way to the report of the month."""

    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_urls(self):
        page = self.admin_site.admin_view(self.report)
        return [path("bao-cao/", page, name="articles_waiver_report"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_waiver_report"))

    def report(self, request: HttpRequest) -> HttpResponse:
        """What was published against the checklist in the month `?thang=2026-11`, and why."""
        verdict = permissions.write(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        month, unread = read_period(request, "thang")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Exceptions to the checklist"),
            "month": month,
            "unread": unread,
            "report": waivers_of(month),
        }
        return TemplateResponse(request, "admin/articles/waiver/report.html", context)

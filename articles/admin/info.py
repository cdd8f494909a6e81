"""The pages about the paper itself: who makes it, how to reach them."""

from django.contrib import admin
from django.http import HttpRequest

from articles import actions, permissions
from articles.admin.base import NewsroomAdmin
from articles.forms import InfoPageForm
from articles.models import InfoPage


@admin.register(InfoPage)
class InfoPageAdmin(NewsroomAdmin):
    """Readers see what is saved; a page that nobody needs any more is deleted."""

    form = InfoPageForm
    list_display = ["title", "slug", "position", "is_in_foot", "changed_at"]
    fields = ["title", "slug", "body", ("position", "is_in_foot")]
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["slug"] if obj else []  # readers and search engines know it

    def get_prepopulated_fields(self, request: HttpRequest, obj=None) -> dict:
        return {} if obj else {"slug": ["title"]}

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.organise(request.user))

    def save_model(self, request: HttpRequest, obj: InfoPage, form, change: bool) -> None:
        actions.save_info_page(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: InfoPage) -> None:
        actions.delete_info_page(obj, by=request.user)

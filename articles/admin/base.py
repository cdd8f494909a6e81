"""What the newsroom's admin pages share."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts import audit
from articles import permissions
from articles.admin.paging import CappedPaginator
from articles.models import Photo


class NewsroomAdmin(admin.ModelAdmin):
    """Rights come from roles, not from Django's permission table; nothing is deleted."""

    show_full_result_count = False
    paginator = CappedPaginator

    def view_on_site(self, obj) -> str:
        return obj.get_absolute_url()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.write(request.user))

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.write(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.organise(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.organise(request.user))

    def lookup_allowed(self, lookup: str, value, request: HttpRequest | None = None) -> bool:
        """No patterns from the address bar: a broken one is an error, a mean one keeps us busy."""
        return "regex" not in lookup and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request: HttpRequest):
        try:
            return super().get_changelist_instance(request)
        except OverflowError as too_large:  # a number in the address that SQLite cannot hold
            raise IncorrectLookupParameters from too_large

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = "changed" if change else "added"
        audit.record(f"{obj._meta.model_name}.{verb}", obj, by=request.user)


def thumbnail(photo: Photo | None) -> SafeString | str:
    """A small picture of a photo, or a dash."""
    sizes = photo.sizes("jpeg") if photo and not photo.is_taken_down else []
    if not sizes:
        return "–"
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" width="160" loading="lazy">',
        sizes[0]["url"],
        photo.alt or _("Photo"),
    )

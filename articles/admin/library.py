"""The photo library."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles import actions, permissions
from articles.admin import base
from articles.forms import PhotoForm
from articles.models import Photo


@admin.register(Photo)
class PhotoAdmin(base.NewsroomAdmin):
    form = PhotoForm
    view_on_site = False  # a photo has no page of its own
    list_display = ["thumbnail", "caption", "credit", "uploaded_at"]
    list_display_links = ["thumbnail", "caption"]
    search_fields = ["caption", "credit", "alt"]
    list_per_page = 30

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.write(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        if obj is None:
            return bool(permissions.write(request.user))
        return bool(permissions.edit_photo(request.user, obj))

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        first = "thumbnail" if obj else "upload"
        return [first, "caption", "credit", "alt"]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["thumbnail"]

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo: Photo) -> SafeString | str:
        return base.thumbnail(photo)

    def save_model(self, request: HttpRequest, obj: Photo, form, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        words = {name: getattr(obj, name) for name in ("caption", "credit", "alt")}
        photo = actions.add_photo(form.cleaned_data["upload"], **words, by=request.user)
        obj.__dict__.update(photo.__dict__)

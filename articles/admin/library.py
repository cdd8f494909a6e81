"""The photo library: the grid with its drop zone, the page of one photo, taking down, deleting."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import actions, permissions
from articles.admin.base import NewsroomAdmin, thumbnail
from articles.admin.filters import Choice
from articles.forms import PhotoForm, PhotoWordsForm, TakeDownForm
from articles.models import Photo, PhotoUse
from articles.reports.photos import Use, files_of, look_alikes, uses
from articles.reports.words import state_words
from branch_portal.lib.verdicts import RuleBroken, Verdict

SHOWN = 500  # uses listed on one page
LARGE = 800  # pixels wide at least, for looking at a photo


class PhotoFilter(Choice):
    """Which photos the grid shows; those taken down only when asked for."""

    title = gettext_lazy("Show")
    parameter_name = "show"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        return [
            ("mine", _("My photos")),
            ("no-credit", _("Without a photographer")),
            ("rights", _("Rights not clear")),
            ("unused", _("In no article")),
            ("gone", _("Taken down")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        queryset = super().queryset(request, queryset)
        return queryset if self.value() == "gone" else queryset.usable()

    def narrowed(self, queryset: QuerySet, value: str) -> QuerySet:
        return {
            "mine": lambda: queryset.filter(uploaded_by=self.request.user),
            "no-credit": lambda: queryset.filter(credit=""),
            "rights": lambda: queryset.filter(rights=Photo.Rights.UNKNOWN),
            "unused": lambda: queryset.filter(is_used=False),
            "gone": lambda: queryset.exclude(taken_down_at=None),
        }[value]()


@admin.register(Photo)
class PhotoAdmin(NewsroomAdmin):
    form = PhotoForm
    view_on_site = False  # a photo has no page of its own
    list_display = ["__str__"]
    list_filter = [PhotoFilter]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["folded"]
    search_help_text = gettext_lazy(
        "Searches caption, photographer and description; marks do not matter."
    )
    list_per_page = 30
    actions = None

    class Media:
        css = {"all": ["css/newsroom/lists.css", "css/newsroom/library.css"]}
        js = [Script(f"js/newsroom/{part}.js", defer=True) for part in ("base", "library", "focus")]

    # --- Who may ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.write(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        if obj is None:
            return bool(permissions.write(request.user))
        return not obj.is_taken_down and bool(permissions.edit_photo(request.user, obj))

    # --- The grid ---

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        used = Exists(PhotoUse.objects.filter(photo=OuterRef("pk")))
        return super().get_queryset(request).annotate(is_used=used)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        return queryset.matching(search_term), False

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        context = {
            "newsroom": {
                "autosave": reverse("articles:autosave"),
                "photo-upload": reverse("articles:upload_photo"),
                "photo-words": reverse("admin:articles_photo_words", args=[0]),
                "photo-page": reverse("admin:articles_photo_change", args=[0]),
            },
            "rights": [[value, str(label)] for value, label in Photo.Rights.choices],
            "title": _("Photo library"),
        }
        response = super().changelist_view(request, context | (extra_context or {}))
        found = getattr(response, "context_data", None) or {}
        if "cl" in found:
            found["tabs"] = list(found["cl"].filter_specs[0].choices(found["cl"]))
            found["cards"] = [(photo, thumbnail(photo)) for photo in found["cl"].result_list]
        return response

    def words(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store what was typed on a card; the answer names the fields that were refused."""
        photo = self._photo(request, pk)
        _allow(permissions.edit_photo(request.user, photo))
        form = PhotoWordsForm(request.POST, instance=photo)
        if not form.is_valid():
            errors = {name: " ".join(lines) for name, lines in form.errors.items()}
            return JsonResponse({"errors": errors})
        try:
            actions.describe_photo(photo, form.cleaned_data, by=request.user)
        except RuleBroken as broken:
            return JsonResponse({"error": {"message": str(broken)}}, status=400)
        return JsonResponse({"errors": {}, **form.cleaned_data})

    # --- The page of one photo ---

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        words = ["caption", "credit", "alt"]
        if obj is None:
            return ["upload", *words]
        return [*words, "rights", "rights_note", "focal_x", "focal_y"]

    def render_change_form(self, request: HttpRequest, context, *args, obj=None, **kwargs):
        context["show_save_and_add_another"] = False
        if obj:
            context |= {
                "newsroom": {},
                "picture": _picture(obj),
                "uses": _told(uses(obj)),
                "look_alikes": [(each, thumbnail(each.photo)) for each in look_alikes(obj)],
                "may_edit": self.has_change_permission(request, obj),
                "may_take_down": bool(permissions.take_down_photo(request.user)),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: Photo, form, change: bool) -> None:
        values = form.cleaned_data
        if change:
            # Only what this person changed: a colleague may have changed the other fields.
            values = {name: values[name] for name in form.changed_data}
            photo = actions.describe_photo(obj, values, by=request.user)
        else:
            words = {name: values[name] for name in ("caption", "credit", "alt")}
            photo = actions.add_photo(values["upload"], **words, by=request.user)
        obj.__dict__.update(photo.__dict__)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RuleBroken as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.get_full_path())

    def log_addition(self, request, obj, message):
        """The portal has an audit log of its own, in words of the newsroom."""

    def log_change(self, request, obj, message):
        """See log_addition."""

    def response_add(self, request: HttpRequest, obj: Photo, post_url_continue=None):
        if obj.is_new:
            messages.success(request, _("The photo is in the library. Say what is still missing."))
        else:
            messages.warning(request, _("This photo is in the library already; here it is."))
        return HttpResponseRedirect(_page(obj))

    # --- Taking down and deleting ---

    def get_urls(self):
        own = [
            path("<int:pk>/loi/", require_POST(self.words), name="articles_photo_words"),
            path("<int:pk>/go/", self.take_down, name="articles_photo_take_down"),
            path("<int:pk>/xoa/", self.remove, name="articles_photo_remove"),
        ]
        for pattern in own:
            pattern.callback = self.admin_site.admin_view(pattern.callback)
        return [*own, *super().get_urls()]

    def take_down(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show where a photo stands; POST with a reason takes it out of all of that."""
        _allow(permissions.take_down_photo(request.user))
        photo = self._photo(request, pk)
        form = TakeDownForm(request.POST or None, initial={"reason": photo.taken_down_reason})
        if request.method == "POST" and form.is_valid():
            try:
                number = actions.take_down_photo(photo, **form.cleaned_data, by=request.user)
            except RuleBroken as broken:
                form.add_error(broken.field, str(broken))
            else:
                done = _("The photo is taken down; it was taken out of %(number)s articles.")
                messages.success(request, done % {"number": number})
                return HttpResponseRedirect(_page(photo))
        return self._ask(request, photo, "take_down", _("Take the photo out of all articles"), form)

    def remove(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show whether anything uses a photo; POST deletes it when nothing does."""
        photo = self._photo(request, pk)
        _allow(permissions.edit_photo(request.user, photo))
        if request.method == "POST":
            try:
                actions.delete_photo(photo, by=request.user)
            except RuleBroken as broken:
                messages.error(request, str(broken))
                return HttpResponseRedirect(request.path)
            messages.success(request, _("The photo is deleted."))
            return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
        return self._ask(request, photo, "remove", _("Delete the photo"))

    def _ask(self, request: HttpRequest, photo: Photo, page: str, title: str, form=None):
        every = uses(photo)
        found = _told(every)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": title,
            "photo": photo,
            "picture": _picture(photo),
            "uses": found,
            "seen": ",".join(str(use.article.pk) for use in every),
            "form": form,
            "may_take_down": bool(permissions.take_down_photo(request.user)),
        }
        return TemplateResponse(request, f"admin/articles/photo/{page}.html", context)

    def _photo(self, request: HttpRequest, pk: int) -> Photo:
        photo = self.get_queryset(request).filter(pk=pk).first()
        if photo is None:
            raise Http404
        _allow(permissions.write(request.user))
        return photo


def _allow(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _page(photo: Photo) -> str:
    return reverse("admin:articles_photo_change", args=[photo.pk])


def _picture(photo: Photo) -> dict:
    """The photo at a size to look at; of one taken down, how many files are left."""
    if photo.is_taken_down:
        left = sum(default_storage.exists(name) for name in files_of(photo))
        return {"files_left": left}
    sizes = photo.sizes("jpeg")
    shown = next((size for size in sizes if size["width"] >= LARGE), sizes[-1])
    return {"url": shown["url"], "width": str(shown["width"]), "height": str(shown["height"])}


def _told(found: list[Use]) -> list[tuple[Use, str, str]]:
    """Each use with its places and the state of its article in words."""
    return [(use, _places(use), state_words(use.article)) for use in found[:SHOWN]]


def _places(use: Use) -> str:
    words = {
        PhotoUse.Place.SHOWN: _("leading photo") if use.leads else _("in the row of photos"),
        PhotoUse.Place.TEXT: _("in the text"),
        PhotoUse.Place.WAITING: _("in a version not published yet"),
    }
    return ", ".join(words[place] for place in words if place in use.places)

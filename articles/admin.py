"""The newsroom: Django's admin with the buttons of an editorial office."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from articles import actions, permissions
from articles.forms import ArticleForm, NameForm, PhotoForm, PhotoSelect
from articles.models import Article, Photo, Section, Tag
from branch_portal.lib.verdicts import RuleBroken

SUGGESTED_TAGS = 300


class NewsroomAdmin(admin.ModelAdmin):
    """Rights come from roles, not from Django's permission table; nothing is deleted."""

    def view_on_site(self, obj) -> str:
        return obj.get_absolute_url()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.write(request.user))

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.write(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.publish(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.publish(request.user))

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = "changed" if change else "added"
        audit.record(f"{obj._meta.model_name}.{verb}", obj, by=request.user)


@admin.register(Section)
class SectionAdmin(NewsroomAdmin):
    form = NameForm
    list_display = ["name", "slug", "position"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Tag)
class TagAdmin(NewsroomAdmin):
    form = NameForm
    list_display = ["name", "slug"]
    search_fields = ["folded", "name"]
    show_full_result_count = False
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Photo)
class PhotoAdmin(NewsroomAdmin):
    form = PhotoForm
    view_on_site = False  # a photo has no page of its own
    list_display = ["thumbnail", "caption", "credit", "uploaded_at"]
    list_display_links = ["thumbnail", "caption"]
    search_fields = ["caption", "credit", "alt"]
    show_full_result_count = False
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
    def thumbnail(self, photo: Photo) -> SafeString:
        return _thumbnail(photo)

    def save_model(self, request: HttpRequest, obj: Photo, form, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        words = {name: getattr(obj, name) for name in ("caption", "credit", "alt")}
        photo = actions.add_photo(form.cleaned_data["upload"], **words, by=request.user)
        obj.__dict__.update(photo.__dict__)


def _thumbnail(photo: Photo | None) -> SafeString | str:
    sizes = photo.sizes("jpeg") if photo else []
    if not sizes:
        return "–"
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" width="160" loading="lazy">',
        sizes[0]["url"],
        photo.alt or _("Photo"),
    )


@admin.register(Article)
class ArticleAdmin(NewsroomAdmin):
    form = ArticleForm
    list_display = ["headline", "section", "state_shown", "author_name", "publish_at"]
    list_filter = ["state", "section"]
    list_select_related = ["section"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ["headline"]
    search_help_text = gettext_lazy("Searches headline, lead and text; marks do not matter.")
    ordering = ["-changed_at", "-pk"]
    autocomplete_fields = ["photo"]
    view_on_site = False  # the template links articles that readers see
    fieldsets = [
        (None, {"fields": ["section", "kicker", "headline", "lead", "body", "edited_version"]}),
        (
            gettext_lazy("Photo"),
            {
                "fields": [
                    "photo",
                    "photo_shown",
                    "photo_file",
                    "photo_caption",
                    "photo_credit",
                    "photo_alt",
                ],
                "description": gettext_lazy(
                    "Choose one from the library, or upload a new one with its caption."
                ),
            },
        ),
        (
            gettext_lazy("Author, tags, date"),
            {"fields": ["author_name", "tag_names", "publish_at", "comments_open"]},
        ),
    ]
    reading = ["section", "kicker", "headline", "lead", "body_shown", "photo_shown", "author_name"]
    reading += ["tags_shown", "state_shown", "publish_at"]

    class Media:
        js = ["js/tags.js"]

    # --- Who may ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.write(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        if obj is None:
            return bool(permissions.write(request.user))
        return bool(permissions.edit(request.user, obj))

    def _may_edit(self, request: HttpRequest, obj: Article | None) -> bool:
        return obj is None or self.has_change_permission(request, obj)

    # --- What stands on the page ---

    def get_fieldsets(self, request: HttpRequest, obj=None):
        if self._may_edit(request, obj):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": self.reading})]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        if self._may_edit(request, obj):
            return ["photo_shown"]
        return self.reading

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        if not self._may_edit(request, obj):
            kwargs["form"] = ModelForm  # nothing of the writing form is on a page to read
        form = super().get_form(request, obj, change, **kwargs)
        form.broken_rule = getattr(request, "broken_rule", None)
        return form

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "photo":
            kwargs["widget"] = PhotoSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        return (queryset.matching(search_term) if search_term else queryset), False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "may_publish": bool(permissions.publish(request.user)),
            "state": obj.state if obj else Article.State.DRAFT,
            "is_public": bool(obj and _is_public(obj)),
            "tag_names": Tag.objects.values_list("name", flat=True)[:SUGGESTED_TAGS],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, article: Article) -> str:
        if article.state == Article.State.PUBLISHED and not _is_public(article):
            return _("Scheduled")
        return article.get_state_display()

    @admin.display(description=gettext_lazy("current photo"))
    def photo_shown(self, article: Article) -> SafeString | str:
        return _thumbnail(article.photo if article.pk else None)

    @admin.display(description=gettext_lazy("text"))
    def body_shown(self, article: Article) -> SafeString:
        return format_html('<div class="reading">{}</div>', mark_safe(article.body))

    @admin.display(description=gettext_lazy("tags"))
    def tags_shown(self, article: Article) -> str:
        return ", ".join(tag.name for tag in article.tags.all()) or "–"

    # --- What the buttons do ---

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and {"_publish", "_withdraw"} & request.POST.keys():
            verdict = permissions.publish(request.user)
            if not verdict:
                raise PermissionDenied(verdict.reason)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RuleBroken as broken:
            # Everything is rolled back; the form comes again with what was typed and the reason.
            request.broken_rule = broken
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Article, form, change: bool) -> None:
        actions.save_article(
            obj,
            version=form.cleaned_data["edited_version"],
            tags=form.cleaned_data["tag_names"],
            upload=form.cleaned_data["photo_file"],
            about_photo=form.about_photo,
            by=request.user,
        )
        if "_publish" in request.POST:
            done = actions.publish_article(obj, by=request.user)
        elif "_withdraw" in request.POST:
            done = actions.withdraw_article(obj, by=request.user)
        else:
            return
        obj.state, obj.publish_at, obj.version = done.state, done.publish_at, done.version

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue=None):
        return self._after_saving(request, obj)

    def response_change(self, request: HttpRequest, obj: Article):
        return self._after_saving(request, obj)

    def _after_saving(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if "_publish" in request.POST:
            messages.success(request, _published_sentence(obj))
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        if "_withdraw" in request.POST:
            messages.success(request, _("The article is withdrawn; readers no longer see it."))
        elif _is_public(obj):
            messages.success(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("The change is saved and readers see it."),
                    obj.get_absolute_url(),
                    _("View the article"),
                ),
            )
        else:
            messages.success(request, _("Saved. Readers do not see this article yet."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))


def _is_public(article: Article) -> bool:
    return (
        article.state == Article.State.PUBLISHED
        and article.publish_at is not None
        and article.publish_at <= timezone.now()
    )


def _published_sentence(article: Article) -> SafeString:
    if _is_public(article):
        sentence = _("The article is published.")
        return format_html(
            '{} <a href="{}">{}</a>', sentence, article.get_absolute_url(), _("View the article")
        )
    moment = timezone.localtime(article.publish_at)
    return format_html(
        _("The article is scheduled and will appear at {}."), f"{moment:%H:%M, %d/%m/%Y}"
    )

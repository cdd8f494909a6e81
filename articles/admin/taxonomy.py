"""Sections, tags and series."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import RoleGrant
from articles import actions, permissions
from articles.admin.base import NewsroomAdmin
from articles.forms import KeySelect, MergeForm, NameForm, SectionForm, TagForm
from articles.models import Article, Section, Series, Tag
from branch_portal.lib.text import fold, tidy
from branch_portal.lib.verdicts import RuleBroken

MOST_MERGED = 50  # tags at once


class OrderAdmin(NewsroomAdmin):
    """Stored by actions; the address is settled once an article stands under it."""

    class Media:
        css = {"all": ["css/newsroom/lists.css"]}

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["slug"] if obj and obj.articles.exists() else []

    def get_prepopulated_fields(self, request: HttpRequest, obj=None) -> dict:
        return {} if obj else {"slug": ["name"]}

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField):
            # Pencil, plus and eye beside the field would lead away from a form half filled in.
            for deed in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{deed}_related", False)
        return field

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RuleBroken as refused:
            # The form let it through, so somebody else was quicker: show how it is now.
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.get_full_path())


@admin.register(Section)
class SectionAdmin(OrderAdmin):
    form = SectionForm
    list_display = ["name_shown", "slug", "position", "people"]
    fields = ["name", "slug", "parent", "position", "grants"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """In the order of the paper, parts under the one they belong to."""
        return super().get_queryset(request).prefetch_related("grants__user")

    def get_ordering(self, request: HttpRequest) -> list:
        first = Coalesce("parent__position", "position"), Coalesce("parent", "pk")
        return [*first, F("parent_id").asc(nulls_first=True), "position"]

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def name_shown(self, section: Section) -> str:
        return f"— {section.name}" if section.parent_id else section.name

    @admin.display(description=gettext_lazy("roles limited to it"))
    def people(self, section: Section) -> str:
        grants = section.grants.all()
        return ", ".join(f"{g.user} – {g.get_role_display()}" for g in grants) or "–"

    def save_model(self, request: HttpRequest, obj: Section, form, change: bool) -> None:
        grants: list[RoleGrant] = form.cleaned_data["grants"]
        actions.arrange_section(obj, grants=grants, by=request.user)

    def save_related(self, request, form, formsets, change: bool) -> None:
        """Everything is stored by the action."""


class UseFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        return [
            ("live", gettext_lazy("In use")),
            ("dead", gettext_lazy("Without any article")),
            ("retired", gettext_lazy("No longer suggested")),
            ("alias", gettext_lazy("Other names")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        used = queryset.in_use()
        own = queryset.filter(alias_of=None)
        return {
            "live": own.filter(used, is_retired=False),
            "dead": own.filter(~used),
            "retired": own.filter(is_retired=True),
            "alias": queryset.exclude(alias_of=None),
        }.get(self.value(), queryset)


@admin.register(Tag)
class TagAdmin(OrderAdmin):
    form = TagForm
    list_display = ["name", "articles_count", "place", "slug"]
    list_filter = [UseFilter]
    list_per_page = 50
    list_select_related = ["alias_of"]
    autocomplete_fields = ["alias_of"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["folded"]
    search_help_text = gettext_lazy("Marks and capital letters do not matter.")
    actions = ["merge"]

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        kwargs["widget"] = KeySelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        # A tag with articles of its own is merged, with a look at what that changes.
        is_own = obj is not None and obj.alias_of_id is None
        return ["name", "slug", "is_retired"] if is_own else ["name", "slug", "alias_of"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # Counted for the rows of the page that is shown, and in an index.
        uses = Article.tags.through.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        number = Subquery(uses.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
        return super().get_queryset(request).annotate(number=Coalesce(number, 0))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        for word in fold(tidy(search_term)).split()[:10]:
            queryset = queryset.filter(folded__contains=word)
        return queryset, False

    @admin.display(description=gettext_lazy("articles"))
    def articles_count(self, tag: Tag) -> str:
        return f"{tag.number:,}".replace(",", ".")

    @admin.display(description=gettext_lazy("standing"))
    def place(self, tag: Tag) -> str:
        if tag.alias_of:
            return _("another name of “%(tag)s”") % {"tag": tag.alias_of.name}
        if tag.is_retired:
            return _("no longer suggested")
        return _("in use") if tag.number else _("without any article")

    def save_model(self, request: HttpRequest, obj: Tag, form, change: bool) -> None:
        actions.save_tag(obj, by=request.user)

    # --- Merging ---

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(self.merge_page)
        return [path("merge/", page, name="articles_tag_merge"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge into another tag…"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_MERGED + 1])
        if len(keys) > MOST_MERGED:
            sentence = _("At most %(most)s tags at once; choose fewer.")
            messages.error(request, sentence % {"most": MOST_MERGED})
            return None
        query = urlencode({"tag": keys}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:articles_tag_merge')}?{query}")

    def merge_page(self, request: HttpRequest) -> HttpResponse:
        """What a merge would change; with POST, the merge itself."""
        verdict = permissions.organise(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        tags = self._chosen(request)
        if not tags:
            messages.error(request, _("Choose the tags in the list first."))
            return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))
        typed = request.POST if request.method == "POST" else request.GET
        form = MergeForm(typed if "into" in typed else None, initial=self._proposal(tags))
        into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
        merged = [tag for tag in tags if tag != into]
        if into and not merged:
            form.add_error("into", _("Choose another tag to merge into."))
        if request.method == "POST" and into and merged:
            return self._merged(request, merged, into)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge tags"),
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "tags": tags,
            "into": into if merged else None,
            "lines": _merge_lines(merged, into) if into else [],
        }
        return TemplateResponse(request, "admin/articles/tag/merge.html", context)

    def _chosen(self, request: HttpRequest) -> list[Tag]:
        data = request.POST if request.method == "POST" else request.GET
        keys = [key for key in data.getlist("tag") if key.isdecimal() and len(key) < 19]
        return list(self.get_queryset(request).filter(pk__in=keys[:MOST_MERGED]))

    def _proposal(self, tags: list[Tag]) -> dict:
        """The most used of several tags is likely the one that stays."""
        return {"into": max(tags, key=lambda tag: tag.number).name} if len(tags) > 1 else {}

    def _merged(self, request: HttpRequest, tags: list[Tag], into: Tag) -> HttpResponse:
        try:
            number = actions.merge_tags(tags, into, by=request.user)
        except RuleBroken as refused:
            messages.error(request, str(refused))
        else:
            sentence = ngettext(
                "Merged into “%(tag)s”; %(number)s article moved.",
                "Merged into “%(tag)s”; %(number)s articles moved.",
                number,
            )
            messages.success(request, sentence % {"tag": into.name, "number": number})
        return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))


def _merge_lines(tags: list[Tag], into: Tag) -> list[dict]:
    """For each tag: how many articles get the other one, how many have both, what becomes of it."""
    uses = Article.tags.through.objects
    having = uses.filter(article=OuterRef("article"), tag=into)
    both = uses.filter(Exists(having), tag__in=tags).values_list("tag").annotate(n=Count("pk"))
    both = dict(both.order_by())
    aliases: dict[int, list[str]] = {}
    for row in Tag.objects.filter(alias_of__in=tags):
        aliases.setdefault(row.alias_of_id, []).append(row.name)
    return [
        {
            "tag": tag,
            "moved": str(tag.number - both.get(tag.pk, 0)),
            "both": str(both.get(tag.pk, 0)),
            "names": [tag.name, *aliases.get(tag.pk, [])],
        }
        for tag in tags
    ]


@admin.register(Series)
class SeriesAdmin(OrderAdmin):
    form = NameForm
    list_display = ["name", "slug"]
    fields = ["name", "slug", "about"]

    def save_model(self, request: HttpRequest, obj: Series, form, change: bool) -> None:
        actions.save_series(obj, by=request.user)

"""Units, members and what a member is where and since when: for administrators."""

from django.contrib import admin, messages
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from accounts import audit
from accounts.admin import AdministratorAdmin
from branch_portal.lib.text import fold
from branch_portal.lib.verdicts import RuleBroken
from organisation import actions
from organisation.forms import (
    AppointmentFormSet,
    MembershipFormSet,
    NewUnitForm,
    StandingFormSet,
    UnitForm,
)
from organisation.models import Appointment, Member, Membership, Standing, Unit, UnitType

WITHOUT_MARKS = gettext_lazy("Searches the name; marks do not matter.")


class FoldedSearch(AdministratorAdmin):
    """Searching without marks, in the column that is kept for it."""

    search_fields = ["search_folded"]
    search_help_text = WITHOUT_MARKS

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        for word in fold(search_term).split():
            queryset = queryset.filter(search_folded__contains=word)
        return queryset, False


@admin.register(UnitType)
class UnitTypeAdmin(AdministratorAdmin):
    list_display = ["name", "code", "is_branch", "valid_from", "valid_to"]

    def save_model(self, request: HttpRequest, obj: UnitType, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("unit_type.saved", obj, by=request.user)


@admin.register(Unit)
class UnitAdmin(FoldedSearch):
    form = UnitForm
    list_display = ["name", "type", "parent", "units_below", "sector", "dissolved_on"]
    list_select_related = ["type", "parent"]
    list_filter = ["type", "sector"]
    list_per_page = 100
    ordering = [F("parent__name").asc(nulls_first=True), "name"]
    autocomplete_fields = ["parent"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(children_count=Count("children"))

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = NewUnitForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        if obj is None:
            return ["name", "type", "parent", "sector", "code", "established_on", "term"]
        named = ["name", "renamed_on", "type", "parent", "sector", "code"]
        return [*named, "established_on", "dissolved_on"]

    @admin.display(description=gettext_lazy("directly below"), ordering="children_count")
    def units_below(self, unit: Unit) -> SafeString | str:
        if not unit.children_count:
            return "–"
        sentence = ngettext("%(number)s unit", "%(number)s units", unit.children_count)
        return format_html(
            '<a href="{}?parent__id__exact={}">{}</a>',
            reverse("admin:organisation_unit_changelist"),
            unit.pk,
            sentence % {"number": unit.children_count},
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RuleBroken as broken:
            # The form has looked already: somebody moved units in the meantime.
            messages.error(request, str(broken))
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Unit, form, change: bool) -> None:
        data, changed = form.cleaned_data, set(form.changed_data)
        if not change:
            unit = actions.establish_unit(
                obj.name,
                obj.type,
                parent=obj.parent,
                established_on=obj.established_on,
                term=data["term"],
                sector=obj.sector,
                by=request.user,
            )
            changed &= {"code"}
        else:
            unit = obj
            if "name" in changed:
                actions.rename_unit(unit, obj.name, from_day=data["renamed_on"], by=request.user)
            if "parent" in changed:
                actions.move_unit(unit, obj.parent, by=request.user)
        if rest := changed - {"name", "renamed_on", "parent", "term"}:
            facts = {field: data[field] for field in rest}
            unit = actions.amend_unit(unit, by=request.user, **facts)
        obj.pk = unit.pk


class SpanInline(admin.TabularInline):
    """Spans end, they are not deleted: earlier rolls were made of them."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_active and request.user.is_superuser

    has_add_permission = has_change_permission = has_view_permission

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "unit":
            field.label = gettext_lazy("Unit")
        return field


class MembershipInline(SpanInline):
    model = Membership
    formset = MembershipFormSet
    autocomplete_fields = ["unit"]
    fields = ["unit", "kind", "starts_on", "ends_on"]


class StandingInline(SpanInline):
    model = Standing
    formset = StandingFormSet
    fields = ["kind", "starts_on", "ends_on"]


class AppointmentInline(SpanInline):
    model = Appointment
    formset = AppointmentFormSet
    autocomplete_fields = ["unit"]
    fields = ["unit", "post", "starts_on", "ends_on"]


@admin.register(Member)
class MemberAdmin(FoldedSearch):
    list_display = ["full_name", "home"]
    list_per_page = 50
    ordering = ["sort_key", "pk"]
    fields = ["full_name"]
    inlines = [MembershipInline, StandingInline, AppointmentInline]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("memberships__unit")

    @admin.display(description=gettext_lazy("home branch today"))
    def home(self, member: Member) -> str:
        today = timezone.localdate()
        at_home = (
            membership.unit.name
            for membership in member.memberships.all()
            if membership.kind == Membership.Kind.HOME
            and membership.starts_on <= today
            and (membership.ends_on is None or today < membership.ends_on)
        )
        return next(at_home, "–")

    def save_model(self, request: HttpRequest, obj: Member, form, change: bool) -> None:
        if not change:
            actions.register_member(obj, by=request.user)
        elif form.changed_data:
            actions.change_member(obj, name_changed=True, by=request.user)

    def save_formset(self, request: HttpRequest, form, formset, change: bool) -> None:
        spans = formset.save(commit=False)
        if spans:
            kind = formset.model._meta.model_name
            actions.change_member(
                form.instance, spans=spans, **{f"{kind}s": len(spans)}, by=request.user
            )

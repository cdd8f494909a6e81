"""The numbers of the guideline and the groups of topics, for administrators.

Records are kept in /noi-bo/, never here.
"""

import datetime as dt

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.admin import AdministratorAdmin
from branch_portal.lib import pagecache
from branch_portal.lib.verdicts import RuleBroken
from meetings.actions import renew_score_form
from meetings.models import (
    AgendaTemplate,
    AgendaTemplateLine,
    Criterion,
    DocumentProfile,
    Option,
    RuleSet,
    ScoreForm,
    ThematicSession,
    TopicGroup,
    TopicSuggestion,
)


@admin.register(RuleSet)
class RuleSetAdmin(AdministratorAdmin):
    """What a session was counted by stands; new rules are a new set from a later day."""

    list_display = ["name", "valid_from", "attendance_target", "least_minutes"]
    actions = None

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        # 90,5 as well as 90.5
        kwargs["localized_fields"] = ["attendance_target"]
        return super().get_form(request, obj, change, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        used = obj is not None and ThematicSession.objects.filter(rule_set=obj).exists()
        return super().has_change_permission(request, obj) and not used

    def save_model(self, request: HttpRequest, obj: RuleSet, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("rule_set.saved", obj, by=request.user)


@admin.register(DocumentProfile)
class DocumentProfileAdmin(AdministratorAdmin):
    """How papers look stands as soon as one may have been printed; new numbers are a new row."""

    list_display = ["name", "valid_from", "body_size", "line_spacing", "spelling"]
    actions = None

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        kwargs["localized_fields"] = ["rule_width"]
        return super().get_form(request, obj, change, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_used)

    def save_model(self, request: HttpRequest, obj: DocumentProfile, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("document_profile.saved", obj, by=request.user)


class _RowsOfAForm(admin.options.InlineModelAdmin):
    """Rows that may be changed as long as nothing was scored by their form."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj=None, **kwargs):
        # 4,5 as well as 4.5
        return super().get_formset(request, obj, localized_fields="__all__", **kwargs)

    def _is_free(self, obj: ScoreForm | Criterion | None) -> bool:
        form = obj.form if isinstance(obj, Criterion) else obj
        return form is None or not form.is_used

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_add_permission(request, obj) and self._is_free(obj)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._is_free(obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_free(obj)


class CriterionInline(_RowsOfAForm, admin.StackedInline):
    model = Criterion
    fields = [("position", "most"), "group", "text", ("fact", "limit"), "is_gate"]
    show_change_link = True


class OptionInline(_RowsOfAForm, admin.TabularInline):
    model = Option
    fields = ["label", "points", "threshold", "must_be_exceeded"]


@admin.register(ScoreForm)
class ScoreFormAdmin(AdministratorAdmin):
    """A form that a session was scored by stands; it is changed as a new version of a later day."""

    list_display = ["name", "valid_from", "unit", "most"]
    list_select_related = ["unit"]
    autocomplete_fields = ["unit"]
    inlines = [CriterionInline]
    actions = ["renew"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("criteria")

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        kwargs["localized_fields"] = ["good_from", "fair_from", "average_from"]
        return super().get_form(request, obj, change, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_used)

    def save_model(self, request: HttpRequest, obj: ScoreForm, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("score_form.saved", obj, by=request.user)

    @admin.display(description=_("points"))
    def most(self, form: ScoreForm):
        return form.most

    @admin.action(description=_("Make a new version, valid from tomorrow"))
    def renew(self, request: HttpRequest, queryset) -> None:
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        for form in queryset:
            try:
                renew_score_form(form, tomorrow, by=request.user)
            except RuleBroken as rule:
                self.message_user(request, f"{form}: {rule}", messages.ERROR)
            else:
                text = gettext("A copy of “%(form)s” waits to be changed.") % {"form": form}
                self.message_user(request, text)


@admin.register(Criterion)
class CriterionAdmin(AdministratorAdmin):
    """The steps of one criterion; reached from its form."""

    fields = ["text", "most", "is_gate", "fact", "limit"]
    inlines = [OptionInline]

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        kwargs["localized_fields"] = ["most"]
        return super().get_form(request, obj, change, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.form.is_used)

    def save_model(self, request: HttpRequest, obj: Criterion, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("score_form.saved", obj.form, by=request.user)


@admin.register(TopicGroup)
class TopicGroupAdmin(AdministratorAdmin):
    """The groups by which the public finds summaries; a renamed one keeps its address."""

    list_display = ["name", "position"]
    actions = None

    def save_model(self, request: HttpRequest, obj: TopicGroup, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("topic_group.saved", obj, by=request.user)
        pagecache.changed("summaries")


@admin.register(TopicSuggestion)
class TopicSuggestionAdmin(AdministratorAdmin):
    """What the page of a plan offers to each kind of branch; plans keep their own words."""

    list_display = ["topic", "sector", "group", "position"]
    list_filter = ["sector", "group"]
    list_select_related = ["group"]
    search_fields = ["topic"]
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: TopicSuggestion, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("topic_suggestion.saved", obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: TopicSuggestion) -> None:
        audit.record("topic_suggestion.deleted", obj, by=request.user)
        super().delete_model(request, obj)


class AgendaTemplateLineInline(admin.TabularInline):
    model = AgendaTemplateLine
    extra = 2

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(AgendaTemplate)
class AgendaTemplateAdmin(AdministratorAdmin):
    """What agendas begin with; the agendas of sessions keep their own words."""

    list_display = ["name", "position"]
    inlines = [AgendaTemplateLineInline]
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: AgendaTemplate, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record("agenda_template.saved", obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: AgendaTemplate) -> None:
        audit.record("agenda_template.deleted", obj, by=request.user)
        super().delete_model(request, obj)

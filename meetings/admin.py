"""The numbers of the guideline and the groups of topics, for administrators.

Records are kept in /noi-bo/, never here.
"""

from django.contrib import admin
from django.http import HttpRequest

from accounts import audit
from accounts.admin import AdministratorAdmin
from branch_portal.lib import pagecache
from meetings.models import DocumentProfile, RuleSet, ThematicSession, TopicGroup, TopicSuggestion


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

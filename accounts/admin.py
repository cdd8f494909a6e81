"""The administrator's desk: accounts, their roles, and who did what."""

from allauth.account import admin as _addresses  # noqa: F401 (taken off below)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _authenticators  # noqa: F401 (the same)
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db import admin as _tasks  # noqa: F401 (the same)
from django_tasks_db.models import DBTaskResult

from accounts import actions, audit
from accounts.forms import AccountForm, OpenAccountForm, RoleGrantFormSet
from accounts.models import AuditEntry, RoleGrant, User
from branch_portal.lib.text import fold

# Rights come from roles alone, an account has one address, and a second factor is taken off by an
# action that leaves a line in the log. The queue of tasks is for operators, with commands.
for model in (Group, EmailAddress, Authenticator, DBTaskResult):
    admin.site.unregister(model)


class AdministratorAdmin(admin.ModelAdmin):
    """Only administrators see and change these rows; nobody deletes what others lean on."""

    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _administers(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return _administers(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _administers(request)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return _administers(request)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # One button that saves is enough, and on a telephone three would hide the form.
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)


def _administers(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser


class RoleGrantInline(admin.TabularInline):
    model = RoleGrant
    formset = RoleGrantFormSet
    extra = 0
    autocomplete_fields = ["unit"]
    fields = ["role", "unit", "with_units_below", "starts_on", "ends_on"]

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return _administers(request)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("unit").order_by("starts_on", "pk")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "starts_on":
            field.initial = timezone.localdate
        return field


@admin.register(User)
class UserAdmin(AdministratorAdmin, auth_admin.UserAdmin):
    add_form = OpenAccountForm
    form = AccountForm
    inlines = [RoleGrantInline]
    list_display = ["username", "full_name", "roles", "has_second_factor", "is_active"]
    list_filter = ["is_active", "is_staff", "is_superuser", "grants__role"]
    list_display_links = ["username", "full_name"]
    search_fields = ["username"]
    search_help_text = gettext_lazy("Searches user name, full name and e-mail; no marks needed.")
    filter_horizontal = []
    actions = ["remove_second_factor"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "full_name", "email", "password"]}),
        (gettext_lazy("Doors"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "email", "password1", "password2"]})
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        in_force = RoleGrant.objects.in_force(timezone.localdate()).select_related("unit")
        codes = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("grants", in_force, to_attr="grants_today"))
            .annotate(second_factor=Exists(codes))
        )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        wanted = fold(search_term).split()
        rows = queryset.model.objects.values_list("pk", "username", "full_name", "email")
        found = [pk for pk, *words in rows if all(word in fold(" ".join(words)) for word in wanted)]
        return queryset.filter(pk__in=found) if wanted else queryset, False

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        if obj == request.user:
            # Nobody locks themselves out by a slip.
            return [*self.readonly_fields, "is_active", "is_superuser"]
        return self.readonly_fields

    @admin.display(description=gettext_lazy("roles today"))
    def roles(self, user: User) -> SafeString | str:
        if user.is_superuser:
            return _("Administrator")
        return (
            format_html_join(
                "; ", "{}, {}", ((g.get_role_display(), g.unit) for g in user.grants_today)
            )
            or "–"
        )

    @admin.display(description=gettext_lazy("second step"), boolean=True)
    def has_second_factor(self, user: User) -> bool:
        return user.second_factor

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        if not change:
            actions.open_account(obj, by=request.user)
        elif form.changed_data:
            actions.change_account(obj, form.changed_data, by=request.user)

    def save_formset(self, request: HttpRequest, form, formset, change: bool) -> None:
        formset.save(commit=False)
        for grant in formset.deleted_objects:
            actions.withdraw_role(grant, by=request.user)
        for grant, _changed in formset.changed_objects:
            actions.change_grant(grant, by=request.user)
        for grant in formset.new_objects:
            actions.grant_role(grant, by=request.user)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = ""):
        response: HttpResponse = super().user_change_password(request, id, form_url)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            audit.record("account.password_set", self.get_object(request, id), by=request.user)
        return response

    @admin.action(description=gettext_lazy("Take off the second step (telephone lost)"))
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet) -> None:
        for user in queryset:
            actions.remove_second_factor(user, by=request.user)
        number = len(queryset)
        sentence = ngettext(
            "The second step is off for %(number)s account.",
            "The second step is off for %(number)s accounts.",
            number,
        )
        messages.success(request, sentence % {"number": number})


class DeedFilter(admin.SimpleListFilter):
    title = gettext_lazy("deed")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        verbs = AuditEntry.objects.order_by().values_list("verb", flat=True).distinct()
        return sorted(((verb, audit.in_words(verb)) for verb in verbs), key=lambda row: row[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(AdministratorAdmin):
    list_display = ["moment", "who", "deed", "label"]
    list_display_links = ["moment"]
    list_filter = [DeedFilter]
    list_select_related = ["actor"]
    list_per_page = 50
    search_fields = ["label", "actor__username"]
    search_help_text = gettext_lazy("Searches the name of the record and the user name.")
    actions = None
    fields = ["moment", "who", "deed", "label", "target", "details"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @admin.display(description=gettext_lazy("at"), ordering="at")
    def moment(self, entry: AuditEntry) -> str:
        return f"{timezone.localtime(entry.at):%H:%M:%S %d/%m/%Y}"

    @admin.display(description=gettext_lazy("who"), ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        return str(entry.actor or _("the portal or a reader"))

    @admin.display(description=gettext_lazy("deed"), ordering="verb")
    def deed(self, entry: AuditEntry) -> str:
        return audit.in_words(entry.verb)

    @admin.display(description=gettext_lazy("facts"))
    def details(self, entry: AuditEntry) -> SafeString | str:
        return format_html_join(", ", "{}: {}", entry.facts.items()) or "–"

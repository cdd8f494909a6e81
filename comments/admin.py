"""The moderators' queue. Words of readers are read and decided about, never changed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from comments import actions, permissions
from comments.forms import RefusalForm
from comments.models import Comment


class StateFilter(admin.SimpleListFilter):
    """Shows what waits, unless asked for something else."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        others = [choice for choice in Comment.State.choices if choice[0] != Comment.State.WAITING]
        return [*others, ("all", _("All"))]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        return [waiting | {"display": _("Waiting")}, *others]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or Comment.State.WAITING)


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ["words", "decide"]
    list_display_links = None
    list_filter = [StateFilter]
    list_select_related = ["article"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    actions = None
    ordering = ["written_at", "pk"]

    # --- Who may: look and decide, nothing else ---

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.moderate(request.user))

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.moderate(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    # --- The list ---

    @admin.display(description=gettext_lazy("comment"))
    def words(self, comment: Comment) -> SafeString:
        return format_html(
            '<p class="about"><strong>{}</strong> · {} · {}<br><a href="{}">{}</a></p>'
            '<p class="words">{}</p><a href="{}">{}</a>',
            comment.author_name,
            comment.masked_email or _("no e-mail"),
            f"{timezone.localtime(comment.written_at):%H:%M, %d/%m/%Y}",
            comment.article.get_absolute_url(),
            comment.article.headline,
            comment.text if len(comment.text) <= 400 else f"{comment.text[:400]}…",
            reverse("admin:comments_comment_change", args=[comment.pk]),
            _("Open, reject or mark as spam"),
        )

    @admin.display(description=gettext_lazy("decision"))
    def decide(self, comment: Comment) -> SafeString | str:
        if comment.state != Comment.State.WAITING:
            return comment.get_state_display()
        # The list stands in one form with its token; the button sends that form to its own address.
        return format_html(
            '<button class="approve" formaction="{}" name="version" value="{}">{}</button>',
            reverse("admin:comments_comment_approve", args=[comment.pk]),
            str(comment.version),
            _("Approve"),
        )

    # --- Deciding ---

    def get_urls(self):
        decisions = {"approve": self.approve, "reject": self.reject, "spam": self.spam}
        return [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"comments_comment_{name}",
            )
            for name, view in decisions.items()
        ] + super().get_urls()

    def _comment(self, request: HttpRequest, pk: int) -> Comment:
        verdict = permissions.moderate(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        comment = Comment.objects.select_related("article").filter(pk=pk).first()
        if comment is None:
            raise Http404
        return comment

    def _version(self, request: HttpRequest) -> int:
        version = request.POST.get("version", "")
        return int(version) if version.isdecimal() and len(version) < 10 else 0

    def _decided(self, request: HttpRequest, decide, sentence: str) -> HttpResponse:
        try:
            comment = decide()
        except RuleBroken as broken:
            messages.error(request, str(broken))
        else:
            messages.success(request, sentence % {"name": comment.author_name})
        return HttpResponseRedirect(reverse("admin:comments_comment_changelist"))

    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment, version = self._comment(request, pk), self._version(request)
        return self._decided(
            request,
            lambda: actions.approve(comment, version=version, by=request.user),
            _("The comment of %(name)s is approved; readers see it now."),
        )

    def reject(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment, version = self._comment(request, pk), self._version(request)
        form = RefusalForm(request.POST)
        if not form.is_valid():
            return self._page(request, comment, form, status=422)
        return self._decided(
            request,
            lambda: actions.reject(comment, version=version, reason=form.sentence, by=request.user),
            _("The comment of %(name)s is rejected."),
        )

    def spam(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment, version = self._comment(request, pk), self._version(request)
        return self._decided(
            request,
            lambda: actions.mark_spam(comment, version=version, by=request.user),
            _("The comment of %(name)s is marked as spam."),
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "GET" or not str(object_id).isdecimal():
            raise PermissionDenied
        return self._page(request, self._comment(request, int(object_id)), RefusalForm())

    def _page(
        self, request: HttpRequest, comment: Comment, form: RefusalForm, status: int = 200
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": _("Comment of %(name)s") % {"name": comment.author_name},
            "opts": self.opts,
            "comment": comment,
            "decisions": comment.decisions.select_related("by"),
            "form": form,
        }
        template = "admin/comments/comment/change_form.html"
        return TemplateResponse(request, template, context, status=status)

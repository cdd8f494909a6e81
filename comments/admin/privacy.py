"""The data officer's desk: requests about personal data, and the addresses behind comments.

An address is shown in the answer to a POST, once, and each look is a line in the log.
"""

import json
from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from comments import actions, permissions
from comments.forms.requests import AddressForm, AnswerForm
from comments.models import Comment, DataRequest

State = DataRequest.State
# What cannot be taken back is asked for twice.
FOR_GOOD = {"erase", "withdraw", "withdraw_hide"}


def _may(request: HttpRequest) -> bool:
    return bool(permissions.see_addresses(request.user))


def _demand(request: HttpRequest) -> None:
    verdict = permissions.see_addresses(request.user)
    if not verdict:
        raise PermissionDenied(verdict.reason)


@admin.register(DataRequest)
class DataRequestAdmin(admin.ModelAdmin):
    """Requests by their dates; each has a page with what can be done."""

    list_display = ["request", "state", "answer_date", "done_date", "words_short"]
    list_filter = ["state", "kind"]
    list_per_page = 50
    ordering = [F("closed_at").desc(nulls_first=True), "answer_due_on", "pk"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    actions = None
    change_list_template = "admin/comments/datarequest/change_list.html"

    # --- Who may: the data officer, and nobody adds or deletes ---

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return _may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    # --- The list ---

    def get_queryset(self, request: HttpRequest):
        """What nobody has proved to be theirs is nobody's business yet."""
        return super().get_queryset(request).exclude(state=State.UNPROVED)

    @admin.display(description=gettext_lazy("request"))
    def request(self, row: DataRequest) -> str:
        return f"{row.pk} · {row.get_kind_display()}"

    @admin.display(description=gettext_lazy("answer due"), ordering="answer_due_on")
    def answer_date(self, row: DataRequest) -> str:
        return _dated(row.answer_due_on, row.state == State.RECEIVED)

    @admin.display(description=gettext_lazy("to be done by"), ordering="done_due_on")
    def done_date(self, row: DataRequest) -> str:
        return _dated(row.done_due_on, row.closed_at is None)

    @admin.display(description=gettext_lazy("in their words"))
    def words_short(self, row: DataRequest) -> str:
        return row.words if len(row.words) <= 80 else f"{row.words[:80]}…"

    # --- The pages ---

    def get_urls(self):
        wrapped = self.admin_site.admin_view
        return [
            path("tim/", wrapped(self.find), name="comments_datarequest_find"),
            path(
                "y-kien/<int:pk>/dia-chi/",
                wrapped(require_POST(self.comment_address)),
                name="comments_comment_address",
            ),
            path(
                "y-kien/<int:pk>/xoa/", wrapped(self.comment_erase), name="comments_comment_erase"
            ),
            *super().get_urls(),
        ]

    def find(self, request: HttpRequest) -> HttpResponse:
        """The comments of an address; it is posted, so that it stands in no address bar."""
        _demand(request)
        form = AddressForm(request.POST if request.method == "POST" else None)
        found = None
        if form.is_bound and form.is_valid():
            found = _found(form.cleaned_data, request)
        context = {
            "title": _("Comments of an address"),
            "form": form,
            "found": found,
            "may_decide": bool(permissions.moderate(request.user)),
        }
        return self._page(request, "find", context, 422 if form.errors else 200)

    def comment_address(self, request: HttpRequest, pk: int) -> HttpResponse:
        _demand(request)
        comment = get_object_or_404(Comment.objects.select_related("article"), pk=pk)
        return self._address(
            request,
            comment,
            {
                "title": _("The address behind comment %(code)s") % {"code": comment.code},
                "back": reverse("admin:comments_comment_change", args=[pk]),
            },
        )

    def comment_erase(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For who wrote without an address and shows the code, or where a court wants it."""
        _demand(request)
        comment = get_object_or_404(Comment.objects.select_related("article"), pk=pk)
        context = {"title": _("Erase comment %(code)s") % {"code": comment.code}}
        if request.method == "POST" and "sure" in request.POST:
            actions.erase_comment(comment, by=request.user)
            messages.success(request, _("The comment is erased."))
            return HttpResponseRedirect(reverse("admin:comments_datarequest_find"))
        context |= {"comment": comment, "is_unsure": request.method == "POST"}
        return self._page(request, "erase", context, 422 if context["is_unsure"] else 200)

    def _address(
        self, request: HttpRequest, row: Comment | DataRequest, context: dict
    ) -> HttpResponse:
        try:
            context["address"] = actions.show_address(row, by=request.user)
        except RuleBroken as broken:
            context["broken"] = str(broken)
        return self._page(request, "address", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        _demand(request)
        if not str(object_id).isdecimal() or len(str(object_id)) > 18:
            raise Http404
        row = get_object_or_404(self.get_queryset(request), pk=int(object_id))
        form = AnswerForm(request.POST or None)
        if request.method != "POST":
            return self._request_page(request, row, form)
        deed = request.POST.get("deed", "")
        if deed == "address":
            context = {"title": str(row).capitalize(), "back": request.path}
            return self._address(request, row, context)
        return self._deed(request, row, form, deed)

    def _deed(
        self, request: HttpRequest, row: DataRequest, form: AnswerForm, deed: str
    ) -> HttpResponse:
        if not form.is_valid():
            return self._request_page(request, row, form, 422)
        if deed in FOR_GOOD and "sure" not in request.POST:
            form.add_error(None, _("This cannot be taken back: tick the box first."))
            return self._request_page(request, row, form, 422)
        try:
            answer = _done(request, row, form.cleaned_data, deed)
        except RuleBroken as broken:
            field = broken.field if broken.field in form.fields else None
            form.add_error(field, str(broken))
            return self._request_page(request, row, form, 422)
        if isinstance(answer, HttpResponse):
            return answer
        messages.success(request, _("The request is up to date; the person gets a mail."))
        return HttpResponseRedirect(reverse("admin:comments_datarequest_changelist"))

    def _request_page(
        self, request: HttpRequest, row: DataRequest, form: AnswerForm, status: int = 200
    ) -> HttpResponse:
        comments = Comment.objects.none()
        if row.email_tag:
            comments = Comment.objects.filter(email_tag=row.email_tag).select_related("article")
        context = {
            "title": f"{row.get_kind_display()} · {row.pk}",
            "row": row,
            "form": form,
            "comments": comments[:200],
            "is_late": _is_late(row.answer_due_on) and row.state == State.RECEIVED,
        }
        return self._page(request, "request", context, status)

    def _page(
        self, request: HttpRequest, name: str, context: dict, status: int = 200
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {"opts": self.opts} | context
        template = f"admin/comments/datarequest/{name}.html"
        return TemplateResponse(request, template, context, status=status)


def _found(asked: dict, request: HttpRequest) -> list[Comment]:
    if asked["email"]:
        return actions.find_by_address(asked["email"], by=request.user)
    rows = Comment.objects.select_related("article")
    return list(rows.filter(code=asked["code"].upper()))


def _done(request: HttpRequest, row: DataRequest, said: dict, deed: str) -> object:
    """Do what the button says; a download is the answer itself."""
    version = request.POST.get("version", "")
    held = {
        "version": int(version) if version.isdecimal() and len(version) < 10 else 0,
        "by": request.user,
    }
    words = said["words"]
    deeds: dict[str, Callable[[], object]] = {
        "answer": lambda: actions.answer_request(row, words, **held),
        "refuse": lambda: actions.refuse_request(row, words, **held),
        "close": lambda: actions.close_request(row, words, **held),
        "erase": lambda: actions.erase_data(row, words, **held),
        "withdraw": lambda: actions.withdraw_consent(row, words, hides=False, **held),
        "withdraw_hide": lambda: actions.withdraw_consent(row, words, hides=True, **held),
        "correct": lambda: actions.correct_name(row, said["name"], words, **held),
        "export_json": lambda: _download(row, actions.export_data(row, **held), "json"),
        "export_html": lambda: _download(row, actions.export_data(row, **held), "html"),
    }
    if deed not in deeds:
        raise RuleBroken(_("Press one of the buttons."))
    return deeds[deed]()


def _download(row: DataRequest, found: dict, kind: str) -> HttpResponse:
    if kind == "json":
        text, media = json.dumps(found, ensure_ascii=False, indent=2), "application/json"
    else:
        text = render_to_string("admin/comments/datarequest/export.html", {"found": found})
        media = "text/html; charset=utf-8"
    name = f"yeu-cau-{row.pk}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=media, headers=headers)


def _is_late(day) -> bool:
    return bool(day and day < timezone.localdate())


def _dated(day, is_open: bool) -> str:
    if not day:
        return "–"
    if is_open and _is_late(day):
        return format_html("<strong>{} ({})</strong>", f"{day:%d/%m/%Y}", _("overdue"))
    return f"{day:%d/%m/%Y}"

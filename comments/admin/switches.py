"""Where comments are taken: one article, or nowhere for a while; and the figures of the queue."""

import csv

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article
from branch_portal.lib.verdicts import RuleBroken
from comments import actions
from comments.admin.base import Place, number, require_moderator, see_other
from comments.forms.moderation import PauseForm, PolicyForm
from comments.models import Pause
from comments.reports.statistics import by_month


class SwitchPages:
    """For CommentAdmin."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        own = [
            path("tam-dung/", view(self.pause), name="comments_comment_pause"),
            path(
                "bai/<int:article>/",
                view(require_POST(self.set_policy)),
                name="comments_comment_policy",
            ),
            path("so-lieu.csv", view(self.figures), name="comments_comment_figures"),
        ]
        return [*own, *super().get_urls()]

    def set_policy(self, request: HttpRequest, article: int) -> HttpResponse:
        """Say what holds for one article; back to where it was said."""
        require_moderator(request)
        row = Article.objects.filter(pk=article).first() if article < 1 << 63 else None
        if row is None:
            raise Http404
        form, place = PolicyForm(request.POST), Place.posted(request)
        if form.is_valid():
            actions.set_policy(row, policy=form.cleaned_data["policy"] or None, by=request.user)
            messages.success(request, _("What holds for the comments on this article is set."))
        else:
            messages.error(request, _("Choose what holds for this article."))
        card = number(request.POST.get("pk"))
        return see_other(place.card_address(card) if card else place.list_address())

    def pause(self, request: HttpRequest) -> HttpResponse:
        """The switch of the whole portal."""
        require_moderator(request)
        form = PauseForm(request.POST if request.method == "POST" else None)
        if "end" in request.POST:
            actions.end_pause(by=request.user)
            messages.success(request, _("Comments are taken again."))
            return see_other(Place().list_address())
        if form.is_bound and form.is_valid():
            try:
                actions.pause(form.cleaned_data["message"], by=request.user)
            except RuleBroken as broken:
                form.add_error(None, str(broken))
            else:
                messages.success(request, _("Comments are paused; readers are told why."))
                return see_other(Place().list_address())
        context = self.admin_site.each_context(request) | {
            "title": _("Pause the comments"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "pause": Pause.objects.in_force().select_related("began_by").first(),
            "earlier": Pause.objects.exclude(ended_at=None).select_related("began_by")[:10],
        }
        template = "admin/comments/comment/pause.html"
        return TemplateResponse(request, template, context, status=422 if form.errors else 200)

    def figures(self, request: HttpRequest) -> HttpResponse:
        """By month, decision and reason: how many, and how long they waited. Nobody is in it."""
        require_moderator(request)
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"y-kien-{timezone.localdate():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        response.write("\ufeff")  # without it Excel does not see that this is UTF-8
        lines = csv.writer(response)
        heads = (_("Month"), _("Decision"), _("Reason"), _("Comments"), _("Median hours waited"))
        lines.writerow(heads)
        for row in by_month():
            lines.writerow([_no_formula(cell) for cell in row])
        return response


def _no_formula(cell: object) -> object:
    """What begins like a formula is one to a spreadsheet."""
    text = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if text else cell

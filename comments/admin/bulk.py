"""Many comments at once: a page says exactly what will change, then each goes its own way."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from comments.actions import WAYS
from comments.admin.base import Place, number, require_moderator, see_other
from comments.admin.deciding import DEEDS as BUTTONS
from comments.admin.deciding import perform
from comments.models import Comment

MOST = 100
State = Comment.State


@dataclass(frozen=True)
class Many:
    """A line of the menu under the queue: its words, and where it leads."""

    label: str
    state: str


DEEDS = {
    "approve": Many(gettext_lazy("Approve"), State.APPROVED),
    "reject": Many(gettext_lazy("Reject"), State.REJECTED),
    "spam": Many(gettext_lazy("Mark as spam"), State.SPAM),
    "hide": Many(gettext_lazy("Hide"), State.HIDDEN),
    "reopen": Many(gettext_lazy("Put back into the queue"), State.PENDING),
}


@dataclass(frozen=True)
class Line:
    """One comment of the plan; `version` is the one that was ticked."""

    comment: Comment
    version: int
    refused: str = ""


class BulkPage:
    """The page between ticking and doing; for CommentAdmin."""

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(require_POST(self.bulk))
        return [path("hang-loat/", page, name="comments_comment_bulk"), *super().get_urls()]

    def bulk(self, request: HttpRequest) -> HttpResponse:
        require_moderator(request)
        place, name = Place.posted(request), request.POST.get("deed", "")
        ticked = _ticked(request)
        if name not in DEEDS or not 0 < len(ticked) <= MOST:
            messages.error(request, _refusal(name, ticked))
            return see_other(place.list_address())
        lines = _lines(ticked, name)
        is_sure = "sure" in request.POST
        form = BUTTONS[name].form(request.POST if is_sure else None)
        if is_sure and form.is_valid():
            self._do(request, lines, name, form)
            return see_other(place.list_address())
        context = self.admin_site.each_context(request) | {
            "title": DEEDS[name].label,
            "opts": self.opts,
            "media": self.media,
            "place": place,
            "deed": name,
            "label": DEEDS[name].label,
            "form": form,
            "will": [line for line in lines if not line.refused],
            "wont": [line for line in lines if line.refused],
        }
        template = "admin/comments/comment/bulk.html"
        return TemplateResponse(request, template, context, status=422 if is_sure else 200)

    def _do(self, request: HttpRequest, lines: list[Line], name: str, form: forms.Form) -> None:
        """Each for itself: one that somebody else has decided about keeps none of the others."""
        done, skipped = 0, []
        for line in lines:
            try:
                perform(BUTTONS[name], line.comment, line.version, form, request.user)
            except RuleBroken as broken:
                skipped.append(f"{line.comment.author_name} ({line.comment.code}): {broken}")
            else:
                done += 1
        if done:
            sentence = ngettext(
                "%(deed)s: %(number)s comment.", "%(deed)s: %(number)s comments.", done
            )
            messages.success(request, sentence % {"deed": DEEDS[name].label, "number": done})
        for sentence in skipped:
            messages.warning(request, _("Skipped: %(what)s") % {"what": sentence})


def _ticked(request: HttpRequest) -> dict[int, int]:
    """Keys with the versions that were seen, as "12-3"."""
    found = {}
    for value in request.POST.getlist("comment"):
        key, _dash, version = value.partition("-")
        if number(key) and number(version):
            found[int(key)] = min(int(version), (1 << 31) - 1)
    return found


def _refusal(name: str, ticked: dict[int, int]) -> str:
    if name not in DEEDS:
        return _("Choose what is to be done with the ticked comments.")
    if not ticked:
        return _("Tick at least one comment.")
    return _("At most %(most)s comments at once.") % {"most": MOST}


def _lines(ticked: dict[int, int], name: str) -> list[Line]:
    rows = Comment.objects.filter(pk__in=ticked).select_related("article")
    rows = rows.defer("article__body", "article__search_exact", "article__search_folded")
    return [
        Line(row, ticked[row.pk], _why_not(row, ticked[row.pk], name))
        for row in rows.order_by("written_at", "pk")
    ]


def _why_not(comment: Comment, version: int, name: str) -> str:
    if comment.version != version:
        return _("Somebody has decided about it in the meantime.")
    if DEEDS[name].state not in WAYS[comment.state]:
        return _("It is “%(state)s” already.") % {"state": comment.get_state_display()}
    return ""

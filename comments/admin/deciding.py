"""The moderators' buttons: each is one POST, one action, and the way back to where one was."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from branch_portal.lib.verdicts import RuleBroken, Stale
from comments import actions
from comments.admin.base import Place, number, require_moderator, see_other
from comments.forms.moderation import EscalateForm, NoteForm, RefusalForm
from comments.models import Comment
from comments.reports.queue import TABS


@dataclass(frozen=True)
class Deed:
    """A button: what it does, what it asks, what is said afterwards, and whether one goes on."""

    act: Callable[..., Comment]
    sentence: str
    form: type[forms.Form] = forms.Form
    moves: bool = True  # is it a decision, so that the next comment comes and it can be undone?


DEEDS = {
    "approve": Deed(
        actions.approve, gettext_lazy("The comment of %(name)s is approved; readers see it now.")
    ),
    "reject": Deed(
        actions.reject, gettext_lazy("The comment of %(name)s is rejected."), RefusalForm
    ),
    "spam": Deed(actions.mark_spam, gettext_lazy("The comment of %(name)s is marked as spam.")),
    "escalate": Deed(
        actions.escalate, gettext_lazy("The comment of %(name)s is passed on."), EscalateForm
    ),
    "hide": Deed(
        actions.hide,
        gettext_lazy("The comment of %(name)s is hidden; readers do not see it any more."),
        NoteForm,
    ),
    "reopen": Deed(
        actions.reopen, gettext_lazy("The comment of %(name)s stands in the queue again.")
    ),
    "undo": Deed(
        actions.undo,
        gettext_lazy("The decision about the comment of %(name)s is taken back."),
        moves=False,
    ),
    "pin": Deed(
        partial(actions.pin, is_pinned=True),
        gettext_lazy("The comment of %(name)s stands above the others now."),
        moves=False,
    ),
    "unpin": Deed(
        partial(actions.pin, is_pinned=False),
        gettext_lazy("The comment of %(name)s stands among the others again."),
        moves=False,
    ),
}


class DecisionViews:
    """One address for each button; for CommentAdmin."""

    def get_urls(self) -> list:
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(partial(self.decide, name=name))),
                name=f"comments_comment_{name}",
            )
            for name in DEEDS
        ]
        return [*own, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        comment, place, deed = wanted(request, pk), Place.posted(request), DEEDS[name]
        form = bound(deed, request)
        if not form.is_valid():
            return self.show_card(request, comment, place, status=422, **{name: form})
        try:
            done = perform(deed, comment, version_of(request), form, request.user)
        except Stale as stale:
            messages.error(request, str(stale))
            return see_other(onwards(request, comment, place))
        except RuleBroken as broken:
            messages.error(request, str(broken))
            return see_other(back(comment, place))
        sentence = deed.sentence % {"name": done.author_name}
        messages.success(request, _with_undo(done, sentence) if deed.moves else sentence)
        return see_other((onwards if deed.moves else _stay)(request, done, place))


def wanted(request: HttpRequest, pk: int) -> Comment:
    """The comment, for somebody who may decide about it. 403 and 404."""
    require_moderator(request)
    comment = Comment.objects.select_related("article", "parent", "unit", "written_by")
    comment = comment.filter(pk=pk).first() if pk < 1 << 63 else None
    if comment is None:
        raise Http404
    return comment


def version_of(request: HttpRequest) -> int:
    """The version that was looked at; 0, which no comment has, for nonsense."""
    version = number(request.POST.get("version"))
    return version if version and version < 1 << 31 else 0


def bound(deed: Deed, request: HttpRequest) -> forms.Form:
    extra = {"user": request.user} if deed.form is EscalateForm else {}
    return deed.form(request.POST, **extra)


def perform(deed: Deed, comment: Comment, version: int, form: forms.Form, by: User) -> Comment:
    """Raises what the action raises."""
    told = form.deed() if isinstance(form, EscalateForm) else form.cleaned_data
    return deed.act(comment, version=version, by=by, **told)


def back(comment: Comment, place: Place) -> str:
    """The same card, or the same row."""
    return place.card_address(comment.pk) if place.on_card else place.list_address(comment.pk)


def onwards(request: HttpRequest, comment: Comment, place: Place) -> str:
    """The comment after this one: its card, or its row on the same page of the list."""
    following = number(request.POST.get("next"))
    if not place.on_card:
        return place.list_address(following)
    tab = TABS[place.tab].comments().values_list("pk", flat=True)
    if following and tab.filter(pk=following).exists():
        return place.card_address(following)
    first = tab.exclude(pk=comment.pk).first()
    return place.card_address(first) if first else place.list_address()


def _stay(request: HttpRequest, comment: Comment, place: Place) -> str:
    return back(comment, place)


def _with_undo(comment: Comment, sentence: str) -> SafeString:
    """The button belongs to the form `undo`, which stands on every page of the queue."""
    return format_html(
        '{} <button class="undo" form="undo" formaction="{}" name="version" value="{}">{}</button>',
        sentence,
        reverse("admin:comments_comment_undo", args=[comment.pk]),
        str(comment.version),
        _("Undo"),
    )

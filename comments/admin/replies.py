"""Official replies, written on the card of the comment that they answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.verdicts import RuleBroken
from comments import actions
from comments.admin.base import Place, see_other
from comments.admin.deciding import version_of, wanted
from comments.forms.moderation import BlockForm, ReplyForm


class ReplyViews:
    """For CommentAdmin: answering a sender, and blocking one."""

    def get_urls(self) -> list:
        views = (("reply", self.reply), ("revise", self.revise), ("block", self.block))
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"comments_comment_{name}",
            )
            for name, view in views
        ]
        return [*own, *super().get_urls()]

    def reply(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment, form = wanted(request, pk), ReplyForm(request.POST, user=request.user)
        return self._done(
            request,
            comment,
            "reply",
            form,
            lambda: actions.write_reply(comment, **form.cleaned_data, by=request.user),
            _("The reply is written; it is published when somebody else approves it."),
        )

    def revise(self, request: HttpRequest, pk: int) -> HttpResponse:
        reply, form = wanted(request, pk), ReplyForm(request.POST, user=request.user)
        version = version_of(request)
        return self._done(
            request,
            reply,
            "reply",
            form,
            lambda: actions.revise_reply(
                reply, **form.cleaned_data, version=version, by=request.user
            ),
            _("The reply is changed; somebody else has to approve it."),
        )

    def block(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment, form = wanted(request, pk), BlockForm(request.POST)
        return self._done(
            request,
            comment,
            "block",
            form,
            lambda: actions.block_sender(
                comment, reason=form.cleaned_data["reason"], until=form.until(), by=request.user
            ),
            _("What this sender writes from now on is filed as spam."),
        )

    def _done(self, request, comment, name, form, act, sentence) -> HttpResponse:
        """The card with the errors, or the card with what was said about it."""
        place = Place.posted(request)
        if form.is_valid():
            try:
                act()
            except RuleBroken as broken:
                field = broken.field if broken.field in form.fields else None
                form.add_error(field, str(broken))
            else:
                messages.success(request, sentence)
                return see_other(place.card_address(comment.pk))
        return self.show_card(request, comment, place, status=422, **{name: form})

"""One comment with all that is known beside it; after a decision the next one comes."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import permissions
from comments.actions import UNDO, WAYS
from comments.admin.base import Place, masked_email, number
from comments.admin.deciding import wanted
from comments.admin.masking import pieces, unmasked
from comments.forms.moderation import (
    BlockForm,
    EscalateForm,
    MaskForm,
    PolicyForm,
    RefusalForm,
    ReplyForm,
)
from comments.models import BlockedSender, Comment, Reason, ReplyTemplate
from comments.reports.beside import around, copies, history
from comments.reports.queue import TABS, Sender, is_overdue, neighbours, senders
from comments.rules import explain


class CardPage:
    """For CommentAdmin, in the place of Django's form."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "GET":
            raise PermissionDenied
        comment = wanted(request, number(str(object_id)) or 0)
        return self.show_card(request, comment, replace(Place.read(request.GET), on_card=True))

    def show_card(
        self,
        request: HttpRequest,
        comment: Comment,
        place: Place,
        status: int = 200,
        **forms: Form,
    ) -> HttpResponse:
        """The card; `forms` are those that were refused, with what was typed in them."""
        place = replace(place, on_card=True)
        masks = list(comment.redactions.filter(lifted_at=None).select_related("by"))
        found = unmasked(comment, masks)
        before, after = neighbours(TABS[place.tab], comment)
        decisions = list(comment.decisions.select_related("by", "reason"))
        context = self.admin_site.each_context(request) | {
            "title": _("Comment of %(name)s") % {"name": comment.author_name or "–"},
            "opts": self.opts,
            "media": self.media,
            "place": place,
            "tab": TABS[place.tab],
            "in_card": True,
            "before": before and place.card_address(before),
            "after": after and place.card_address(after),
            "row": {
                "comment": comment,
                "ways": WAYS[comment.state],
                "is_overdue": is_overdue(comment),
                "next": after and Comment(pk=after),
            },
            "email": masked_email(comment),
            "pieces": pieces(comment, masks, found),
            "masks": masks,
            "found": found,
            "scores": explain(comment.explanation),
            "around": around(comment),
            "history": list(history(comment)),
            "sender": senders([comment]).get(comment.email_tag, Sender()),
            "blocked": _blocked(comment),
            "copies": copies(comment),
            "decisions": decisions,
            "may_undo": _may_undo(decisions, comment, request.user),
            "may_approve": permissions.approve(request.user, comment),
            "reasons": list(Reason.objects.filter(is_active=True)),
            "policy": PolicyForm(initial={"policy": comment.article.comment_policy}),
        }
        context |= _forms(comment, request) | {f"{name}_form": form for name, form in forms.items()}
        template = "admin/comments/comment/change_form.html"
        return TemplateResponse(request, template, context, status=status)


def _forms(comment: Comment, request: HttpRequest) -> dict[str, object]:
    """The forms of the card; a reply begins with the chosen template."""
    may_answer = comment.is_public and not comment.parent_id and not comment.is_official
    is_draft = comment.is_official and comment.state == Comment.State.PENDING
    forms: dict[str, object] = {
        "reject_form": RefusalForm(),
        "escalate_form": EscalateForm(user=request.user),
        "mask_form": MaskForm(text=comment.text, initial={"kind": "other"}),
        "block_form": BlockForm(),
    }
    if may_answer or is_draft:
        begin = {"unit": comment.unit_id, "text": comment.text} if is_draft else {}
        template = ReplyTemplate.objects.filter(pk=number(request.GET.get("mau")) or 0).first()
        if template:
            begin["text"] = template.text
        forms["reply_form"] = ReplyForm(user=request.user, initial=begin)
        forms["templates"] = list(ReplyTemplate.objects.all())
        forms["reply_deed"] = "revise" if is_draft else "reply"
    return forms


def _blocked(comment: Comment) -> BlockedSender | None:
    if not comment.email_tag:
        return None
    return BlockedSender.objects.in_force().filter(email_tag=comment.email_tag).first()


def _may_undo(decisions: list, comment: Comment, user) -> bool:
    last = decisions[0] if decisions else None
    if last is None or last.by_id != user.pk or last.undoes_id or last.state != comment.state:
        return False
    return last.at >= timezone.now() - UNDO

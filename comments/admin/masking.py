"""Masking on the card: found stretches, chosen ones, typed words."""

from dataclasses import dataclass
from itertools import pairwise

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branch_portal.lib.disguise import Views
from branch_portal.lib.verdicts import RuleBroken
from comments import actions
from comments.admin.base import Place, number, see_other
from comments.admin.deciding import version_of, wanted
from comments.forms.moderation import MaskForm
from comments.models import Comment, Redaction
from comments.rules.privacy import personal_data


@dataclass(frozen=True)
class Found:
    """A stretch that tells something about a person, and its words."""

    start: int
    end: int
    kind: str
    words: str


class MaskViews:
    """For CommentAdmin."""

    def get_urls(self) -> list:
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"comments_comment_{name}",
            )
            for name, view in (("mask", self.mask), ("unmask", self.unmask))
        ]
        return [*own, *super().get_urls()]

    def mask(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment, place = wanted(request, pk), Place.posted(request)
        form = MaskForm(request.POST, text=comment.text)
        if form.is_valid():
            spans, version = form.cleaned_data["spans"], version_of(request)
            try:
                actions.redact(comment, spans=spans, version=version, by=request.user)
            except RuleBroken as broken:
                form.add_error(broken.field, str(broken))
            else:
                messages.success(request, _("Masked. Readers see “[…]” in its place."))
                return see_other(f"{place.card_address(pk)}#loi-ban-doc")
        return self.show_card(request, comment, place, status=422, mask=form)

    def unmask(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment, place = wanted(request, pk), Place.posted(request)
        key = number(request.POST.get("redaction")) or 0
        redaction = comment.redactions.filter(pk=key).first()
        if redaction is None:
            raise Http404
        try:
            actions.lift(redaction, version=version_of(request), by=request.user)
        except RuleBroken as broken:
            messages.error(request, str(broken))
        else:
            messages.success(request, _("This stretch is shown again."))
        return see_other(f"{place.card_address(pk)}#loi-ban-doc")


def pieces(comment: Comment, masks: list, found: list) -> list[tuple[str, str]]:
    """The text in pieces, each with what it is: "masked", "found" or nothing."""
    spans = [(mask.start, mask.end, "masked") for mask in masks]
    spans += [(span.start, span.end, "found") for span in found]
    length = len(comment.text)
    edges = sorted({0, length, *(min(edge, length) for span in spans for edge in span[:2])})
    return [(comment.text[start:end], _what(start, end, spans)) for start, end in pairwise(edges)]


def unmasked(comment: Comment, masks: list) -> list[Found]:
    """Stretches of personal data that are still shown."""
    return [
        Found(span.start, span.end, _kind(span.kind), comment.text[span.start : span.end])
        for span in personal_data(Views(comment.text))
        if not any(mask.start <= span.start and span.end <= mask.end for mask in masks)
    ]


def _kind(kind: str) -> str:
    """What readers are told stands there."""
    return kind if kind in Redaction.Kind.values else Redaction.Kind.PERSON


def _what(start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    kinds = {kind for first, last, kind in spans if first <= start and end <= last}
    return "masked" if "masked" in kinds else "found" if kinds else ""

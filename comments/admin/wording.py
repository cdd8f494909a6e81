"""What moderators keep: phrases, reasons, templates, blocked senders; and the log of decisions."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from branch_portal.lib.text import slugify
from comments import actions
from comments.admin.base import CARD, ModeratorAdmin, ReadOnlyAdmin, require_moderator, see_other
from comments.forms.moderation import PhraseForm, ReasonForm
from comments.models import BlockedSender, Decision, Phrase, Reason, ReplyTemplate


@admin.register(Phrase)
class PhraseAdmin(ModeratorAdmin):
    form = PhraseForm
    list_display = ["words", "kind", "points", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["words"]


@admin.register(Reason)
class ReasonAdmin(ModeratorAdmin):
    form = ReasonForm
    list_display = ["label", "told", "teaches", "is_active"]

    def save_model(self, request: HttpRequest, obj: Reason, form, change: bool) -> None:
        """The code is made once, from the words at that time."""
        if not obj.code:
            code = slugify(obj.label, 26).replace("-", "_") or "reason"
            same = Reason.objects.filter(code__startswith=code).count()
            obj.code = f"{code}_{same}" if same else code
        super().save_model(request, obj, form, change)


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(ModeratorAdmin):
    list_display = ["name"]
    search_fields = ["name", "text"]


@admin.register(BlockedSender)
class BlockedSenderAdmin(ReadOnlyAdmin):
    """The list; a sender is blocked on the card of a comment."""

    list_display = ["reason", "by", "at", "until", "lifting"]
    list_display_links = None
    list_select_related = ["by"]

    class Media:
        css = {"all": ["css/newsroom/comments.css"]}

    @admin.display(description=gettext_lazy("lift"))
    def lifting(self, blocked: BlockedSender) -> SafeString | str:
        if blocked.until and blocked.until <= timezone.now():
            return _("lifted")
        # The list stands in one form with its token; the button sends it to its own address.
        return format_html(
            '<button class="quiet-button" formaction="{}">{}</button>',
            reverse("admin:comments_blockedsender_unblock", args=[blocked.pk]),
            _("Lift"),
        )

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(require_POST(self.unblock))
        own = path("<int:pk>/bo-chan/", view, name="comments_blockedsender_unblock")
        return [own, *super().get_urls()]

    def unblock(self, request: HttpRequest, pk: int) -> HttpResponse:
        require_moderator(request)
        blocked = BlockedSender.objects.filter(pk=pk).first() if pk < 1 << 63 else None
        if blocked is None:
            raise Http404
        actions.unblock(blocked, by=request.user)
        messages.success(request, _("This sender's comments go into the queue again."))
        return see_other(reverse("admin:comments_blockedsender_changelist"))


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Who decided what and when; no words of readers."""

    list_display = ["at", "card", "before", "state", "reason", "note", "by"]
    list_display_links = None
    list_filter = ["state", "reason"]
    list_select_related = ["comment", "reason", "by"]
    search_fields = ["comment__code"]
    date_hierarchy = None

    @admin.display(description=gettext_lazy("comment"), ordering="comment__code")
    def card(self, decision: Decision) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>',
            reverse(CARD, args=[decision.comment_id]),
            decision.comment.code,
        )

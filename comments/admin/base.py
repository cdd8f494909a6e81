"""What the moderators' admin pages share."""

from dataclasses import dataclass, replace

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from accounts import audit
from articles.admin.paging import CappedPaginator
from branch_portal.lib.sealed import Unreadable, masked, unseal
from comments import permissions
from comments.models import Comment
from comments.reports.queue import TABS

LIST = "admin:comments_comment_changelist"
CARD = "admin:comments_comment_change"


class ModeratorAdmin(admin.ModelAdmin):
    """For moderators, and nothing is deleted."""

    show_full_result_count = False
    paginator = CappedPaginator

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.moderate(request.user))

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.moderate(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(permissions.moderate(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(permissions.moderate(request.user))

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = "changed" if change else "added"
        audit.record(f"{obj._meta.model_name}.{verb}", obj, by=request.user)


class ReadOnlyAdmin(ModeratorAdmin):
    """To look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@dataclass(frozen=True)
class Place:
    """Where a moderator is: a tab, a page of it, a search, one article, a card or the list."""

    tab: str = "waiting"
    page: int = 1
    words: str = ""
    article: int | None = None
    on_card: bool = False

    @classmethod
    def read(cls, params: QueryDict) -> "Place":
        """Anything that is none of ours counts as not said."""
        words, article = params.get("q", "")[:100], number(params.get("article"))
        usual = "all" if words or article else "waiting"
        tab = params.get("tab", "")
        return cls(
            tab=tab if tab in TABS else usual,
            page=number(params.get("p")) or 1,
            words=words,
            article=article,
            on_card=params.get("card") == "1",
        )

    @classmethod
    def posted(cls, request: HttpRequest) -> "Place":
        return cls.read(QueryDict(request.POST.get("back", "")[:1000]))

    @property
    def query(self) -> str:
        """The part of an address that says it all; read() understands it."""
        said = QueryDict(mutable=True)
        said["tab"] = self.tab
        if self.page > 1:
            said["p"] = str(self.page)
        if self.words:
            said["q"] = self.words
        if self.article:
            said["article"] = str(self.article)
        if self.on_card:
            said["card"] = "1"
        return said.urlencode()

    def list_address(self, row: int | None = None) -> str:
        address = f"{reverse(LIST)}?{replace(self, on_card=False).query}"
        return f"{address}#row-{row}" if row else address

    def card_address(self, pk: int) -> str:
        return f"{reverse(CARD, args=[pk])}?{replace(self, on_card=True).query}"


def number(text: str | None) -> int | None:
    """A key or a version as it comes from a form; None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def require_moderator(request: HttpRequest) -> None:
    verdict = permissions.moderate(request.user)
    if not verdict:
        raise PermissionDenied(verdict.reason)


def see_other(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)


def masked_email(comment: Comment) -> str:
    """Enough of the address to recognise it again; empty where there is none to read."""
    try:
        return masked(unseal(comment.email_cipher)) if comment.email_cipher else ""
    except Unreadable:
        return "•••"

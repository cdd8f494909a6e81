"""The moderators' queue. Words of readers are read and decided about, never changed."""

import datetime as dt
from dataclasses import replace

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from comments.actions import WAYS
from comments.admin.base import Place, ReadOnlyAdmin, masked_email, require_moderator
from comments.admin.bulk import DEEDS as BULK
from comments.admin.bulk import BulkPage
from comments.admin.card import CardPage
from comments.admin.deciding import DecisionViews
from comments.admin.masking import MaskViews
from comments.admin.replies import ReplyViews
from comments.admin.switches import SwitchPages
from comments.forms.moderation import PolicyForm
from comments.models import Comment, Pause, Reason
from comments.reports.queue import TABS, Sender, found, is_overdue, senders, waiting
from comments.rules import explain

ON_A_PAGE = 25
WORTH_SAYING = 20  # a score below says nothing
_LONG = 320  # characters that are five lines


class CountedPages(Paginator):
    """Pages of rows whose number is known already, where it is."""

    def __init__(self, rows: QuerySet, size: int, known: int | None):
        super().__init__(rows, size)
        self._known = known

    @cached_property
    def count(self) -> int:
        return self.object_list.count() if self._known is None else self._known


@admin.register(Comment)
class CommentAdmin(
    DecisionViews, MaskViews, ReplyViews, BulkPage, SwitchPages, CardPage, ReadOnlyAdmin
):
    """The list of the admin gives way to the queue, its form to the card of one comment."""

    class Media:
        css = {"all": ["css/newsroom/lists.css", "css/newsroom/comments.css"]}
        js = [Script("js/newsroom/comments.js", defer=True)]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """One page of a tab, or what a search found. The number of queries is always the same."""
        require_moderator(request)
        place, queue = Place.read(request.GET), waiting()
        article = _article(place)
        rows = found(TABS[place.tab].comments(), place.words)
        if article:
            rows = rows.filter(article=article)
        is_whole = not (article or place.words)
        known = _number(place.tab, queue.counts) if is_whole else None
        page = CountedPages(_for_rows(rows), ON_A_PAGE, known).get_page(place.page)
        place = replace(place, page=page.number)
        context = self.admin_site.each_context(request) | {
            "title": self.opts.verbose_name_plural.capitalize(),
            "opts": self.opts,
            "media": self.media,
            "place": place,
            "tabs": [_tab(tab.name, queue.counts, place) for tab in TABS.values()],
            "oldest": queue.oldest,
            "page": page,
            "rows": _rows(list(page)),
            "before": replace(place, page=page.number - 1).query if page.has_previous() else "",
            "after": replace(place, page=page.number + 1).query if page.has_next() else "",
            "reasons": list(Reason.objects.filter(is_active=True)),
            "bulk": BULK.items(),
            "pause": Pause.objects.in_force().first(),
            "article": article,
            "policy": article and _policy(article),
        }
        return TemplateResponse(request, "admin/comments/comment/change_list.html", context)


def _article(place: Place) -> Article | None:
    if not place.article:
        return None
    article = (
        Article.objects.filter(pk=place.article).only("headline", "slug", "comment_policy").first()
    )
    if article is None:
        raise Http404
    return article


def _policy(article: Article) -> PolicyForm:
    return PolicyForm(initial={"policy": article.comment_policy})


def _number(name: str, counts: dict[str, int]) -> int:
    return counts.get(name, 0) if name != "all" else sum(counts.values())


def _tab(name: str, counts: dict[str, int], place: Place) -> dict:
    there = Place(tab=name, article=place.article)
    return {
        "label": TABS[name].label,
        "number": _number(name, counts),
        "address": f"?{there.query}",
        "is_here": name == place.tab,
    }


def _for_rows(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Without the long texts of articles."""
    rows = rows.select_related("article", "parent", "passed_to")
    return rows.defer("article__body", "article__search_exact", "article__search_folded")


def _age(waits: dt.timedelta) -> str:
    """How long, in its greatest unit: "3 ngày"."""
    hours = int(waits.total_seconds() // 3600)
    if hours >= 24:
        return ngettext("%(number)s day", "%(number)s days", hours // 24) % {"number": hours // 24}
    if hours:
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    return _("less than an hour")


def _why(comment: Comment) -> list[str]:
    """What speaks for a suspicion, where there is one; the card says the rest."""
    if max(comment.spam, comment.abuse, comment.privacy) < WORTH_SAYING:
        return []
    return [line for line in explain(comment.explanation) if line.startswith("+")][:5]


def _rows(comments: list[Comment]) -> list[dict]:
    known = senders(comments)
    return [
        {
            "comment": comment,
            "email": masked_email(comment),
            "sender": known.get(comment.email_tag, Sender()) if comment.email_tag else None,
            "is_overdue": is_overdue(comment),
            "is_long": len(comment.text) > _LONG or comment.text.count("\n") > 4,
            "age": _age(timezone.now() - comment.written_at),
            "scores": _why(comment),
            "ways": WAYS[comment.state],
            # After a decision one stands at the next comment; at the end of a page, at the last.
            "next": (comments[at + 1 : at + 2] or comments[at - 1 : at] or [None])[0],
        }
        for at, comment in enumerate(comments)
    ]

"""The editorial calendar: which articles appear when, and the next step of each."""

import datetime as dt
from dataclasses import asdict, dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import actions, permissions
from articles.actions import Unready
from articles.admin.deeds import Deed, deeds, done_sentence
from articles.admin.press import press, verdicts
from articles.forms.calendar import DayForm
from articles.models import Article, Snapshot
from articles.reports.calendar import Day, Period, days_of, entry_of, undated
from articles.reports.words import moment_words, schedule_words, state_words
from branch_portal.lib import dates
from branch_portal.lib.verdicts import RuleBroken, Stale, Verdict, denied


@dataclass
class Refusal:
    """What the last press did not do, and why; it stands beside the entry with what was typed."""

    key: int
    sentences: list[str]
    typed: dict[str, str]
    findings: list[dict] = field(default_factory=list)

    @property
    def reason(self) -> str:
        """Why an article was to be returned or withdrawn."""
        return self.typed.get("reason_return") or self.typed.get("reason_withdraw", "")


@dataclass
class Entry:
    """One article in the calendar, with what this person may do about it."""

    article: Article
    deeds: list[Deed]
    may_move: bool
    refusal: Refusal | None = None

    @property
    def kind(self) -> str:
        """The state as a class of the style sheet; words say the same."""
        article = self.article
        if not article.is_cleared:
            return article.state
        if article.publish_at > timezone.now():
            return "scheduled"
        return "published" if article.is_public() else "expired"

    @property
    def state(self) -> str:
        return state_words(self.article)

    @property
    def is_late(self) -> bool:
        """Its day has come and it is not cleared."""
        at = self.article.publish_at
        return self.article.state in Article.STEPS and at is not None and at <= timezone.now()

    @property
    def when(self) -> str:
        """The moment in words, where it lies ahead."""
        at = self.article.publish_at
        if at is None or at <= timezone.now():
            return ""
        if self.kind == "scheduled":
            return schedule_words(at, self.article.expires_at)
        return _("Planned for %(moment)s, Vietnam time.") % {"moment": moment_words(at)}

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        if self.refusal and "_schedule" in self.refusal.typed:
            return self.refusal.typed
        at = self.article.publish_at
        local = timezone.localtime(at) if at else None
        return {
            "day": f"{local:%d/%m/%Y}" if local else "",
            "hour": f"{local:%H:%M}" if local else "",
        }


@dataclass
class Leaf:
    """One day of the page."""

    day: Day
    entries: list[Entry]
    is_today: bool
    is_outside: bool

    @property
    def weekday(self) -> str:
        return dates.WEEKDAYS[self.day.date.weekday()]

    @property
    def week(self) -> str:
        return Period.week(self.day.date).name

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.day.ends)


class CalendarPages:
    """The calendar as a page of ArticleAdmin."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.calendar)
        return [path("lich/", page, name="articles_article_calendar"), *super().get_urls()]

    def calendar(self, request: HttpRequest) -> HttpResponse:
        """A month or a week; POST sets a new day or takes the next step of one article."""
        verdict = permissions.write(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if request.method != "POST":
            return self._calendar(request)
        key = request.POST.get("article", "")
        article = entry_of(int(key)) if key.isdecimal() and len(key) < 19 else None
        if article is None:
            raise Http404
        try:
            with transaction.atomic():
                sentence = _act(request, article)
        except RuleBroken as broken:
            return self._calendar(request, _refusal(request, article.pk, broken))
        messages.success(request, f"“{article}”: {sentence}")
        return HttpResponseRedirect(f"{request.get_full_path()}#bai-{article.pk}")

    def _calendar(self, request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
        kind = "tuan" if "tuan" in request.GET else "thang"
        period, unread = read_period(request, kind)
        today = timezone.localdate()
        middle = today if period.first <= today <= period.last else period.first

        def entries(articles: list[Article]) -> list[Entry]:
            return [_entry(request.user, article, refusal) for article in articles]

        leaves = [
            Leaf(
                day,
                entries(day.starts),
                is_today=day.date == today,
                is_outside=not period.first <= day.date <= period.last,
            )
            for day in days_of(period)
        ]
        waiting = entries(undated())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Editorial calendar"),
            "is_nav_sidebar_enabled": False,  # seven days want the whole width
            "period": period,
            "unread": unread,
            "weekdays": dates.WEEKDAYS,
            "leaves": leaves,
            "undated": waiting,
            "this_month": Period.month(middle).name,
            "this_week": Period.week(middle).name,
            "refused": _elsewhere(request.user, refusal, leaves, waiting),
        }
        return TemplateResponse(request, "admin/articles/article/calendar.html", context)


def read_period(request: HttpRequest, kind: str) -> tuple[Period, str]:
    """The period of the address, else the present one; and what could not be read, if anything."""
    today, text = timezone.localdate(), request.GET.get(kind, "")
    present = Period.week(today) if kind == "tuan" else Period.month(today)
    if not text:
        return present, ""
    try:
        return Period.read(kind, text), ""
    except ValueError:
        return present, text[:40]


def _entry(user: User, article: Article, refusal: Refusal | None) -> Entry:
    mine = refusal if refusal and refusal.key == article.pk else None
    return Entry(article, _next_steps(user, article), bool(_may_move(user, article)), mine)


def _elsewhere(
    user: User, refusal: Refusal | None, leaves: list[Leaf], waiting: list[Entry]
) -> Entry | None:
    """The refused entry when the page does not hold it; a colleague may have moved it."""
    shown = [*waiting, *(entry for leaf in leaves for entry in leaf.entries)]
    if refusal is None or any(entry.refusal for entry in shown):
        return None
    article = entry_of(refusal.key)
    return _entry(user, article, refusal) if article else None


def _next_steps(user: User, article: Article) -> list[Deed]:
    """The buttons of the article form that need no change of words."""
    if not permissions.edit(user, article):
        return []
    idle = {"_keep"}
    if article.is_cleared and not article.pending:
        idle |= {"_submit", "_publish"}  # there is no new text to hand in
    return [deed for deed in deeds(user, article) if deed.name not in idle]


def _may_move(user: User, article: Article) -> Verdict:
    """Plans move with the right to edit, a set date with the right to publish; the past stays."""
    if not article.is_cleared:
        return permissions.edit(user, article)
    if article.publish_at <= timezone.now():
        return denied(_("Readers have this article already; its date stays."))
    return permissions.publish(user, article)


def _act(request: HttpRequest, article: Article) -> str:
    """Do what was pressed, to the text that the person saw; say what happened."""
    _allow(permissions.edit(request.user, article))
    present = Article.objects.select_for_update().only("version").get(pk=article.pk)
    if request.POST.get("version") != str(present.version):
        raise Stale(_("Somebody changed this article in the meantime. Look at it and press again."))
    if "_schedule" in request.POST:
        return _schedule(request, article)
    for verdict in verdicts(request, article):
        _allow(verdict)
    return done_sentence(request.POST, press(request, article))


def _allow(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


class _Typed(RuleBroken):
    """What was typed is no moment; `sentences` say why."""

    def __init__(self, sentences: list[str]):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def _schedule(request: HttpRequest, article: Article) -> str:
    verdict = _may_move(request.user, article)
    if not verdict:
        raise RuleBroken(str(verdict.reason))
    form = DayForm(request.POST)
    if not form.is_valid():
        raise _Typed([error for errors in form.errors.values() for error in errors])
    at = form.moment()
    until = Snapshot.newest(article).moment("expires_at")
    actions.schedule_article(article, at, until=until, by=request.user)
    return _moved_sentence(article, at, until)


def _moved_sentence(article: Article, at: dt.datetime | None, until: dt.datetime | None) -> str:
    if at is None:
        return _("It has no day any more.")
    if article.is_cleared:
        return schedule_words(at, until)
    return _("Planned for %(moment)s, Vietnam time.") % {"moment": moment_words(at)}


def _refusal(request: HttpRequest, key: int, broken: RuleBroken) -> Refusal:
    typed = {name: value[:500] for name, value in request.POST.items()}
    found = broken.findings if isinstance(broken, Unready) else []
    return Refusal(
        key,
        getattr(broken, "sentences", [str(broken)]),
        typed,
        [asdict(each) | {"reason": typed.get(f"reason-{each.code}", "")} for each in found],
    )

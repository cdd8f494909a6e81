"""From draft to reader and back. A correction of a published article goes the same way."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles import permissions, rules
from articles.actions._rows import add_revision, lay_down, lock
from articles.actions._shown import names_of
from articles.models import Article, Correction, SearchEntry, Snapshot, Waiver
from articles.models.snapshots import in_iso
from articles.reports import checklist
from branch_portal.lib.html import has_content
from branch_portal.lib.pagecache import changed
from branch_portal.lib.text import tidy
from branch_portal.lib.verdicts import RuleBroken

State = Article.State


class Unready(RuleBroken):
    """The checklist blocks: `findings` want a reason each before the article can go out."""

    def __init__(self, findings: list[checklist.Finding]):
        super().__init__(_("The checklist has found something. Put it right or give a reason."))
        self.findings = findings


@transaction.atomic
def submit_article(article: Article, *, by: User | None) -> Article:
    """Hand an article, or the correction of one, in for review."""
    article = lock(article)
    if article.is_cleared and not article.pending:
        raise RuleBroken(_("There is nothing to hand in: the published text has not changed."))
    if article.step not in (*Article.OPEN, State.WITHDRAWN):
        raise RuleBroken(_("This text has already been handed in."))
    _require_words(Snapshot.newest(article))
    _step(article, State.IN_REVIEW)
    audit.record("article.submitted", article, by=by, version=article.version)
    return article


@transaction.atomic
def return_article(article: Article, reason: str, *, by: User | None) -> Article:
    """Give an article that was handed in or approved back to its author, with a reason."""
    article = lock(article)
    reason = tidy(reason)[:1000]
    if article.step not in (State.IN_REVIEW, State.APPROVED):
        raise RuleBroken(_("Only a text in review can be returned."))
    if not reason:
        raise RuleBroken(_("Say what is to be done, so that the author can go on."), "reason")
    _step(article, State.RETURNED, remark=reason)
    audit.record("article.returned", article, by=by, version=article.version, reason=reason)
    return article


@transaction.atomic
def approve_article(article: Article, *, by: User) -> Article:
    """Approve the newest text; it can be published at once or later by whoever publishes."""
    article = lock(article)
    if article.step != State.IN_REVIEW:
        raise RuleBroken(_("Only a text in review can be approved."))
    snapshot = Snapshot.newest(article)
    _require_clearance(article, snapshot, by)
    _require_words(snapshot)
    article.approved_by, article.approved_version = by, article.version
    _step(article, State.APPROVED)
    audit.record("article.approved", article, by=by, version=article.version)
    return article


@transaction.atomic
def publish_article(
    article: Article,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    correction: str = "",
    reasons: dict[str, str] | None = None,
    checked: bool = True,
) -> Article:
    """Put the newest text before the readers: now, or at its own date, which may lie ahead.

    On an article that readers see already this corrects it; a `correction` is the public note of
    what was wrong, and only with one the page says that it was updated. `reasons` answer blocking
    lines of the checklist by their code; Unready is raised while one is missing. `checked=False`
    is for archives that were published elsewhere long ago. Raises RuleBroken.
    """
    article = lock(article)
    if article.is_cleared and not article.pending:
        raise RuleBroken(_("This article has already been published."))
    snapshot = Snapshot.newest(article)
    if by is not None and checked:
        _require_clearance(article, snapshot, by)
    now = timezone.now()
    # To the minute, as the form shows it: else the next save would look like a change of date.
    moment = at or snapshot.moment("publish_at") or now.replace(second=0, microsecond=0)
    _require_words(snapshot)
    _require_embargo(snapshot, moment)
    if checked or not article.is_cleared:
        _require_time(article, snapshot, moment, now)
    if checked:
        _check(article, snapshot, reasons or {}, by)
    was_public = article.is_public()
    article.state, article.pending, article.remark = State.PUBLISHED, "", ""
    article.live_version = article.version
    if correction := tidy(correction)[:500]:
        article.corrected_at = timezone.now()
        Correction.objects.create(article=article, note=correction, version=article.version, by=by)
    lay_down(article, _dated(snapshot, moment))
    verb = "article.corrected" if was_public else "article.published"
    audit.record(verb, article, by=by, version=article.version, publish_at=moment.isoformat())
    return article


@transaction.atomic
def withdraw_article(article: Article, *, by: User | None, reason: str = "") -> Article:
    """Take an article away from the readers; nothing of it is lost.

    The newest text, corrections in preparation included, becomes the one to work on. Raises
    RuleBroken when it is not published.
    """
    article = lock(article)
    if not article.is_cleared:
        raise RuleBroken(_("This article is not published."))
    if article.publish_at > timezone.now():
        article.live_version = None  # readers never saw it
    article.state, article.pending, article.remark = State.WITHDRAWN, "", tidy(reason)[:1000]
    article.approved_by = article.approved_version = None
    lay_down(article, Snapshot.newest(article))
    audit.record("article.withdrawn", article, by=by, reason=article.remark)
    return article


@transaction.atomic
def schedule_article(
    article: Article, at: dt.datetime | None, *, until: dt.datetime | None = None, by: User | None
) -> Article:
    """Set when an article appears and when it is taken off again; its words do not change.

    On a text that is not cleared yet this is a plan; on a cleared one it counts at once. Raises
    RuleBroken.
    """
    article = lock(article)
    if article.is_cleared and at is None:
        raise RuleBroken(_("A published article has a date."), "publish_at")
    if at and until and until <= at:
        raise RuleBroken(_("The article would end before it appears."), "expires_at")
    snapshot = Snapshot.newest(article)
    if article.is_cleared:
        _require_embargo(snapshot, at)
    snapshot.publish_at, snapshot.expires_at = in_iso(at), in_iso(until)
    for name in ("approved_version", "live_version"):
        if getattr(article, name) == article.version:
            setattr(article, name, article.version + 1)
    article.version += 1
    before = names_of([article.pk])
    article.publish_at, article.expires_at = at, until
    add_revision(article, snapshot, by, _("New date"))
    article.save()
    article.listings.update(publish_at=at, expires_at=until)
    SearchEntry.objects.enter(article)
    changed(*before, *names_of([article.pk]))
    audit.record("article.scheduled", article, by=by, publish_at=snapshot.publish_at)
    return article


def _step(article: Article, step: str, remark: str = "") -> None:
    """Move the article, or the correction that is in preparation, one step on."""
    if article.is_cleared:
        article.pending = step
    else:
        article.state = step
    article.remark = remark
    fields = ["state", "pending", "remark", "approved_by", "approved_version", "changed_at"]
    article.save(update_fields=fields)


def _dated(snapshot: Snapshot, moment: dt.datetime) -> Snapshot:
    snapshot.publish_at = in_iso(moment)
    return snapshot


def _require_clearance(article: Article, snapshot: Snapshot, by: User) -> None:
    verdicts = (permissions.clear(by, article), permissions.publish_in(by, snapshot.section))
    for verdict in verdicts:
        if not verdict:
            raise RuleBroken(str(verdict.reason))


def _require_words(snapshot: Snapshot) -> None:
    if not snapshot.headline:
        raise RuleBroken(_("The headline is missing."), "headline")
    if snapshot.section is None:
        raise RuleBroken(_("Choose the section in which the article appears."), "section")
    if not has_content(snapshot.body):
        raise RuleBroken(_("The text of the article is missing."), "body")


def _require_embargo(snapshot: Snapshot, moment: dt.datetime) -> None:
    earliest = rules.earliest_publication(snapshot.moment("source_published_at"))
    if earliest and moment < earliest:
        local = timezone.localtime(earliest)
        raise RuleBroken(
            _("A re-posted article appears one hour after its source: not before %(moment)s.")
            % {"moment": f"{local:%H:%M, %d/%m/%Y}"},
            "publish_at",
        )


def _require_time(
    article: Article, snapshot: Snapshot, moment: dt.datetime, now: dt.datetime
) -> None:
    """Publishing shows something: no end that is over, no gap in what readers see already."""
    ends = snapshot.moment("expires_at")
    if ends and ends <= max(moment, now):
        raise RuleBroken(
            _("The article would end before readers have seen it. Change or empty this date."),
            "expires_at",
        )
    if article.is_public(now) and moment > now:
        raise RuleBroken(
            _(
                "Readers see this article now; a date ahead would take it away until then. "
                "Withdraw it if that is meant."
            ),
            "publish_at",
        )


def _check(article: Article, snapshot: Snapshot, reasons: dict[str, str], by: User | None) -> None:
    found = checklist.findings(article, snapshot)
    given = {code: tidy(reason)[:300] for code, reason in reasons.items() if tidy(reason)}
    missing = [each for each in found if each.blocks and each.code not in given]
    if missing:
        raise Unready(found)
    Waiver.objects.bulk_create(
        Waiver(
            article=article,
            version=article.version,
            code=each.code,
            finding=each.sentence[:300],
            reason=given[each.code],
            by=by,
        )
        for each in found
        if each.code in given
    )

"""The same change for many articles: what was said beforehand, all of it or nothing."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.actions import _changes as changes
from articles.actions._rows import lock
from articles.actions.photos import describe_photo
from articles.actions.workflow import (
    publish_article,
    schedule_article,
    submit_article,
    withdraw_article,
)
from articles.actions.writing import save_article
from articles.models import Article, Snapshot
from branch_portal.lib.verdicts import RuleBroken, Stale

MOST = 200  # articles at once

Change, Line, Plan = changes.Change, changes.Line, changes.Plan
SetSection, SetTags, CreditPhotos = changes.SetSection, changes.SetTags, changes.CreditPhotos
Schedule, Withdraw, HandIn = changes.Schedule, changes.Withdraw, changes.HandIn


class PlanChanged(Stale):
    """Something has changed since the person saw what would happen; `plan` is how it is now."""

    def __init__(self, plan: Plan):
        super().__init__(_("Something has changed since you opened this page. Look once more."))
        self.plan = plan


@transaction.atomic
def change_articles(change: Change, keys: Iterable[int], *, digest: str, by: User) -> int:
    """Do a change to articles as its plan said: the lines that can be done, all of them or none.

    `digest` is that of the plan the person saw. Return how many articles were changed. Raises
    PlanChanged when the plan would be another one now, RuleBroken when one article refuses after
    all; then nothing has changed.
    """
    keys = sorted(set(keys))
    if len(keys) > MOST:
        raise RuleBroken(_("At most %(most)s articles at once.") % {"most": MOST})
    # In one order for everybody, so that two people wait for each other instead of both failing.
    list(Article.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
    plan = change.plan(keys, by)
    if plan.digest != digest:
        raise PlanChanged(plan)
    for line in plan.done:
        try:
            _DEEDS[change.name](change, line, by)
        except RuleBroken as refused:
            names = {"number": line.article.pk, "headline": line.article, "why": refused}
            sentence = _("Nothing was changed. #%(number)s “%(headline)s”: %(why)s")
            raise RuleBroken(sentence % names) from refused
    changed = [line.article.pk for line in plan.done]
    audit.record("articles.changed_together", by, by=by, change=change.name, articles=changed)
    return len(changed)


@transaction.atomic
def file_article(
    article: Article,
    *,
    section: int | None = None,
    tags: list[str] | None = None,
    base_version: int,
    by: User,
) -> Article:
    """Put an article into another section or give it other tags; its words stay as they are.

    On a published one it counts at once when the person publishes there and no correction is in
    preparation; else it waits like every other change.
    """
    article = lock(article)
    snapshot = Snapshot.newest(article)
    after = article.section_id if section is None else section
    at_once = changes.takes_effect_at_once(article, by, after)
    snapshot.section = snapshot.section if section is None else section
    snapshot.tags = snapshot.tags if tags is None else tags
    saved = save_article(article, snapshot, base_version=base_version, by=by)
    article = saved.article
    if at_once and saved.is_changed:
        # Not a word has changed, so neither the checklist nor a colleague is asked again.
        article = publish_article(article, by=by, checked=False)
    audit.record("article.filed", article, by=by, version=article.version, at_once=at_once)
    return article


def _section(change: SetSection, line: Line, by: User) -> None:
    version = line.article.version
    file_article(line.article, section=change.section.pk, base_version=version, by=by)


def _tags(change: SetTags, line: Line, by: User) -> None:
    tags = change.after(line.snapshot)
    file_article(line.article, tags=tags, base_version=line.article.version, by=by)


def _credit(change: CreditPhotos, line: Line, by: User) -> None:
    for photo in line.photos:
        describe_photo(photo, {"credit": change.credit}, by=by)


def _schedule(change: Schedule, line: Line, by: User) -> None:
    # On a cleared article the correction in preparation keeps its own end to itself.
    cleared = line.article.is_cleared
    ends = line.article.expires_at if cleared else line.snapshot.moment("expires_at")
    releases = change.releases(line.article, by)
    article = schedule_article(line.article, change.at, until=ends, by=by)
    if releases:
        publish_article(article, by=by)


def _withdraw(change: Withdraw, line: Line, by: User) -> None:
    withdraw_article(line.article, reason=change.reason, by=by)


def _hand_in(change: HandIn, line: Line, by: User) -> None:
    submit_article(line.article, by=by)


_DEEDS = {
    "section": _section,
    "add_tags": _tags,
    "remove_tags": _tags,
    "credit": _credit,
    "schedule": _schedule,
    "withdraw": _withdraw,
    "hand_in": _hand_in,
}

"""Which buttons stand under an article, and what is said after one was pressed."""

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import permissions
from articles.models import Article
from articles.reports.words import schedule_words

State = Article.State


@dataclass(frozen=True)
class Deed:
    """One button: the name it posts, its words, and whether it is the likely next step."""

    name: str
    label: str
    is_main: bool = False
    asks: str = ""  # the question that is answered in words before the button works


def deeds(user: User, article: Article | None) -> list[Deed]:
    """The buttons that make sense now and that this person may press; saving comes first.

    The first button is what the Enter key does, so it never publishes.
    """
    step = article.step if article else State.DRAFT
    cleared = bool(article and article.is_cleared)
    may_publish = permissions.clear(user, article) if article else permissions.publish(user)
    found = [Deed("_keep", _keep_label(article))]
    if step in (*Article.OPEN, State.WITHDRAWN) or (cleared and not article.pending):
        found.append(Deed("_submit", _("Hand in for review"), is_main=not may_publish))
    if step in (State.IN_REVIEW, State.APPROVED) and permissions.review(user, article):
        ask = _("What is to be done? The author reads this.")
        found.append(Deed("_return", _("Return with a reason"), asks=ask))
    if step == State.IN_REVIEW and may_publish:
        found.append(Deed("_approve", _("Approve")))
    if may_publish:
        found.append(Deed("_publish", _publish_label(article), is_main=True))
    if cleared and permissions.publish(user, article):
        ask = _("Why? For the newsroom only; may be empty.")
        found.append(Deed("_withdraw", _("Withdraw the article"), asks=ask))
    return found


def _keep_label(article: Article | None) -> str:
    if article and article.is_cleared:
        return _("Save, not public yet")
    return _("Save")


def _publish_label(article: Article | None) -> str:
    if article is None or article.state not in (State.PUBLISHED, State.WITHDRAWN):
        return _("Publish the article")
    if article.is_public():
        return _("Publish the correction")
    is_ahead = article.is_cleared and article.publish_at > timezone.now()
    return _("Save for the set date") if is_ahead else _("Publish again")


def _dated(article: Article) -> str:
    """A date of days ago may have been a plan that nobody looked at again: say it."""
    if timezone.now() - article.publish_at < dt.timedelta(days=1):
        return ""
    day = f"{timezone.localtime(article.publish_at):%d/%m/%Y}"
    return " " + _("The article is dated %(day)s.") % {"day": day}


def done_sentence(pressed: QueryDict, article: Article) -> str:
    """What happened, and when readers see it."""
    if "_publish" in pressed:
        if article.is_public():
            return _("Readers see this text now.") + _dated(article)
        return schedule_words(article.publish_at, article.expires_at)
    sentences = {
        "_submit": _("Handed in for review."),
        "_return": _("Returned to its author with your reason."),
        "_approve": _("Approved. It can be published at any time."),
        "_withdraw": _("The article is withdrawn; readers no longer see it."),
    }
    for name, sentence in sentences.items():
        if name in pressed:
            return sentence
    if not article.saved.is_changed:
        return _("Nothing had changed; the stored text is the same.")
    if article.is_cleared:
        return _("Saved. Readers keep seeing the published text until you publish the correction.")
    return _("Saved. Readers do not see this article yet.")

"""What the scores are told about a comment that has just been sent."""

import contextlib
import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from branch_portal.lib import pagecache
from branch_portal.lib.disguise import Views
from branch_portal.lib.learner import Weights
from branch_portal.lib.sealed import address_tag
from branch_portal.lib.simhash import RESEMBLES, bands, resemblance, shingles, simhash
from comments import rules
from comments.models import Comment, CommentBand, Lesson, Phrase
from comments.rules import Facts, Scores

_KNOWN_FOR = dt.timedelta(minutes=1)  # so long a process goes by the weights it has read
_MOST_COMPARED = 20
State = Comment.State


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """How a comment came. By default: as a person sends one from our page."""

    honeypot: bool = False
    token_age: int | None = None  # seconds since the page or the question was made
    has_fetch_headers: bool = True


def judge(*, text: str, name: str, email: str = "", how: Circumstances | None = None) -> Scores:
    """Score a comment that is not stored yet. Two queries; one without an address."""
    how = how or Circumstances()
    approved, refused = _history(email)
    facts = Facts(
        approved_before=approved,
        refused_before=refused,
        duplicates=_copies(text, email),
        honeypot=how.honeypot,
        token_age=how.token_age,
        fetch_headers=how.has_fetch_headers,
    )
    return rules.score(text, name, email, facts, current_weights(), _phrases())


def current_weights() -> Weights:
    """The weights learned last that are in use, or those the portal came with."""

    def newest() -> Weights:
        pagecache.until(timezone.now() + _KNOWN_FOR)
        lesson = Lesson.objects.filter(is_used=True).values_list("weights", flat=True).first()
        with contextlib.suppress(ValueError):  # of another version of the portal
            return Weights.from_json(lesson)
        return rules.seed_weights()

    return pagecache.remember("weights of comments", newest, quietly=True)


def _phrases() -> list:
    def in_use():
        pagecache.until(timezone.now() + _KNOWN_FOR)
        rows = Phrase.objects.filter(is_active=True)
        return [rules.Phrase(row.words, row.kind, float(row.points)) for row in rows]

    return pagecache.remember("suspicious phrases", in_use, quietly=True)


def _history(email: str) -> tuple[int, int]:
    """How many comments of this address were approved; how many were spam or abuse."""
    if not email:
        return 0, 0
    bad = Q(state=State.SPAM) | Q(state=State.REJECTED, decisions__reason__teaches__gt="")
    numbers = Comment.objects.filter(email_tag=address_tag(email)).aggregate(
        approved=Count("pk", filter=Q(state=State.APPROVED), distinct=True),
        refused=Count("pk", filter=bad, distinct=True),
    )
    return numbers["approved"], numbers["refused"]


def _copies(text: str, email: str) -> int:
    """How many of the newest comments of others have the same words, or nearly the same."""
    own = shingles(Views(text))
    likely = Q()
    for number, value in enumerate(bands(simhash(own))):
        likely |= Q(number=number, value=value)
    rows = CommentBand.objects.filter(likely).order_by("-comment")
    if email:
        rows = rows.exclude(comment__email_tag=address_tag(email))
    # One comment may share several bands.
    texts = dict(rows.values_list("comment", "comment__text")[: 4 * _MOST_COMPARED])
    others = list(texts.values())[:_MOST_COMPARED]
    return sum(resemblance(own, shingles(Views(other))) >= RESEMBLES for other in others)

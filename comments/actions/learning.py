"""What the scores learn from the moderators' decisions."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import OuterRef, Subquery

from accounts import audit
from accounts.models import User
from comments import rules
from comments.models import Comment, Decision, Lesson
from comments.reports.judging import current_weights
from comments.rules import Decided

State = Comment.State
MOST = 10_000  # comments, the newest that were decided about
LESSONS_KEPT = 10
_LABELS = {State.APPROVED: rules.OK, State.SPAM: rules.SPAM}


@transaction.atomic
def learn_from_decisions(*, by: User | None) -> Lesson | None:
    """Learn anew from the shipped examples and the newest decisions; None if there are none yet.

    What was erased, or decided otherwise since, is forgotten by it. The new weights score from the
    next minute on, unless they judge the newest decisions worse than the old ones: then these stay
    in use, and the line says so.
    """
    decided = list(_decided())
    if not decided:
        return None
    before = current_weights()
    weights = rules.refit(decided, before)
    lesson = Lesson.objects.create(
        weights=weights.as_json(),
        examples=len(decided),
        loss=rules.loss(weights, decided),
        is_used=weights is not before,
    )
    kept = list(Lesson.objects.values_list("pk", flat=True)[:LESSONS_KEPT])
    Lesson.objects.exclude(pk__in=kept).exclude(is_used=True).delete()
    used = list(Lesson.objects.filter(is_used=True).values_list("pk", flat=True)[:LESSONS_KEPT])
    Lesson.objects.filter(is_used=True).exclude(pk__in=used).delete()
    audit.record(
        "comment_scores.learned",
        lesson,
        by=by,
        decisions=len(decided),
        loss=round(lesson.loss, 4),
        is_used=lesson.is_used,
    )
    return lesson


def _decided() -> Iterator[Decided]:
    """The newest comments that teach something, the oldest decision first."""
    last = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    rows = Comment.objects.filter(
        kind=Comment.Kind.READER, state__in=[State.APPROVED, State.SPAM, State.REJECTED]
    ).annotate(teaches=Subquery(last.values("reason__teaches")[:1]))
    rows = rows.order_by("-state_changed_at").values_list(
        "text", "author_name", "email_tag", "state", "teaches"
    )
    for text, name, sender, state, teaches in reversed(rows[:MOST]):
        if label := _LABELS.get(state, teaches):
            yield Decided(text=text, label=label, name=name, sender=sender)

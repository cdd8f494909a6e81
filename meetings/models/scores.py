"""How a branch scored a session of its own, line by line, and the vote on it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings import rules
from meetings.models.decisions import Ballot
from meetings.models.score_forms import Criterion, ScoreForm, points_field
from meetings.models.sessions import ThematicSession


class SessionScore(models.Model):
    """The self-score of a session on the form of its day."""

    class Grade(models.TextChoices):
        GOOD = "good", _("Rated good")
        FAIR = "fair", _("Rated fair")
        AVERAGE = "average", _("Rated average")
        POOR = "poor", _("Rated poor")

    session = models.OneToOneField(ThematicSession, models.CASCADE, related_name="score")
    form = models.ForeignKey(ScoreForm, models.PROTECT, related_name="scores")
    points = models.DecimalField(_("sum"), max_digits=5, decimal_places=1)
    most = models.DecimalField(max_digits=5, decimal_places=1)
    grade = models.CharField(_("rating"), max_length=8, choices=Grade)
    ballot = models.OneToOneField(
        Ballot, models.SET_NULL, null=True, blank=True, related_name="score"
    )
    scored_at = models.DateTimeField(auto_now=True)
    scored_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("score of a session")
        verbose_name_plural = _("scores of sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("most")), name="score_within_its_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fraction}, {self.get_grade_display()}"

    @property
    def fraction(self) -> str:
        """The sum of all points, like "92,5/100"."""
        return f"{rules.plain(self.points)}/{rules.plain(self.most)}"

    @property
    def is_agreed(self) -> bool:
        """Did the branch vote for it?"""
        return self.ballot is not None and self.ballot.is_carried

    @property
    def held_back_by(self) -> list["ScoreLine"]:
        """The gates without full points, where they alone keep a good sum from being rated good."""
        by_sum = rules.grade(self.points, self.most, self.form, gates_are_full=True)
        if by_sum == self.grade:
            return []
        return [line for line in self.lines.all() if line.is_gate and line.points < line.most]


class ScoreLine(models.Model):
    """Points for one criterion, with its words and the facts of that day."""

    score = models.ForeignKey(SessionScore, models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8)
    group = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    is_gate = models.BooleanField(default=False)
    most = models.DecimalField(max_digits=4, decimal_places=1)
    points = points_field(_("points given"))
    proposed = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of a score")
        verbose_name_plural = _("lines of a score")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["score", "criterion"], name="score_line_once"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("most")), name="score_line_within_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}: {self.points}"

    @property
    def note(self) -> str:
        """What stands beside the points on paper: the reason given, else the facts."""
        return self.reason or self.evidence


def score_of(session: ThematicSession) -> SessionScore | None:
    """The score of a session with its lines and its vote, or None."""
    scores = SessionScore.objects.filter(session=session)
    whole = scores.select_related("form", "ballot").prefetch_related("lines", "ballot__reserved")
    return whole.first()


def score_lines(session: ThematicSession) -> list[ScoreLine]:
    """The lines of a session's score in the order of the form; none before it is scored."""
    score = score_of(session)
    return list(score.lines.all()) if score else []

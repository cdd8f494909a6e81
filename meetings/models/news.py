"""From a session to the news: a few words that a branch offers to the editors, and nothing else."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models.sessions import ThematicSession
from organisation.models import Unit


class NewsProposalQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(session__unit__in=Unit.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(state=NewsProposal.State.WAITING)


class NewsProposal(models.Model):
    """Words that name nobody, frozen when offered. The article is known by its key alone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for the editors")
        TAKEN = "taken", _("Taken over as a draft")
        DECLINED = "declined", _("Declined")

    session = models.OneToOneField(ThematicSession, models.PROTECT, related_name="news_proposal")
    unit_name = models.CharField(max_length=160)
    committee_name = models.CharField(max_length=160, blank=True)
    held_on = models.DateField(_("day"))
    headline = models.CharField(_("headline"), max_length=200)
    text = models.TextField(_("what happened"), max_length=5000)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(_("answer of the editors"), max_length=300, blank=True)
    # The newsroom does not know the meeting book, and the meeting book not the newsroom.
    article_key = models.PositiveBigIntegerField(null=True, blank=True)

    objects = NewsProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of news")
        verbose_name_plural = _("proposals of news")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="taken", article_key__isnull=False)
                | ~Q(state="taken") & Q(article_key=None),
                name="proposal_taken_has_article",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""), name="proposal_declined_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}, {self.held_on:%d/%m/%Y}"

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

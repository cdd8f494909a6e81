"""What a session decided: votes, and resolutions with their number."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings import rules
from meetings.models.roll import RollEntry
from meetings.models.sessions import ThematicSession
from organisation.models import CommitteeTerm, Unit


class NumberSeries(models.Model):
    """The counter row from which the numbers of one kind of document are taken.

    One run for each kind of document within one committee term (36-HD/VPTW, 05-HD/VPTW). The row
    is locked and raised in the transaction that uses the number: no gap, no double.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="number_series")
    term = models.ForeignKey(CommitteeTerm, models.PROTECT, related_name="number_series")
    kind = models.CharField(max_length=8, default="NQ")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "term", "kind"], name="number_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.kind}, {self.term}: {self.last_number}"


class Resolution(models.Model):
    """A text put to the vote. It has a number from the moment it is signed, never before."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FAILED = "failed", _("Not adopted")
        ADOPTED = "adopted", _("Adopted, not signed")
        SIGNED = "signed", _("Signed")
        VOID = "void", _("Void")

    STANDING = (State.ADOPTED, State.SIGNED)

    class Kind(models.TextChoices):
        """Types of paper a branch may issue, by their abbreviation (399-QĐ/TW)."""

        RESOLUTION = "NQ", _("Resolution")
        CONCLUSION = "KL", _("Conclusion")

    session = models.ForeignKey(ThematicSession, models.PROTECT, related_name="resolutions")
    kind = models.CharField(_("type"), max_length=2, choices=Kind, default=Kind.RESOLUTION)
    title = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text of the resolution"), max_length=20000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=20, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signer_name = models.CharField(_("signed by"), max_length=120, blank=True)
    signer_post = models.CharField(max_length=40, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="resolution_number_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["signed", "void"],
                    number__isnull=False,
                    series__isnull=False,
                    signed_on__isnull=False,
                )
                & ~Q(symbol="")
                & ~Q(signer_name="")
                | ~Q(state__in=["signed", "void"])
                & Q(number=None, series=None, symbol="", signed_on=None, signer_name=""),
                name="resolution_signed_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(void_reason=""), name="resolution_void_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title

    @property
    def is_adopted(self) -> bool:
        """Does the branch stand by it?"""
        return self.state in self.STANDING


class Ballot(models.Model):
    """A vote, with the base frozen from the roll and the rule's own words."""

    class Purpose(models.TextChoices):
        RESOLUTION = "resolution", _("Resolution")
        SCORE = "score", _("Score of the session")
        OTHER = "other", _("Another matter")

    class Form(models.TextChoices):
        HANDS = "hands", _("Show of hands")
        CARD = "card", _("Party card")
        SECRET = "secret", _("Secret ballot")

    class Threshold(models.TextChoices):
        MAJORITY = "majority", _("More than half")
        TWO_THIRDS = "two_thirds", _("Two thirds or more")

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="ballots")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose)
    subject = models.CharField(_("what is voted on"), max_length=300)
    resolution = models.OneToOneField(
        Resolution, models.CASCADE, null=True, blank=True, related_name="ballot"
    )
    form = models.CharField(_("form of the vote"), max_length=8, choices=Form, default=Form.HANDS)
    threshold = models.CharField(
        _("needed"), max_length=12, choices=Threshold, default=Threshold.MAJORITY
    )
    base = models.PositiveSmallIntegerField(_("members who count"))
    voters_present = models.PositiveSmallIntegerField(_("voters present"))
    needed = models.PositiveSmallIntegerField(_("votes needed"))
    votes_for = models.PositiveSmallIntegerField(_("for"))
    votes_against = models.PositiveSmallIntegerField(_("against"))
    votes_none = models.PositiveSmallIntegerField(_("no opinion"))
    rule = models.CharField(max_length=300)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["counted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="ballot_key_once"),
            models.CheckConstraint(
                condition=Q(
                    voters_present__gte=F("votes_for") + F("votes_against") + F("votes_none")
                ),
                name="ballot_not_more_than_voters",
            ),
            models.CheckConstraint(
                condition=Q(voters_present__lte=F("base")), name="ballot_voters_within_base"
            ),
            models.CheckConstraint(
                condition=Q(purpose="resolution", resolution__isnull=False)
                | ~Q(purpose="resolution") & Q(resolution=None),
                name="ballot_of_a_resolution",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.votes_for}/{self.base}"

    @property
    def percent(self) -> str:
        return rules.percent(self.votes_for, self.base)

    @property
    def is_carried(self) -> bool:
        return self.votes_for >= self.needed


class ReservedOpinion(models.Model):
    """A voter who was outvoted keeps an opinion; it is reported upwards with the vote."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="reserved")
    entry = models.ForeignKey(RollEntry, models.CASCADE, related_name="+")
    member_name = models.CharField(_("member"), max_length=120)
    text = models.TextField(_("reserved opinion"), max_length=2000)

    class Meta:
        verbose_name = _("reserved opinion")
        verbose_name_plural = _("reserved opinions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="reserved_once_a_voter")
        ]

    def __str__(self) -> str:
        return f"{self.member_name}: {self.text[:40]}"

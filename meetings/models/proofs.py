"""What a record says of the criteria of a score, each with the sentence that shows it."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import rules
from meetings.models.roll import RollEntry
from meetings.models.score_forms import Criterion, ScoreForm
from meetings.models.scores import ScoreLine, SessionScore, score_of
from meetings.models.sessions import Attendance, ThematicSession
from organisation.models import Appointment

Fact = Criterion.Fact


class Proofs:
    """The facts of one session, each read when a criterion first asks for it."""

    def __init__(self, session: ThematicSession):
        self.session = session

    def of(self, criterion: Criterion) -> rules.Proof:
        """What the record says of a criterion; an empty proof where people decide alone."""
        facts = {
            Fact.DURATION: self._duration,
            Fact.ATTENDANCE: self._attendance,
            Fact.STREAK: self._streak,
            Fact.SPOKE: self._spoke,
            Fact.COMMITTEE: self._committee,
            Fact.MATERIALS: self._materials,
            Fact.EARLIER: self._earlier,
            Fact.CLOSING: self._closing,
        }
        return facts[criterion.fact](criterion) if criterion.fact else rules.Proof()

    def propose(self, criterion: Criterion) -> rules.Proposal:
        return rules.propose(self.of(criterion), criterion.most, criterion.options.all())

    @cached_property
    def _roll(self) -> list[RollEntry]:
        return list(self.session.roll.all())

    @property
    def _uncalled(self) -> rules.Proof | None:
        if self.session.roll_called_at:
            return None
        return rules.Proof(_("The roll has not been called yet."))

    def _duration(self, _criterion: Criterion) -> rules.Proof:
        minutes, least = self.session.minutes_long, self.session.least_minutes
        if minutes is None:
            return rules.Proof(_("The hour at which it ended is missing."))
        is_met = minutes >= least
        sentence = _("%(minutes)d minutes %(sign)s %(least)d minutes") % {
            "minutes": minutes,
            "sign": "≥" if is_met else "<",
            "least": least,
        }
        return rules.Proof(sentence, Fraction(100 * minutes, least or 1), is_met)

    def _attendance(self, _criterion: Criterion) -> rules.Proof:
        if missing := self._uncalled:
            return missing
        tally = self.session.tally_of(self._roll)
        if tally.rate is None:
            return rules.Proof(_("Nobody was expected."))
        sign = ">" if tally.target_must_be_exceeded else "≥"
        if tally.rate < tally.target:
            sign = "<"
        elif tally.rate == tally.target and tally.target_must_be_exceeded:
            sign = "="
        fraction = f"{tally.present}/{tally.expected} = {tally.percent} {sign} "
        fraction += f"{rules.plain(self.session.rule_set.attendance_target)}%"
        absent = _("nobody absent without reason")
        if tally.unexcused:
            absent = _("absent without reason: %(number)d") % {"number": tally.unexcused}
        return rules.Proof(f"{fraction}, {absent}", tally.rate, tally.meets_target)

    def _streak(self, criterion: Criterion) -> rules.Proof:
        """Was nobody excused more than `limit` sessions in a row, this one being the last?"""
        limit, session = criterion.limit, self.session
        if missing := self._uncalled or (rules.Proof() if limit is None else None):
            return missing
        earlier = ThematicSession.objects.held().filter(
            unit=session.unit_id, held_on__lt=session.held_on, roll_called_at__isnull=False
        )
        recent = list(earlier.values_list("pk", flat=True)[:limit])
        now = {e.member_id for e in self._roll if e.attendance == Attendance.EXCUSED}
        often: Counter[int] = Counter()
        if len(recent) == limit and now:
            before = RollEntry.objects.filter(
                session__in=recent, member__in=now, attendance=Attendance.EXCUSED
            )
            often.update(before.values_list("member", flat=True))
        names = [e.member_name for e in self._roll if often[e.member_id] == limit > 0]
        if names:
            return rules.Proof(
                _("Excused more than %(limit)d times in a row: %(names)s")
                % {"limit": limit, "names": ", ".join(names)},
                is_met=False,
            )
        sentence = _("Nobody was excused more than %(limit)d times in a row")
        return rules.Proof(sentence % {"limit": limit}, is_met=True)

    def _spoke(self, _criterion: Criterion) -> rules.Proof:
        if missing := self._uncalled:
            return missing
        here = {e.pk for e in self._roll if e.is_home and e.attendance == Attendance.PRESENT}
        spoke = set(self.session.opinions.values_list("entry", flat=True)) & here
        sentence = _("%(spoke)d/%(here)d = %(share)s of the members present spoke") % {
            "spoke": len(spoke),
            "here": len(here),
            "share": rules.percent(len(spoke), len(here)),
        }
        return rules.Proof(sentence, Fraction(100 * len(spoke), len(here)) if here else None)

    def _committee(self, _criterion: Criterion) -> rules.Proof:
        posts = Appointment.objects.in_force(self.session.held_on).filter(unit=self.session.unit_id)
        if set(posts.values_list("post", flat=True)) != {Appointment.Post.SECRETARY}:
            return rules.Proof()
        sentence = _("The branch has a secretary and no committee: exempt, full points")
        return rules.Proof(sentence, is_met=True)

    def _materials(self, _criterion: Criterion) -> rules.Proof:
        """Were the papers sent in time? What nobody marked as sent, the record cannot tell."""
        session = self.session
        if session.materials_sent_at is None:
            return rules.Proof()
        day = timezone.localdate(session.materials_sent_at)
        words = {
            "days": max((session.held_on - day).days, 0),
            "least": session.rule_set.papers_days_before,
        }
        said = _("The papers were sent %(days)d days before the session, at least %(least)d asked")
        return rules.Proof(said % words, is_met=not session.materials_are_late)

    def _earlier(self, _criterion: Criterion) -> rules.Proof:
        reviews = list(self.session.reviews.all())
        if not reviews:
            return rules.Proof(_("Earlier sessions left nothing to do."))
        done = sum(review.is_done for review in reviews)
        sentence = _("%(done)d/%(all)d = %(share)s of the earlier tasks are done") % {
            "done": done,
            "all": len(reviews),
            "share": rules.percent(done, len(reviews)),
        }
        return rules.Proof(sentence, Fraction(100 * done, len(reviews)), done == len(reviews))

    def _closing(self, _criterion: Criterion) -> rules.Proof:
        session, limit = self.session, self.session.rule_set.record_days_after
        if not session.conclusion:
            return rules.Proof(_("The conclusion of the chair is missing."), is_met=False)
        sent = timezone.localdate(session.submitted_at)  # today, as long as it is not sent
        words = {"days": (sent - session.held_on).days, "limit": limit}
        if words["days"] > limit:
            said = _("Day %(days)d after the session, the limit is %(limit)d days")
            return rules.Proof(said % words, is_met=False)
        said = _("There is a conclusion; day %(days)d after the session, limit %(limit)d days")
        return rules.Proof(said % words, is_met=True)


@dataclass(frozen=True)
class SheetRow:
    """One criterion on the page: what the facts propose, and what was given before."""

    number: str
    criterion: Criterion
    proposal: rules.Proposal
    line: ScoreLine | None

    @property
    def has_moved(self) -> bool:
        """Do the facts propose something else than when the points were given?"""
        return self.line is not None and self.line.proposed != self.proposal.points


@dataclass(frozen=True)
class Sheet:
    """A form to be filled in for a session, with what is stored of it."""

    form: ScoreForm
    score: SessionScore | None
    rows: list[SheetRow]

    @property
    def most(self) -> Decimal:
        return sum((row.criterion.most for row in self.rows), Decimal(0))

    @property
    def has_moved(self) -> bool:
        return any(row.has_moved for row in self.rows)


def sheet_of(session: ThematicSession) -> Sheet | None:
    """The form of a session; None when the office has none. Needs `session.unit`, `rule_set`."""
    score = score_of(session)
    form = score.form if score else ScoreForm.objects.of(session.unit, session.held_on)
    if form is None:
        return None
    lines = {line.criterion_id: line for line in score.lines.all()} if score else {}
    proofs = Proofs(session)
    rows = [
        SheetRow(number, criterion, proofs.propose(criterion), lines.get(criterion.pk))
        for number, criterion in form.numbered()
    ]
    return Sheet(form, score, rows)

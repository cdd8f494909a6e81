"""Who was expected and who came: the frozen roll, and the guests beside it."""

from collections import Counter

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branch_portal.lib.text import exact
from meetings.models.sessions import Attendance, ThematicSession
from organisation.models import Member


class RollEntry(models.Model):
    """One member on the frozen roll of a session. "Not a member then" is no row."""

    Attendance = Attendance

    class Attachment(models.TextChoices):
        HOME = "home", _("On the roll")
        TEMPORARY = "temporary", _("Temporary guest")

    class Grade(models.TextChoices):
        OFFICIAL = "official", _("official")
        PROBATIONARY = "probationary", _("probationary")

    class ReasonKind(models.TextChoices):
        ILLNESS = "illness", _("Illness")
        WORK = "work", _("Work, business trip")
        FAMILY = "family", _("Family matter")
        STUDY = "study", _("Study, training")
        OTHER = "other", _("Another reason")

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="roll")
    member = models.ForeignKey(Member, models.PROTECT, related_name="roll_entries")
    position = models.PositiveSmallIntegerField()
    member_name = models.CharField(_("name"), max_length=120)
    grade = models.CharField(_("grade"), max_length=12, choices=Grade)
    attachment = models.CharField(max_length=10, choices=Attachment, default=Attachment.HOME)
    attendance = models.CharField(
        _("attendance"), max_length=12, choices=Attendance, default=Attendance.PRESENT
    )
    reason_kind = models.CharField(
        _("kind of reason"), max_length=8, choices=ReasonKind, blank=True
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    arrived_at = models.TimeField(_("came late at"), null=True, blank=True)
    left_at = models.TimeField(_("left early at"), null=True, blank=True)

    class Meta:
        verbose_name = _("roll entry")
        verbose_name_plural = _("roll entries")
        ordering = ["attachment", "position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="roll_member_once"),
            models.CheckConstraint(
                condition=~Q(attendance="excused") | ~Q(reason="", reason_kind=""),
                name="roll_excused_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(attendance="present") | Q(arrived_at=None, left_at=None),
                name="roll_hours_of_those_who_came",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(left_at=None) | Q(left_at__gt=F("arrived_at")),
                name="roll_left_after_arrived",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_name}: {self.get_attendance_display()}"

    @property
    def is_home(self) -> bool:
        return self.attachment == self.Attachment.HOME

    @property
    def why(self) -> str:
        """The reason as it stands on paper: its kind, and what was typed."""
        kind = "" if self.reason_kind in ("", "other") else self.get_reason_kind_display()
        return ": ".join(part for part in (kind, self.reason) if part) or (
            self.get_reason_kind_display() if self.reason_kind else ""
        )

    @property
    def choice(self) -> str:
        """The one choice of the roll's page: the kind of an excuse, or the attendance."""
        if self.attendance != Attendance.EXCUSED:
            return self.attendance
        return self.reason_kind or self.ReasonKind.OTHER

    def as_row(self) -> dict[str, str]:
        """What the fields of the roll's page hold."""
        hours = {"late": self.arrived_at, "early": self.left_at}
        return {"mark": str(self.choice), "reason": self.reason} | {
            name: f"{hour:%H:%M}" if hour else "" for name, hour in hours.items()
        }


class Guest(models.Model):
    """Somebody who is invited and on no roll: of the upper committee, or from outside."""

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120)
    post = models.CharField(_("post"), max_length=160, blank=True)
    is_superior = models.BooleanField(_("of the upper committee"), default=False)
    is_present = models.BooleanField(_("came"), default=True)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["-is_superior", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name


def speakers(session: ThematicSession) -> dict[str, RollEntry | Guest]:
    """Who may speak at a session, by the name that is written down; the roll first, in its order.

    Several people of one name, whatever its capitals or the placing of its tones, are told apart by
    their places: "Nguyễn Văn An (số 7)", "Nguyễn Văn An (khách 1)".
    """
    people = [*session.roll.all(), *session.guests.all()]
    number = Counter(exact(full_name(person)) for person in people)
    found: dict[str, RollEntry | Guest] = {}
    taken = set(number)  # nobody's label is another one's name
    for person in people:
        label = full_name(person)
        if number[exact(label)] > 1:
            label = f"{label} ({_place(person)})"
            while exact(label) in taken:
                label = f"{label} ({_place(person)})"
        taken.add(exact(label))
        found[label] = person
    return found


def name_of(session: ThematicSession, person: RollEntry | Guest) -> str:
    """How a speaker is written down, told apart from others of the same name."""
    return next(name for name, one in speakers(session).items() if one == person)


def full_name(person: RollEntry | Guest) -> str:
    return person.name if isinstance(person, Guest) else person.member_name


def _place(person: RollEntry | Guest) -> str:
    """Places begin with 1 in each of the four lists."""
    if isinstance(person, Guest):
        return f"{'cấp trên' if person.is_superior else 'khách'} {person.position}"
    return f"{'số' if person.is_home else 'tạm thời'} {person.position}"

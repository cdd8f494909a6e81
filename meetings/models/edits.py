"""What devices send of their own accord: every change once, none of them lost."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models.roll import RollEntry, name_of
from meetings.models.sessions import Attendance, ThematicSession


class DeviceEditQuerySet(models.QuerySet):
    def unsettled(self) -> "DeviceEditQuerySet":
        """What was not written into the record, and nobody has looked after yet."""
        return self.exclude(outcome=DeviceEdit.Outcome.DONE).filter(settled_at=None)


class DeviceEdit(models.Model):
    """One change to one row of a record, as a device sent it, perhaps days after it was made.

    The key is the device's own: what is sent twice is answered twice and done once. What could not
    be done stays here with its words until somebody has looked after it.
    """

    class Kind(models.TextChoices):
        MARK = "mark", _("Roll")
        WORDS = "words", _("Summary or conclusion")
        OPINION = "opinion", _("Opinion")
        EARLIER = "earlier", _("Earlier task")
        TASK = "task", _("Task")
        VOTE = "vote", _("Resolution and its vote")
        BALLOT = "ballot", _("Vote")

    class Outcome(models.TextChoices):
        DONE = "done", _("written down")
        CONFLICT = "conflict", _("somebody else had changed it")
        REFUSED = "refused", _("not possible")

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="edits")
    key = models.UUIDField()
    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    row = models.CharField(max_length=40)
    wanted = models.JSONField(null=True)  # None: the row was struck out
    stored = models.JSONField(null=True)  # what stood there instead, of a conflict
    outcome = models.CharField(_("what became of it"), max_length=8, choices=Outcome)
    sentence = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(_("made at"))  # by the clock of the device
    received_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DeviceEditQuerySet.as_manager()

    class Meta:
        verbose_name = _("change from a device")
        verbose_name_plural = _("changes from devices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="device_edit_once"),
            models.CheckConstraint(
                condition=Q(outcome="done") | ~Q(sentence=""), name="device_edit_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["session"],
                name="device_edit_unsettled",
                condition=Q(settled_at=None) & ~Q(outcome="done"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_outcome_display()}"

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What was typed, field by field, for whoever carries it over by hand."""
        return _shown(self.wanted)

    @property
    def shown_stored(self) -> list[tuple[str, str]]:
        return _shown(self.stored)


_LABELS = {
    "mark": _("Attendance"),
    "reason": _("Reason"),
    "late": _("Came late at"),
    "early": _("Left early at"),
    "subject": _("What is voted on"),
    "title": _("Subject"),
    "text": _("Text"),
    "speaker": _("Speaker"),
    "percent": _("Done so far, per cent"),
    "note": _("Result"),
    "due_on": _("Deadline"),
    "votes_for": _("For"),
    "votes_against": _("Against"),
    "votes_none": _("No opinion"),
    "reserved": _("Reserved opinions"),
}
_MARKS = dict(Attendance.choices) | dict(RollEntry.ReasonKind.choices)


def _shown(row: dict | None) -> list[tuple[str, str]]:
    row = row or {}
    words = row | {"mark": _MARKS.get(row.get("mark"), row.get("mark"))}
    return [(str(label), str(words[name])) for name, label in _LABELS.items() if words.get(name)]


def stored_row(session: ThematicSession, kind: str, row: str) -> dict | None:
    """What stands in the record now, in the words of the page's fields; None where nothing does."""
    return _READERS[kind](session, row)


def _words(session: ThematicSession, row: str) -> dict:
    return {"text": getattr(session, row)}


def _mark(session: ThematicSession, row: str) -> dict:
    return session.roll.get(pk=row).as_row()


def _earlier(session: ThematicSession, row: str) -> dict:
    review = session.reviews.get(pk=row)
    return {"percent": str(review.percent), "note": review.note}


def _task(session: ThematicSession, row: str) -> dict | None:
    task = session.tasks.filter(key=row).first()
    return task and {
        "title": task.title,
        "owner": str(task.owner_id),
        "due_on": f"{task.due_on:%d/%m/%Y}",
        "resolution": str(task.resolution_id or ""),
    }


def _opinion(session: ThematicSession, row: str) -> dict | None:
    opinion = session.opinions.filter(key=row).select_related("entry", "guest").first()
    return opinion and {
        "speaker": name_of(session, opinion.entry or opinion.guest),
        "kind": opinion.kind,
        "text": opinion.text,
        "is_restricted": opinion.is_restricted,
    }


def _ballot(session: ThematicSession, row: str) -> dict | None:
    ballot = session.ballots.filter(key=row).first()
    votes = ("votes_for", "votes_against", "votes_none")
    return ballot and {"subject": ballot.subject} | {
        name: str(getattr(ballot, name)) for name in votes
    }


_READERS = {
    DeviceEdit.Kind.WORDS: _words,
    DeviceEdit.Kind.MARK: _mark,
    DeviceEdit.Kind.EARLIER: _earlier,
    DeviceEdit.Kind.TASK: _task,
    DeviceEdit.Kind.OPINION: _opinion,
    DeviceEdit.Kind.VOTE: _ballot,
    DeviceEdit.Kind.BALLOT: _ballot,
}

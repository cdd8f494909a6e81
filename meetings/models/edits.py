"""What devices send of their own accord: every change once, none of them lost."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.models.roll import name_of
from meetings.models.sessions import ThematicSession


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
    "text": _("Text"),
    "speaker": _("Speaker"),
    "percent": _("Done so far, per cent"),
    "note": _("Result"),
    "title": _("Task"),
    "due_on": _("Deadline"),
}


def _shown(row: dict | None) -> list[tuple[str, str]]:
    return [
        (str(label), str(row[name])) for name, label in _LABELS.items() if (row or {}).get(name)
    ]


def stored_row(session: ThematicSession, kind: str, row: str) -> dict | None:
    """What stands in the record now, in the words of the page's fields; None where nothing does."""
    Kind = DeviceEdit.Kind
    if kind == Kind.WORDS:
        return {"text": getattr(session, row)}
    if kind == Kind.MARK:
        return session.roll.get(pk=row).as_row()
    if kind == Kind.EARLIER:
        review = session.reviews.get(pk=row)
        return {"percent": str(review.percent), "note": review.note}
    if kind == Kind.TASK:
        task = session.tasks.filter(key=row).first()
        return task and {
            "title": task.title,
            "owner": str(task.owner_id),
            "due_on": f"{task.due_on:%d/%m/%Y}",
            "resolution": str(task.resolution_id or ""),
        }
    opinion = session.opinions.filter(key=row).select_related("entry", "guest").first()
    return opinion and {
        "speaker": name_of(session, opinion.entry or opinion.guest),
        "kind": opinion.kind,
        "text": opinion.text,
        "is_restricted": opinion.is_restricted,
    }

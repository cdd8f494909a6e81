"""The shape of a roll call: one tap for each member who is not simply there."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from meetings.actions import Mark
from meetings.forms.frames import HourField
from meetings.models import RollEntry

Attendance = RollEntry.Attendance
Kind = RollEntry.ReasonKind
# One choice says both: absent with reason, and of what kind. Short enough for a button on a phone.
COMMON = {
    Attendance.PRESENT: gettext_lazy("Here"),
    Kind.ILLNESS: gettext_lazy("Ill"),
    Kind.WORK: gettext_lazy("At work"),
    Kind.FAMILY: gettext_lazy("Family"),
    Attendance.UNEXCUSED: gettext_lazy("Without reason"),
}
RARE = {
    Kind.STUDY: gettext_lazy("Studying"),
    Kind.OTHER: gettext_lazy("With another reason"),
    Attendance.EXEMPT: gettext_lazy("Exempt"),
    Attendance.AWAY: gettext_lazy("Temporarily away (short)"),
    Attendance.SPECIAL_DUTY: gettext_lazy("Special duty"),
}
CHOICES = COMMON | RARE
_LEFT_OUT = (Attendance.EXEMPT, Attendance.AWAY, Attendance.SPECIAL_DUTY)


def mark_of(choice: str, reason: str, late: dt.time | None, early: dt.time | None) -> Mark:
    """What one choice of the page, with what was added to it, writes into the roll."""
    is_kind = choice in Kind.values
    return Mark(
        Attendance.EXCUSED if is_kind else choice,
        reason=reason,
        reason_kind=choice if is_kind else "",
        arrived_at=late,
        left_at=early,
    )


class RollForm(forms.Form):
    """One choice for each row of the frozen roll; a reason and hours where there is one to tell."""

    def __init__(self, *args, roll: list[RollEntry], **kwargs):
        super().__init__(*args, **kwargs)
        self.roll = roll
        for entry in self.markable:
            self.fields[f"mark-{entry.pk}"] = forms.ChoiceField(
                label=entry.member_name,
                choices=list(CHOICES.items()),
                initial=entry.choice,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason-{entry.pk}"] = TidyCharField(
                label=_("Reason"), max_length=200, required=False, initial=entry.reason
            )
            self.fields[f"late-{entry.pk}"] = HourField(
                label=_("Came late at"), required=False, initial=entry.arrived_at
            )
            self.fields[f"early-{entry.pk}"] = HourField(
                label=_("Left early at"), required=False, initial=entry.left_at
            )

    @property
    def markable(self) -> list[RollEntry]:
        return [entry for entry in self.roll if entry.attendance != Attendance.SUSPENDED]

    def clean(self):
        for entry in self.markable:
            self._clean_row(entry)
        return self.cleaned_data

    def _clean_row(self, entry: RollEntry) -> None:
        name = f"mark-{entry.pk}"
        marks = dict.fromkeys(self.data.getlist(name))
        if len(marks) > 1:
            labels = [str(CHOICES[mark]) for mark in marks if mark in CHOICES]
            self.add_error(
                name,
                _("%(name)s is marked twice (%(marks)s). Choose one.")
                % {"name": entry.member_name, "marks": ", ".join(labels)},
            )
            return
        chosen = self.cleaned_data.get(name)
        unexplained = chosen == Kind.OTHER or (chosen in _LEFT_OUT and chosen != entry.attendance)
        if unexplained and not self.cleaned_data.get(f"reason-{entry.pk}"):
            self.add_error(
                f"reason-{entry.pk}",
                _("Write the reason, or mark the absence as without reason."),
            )

    @property
    def marks(self) -> dict[int, Mark]:
        """Roll entry id → what is written into it."""
        return {entry.pk: self._mark(entry) for entry in self.markable}

    def _mark(self, entry: RollEntry) -> Mark:
        parts = ("mark", "reason", "late", "early")
        return mark_of(*(self.cleaned_data[f"{part}-{entry.pk}"] for part in parts))

    def rows(self):
        """For the template: each entry with its choices, common and rare, and what may be added."""
        for entry in self.roll:
            if entry.attendance == Attendance.SUSPENDED:
                yield {"entry": entry}
                continue
            mark = self[f"mark-{entry.pk}"]
            notes = [self[f"{part}-{entry.pk}"] for part in ("reason", "late", "early")]
            yield {
                "entry": entry,
                "mark": mark,
                "common": _options(COMMON, mark.value()),
                "rare": _options(RARE, mark.value()),
                "notes": notes,
                "is_rare": mark.value() in RARE or any(n.value() or n.errors for n in notes),
            }


def _options(choices: dict, value: str) -> list[dict]:
    return [
        {
            "value": choice.value,
            "label": label,
            "checked": value == choice,
            "css": "excused" if choice in Kind else choice.value,
        }
        for choice, label in choices.items()
    ]

"""Exceptions of a roll call typed as one line: "7k 12p 19m"."""

import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.text import fold
from meetings.actions import Mark
from meetings.forms.roll import CHOICES, mark_of
from meetings.models import RollEntry

Attendance, Kind = RollEntry.Attendance, RollEntry.ReasonKind
# The letter that secretaries write beside a name on paper.
LETTERS = {
    "k": Attendance.UNEXCUSED,
    "p": Kind.OTHER,
    "o": Kind.ILLNESS,
    "c": Kind.WORK,
    "g": Kind.FAMILY,
    "h": Kind.STUDY,
    "m": Attendance.EXEMPT,
    "d": Attendance.AWAY,
    "x": Attendance.PRESENT,
}
_GAP = re.compile(r"(?<=\d)\s+(?=[a-z](?:[\s,;]|$))")  # "9 p"
_ITEM = re.compile(r"(\d{1,4})\s*([a-z])$")


@dataclass(frozen=True)
class Marked:
    """One part of the line: who, and what is marked."""

    entry: RollEntry
    choice: str

    @property
    def label(self) -> str:
        return str(CHOICES[self.choice])


class LineForm(forms.Form):
    """The line; `exceptions` is what it means on this roll."""

    line = TidyCharField(
        label=gettext_lazy("Numbers on the roll with a letter each"),
        max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": "7k 12p 19m", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write at least one number with its letter.")},
    )
    reason = TidyCharField(
        label=gettext_lazy("Reason of those marked p, m or d"), max_length=200, required=False
    )

    def __init__(self, *args, roll: list[RollEntry], **kwargs):
        super().__init__(*args, **kwargs)
        self.by_number = {entry.position: entry for entry in roll if entry.is_home}

    def clean_line(self) -> list[Marked]:
        found, wrong = {}, []
        line = _GAP.sub("", fold(self.cleaned_data["line"]))
        for item in re.split(r"[\s,;]+", line.strip(" ,;")):
            match = _ITEM.match(item)
            entry = self.by_number.get(int(match[1])) if match else None
            choice = LETTERS.get(match[2]) if match else None
            if entry is None or choice is None:
                wrong.append(item)
            elif found.get(entry.position, choice) != choice:
                raise forms.ValidationError(
                    _("Number %(number)d stands there twice with different letters.")
                    % {"number": entry.position}
                )
            else:
                found[entry.position] = choice
        if wrong:
            raise forms.ValidationError(
                _("Not understood: %(items)s. Write a number of the roll and one of the letters.")
                % {"items": ", ".join(wrong)}
            )
        return [Marked(self.by_number[number], found[number]) for number in sorted(found)]

    @property
    def exceptions(self) -> list[Marked]:
        return self.cleaned_data["line"]

    @property
    def marks(self) -> dict[int, Mark]:
        """Roll entry id → what is written into it."""
        reason = self.cleaned_data["reason"]
        told = (Kind.OTHER, Attendance.EXEMPT, Attendance.AWAY)
        return {
            one.entry.pk: mark_of(one.choice, reason if one.choice in told else "", None, None)
            for one in self.exceptions
        }

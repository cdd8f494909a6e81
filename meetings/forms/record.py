"""The shape of what secretaries type."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from meetings.forms.frames import DayField
from meetings.models import Ballot, Opinion, RollEntry, ThematicSession

Attendance = RollEntry.Attendance
MAIN_CHOICES = [Attendance.PRESENT, Attendance.EXCUSED, Attendance.UNEXCUSED]
OTHER_CHOICES = [Attendance.EXEMPT, Attendance.AWAY, Attendance.SPECIAL_DUTY]


class RollForm(forms.Form):
    """One choice for each row of the frozen roll, with a reason where one is due."""

    def __init__(self, *args, roll: list[RollEntry], **kwargs):
        super().__init__(*args, **kwargs)
        self.roll = roll
        for entry in self.markable:
            self.fields[f"mark-{entry.pk}"] = forms.ChoiceField(
                label=entry.member_name,
                choices=[(c.value, c.label) for c in MAIN_CHOICES + OTHER_CHOICES],
                initial=entry.attendance,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason-{entry.pk}"] = TidyCharField(
                label=_("Reason"), max_length=200, required=False, initial=entry.reason
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
            labels = [str(Attendance(m).label) for m in marks if m in Attendance.values]
            self.add_error(
                name,
                _("%(name)s is marked twice (%(marks)s). Choose one.")
                % {"name": entry.member_name, "marks": ", ".join(labels)},
            )
            return
        chosen = self.cleaned_data.get(name)
        unexplained = chosen == Attendance.EXCUSED or (
            chosen in OTHER_CHOICES and chosen != entry.attendance
        )
        if unexplained and not self.cleaned_data.get(f"reason-{entry.pk}"):
            self.add_error(
                f"reason-{entry.pk}",
                _("Write the reason, or mark the absence as without reason."),
            )

    @property
    def marks(self) -> dict[int, tuple[str, str]]:
        """Roll entry id → (attendance, reason)."""
        return {
            entry.pk: (
                self.cleaned_data[f"mark-{entry.pk}"],
                self.cleaned_data[f"reason-{entry.pk}"],
            )
            for entry in self.markable
        }

    def rows(self):
        """For the template: each entry with its fields, split into common and rare choices."""
        for entry in self.roll:
            if entry.attendance == Attendance.SUSPENDED:
                yield {"entry": entry}
                continue
            mark = self[f"mark-{entry.pk}"]
            value = mark.value()
            options = [
                {
                    "value": choice.value,
                    "label": ROLL_LABELS[choice],
                    "checked": value == choice,
                    "css": choice.value,
                }
                for choice in MAIN_CHOICES + OTHER_CHOICES
            ]
            yield {
                "entry": entry,
                "mark": mark,
                "reason": self[f"reason-{entry.pk}"],
                "common": options[:3],
                "rare": options[3:],
                "rare_chosen": any(option["checked"] for option in options[3:]),
            }


# Short enough for a button on a phone.
ROLL_LABELS = {
    Attendance.PRESENT: gettext_lazy("Here"),
    Attendance.EXCUSED: gettext_lazy("With reason"),
    Attendance.UNEXCUSED: gettext_lazy("Without reason"),
    Attendance.EXEMPT: gettext_lazy("Exempt"),
    Attendance.AWAY: gettext_lazy("Temporarily away (short)"),
    Attendance.SPECIAL_DUTY: gettext_lazy("Special duty"),
}


class DiscussionForm(forms.Form):
    summary = TidyCharField(
        label=gettext_lazy("Summary of the topic"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Who presented it and what it said, in a few sentences."),
    )
    conclusion = TidyCharField(
        label=gettext_lazy("Conclusion of the chair"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OpinionForm(forms.Form):
    speaker_name = TidyCharField(
        label=gettext_lazy("Speaker"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "roll-names", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Opinion.Kind)
    text = TidyCharField(
        label=gettext_lazy("Opinion"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        data = super().clean()
        if data.get("text") and not data.get("speaker_name"):
            self.add_error("speaker_name", _("Who said this?"))
        if data.get("speaker_name") and not data.get("text"):
            self.add_error("text", _("What did the speaker say?"))
        return data


class StepForm(forms.Form):
    """A step without fields of its own: where the sentences about the whole step go."""


class TaskForm(forms.Form):
    title = TidyCharField(label=gettext_lazy("Task"), max_length=300, required=False)
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Owner"), coerce=int, empty_value=None, required=False
    )
    due_on = DayField(label=gettext_lazy("Deadline"), required=False)

    def __init__(self, *args, session: ThematicSession, owners: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["owner"].choices = [("", "—"), *owners]

    def clean(self):
        data = super().clean()
        filled = [name for name in ("title", "owner", "due_on") if data.get(name)]
        if filled and not self.errors:
            if not data.get("title"):
                self.add_error("title", _("What is to be done?"))
            if not data.get("owner"):
                self.add_error("owner", _("Who is responsible?"))
            if not data.get("due_on"):
                self.add_error("due_on", _("By when?"))
        if data.get("due_on") and data["due_on"] < self.session.held_on:
            self.add_error("due_on", _("The deadline is before the session."))
        return data


OpinionFormSet = formset_factory(
    OpinionForm, extra=2, max_num=200, validate_max=True, absolute_max=250
)
TaskFormSet = formset_factory(TaskForm, extra=2, max_num=50, validate_max=True, absolute_max=80)


def filled(formset) -> list[dict]:
    """Return the cleaned rows of a formset that hold anything; empty rows are no rows."""
    rows = (form.cleaned_data for form in formset.forms)
    return [row for row in rows if row.get("text") or row.get("title")]


class VoteForm(forms.Form):
    """A resolution and its vote."""

    title = TidyCharField(
        label=gettext_lazy("Subject of the resolution"),
        max_length=300,
        help_text=gettext_lazy("As it is printed under NGHỊ QUYẾT: “về …”"),
    )
    text = TidyCharField(
        label=gettext_lazy("Text of the resolution"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    form = forms.ChoiceField(label=gettext_lazy("Form of the vote"), choices=Ballot.Form)
    threshold = forms.ChoiceField(label=gettext_lazy("Needed"), choices=Ballot.Threshold)
    votes_for = forms.IntegerField(label=gettext_lazy("For"), min_value=0, max_value=9999)
    votes_against = forms.IntegerField(
        label=gettext_lazy("Against"), min_value=0, max_value=9999, initial=0
    )
    votes_none = forms.IntegerField(
        label=gettext_lazy("No opinion"), min_value=0, max_value=9999, initial=0
    )
    reserved = TidyCharField(
        label=gettext_lazy("Reserved opinions"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, voters: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.voters = voters

    def clean(self):
        data = super().clean()
        counts = [data.get(name) for name in ("votes_for", "votes_against", "votes_none")]
        if None not in counts and sum(counts) > self.voters:
            raise ValidationError(
                {
                    "votes_for": _(
                        "%(cast)d votes were counted, but only %(voters)d members with a vote "
                        "were present."
                    )
                    % {"cast": sum(counts), "voters": self.voters}
                }
            )
        return data

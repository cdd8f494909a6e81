"""The shape of the frame of a session: topic, time, place and people."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from meetings.models import ThematicSession
from organisation.models import Member

DATE = {"placeholder": gettext_lazy("dd/mm/yyyy"), "autocomplete": "off", "size": 12}
TIME = {"placeholder": gettext_lazy("like 19:30"), "autocomplete": "off", "size": 10}


class DayField(forms.DateField):
    """A day, typed day first: 10/01/2022 is the tenth of January."""

    widget = forms.DateInput(attrs=DATE)
    default_error_messages = {
        "invalid": gettext_lazy("This day does not exist. Write it like 24/11/2026."),
    }


class HourField(forms.TimeField):
    widget = forms.TimeInput(attrs=TIME, format="%H:%M")
    default_error_messages = {"invalid": gettext_lazy("Write the hour like 19:30.")}


class GuestsField(TidyCharField):
    """One guest a line: name, then the post behind a comma. Gives a list of (name, post)."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: str) -> list[tuple[str, str]]:
        lines = super().clean(value).splitlines()
        rows = [[part.strip() for part in line.split(",", 1)] for line in lines if line.strip()]
        if any(not row[0] or len(row[0]) > 120 or len(row[-1]) > 160 for row in rows):
            raise forms.ValidationError(_("Write one person a line: name, post."))
        names = [row[0] for row in rows]
        if len(names) != len(set(names)):
            raise forms.ValidationError(_("A name stands here twice."))
        return [(row[0], row[1] if len(row) > 1 else "") for row in rows]


class SessionForm(forms.ModelForm):
    """Topic, time, place and people of a session."""

    topic = TidyCharField(label=gettext_lazy("Topic"), max_length=300)
    held_on = DayField(label=gettext_lazy("Day"))
    starts_at = HourField(label=gettext_lazy("Begins at"))
    ends_at = HourField(
        label=gettext_lazy("Ends at"),
        required=False,
        help_text=gettext_lazy("May be filled in when the session is over."),
    )
    place = TidyCharField(label=gettext_lazy("Place"), max_length=160)
    chair = forms.TypedChoiceField(label=gettext_lazy("Chair"), empty_value=None)
    secretary = forms.TypedChoiceField(
        label=gettext_lazy("Secretary of the session"), empty_value=None
    )
    presenter = forms.TypedChoiceField(
        label=gettext_lazy("Author of the paper"), empty_value=None, required=False
    )
    superiors = GuestsField(
        label=gettext_lazy("Members of the upper committee who attend"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("One person a line: name, post."),
    )
    guests = GuestsField(label=gettext_lazy("Guests"), max_length=1000, required=False)
    format = forms.ChoiceField(
        label=gettext_lazy("Form"), choices=ThematicSession.Format, required=False
    )
    format_reason = TidyCharField(
        label=gettext_lazy("Why not in one room"), max_length=200, required=False
    )

    class Meta:
        model = ThematicSession
        fields = (
            "topic",
            "held_on",
            "starts_at",
            "ends_at",
            "place",
            "chair",
            "secretary",
            "presenter",
            "is_combined",
            "format",
            "format_reason",
        )

    def __init__(self, *args, people: Iterable[Member], **kwargs):
        super().__init__(*args, **kwargs)
        # One list of people for all three fields instead of a query for each.
        people = {member.pk: member for member in people}
        for field in ("chair", "secretary", "presenter"):
            self.fields[field].choices = [("", "—"), *people.items()]
            self.fields[field].coerce = lambda pk: people[int(pk)]
        if self.instance.pk:
            invited = list(self.instance.guests.all())
            self.initial["superiors"] = "\n".join(str(g) for g in invited if g.is_superior)
            self.initial["guests"] = "\n".join(str(g) for g in invited if not g.is_superior)

    def clean_format(self) -> str:
        return self.cleaned_data["format"] or ThematicSession.Format.IN_PERSON

    def _post_clean(self) -> None:
        """The action checks and freezes; the form judges shapes only."""


class PlanForm(SessionForm):
    """The same before the session, when people may still be open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in ("chair", "secretary"):
            self.fields[field].required = False
        self.fields["ends_at"].help_text = ""


class ReasonForm(forms.Form):
    """Why a session is put off or cancelled."""

    reason = TidyCharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


class NoteForm(forms.Form):
    """What a record is sent back for."""

    note = TidyCharField(
        label=gettext_lazy("What should the branch complete or correct?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write what the branch should complete or correct.")
        },
    )

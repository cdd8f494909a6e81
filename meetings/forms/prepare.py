"""The shape of what is prepared before a session, and of what members answer."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.files import LARGEST_FILE, FileRefused, read_document
from branch_portal.lib.secrecy import refuse_marked
from meetings.models import AgendaItem, Invitation, RollEntry, SessionFile

LAST = 999  # where rows without a place go


class SmallNumberField(forms.IntegerField):
    """A number typed on a telephone; may stay empty."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"})

    def __init__(self, *, label: str, most: int):
        wrong = gettext_lazy("Write a number from 1 to %(most)d.") % {"most": most}
        errors = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        super().__init__(
            label=label, min_value=1, max_value=most, required=False, error_messages=errors
        )


class AgendaRow(forms.Form):
    place = SmallNumberField(label=gettext_lazy("Place in the order"), most=99)
    text = TidyCharField(
        label=gettext_lazy("What is done"),
        max_length=AgendaItem.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    who = TidyCharField(
        label=gettext_lazy("By whom"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    minutes = SmallNumberField(label=gettext_lazy("Length, minutes"), most=600)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean(self):
        data = super().clean()
        is_used = data.get("who") or data.get("minutes")
        if is_used and not data.get("text") and not data.get("DELETE") and "text" in data:
            self.add_error("text", _("What is done here? To drop the row, tick “Leave it out”."))
        return data


AgendaFormSet = formset_factory(
    AgendaRow, extra=2, max_num=40, validate_max=True, absolute_max=60, can_delete=True
)


def agenda_rows(formset) -> list[dict]:
    """The rows of a valid formset as they will stand, in the order of their numbers."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("text")]
    kept = [row for row in rows if not row.get("DELETE")]
    return sorted(kept, key=lambda row: row["place"] or LAST)


class FileForm(forms.Form):
    """Judges the file as well: `document` is what may be kept."""

    file = forms.FileField(
        label=gettext_lazy("File (PDF or Word .docx)"),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "accept": ".pdf,.docx,application/pdf,"
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SessionFile.Kind)
    title = TidyCharField(
        label=gettext_lazy("Title of the file"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Empty: the name of the file."),
    )
    is_not_secret = forms.BooleanField(
        label=gettext_lazy("This file is not on the list of state secrets."),
        error_messages={
            "required": gettext_lazy("Secret papers are never put here; confirm that it is none.")
        },
    )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        data = super().clean()
        file = data.get("file")
        if file is not None:
            try:
                self.document = read_document(file, file.name)
                refuse_marked(self.document, file.name, data.get("title", ""))
            except FileRefused as refused:
                self.add_error("file", str(refused))
        return data


LARGEST_MEGABYTES = LARGEST_FILE // (1024 * 1024)


class ReplyForm(forms.Form):
    """What a member answers."""

    reply = forms.ChoiceField(
        label=gettext_lazy("Will you come?"),
        choices=[
            (Invitation.Reply.YES, gettext_lazy("I will come")),
            (Invitation.Reply.NO, gettext_lazy("I ask to be excused")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    reason_kind = forms.ChoiceField(
        label=gettext_lazy("Reason of the absence"),
        choices=[("", "—"), *RollEntry.ReasonKind.choices],
        required=False,
    )
    reason = TidyCharField(
        label=gettext_lazy("A few more words"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("It goes onto the roll, and with it into the minutes."),
    )

    def clean(self):
        data = super().clean()
        if data.get("reply") == Invitation.Reply.NO and "reason_kind" in data:
            if not data["reason_kind"] and not data.get("reason"):
                self.add_error("reason_kind", _("Choose the reason, or write it below."))
            elif data["reason_kind"] == RollEntry.ReasonKind.OTHER and not data.get("reason"):
                self.add_error("reason", _("Write the reason."))
        return data


class CalendarForm(forms.Form):
    """Which sessions a calendar is to show."""

    unit = forms.TypedChoiceField(
        label=gettext_lazy("Sessions of"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args, units: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("All units that I see")), *units]

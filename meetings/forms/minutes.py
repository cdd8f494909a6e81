"""The shape of the minutes' words, and of asking to correct them."""

from django import forms
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from meetings.documents.sections import Section

_UNTITLED = {"opening": gettext_lazy("Opening"), "closing": gettext_lazy("End")}


class MinutesForm(forms.Form):
    """One field for each section that may be worded; the counted ones are only shown."""

    def __init__(self, *args, sections: list[Section], edited: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = sections
        for section in sections:
            if section.is_editable:
                self.fields[section.key] = TidyCharField(
                    label=section.title or _UNTITLED[section.key],
                    max_length=200_000,  # some hundred long opinions
                    required=False,
                    initial=edited.get(section.key, "\n".join(section.lines)),
                    widget=forms.Textarea(attrs={"rows": max(3, min(14, 2 * len(section.lines)))}),
                )

    def rows(self):
        """For the template: each section with its field, or None where it is only shown."""
        for section in self.sections:
            yield section, self[section.key] if section.is_editable else None


class CorrectionForm(forms.Form):
    words = TidyCharField(
        label=gettext_lazy("What is to be corrected, and why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what is to be corrected, and why.")},
    )


class DecisionForm(forms.Form):
    is_granted = forms.TypedChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("1", gettext_lazy("Open the record")), ("0", gettext_lazy("Refuse"))],
        coerce=lambda chosen: chosen == "1",
        widget=forms.RadioSelect,
    )
    answer = TidyCharField(
        label=gettext_lazy("Words for the branch"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

"""What a change of many articles asks for."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import bulk
from articles.forms.article import section_choices
from articles.forms.lists import TagsField
from articles.forms.taxonomy import TagsInput
from articles.models import YEARS, Section
from branch_portal.lib.fields import TidyCharField


class BulkSectionForm(forms.Form):
    section = forms.TypedChoiceField(label=gettext_lazy("New section"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = section_choices()

    def change(self) -> bulk.SetSection:
        return bulk.SetSection(Section.objects.get(pk=self.cleaned_data["section"]))


class BulkTagsForm(forms.Form):
    is_adding = True
    tags = TagsField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("Parted by commas. Known tags are suggested while you type."),
        widget=TagsInput,
    )

    def clean_tags(self) -> list[str]:
        if not self.cleaned_data["tags"]:
            raise ValidationError(self.fields["tags"].error_messages["required"])
        return self.cleaned_data["tags"]

    def change(self) -> bulk.SetTags:
        return bulk.SetTags(self.cleaned_data["tags"], is_adding=self.is_adding)


class BulkUntagForm(BulkTagsForm):
    is_adding = False


class BulkCreditForm(forms.Form):
    credit = TidyCharField(label=gettext_lazy("Photographer"), max_length=80)
    photos = forms.ChoiceField(
        label=gettext_lazy("For which photos"),
        choices=[
            ("missing", gettext_lazy("Only those that name no photographer yet")),
            ("all", gettext_lazy("All photos of these articles")),
        ],
        initial="missing",
        widget=forms.RadioSelect,
    )

    def change(self) -> bulk.CreditPhotos:
        only_missing = self.cleaned_data["photos"] == "missing"
        return bulk.CreditPhotos(self.cleaned_data["credit"], only_missing=only_missing)


class BulkScheduleForm(forms.Form):
    at = forms.SplitDateTimeField(
        label=gettext_lazy("Appears at (Vietnam time)"),
        widget=forms.SplitDateTimeWidget(
            date_attrs={"placeholder": "10/01/2022", "size": 10, "inputmode": "numeric"},
            time_attrs={"placeholder": "08:30", "size": 6, "inputmode": "numeric"},
        ),
        error_messages={
            "invalid_date": gettext_lazy(
                "This day is not in the calendar. Write it like 10/01/2022."
            ),
            "invalid_time": gettext_lazy("Write the hour too, like 08:30."),
        },
    )

    def clean_at(self) -> dt.datetime:
        at = self.cleaned_data["at"]
        if at.year not in YEARS or at <= timezone.now():
            raise ValidationError(_("Choose a moment that lies ahead."))
        return at

    def change(self) -> bulk.Schedule:
        return bulk.Schedule(self.cleaned_data["at"])


class BulkWithdrawForm(forms.Form):
    reason = TidyCharField(
        label=gettext_lazy("Reason, for the newsroom"), max_length=1000, required=False
    )

    def change(self) -> bulk.Withdraw:
        return bulk.Withdraw(self.cleaned_data["reason"])


class BulkHandInForm(forms.Form):
    def change(self) -> bulk.HandIn:
        return bulk.HandIn()

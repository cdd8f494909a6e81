"""The shape of what secretaries type."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from meetings.forms.frames import DayField
from meetings.models import Ballot, Opinion, Resolution, TaskReview, ThematicSession


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
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    speaker = TidyCharField(
        label=gettext_lazy("Speaker"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "speakers", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Opinion.Kind)
    text = TidyCharField(
        label=gettext_lazy("Opinion"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_restricted = forms.BooleanField(
        label=gettext_lazy("Restricted"),
        required=False,
        help_text=gettext_lazy("Stays in the minutes; in no extract, summary or draft of news."),
    )

    def clean(self):
        data = super().clean()
        if data.get("text") and not data.get("speaker"):
            self.add_error("speaker", _("Who said this?"))
        if data.get("speaker") and not data.get("text"):
            self.add_error("text", _("What did the speaker say?"))
        return data


class StepForm(forms.Form):
    """A step without fields of its own: where the sentences about the whole step go."""


class TaskForm(forms.Form):
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = TidyCharField(label=gettext_lazy("Task"), max_length=300, required=False)
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Owner"), coerce=int, empty_value=None, required=False
    )
    due_on = DayField(label=gettext_lazy("Deadline"), required=False)
    resolution = forms.TypedChoiceField(
        label=gettext_lazy("Out of"), coerce=int, empty_value=None, required=False
    )

    def __init__(
        self,
        *args,
        session: ThematicSession,
        owners: list[tuple],
        resolutions: list[tuple],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["owner"].choices = [("", "—"), *owners]
        self.fields["resolution"].choices = [("", _("The chair's conclusion")), *resolutions]
        if len(resolutions) == 1:
            self.fields["resolution"].initial = resolutions[0][0]

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
    OpinionForm, extra=1, max_num=200, validate_max=True, absolute_max=250
)
TaskFormSet = formset_factory(TaskForm, extra=1, max_num=50, validate_max=True, absolute_max=80)


def filled(formset) -> list[dict]:
    """Return the cleaned rows of a formset that hold anything; empty rows are no rows."""
    rows = (form.cleaned_data for form in formset.forms)
    return [row for row in rows if row.get("text") or row.get("title")]


class ReservedField(TidyCharField):
    """One opinion a line: the member's name, a colon, the words. Gives a list of (name, words)."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: str) -> list[tuple[str, str]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        rows = [tuple(part.strip() for part in line.split(":", 1)) for line in lines]
        if any(len(row) < 2 or not all(row) for row in rows):
            raise ValidationError(_("Write one opinion a line, like “Lê Văn Ân: reason”."))
        if len({name for name, _words in rows}) < len(rows):
            raise ValidationError(_("A name stands here twice."))
        return rows


class BallotForm(forms.Form):
    """A vote: what on, how, and the three numbers. The key tells one press from two."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    subject = TidyCharField(label=gettext_lazy("What is voted on"), max_length=300)
    form = forms.ChoiceField(label=gettext_lazy("Form of the vote"), choices=Ballot.Form)
    threshold = forms.ChoiceField(label=gettext_lazy("Needed"), choices=Ballot.Threshold)
    votes_for = forms.IntegerField(label=gettext_lazy("For"), min_value=0, max_value=9999)
    votes_against = forms.IntegerField(
        label=gettext_lazy("Against"), min_value=0, max_value=9999, initial=0
    )
    votes_none = forms.IntegerField(
        label=gettext_lazy("No opinion"), min_value=0, max_value=9999, initial=0
    )
    reserved = ReservedField(
        label=gettext_lazy("Reserved opinions"),
        max_length=8000,
        required=False,
        help_text=gettext_lazy("One a line, like “Lê Văn Ân: reason”."),
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


class VoteForm(BallotForm):
    """A resolution and its vote."""

    subject = None
    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=Resolution.Kind, required=False)
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

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Resolution.Kind.RESOLUTION


class DraftForm(VoteForm):
    """The same text before the vote: nothing is counted yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("form", "threshold", "votes_for", "votes_against", "votes_none"):
            self.fields[name].required = False

    def clean(self):
        return {name: self.cleaned_data.get(name, "") for name in ("title", "text", "kind")}


class SignForm(forms.Form):
    """Who signs a resolution, and when; with that it takes its number."""

    signer = forms.TypedChoiceField(label=gettext_lazy("Signed by"), coerce=int)
    signed_on = DayField(label=gettext_lazy("Signed on"))

    def __init__(self, *args, signers: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = signers


class ProgressForm(forms.Form):
    """How far a task is."""

    percent = forms.IntegerField(
        label=gettext_lazy("Done so far, per cent"), min_value=0, max_value=100
    )
    note = TidyCharField(label=gettext_lazy("What was done"), max_length=500, required=False)


class ReviewForm(forms.Form):
    """What became of each earlier task: how far it is, and a few words."""

    def __init__(self, *args, reviews: list[TaskReview], **kwargs):
        super().__init__(*args, **kwargs)
        self.reviews = reviews
        for review in reviews:
            self.fields[f"percent-{review.pk}"] = forms.IntegerField(
                label=_("Done so far, per cent"),
                min_value=0,
                max_value=100,
                initial=review.percent,
            )
            self.fields[f"note-{review.pk}"] = TidyCharField(
                label=_("Result"), max_length=500, required=False, initial=review.note
            )

    def rows(self):
        """For the template: each task with its two fields."""
        for review in self.reviews:
            yield review, self[f"percent-{review.pk}"], self[f"note-{review.pk}"]

    @property
    def results(self) -> dict[int, tuple[int, str]]:
        """Review id → (per cent, note)."""
        return {
            review.pk: (
                self.cleaned_data[f"percent-{review.pk}"],
                self.cleaned_data[f"note-{review.pk}"],
            )
            for review in self.reviews
        }

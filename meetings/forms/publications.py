"""The shape of what the organisation board makes public."""

from django import forms
from django.utils.translation import gettext_lazy

from branch_portal.lib.disclosure import refusal
from branch_portal.lib.fields import TidyCharField
from meetings.forms.record import DayField
from meetings.models import Resolution, ThematicSession, TopicGroup
from meetings.models.summaries import LONGEST, SHORTEST


class SummaryForm(forms.Form):
    """What the public will read of a session."""

    title = TidyCharField(label=gettext_lazy("Topic, as the public reads it"), max_length=300)
    group = forms.ModelChoiceField(
        TopicGroup.objects.all(), label=gettext_lazy("Topic group"), empty_label="—"
    )
    text = TidyCharField(
        label=gettext_lazy("Summary for the public"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "From 50 to 3,000 characters, written for readers outside. No names of people, no "
            "opinions of single members, nothing secret. A new line begins a new paragraph."
        ),
    )
    with_attendance = forms.BooleanField(
        label=gettext_lazy("Show how many members attended"), required=False
    )
    resolutions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Subjects of resolutions to show"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, session: ThematicSession, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session
        adopted = session.resolutions.filter(state__in=Resolution.STANDING)
        self.subjects = dict(adopted.values_list("pk", "title"))
        self.fields["resolutions"].choices = list(self.subjects.items())
        if not self.subjects:
            del self.fields["resolutions"]

    def clean(self):
        # The action refuses the same; here all the fields are judged at once, before the preview.
        data = super().clean()
        chosen = data.setdefault("resolutions", [])
        texts = {
            "title": data.get("title", ""),
            "text": data.get("text", ""),
            "resolutions": "\n".join(self.subjects[pk] for pk in chosen),
        }
        people, sayings = self.session.people(), self.session.sayings()
        for field, text in texts.items():
            if sentence := refusal(text, people, sayings):
                self.add_error(field, sentence)
        return data


class FiguresForm(forms.Form):
    """The sums that the user has seen: they are what is published, or nothing is."""

    branches = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    branches_met = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    sessions = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    present = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    expected = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AnnouncementForm(forms.Form):
    """A coming session, as the public will know of it."""

    day = DayField(label=gettext_lazy("Day"))
    topic = TidyCharField(label=gettext_lazy("Topic, as the public reads it"), max_length=300)


class NewsForm(forms.Form):
    """What a branch offers to the editors: words that name nobody."""

    headline = TidyCharField(label=gettext_lazy("Headline"), max_length=200)
    text = TidyCharField(
        label=gettext_lazy("What happened, and what came of it"),
        min_length=50,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "No names of people, no opinions of single members, nothing secret. The editors write "
            "the article; they see nothing of the record but these words."
        ),
    )

    def __init__(self, *args, session: ThematicSession, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session

    def clean(self):
        # The action refuses the same; here both fields are judged at once.
        data = super().clean()
        people, sayings = self.session.people(), self.session.sayings()
        for field in ("headline", "text"):
            if sentence := refusal(data.get(field, ""), people, sayings):
                self.add_error(field, sentence)
        return data

"""What a moderator decides, masks, answers and switches."""

import datetime as dt
import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from branch_portal.lib.fields import TidyCharField
from comments import permissions
from comments.models import LONGEST_TEXT, Phrase, Policy, Reason, Redaction
from comments.reports.phrases import published_with
from organisation.models import Unit

_SPAN = re.compile(r"([0-9]{1,5})-([0-9]{1,5})-([a-z]{1,10})")
_LISTED = 10


class RefusalForm(forms.Form):
    """Why a comment is not shown."""

    reason = forms.ModelChoiceField(
        label=gettext_lazy("Reason"),
        queryset=Reason.objects.filter(is_active=True),
        to_field_name="code",
        empty_label=gettext_lazy("Choose a reason"),
        error_messages={"required": gettext_lazy("Say why the comment is refused.")},
    )
    note = TidyCharField(label=gettext_lazy("Note for colleagues"), required=False, max_length=300)


class NoteForm(forms.Form):
    note = TidyCharField(label=gettext_lazy("Note for colleagues"), required=False, max_length=300)


class EscalateForm(forms.Form):
    """What somebody else is to look at, and until when."""

    note = TidyCharField(
        label=gettext_lazy("What is to be looked at?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what is to be looked at.")},
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("Another moderator"),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Decision due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = permissions.answering_units(user)

    def clean_due_on(self) -> dt.date | None:
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    def deed(self) -> dict:
        """What `actions.escalate` takes; the day lasts until its last minute."""
        day = self.cleaned_data["due_on"]
        end = day and timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))
        return {"note": self.cleaned_data["note"], "unit": self.cleaned_data["unit"], "due_at": end}


class MaskForm(forms.Form):
    """Which stretches of a text readers do not see: found ones, chosen ones, or typed words."""

    span = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    words = TidyCharField(label=gettext_lazy("Words to mask"), required=False, max_length=300)
    kind = forms.ChoiceField(
        label=gettext_lazy("Shown instead"), choices=Redaction.Kind, required=False, initial="other"
    )

    def __init__(self, *args, text: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text

    def clean_span(self) -> list[tuple[int, int, str]]:
        spans = [_SPAN.fullmatch(value) for value in self.cleaned_data["span"] or []]
        if not all(spans) or len(spans) > 100:
            raise forms.ValidationError(_("This stretch is not part of the comment."))
        return [(int(span[1]), int(span[2]), span[3]) for span in spans]

    def clean(self) -> dict:
        data = super().clean()
        spans, words = data.get("span", []), data.get("words", "")
        if words:
            kind = data.get("kind") or Redaction.Kind.OTHER
            places = [m.span() for m in re.finditer(re.escape(words), self.text)]
            if not places:
                sentence = _("These words do not stand in the comment. Copy them from it.")
                self.add_error("words", sentence)
            spans = [*spans, *((start, end, kind) for start, end in places)]
        elif not spans and not self.errors:
            self.add_error("words", _("Write the words that readers shall not see."))
        return data | {"spans": spans}


class ReplyForm(forms.Form):
    """An official reply, in the name of one of the moderator's units."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("In the name of"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Choose a unit"),
        error_messages={"required": gettext_lazy("Choose the unit that answers.")},
    )
    text = TidyCharField(
        label=gettext_lazy("Reply"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write the reply.")},
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = permissions.answering_units(user)


class PolicyForm(forms.Form):
    policy = forms.ChoiceField(
        label=gettext_lazy("Comments on this article"),
        choices=[("", gettext_lazy("As usual")), *Policy.choices],
        required=False,
    )


class PauseForm(forms.Form):
    message = TidyCharField(
        label=gettext_lazy("What readers are told"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what readers are told.")},
    )


class BlockForm(forms.Form):
    """Why a sender's comments are filed as spam, and for how long."""

    reason = TidyCharField(
        label=gettext_lazy("Why?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why the sender is blocked.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        choices=[
            ("30", gettext_lazy("30 days")),
            ("180", gettext_lazy("half a year")),
            ("", gettext_lazy("until it is lifted")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def until(self) -> dt.datetime | None:
        days = self.cleaned_data["days"]
        return timezone.now() + dt.timedelta(days=days) if days else None


class PhraseForm(forms.ModelForm):
    """A suspicious phrase; what it would have hit among published comments is shown first."""

    sure = forms.BooleanField(
        label=gettext_lazy("Save it although it hits published comments"), required=False
    )

    class Meta:
        model = Phrase
        fields = ["words", "kind", "points", "is_active"]
        field_classes = {"words": TidyCharField}

    def clean(self) -> dict:
        data = super().clean()
        if self.errors or data["sure"] or not data["is_active"] or data["points"] <= 0:
            return data
        hits = published_with(Phrase(words=data["words"], kind=data["kind"], points=data["points"]))
        if hits:
            head = _("This phrase would hit %(number)s published comments:") % {"number": len(hits)}
            lines = [f"{hit.code}: “{hit.text[:120]}”, {hit.article}" for hit in hits[:_LISTED]]
            tail = _("Nothing is saved yet. Tick the box below to save it all the same.")
            self.add_error(None, [head, *lines, tail])
        return data


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Reason
        fields = ["label", "told", "teaches", "position", "is_active"]
        field_classes = {"label": TidyCharField, "told": TidyCharField}

"""What a reader sends and what a moderator decides."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from branch_portal.lib.text import tidy
from comments.models import TEXT_LIMIT


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class CommentForm(forms.Form):
    """A reader's comment. `link` is bait for programs: people do not see it."""

    author_name = forms.CharField(
        label=gettext_lazy("Full name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": 60}),
        error_messages={"required": gettext_lazy("Please write your name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail (not required, never shown)"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address; it may also stay empty.")
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy("At most 2,000 characters."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Please write your comment.")},
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that my name and this comment are published"),
        error_messages={
            "required": gettext_lazy("We need your consent: please tick this box to agree.")
        },
    )
    link = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", "y-kien-%s")
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean_author_name(self) -> str:
        name = tidy(self.cleaned_data["author_name"])
        if not name:
            raise ValidationError(_("Please write your name."))
        if len(name) > 60:
            raise ValidationError(_("A name has at most %(most)s characters.") % {"most": 60})
        return name

    def clean_text(self) -> str:
        text = tidy(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Please write your comment."))
        if len(text) > TEXT_LIMIT:
            raise ValidationError(
                _(
                    "Your comment has %(length)s characters; at most %(most)s are possible. "
                    "Please shorten it."
                )
                % {"length": _dotted(len(text)), "most": _dotted(TEXT_LIMIT)}
            )
        return text

    def clean(self) -> dict:
        if self.cleaned_data.get("link"):
            # Said aloud, not dropped silently: a browser may have filled the field by itself.
            raise ValidationError(
                _("A hidden field was filled in, as programs do. Please send the form again.")
            )
        return self.cleaned_data


class RefusalForm(forms.Form):
    """Why a comment is not shown."""

    REASONS = [
        ("off_topic", gettext_lazy("Off topic")),
        ("advertising", gettext_lazy("Advertising")),
        ("insult", gettext_lazy("Insult")),
        ("personal_data", gettext_lazy("Reveals personal data")),
        ("other", gettext_lazy("Another reason")),
    ]
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", gettext_lazy("Choose a reason")), *REASONS],
        error_messages={"required": gettext_lazy("Say why the comment is refused.")},
    )
    other = TidyCharField(label=gettext_lazy("In your words"), required=False, max_length=150)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("reason") == "other" and not cleaned.get("other"):
            self.add_error("other", _("Write the other reason in a few words."))
        return cleaned

    @property
    def sentence(self) -> str:
        """The reason as it is stored, in words."""
        words = self.cleaned_data["other"]
        if self.cleaned_data["reason"] == "other":
            return words
        label = str(dict(self.REASONS)[self.cleaned_data["reason"]])
        return f"{label}: {words}" if words else label

"""What people ask about their own data, and what the data officer answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField
from comments.forms.names import is_reserved
from comments.models import LONGEST_NAME, DataRequest


class DataRequestForm(forms.Form):
    """Somebody asks about their own data."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want?"),
        choices=DataRequest.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you want.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("The e-mail address you gave with your comments"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Write the address: by it we find your comments."),
            "invalid": gettext_lazy("This is not an e-mail address."),
        },
    )
    words = TidyCharField(
        label=gettext_lazy("More about it (not required)"),
        help_text=gettext_lazy("For example which comment, or what is wrong in it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", "yeu-cau-%s")
        super().__init__(*args, use_required_attribute=False, **kwargs)


class AddressForm(forms.Form):
    """Whose comments the data officer looks for: by the address, or by the code of a receipt."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("This is not an e-mail address.")},
    )
    code = TidyCharField(
        label=gettext_lazy("or code of the comment"), required=False, max_length=20
    )

    def clean(self) -> dict:
        if not self.errors and bool(self.cleaned_data["email"]) == bool(self.cleaned_data["code"]):
            raise ValidationError(_("Write an address or a code, one of the two."))
        return self.cleaned_data


class AnswerForm(forms.Form):
    """What the data officer does with a request, and says about it."""

    words = TidyCharField(
        label=gettext_lazy("Answer, mailed as it stands"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = TidyCharField(
        label=gettext_lazy("The right name"), required=False, max_length=LONGEST_NAME
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if is_reserved(name):
            raise ValidationError(_("A reader does not bear the name of an office."))
        return name

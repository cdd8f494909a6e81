"""The shape of a self check-in."""

from django import forms
from django.utils.translation import gettext_lazy

from branch_portal.lib.fields import TidyCharField


class OpenForm(forms.Form):
    minutes = forms.IntegerField(
        label=gettext_lazy("Open for how many minutes?"), min_value=1, max_value=180, initial=45
    )


class ArrivalForm(forms.Form):
    called = TidyCharField(
        label=gettext_lazy("Your full name, or your number on the roll"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your full name.")},
    )

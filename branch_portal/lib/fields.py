"""Form fields that several apps share."""

from django import forms

from branch_portal.lib.text import tidy


class TidyCharField(forms.CharField):
    """Text as it is stored: tidied first, so that its length and emptiness are judged as stored."""

    def to_python(self, value):
        return tidy(super().to_python(value) or "")
